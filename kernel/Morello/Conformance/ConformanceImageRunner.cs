using System.Buffers.Binary;
using System.Globalization;
using FlexCap.Diagnostics;
using FlexCap.Morello.Elf;

namespace FlexCap.Morello.Conformance;

/// <summary>Runs the suite's ELF images unmodified, with their harness, in the profile <see cref="MachineProfile.Trickbox"/>.</summary>
public static class ConformanceImageRunner
{
    /// <summary>Instructions that an image may execute; the longest of the suite needs 1,311.</summary>
    public const long Budget = 1_000_000;

    private const int LargestFile = 1 << 28;

    /// <summary>Reads an image, with gzip (<c>.gz</c>) or without.</summary>
    /// <exception cref="InputException">The file cannot be read (<c>FX0161</c>) or is no ELF file (<c>FX01xx</c>).</exception>
    public static ElfFile Read(string path) => ElfFile.Read(ConformanceInput.Bytes(path, LargestFile), path);

    /// <summary>
    /// Runs an image until it writes 0x04 to the tube. It passed if it wrote <c>OK</c> before; any other end is a failure.
    /// The message names the register or memory that the harness found to differ, with both values.
    /// </summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="image">The image.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="InputException">The machine cannot load the image: <c>FX0150</c>, <c>FX0151</c>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ConformanceResult Run(string name, ElfFile image, CancellationToken cancellation = default)
    {
        var (machine, reason) = Run(image, null, cancellation);
        return reason switch
        {
            StopReason.Halted { ExitCode: 0 } => new(name, ConformanceOutcome.Passed, string.Empty, machine.Instructions),
            StopReason.Halted => new(name, ConformanceOutcome.Failed, FirstDifference(image, cancellation), machine.Instructions),
            _ => new(name, ConformanceOutcome.Failed, ConformanceRunner.Astray(machine, reason), machine.Instructions),
        };
    }

    private static (Machine Machine, StopReason Reason) Run(ElfFile image, Action<Machine>? prepare, CancellationToken cancellation)
    {
        var machine = new Machine(MachineProfile.Trickbox);
        machine.Load(image);
        prepare?.Invoke(machine);
        var reason = machine.Run(Budget, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return (machine, reason);
    }

    // The harness only says FAILED. Runs are deterministic, so a second one with probes on its comparisons finds the one that differs.
    private static string FirstDifference(ElfFile image, CancellationToken cancellation)
    {
        string? difference = null;
        long at = -1;
        var (machine, _) = Run(image, machine =>
        {
            foreach (var (address, compare) in Comparisons(image))
            {
                machine.AddProbe(address, hit =>
                {
                    if ((machine.Registers.Nzcv & 4) == 0)
                    {
                        (difference, at) = (Describe(machine, compare, address), hit.Instructions);
                    }
                });
            }
        }, cancellation);
        return machine.Faults is [.., var fault] && fault.Instructions > at
            ? string.Create(CultureInfo.InvariantCulture, $"the image says FAILED; last fault {fault.Kind} {fault.Access} at 0x{fault.Address:x}, PC 0x{fault.ProgramCounter:x}, ESR 0x{fault.Esr:x8}")
            : difference ?? "the image says FAILED, and none of its comparisons did";
    }

    // The harness compares with CHKEQ or CMP and leaves forwards with B.NE; its loops branch backwards. Gives the address of the branch and the comparison.
    private static IEnumerable<(ulong Address, uint Compare)> Comparisons(ElfFile image)
    {
        foreach (var segment in image.Segments.Where(s => s.Type == ElfSegmentType.Load && s.Flags.HasFlag(ElfSegmentFlags.Execute)))
        {
            for (var offset = 4; offset + 4 <= segment.Data.Length; offset += 4)
            {
                var compare = BinaryPrimitives.ReadUInt32LittleEndian(segment.Data.Span[(offset - 4)..]);
                var branch = BinaryPrimitives.ReadUInt32LittleEndian(segment.Data.Span[offset..]);
                if ((branch & 0xFF80_001F) == 0x5400_0001 && (IsCheckEqual(compare) || (compare & 0xFFE0_FC1F) == 0xEB00_001F))
                {
                    yield return (segment.VirtualAddress + (ulong)offset, compare);
                }
            }
        }
    }

    private static bool IsCheckEqual(uint word) => (word & 0xFFE0_FC1F) == 0xC2C0_A401;

    private static string Describe(Machine machine, uint compare, ulong address)
    {
        var n = (int)(compare >> 5) & 31;
        var m = (int)(compare >> 16) & 31;
        if (n == 31 || m == 31)
        {
            return string.Create(CultureInfo.InvariantCulture, $"the comparison before 0x{address:x} differs");
        }

        var registers = machine.Registers;
        return IsCheckEqual(compare)
            ? ConformanceRunner.Different(string.Create(CultureInfo.InvariantCulture, $"C{n}"), registers.C(n), registers.C(m))
            : string.Create(CultureInfo.InvariantCulture, $"the comparison before 0x{address:x} differs: X{n} is 0x{registers.X(n):x}, X{m} is 0x{registers.X(m):x}");
    }
}
