using System.Globalization;
using FlexCap.Morello.Elf;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Conformance;

/// <summary>QEMU's system emulator for Morello (CTSRD-CHERI/qemu): capabilities, both instruction sets, exceptions.</summary>
internal sealed class QemuMorelloTarget : DifferentialTarget
{
    private const string Variable = "FLEXCAP_QEMU";
    private const string Advice = "Build qemu-system-morello from CTSRD-CHERI/qemu, and put it into PATH or give its path in " + Variable + ".";
    private const long InstructionsEach = 20_000;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    internal override string Name => "qemu-system-morello";

    internal override StateLayout Layout => MorelloLayout.Layout;

    internal override int SequenceLength => 10;

    internal override int BatchSize => 400;

    internal override bool Covers(InstructionEntry entry) => MorelloGenerator.Covers(entry);

    internal override DifferentialCase Generate(string name, Random random, IReadOnlyList<InstructionEntry> entries) => MorelloGenerator.Generate(name, random, entries);

    internal override DifferentialImage Build(IReadOnlyList<DifferentialCase> cases) => MorelloImage.Build(cases);

    internal override ImageOutcome RunHere(DifferentialImage image, CancellationToken cancellation)
    {
        Machine machine = Prepare(image);
        machine.AddBreakpoint(image.Stop);
        StopReason reason = machine.Run(InstructionsEach * (image.Cases.Count + 1), cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (reason is not StopReason.Breakpoint)
        {
            return new([], ConformanceRunner.Astray(machine, reason));
        }

        var output = new byte[OutputSize(image)];
        machine.ReadMemory(image.Records[0], output);
        return new(MorelloImage.States(output, image.Cases.Count), null);
    }

    internal override ImageOutcome RunOracle(DifferentialImage image, CancellationToken cancellation)
    {
        string program = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : Name;
        var (output, problem) = EmulatorProcess.Run(
            program, ["-M", "virt", "-cpu", "morello", "-display", "none", "-serial", "null", "-monitor", "none", "-semihosting", "-kernel"], Advice, image.Elf, s_limit, cancellation);
        if (problem is null && output.Length != OutputSize(image))
        {
            problem = string.Create(CultureInfo.InvariantCulture, $"wrote {output.Length} bytes instead of {OutputSize(image)}");
        }

        return problem is not null ? new([], problem) : new(MorelloImage.States(output, image.Cases.Count), null);
    }

    internal override IReadOnlyList<CaseState> Trace(DifferentialCase single, CancellationToken cancellation)
    {
        DifferentialImage image = Build([single]);
        Machine machine = Prepare(image);
        machine.AddBreakpoint(image.Stop);
        foreach (ulong unit in image.Units[0])
        {
            machine.AddBreakpoint(unit);
        }

        // A unit that a branch skips has no state of its own; any will do.
        CaseState[] states = [.. single.Units.Select(_ => single.State)];
        for (int i = 0; i <= single.Units.Count; i++)
        {
            if (machine.Run(InstructionsEach, cancellation) is not StopReason.Breakpoint stop || stop.Address == image.Stop)
            {
                break;
            }

            int unit = image.Units[0].ToList().IndexOf(stop.Address);
            if (unit >= 0 && unit < states.Length)
            {
                states[unit] = Read(machine, image.Records[0]);
            }
        }

        return states;
    }

    private static int OutputSize(DifferentialImage image) => image.Cases.Count * (MorelloLayout.Size + 64);

    private static Machine Prepare(DifferentialImage image)
    {
        var machine = new Machine(MachineProfile.Virt);
        machine.Load(ElfFile.Read(image.Elf, "random.elf"));
        return machine;
    }

    private static CaseState Read(Machine machine, ulong record)
    {
        var state = new CaseState(MorelloLayout.Layout);
        Cpu cpu = machine.Core;
        machine.ReadMemory(record, state.Bytes);
        state.Bytes.AsSpan(0, MorelloLayout.Memory).Clear();
        for (int granule = MorelloLayout.Memory / 16; granule < state.Tags.Length; granule++)
        {
            state.Tags[granule] = machine.ReadTag(record + (ulong)(granule * 16));
        }

        for (int n = 0; n < 31; n++)
        {
            state.Set(MorelloLayout.C + (n * 16), cpu.C((uint)n));
        }

        for (int n = 0; n < 32; n++)
        {
            state.SetPair(MorelloLayout.V + (n * 16), machine.Registers.V(n));
        }

        for (int n = 0; n < MorelloLayout.RegisterNames.Count; n++)
        {
            string name = MorelloLayout.RegisterNames[n];
            state.Set(MorelloLayout.Registers + (n * 16), Cpu.CapabilityRegisters.First(r => r.Name == name).Read(cpu));
        }

        state.Set(MorelloLayout.Pcc, cpu.NextPcc.SetValue(MorelloLayout.CodeAddress));
        uint mode = cpu.El == 0 ? 0 : 4 | cpu.SpSel;
        state.SetWord(MorelloLayout.Spsr, cpu.Nzcv | cpu.Daif | (cpu.IsC64 ? 1UL << 26 : 0) | mode);
        state.SetWord(MorelloLayout.Fpcr, cpu.Fpcr);
        state.SetWord(MorelloLayout.Fpsr, cpu.Fpsr);
        return state;
    }
}
