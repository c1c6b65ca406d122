using System.Globalization;
using FlexCap.Morello.Elf;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Conformance;

/// <summary>QEMU's user-mode emulator for AArch64 as a Neoverse N1, the core of which Morello's is a descendant: everything but capabilities.</summary>
internal sealed class QemuUserTarget : DifferentialTarget
{
    private const string Program = "qemu-aarch64";
    private const string Advice = "Install QEMU's user-mode emulators, version 7 or newer (Debian: apt install qemu-user).";
    private const ulong TableAddress = 0x4000_0000;
    private const long InstructionsEach = 4000;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    internal override string Name => Program;

    internal override StateLayout Layout => UserLayout.Layout;

    internal override int SequenceLength => 12;

    internal override bool Covers(InstructionEntry entry) => UserGenerator.Covers(entry);

    internal override DifferentialCase Generate(string name, Random random, IReadOnlyList<InstructionEntry> entries)
    {
        CaseState state = UserGenerator.State(random);
        return new(name, [.. Enumerable.Range(0, SequenceLength).Select(_ => UserGenerator.Unit(entries[random.Next(entries.Count)], random))], state);
    }

    internal override DifferentialImage Build(IReadOnlyList<DifferentialCase> cases) => UserImage.Build(cases);

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

        return new([.. image.Records.Select(record =>
        {
            var state = new CaseState(Layout);
            machine.ReadMemory(record, state.Bytes);
            return state;
        })], null);
    }

    internal override ImageOutcome RunOracle(DifferentialImage image, CancellationToken cancellation)
    {
        var (output, problem) = EmulatorProcess.Run(Program, ["-cpu", "neoverse-n1"], Advice, image.Elf, s_limit, cancellation);
        if (problem is null && output.Length != image.Cases.Count * Layout.Size)
        {
            problem = string.Create(CultureInfo.InvariantCulture, $"wrote {output.Length} bytes instead of {image.Cases.Count * Layout.Size}");
        }

        return problem is not null ? new([], problem) : new([.. output.Chunk(Layout.Size).Select(bytes => new CaseState(bytes, new bool[Layout.Size / 16]))], null);
    }

    internal override IReadOnlyList<CaseState> Trace(DifferentialCase single, CancellationToken cancellation)
    {
        DifferentialImage image = Build([single]);
        Machine machine = Prepare(image);
        foreach (ulong unit in image.Units[0])
        {
            machine.AddBreakpoint(unit);
        }

        List<CaseState> states = [];
        foreach (ulong unit in image.Units[0].SkipLast(1))
        {
            if (machine.Run(InstructionsEach, cancellation) is not StopReason.Breakpoint stop || stop.Address != unit)
            {
                return [];
            }

            states.Add(Read(machine, image.Records[0]));
        }

        return states;
    }

    private static CaseState Read(Machine machine, ulong record)
    {
        var state = new CaseState(UserLayout.Layout);
        Cpu cpu = machine.Core;
        machine.ReadMemory(record, state.Bytes);
        state.Bytes.AsSpan(0, UserLayout.Memory).Clear();
        for (int n = 0; n < 31; n++)
        {
            state.SetWord(UserLayout.X + (n * 8), n == UserLayout.Record ? 0 : cpu.X((uint)n));
        }

        state.SetWord(UserLayout.Sp, cpu.GetStackPointer(0).Value);
        for (int n = 0; n < 32; n++)
        {
            state.SetPair(UserLayout.V + (n * 16), machine.Registers.V(n));
        }

        state.SetWord(UserLayout.Nzcv, cpu.Nzcv);
        state.SetWord(UserLayout.Fpcr, cpu.Fpcr);
        state.SetWord(UserLayout.Fpsr, cpu.Fpsr);
        return state;
    }

    // At EL0 as Linux would have it: FP and SIMD on, the image's blocks mapped and nothing else, cache maintenance and DC ZVA allowed.
    private static Machine Prepare(DifferentialImage image)
    {
        var machine = new Machine(MachineProfile.Virt);
        ElfFile elf = ElfFile.Read(image.Elf, "random.elf");
        machine.Load(elf);
        Cpu cpu = machine.Core;
        cpu.SetSystemRegister("CPACR_EL1", (3UL << 20) | (3UL << 18));
        cpu.Memory.Write(TableAddress + 8, BitConverter.GetBytes((TableAddress + 0x1000) | 3));
        ulong size = elf.Segments[0].MemorySize;
        for (ulong at = 0; at < size; at += UserImage.Block)
        {
            // Normal memory, accessed, read and write at EL0, executable: PXN does not matter, the vectors have their own page below.
            cpu.Memory.Write(TableAddress + 0x1000 + ((UserImage.Base - 0x4000_0000 + at) / UserImage.Block * 8), BitConverter.GetBytes((UserImage.Base + at) | 0x741));
        }

        cpu.SetSystemRegister("MAIR_EL1", 0xFF);
        cpu.SetSystemRegister("TCR_EL1", 1UL << 37 | 0x0080_3519);
        cpu.SetSystemRegister("TTBR0_EL1", TableAddress);
        MapVectors(cpu);
        cpu.SetVector(1, Capability.Maximal.SetValue(VectorPage));
        cpu.SetSystemRegister("SCTLR_EL1", 0x30D0_0800 | 1 | (1 << 14) | (1 << 15) | (1 << 26));
        cpu.SetDdc(0, Capability.Maximal);
        cpu.RestoreFrom(0);
        cpu.Restart(Capability.Maximal.SetValue(image.Start));
        return machine;
    }

    // Code that EL0 can write is never executable at EL1, so the vectors are seen at a second address where EL0 can only read.
    private const ulong VectorPage = 0x4000_0000;

    private static void MapVectors(Cpu cpu) =>
        cpu.Memory.Write(TableAddress + 0x1000, BitConverter.GetBytes(UserImage.Base | 0x7C1));
}
