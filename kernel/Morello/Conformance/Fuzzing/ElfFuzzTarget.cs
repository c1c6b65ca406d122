using FlexCap.Diagnostics;
using FlexCap.Morello.Elf;

namespace FlexCap.Morello.Conformance.Fuzzing;

/// <summary>The ELF reader and loader: damaged objects and programs, and random bytes. Errors must come as diagnostics, and nothing may be allocated that the file does not hold.</summary>
internal sealed class ElfFuzzTarget : FuzzTarget
{
    private const string Source = """
            .globl _start
        _start: adrp x0, value
            add x0, x0, :lo12:value
            bl  other
            .weak other
            .data
        value: .quad _start, value, 7
            .bss
            .skip 64
            .section .note.x, "a", %note
            .word 1
        """;

    // Bytes for each byte of the file, and for what has no bytes in it.
    private const long AllocationLimit = 2L << 20;

    private static readonly byte[][] s_good =
    [
        ElfWriter.Write(new Assembler().Assemble(Source, "fuzz.s").ToElf()),
        ElfWriter.Write(new Assembler().Assemble("_start: b _start\n .data\n .quad _start", "fuzz.s").ToExecutable(0x4008_0000)),
    ];

    public override string Name => "elf";

    public override string Description => "Reads and loads damaged ELF files and random bytes.";

    public override byte[] Generate(Random random)
    {
        if (random.Next(16) == 0)
        {
            var bytes = new byte[random.Next(512)];
            random.NextBytes(bytes);
            return bytes;
        }

        return Mutation.Of(s_good[random.Next(s_good.Length)], random);
    }

    public override string? Run(byte[] input)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isRead = ElfFile.TryRead(input, "input", out ElfFile? file, out var diagnostics);
        if (GC.GetAllocatedBytesForCurrentThread() - before > AllocationLimit)
        {
            return "Reading it allocates more than it holds.";
        }

        if (!isRead)
        {
            return diagnostics.Count > 0 ? null : "It is refused, and nothing says why.";
        }

        try
        {
            new Machine(new MachineProfile("fuzz", 0x4000_0000, 0x40_0000, 1, [])).Load(file!);
        }
        catch (InputException)
        {
            // Refused with diagnostics: as it should be.
        }

        return null;
    }

    public override string Show(byte[] input) => Convert.ToHexString(input);
}
