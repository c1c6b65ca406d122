using CsCheck;
using FlexCap.Morello.Internal;
using FlexCap.Morello.Tests.Capabilities;

namespace FlexCap.Morello.Tests.Instructions;

/// <summary>
/// The property that all of CHERI rests on, for the whole machine: code without the System permission ends with no capability, in a
/// register, in memory or as PCC, whose rights are not within those of one that it started with.
/// </summary>
public sealed class MonotonicityTests
{
    private const int Granules = 16;
    private const int Registers = 31;
    private const int Length = 16;

    // MRS gives what the reset has left in registers of other levels; everything else is fair.
    private static readonly InstructionEntry[] Entries =
        [.. InstructionTable.Entries.Where(entry => !entry.Name.Contains("_aarch64_", StringComparison.Ordinal) && entry.Name != "MRS_C_I_C")];

    private static readonly Capability Code =
        Capability.Maximal.SetValue(SmallMachine.Code).SetBounds(0x100UL).ClearPermissions(CapabilityPermissions.System | CapabilityPermissions.User3);

    private static readonly Gen<Capability> InData =
        Gen.Select(Gen.ULong[0, Granules - 1], Gen.Int[0, (int)CapabilityPermissions.All], Gen.Int[0, 7], (granule, cleared, kind) =>
        {
            Capability data = Capability.Maximal.SetValue(SmallMachine.Data).SetBounds(16UL * Granules).SetValue(SmallMachine.Data + (16 * granule));
            data = data.ClearPermissions((CapabilityPermissions)(kind < 4 ? 0 : cleared) | CapabilityPermissions.User3);
            return kind is >= 1 and <= 3 ? data.SealEntry((uint)kind) : data;
        });

    private static readonly Gen<Capability> InCode =
        Gen.Select(Gen.ULong[0, 2 * Length], Gen.Bool, Gen.Bool, (step, isSealed, executive) =>
        {
            Capability entry = Code.SetValue(SmallMachine.Code + (2 * step)).ClearPermissions(executive ? 0 : CapabilityPermissions.Executive);
            return isSealed ? entry.SealEntry(ObjectTypes.RegisterBranch) : entry;
        });

    private static readonly Gen<Capability> Key =
        Gen.ULong[0, 8].Select(type => Capability.Maximal.SetValue(4).SetBounds(4UL).SetValue(type).ClearPermissions(CapabilityPermissions.System));

    private static readonly Gen<Capability> Any = Gen.OneOf(
        InData, InCode, Key, CapabilityGenerators.Held, CapabilityGenerators.Anything.Select(capability => capability.ClearTag()));

    [Fact]
    public void Nothing_reachable_gains_rights()
    {
        Gen<uint> word = Gen.Select(Gen.Int[0, Entries.Length - 1], Gen.UInt, (index, random) => Fill(Entries[index].Pattern, random));
        int executed = 0;
        int loaded = 0;
        Gen.Select(word.Array[Length], Any.Array[Registers], Gen.OneOf(InData, InCode).Array[Granules], InData, Gen.Bool).Sample((words, registers, memory, ddc, isC64) =>
        {
            var machine = new SmallMachine();
            Array.ForEach(words, w => machine.Add(w));
            for (uint n = 0; n < Registers; n++)
            {
                machine.With(n, registers[n]);
            }

            for (int i = 0; i < Granules; i++)
            {
                machine.Put(SmallMachine.Data + (ulong)(16 * i), memory[i]);
            }

            for (uint bank = 0; bank <= Cpu.RestrictedBank; bank++)
            {
                machine.Cpu.SetDdc(bank, ddc);
                machine.Cpu.SetStackPointer(bank, ddc);
            }

            Capability[] before = [.. registers.Concat(memory).Append(ddc).Append(Code).Where(capability => capability.Tag)];
            for (int i = 0; i < Length; i++)
            {
                // Each instruction gets its chance, whether or not the one before it faulted.
                machine.RunFreely(2, isC64, Code.SetValue(SmallMachine.Code + (ulong)(4 * i)));
            }

            Interlocked.Add(ref executed, (int)machine.Cpu.Instructions);

            List<Capability> after = [machine.Cpu.NextPcc, machine.Cpu.Ddc, machine.Cpu.CSp(31)];
            after.AddRange(Enumerable.Range(0, Registers).Select(n => machine.Cpu.C((uint)n)));
            after.AddRange(Enumerable.Range(0, Granules).Select(i => machine.Get(SmallMachine.Data + (ulong)(16 * i))));
            foreach (Capability capability in after.Where(capability => capability.Tag))
            {
                Interlocked.Add(ref loaded, before.Contains(capability) ? 0 : 1);
                Assert.True(before.Any(capability.IsSubsetOf), $"{capability} after {string.Join(' ', words.Select(w => w.ToString("x8", null)))}");
            }
        }, iter: 400);

        // The sample is worth something only if much of it runs and makes new capabilities.
        Assert.True(executed > 2_000 && loaded > 150, $"{executed} instructions retired, {loaded} new capabilities");
    }

    private static uint Fill(string pattern, uint random)
    {
        uint word = 0;
        foreach (char c in pattern.Where(c => c != ' '))
        {
            word = (word << 1) | (c switch { '0' => 0u, '1' => 1u, _ => random >> 31 });
            random = (random << 1) | (random >> 31);
        }

        return word;
    }
}
