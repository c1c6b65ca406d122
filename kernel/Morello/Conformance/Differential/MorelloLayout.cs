using System.Globalization;

namespace FlexCap.Morello.Conformance;

/// <summary>The record of a case for QEMU's Morello target: one page, seen by the case at <see cref="RecordAddress"/> and its code at <see cref="CodeAddress"/>, whichever case it is.</summary>
internal static class MorelloLayout
{
    internal const ulong CodeAddress = 0x5000_0000;
    internal const ulong RecordAddress = 0x5000_1000;
    internal const int Size = 0x1000;

    internal const int C = 0;
    internal const int Pcc = 0x1F0;
    internal const int V = 0x200;
    internal const int Registers = 0x400;
    internal const int Spsr = 0x4A0;
    internal const int Fpcr = 0x4A8;
    internal const int Fpsr = 0x4B0;
    internal const int FaultCount = 0x4B8;
    internal const int Faults = 0x500;
    internal const int FaultSize = 32;
    internal const int FaultSlots = 12;
    internal const int Memory = 0x800;
    internal const int MemorySize = Size - Memory;

    /// <summary>Capability registers other than C0 to C30, in the order of their places from <see cref="Registers"/>. The last two are those of EL1.</summary>
    internal static IReadOnlyList<string> RegisterNames { get; } = ["CSP_EL0", "DDC_EL0", "RCSP_EL0", "RDDC_EL0", "CTPIDR_EL0", "RCTPIDR_EL0", "CID_EL0", "CSP_EL1", "DDC_EL1"];

    internal static StateLayout Layout { get; } = new(Size,
    [
        new("fault-count", FaultCount, 8, false),
        .. Enumerable.Range(0, FaultSlots).SelectMany(n => new StateField[]
        {
            new(Name("fault-esr", n), Faults + (n * FaultSize), 8, false),
            new(Name("fault-far", n), Faults + (n * FaultSize) + 8, 8, false),
            new(Name("fault-celr", n), Faults + (n * FaultSize) + 16, 16, false),
        }),
        .. Enumerable.Range(0, 31).Select(n => new StateField(Name("c", n), C + (n * 16), 16)),
        new("pcc", Pcc, 16, IsKept: true),
        .. RegisterNames.Select((name, n) => new StateField(name, Registers + (n * 16), 16)),
        .. Enumerable.Range(0, 32).Select(n => new StateField(Name("v", n), V + (n * 16), 16)),
        new("spsr", Spsr, 8, IsKept: true), new("fpcr", Fpcr, 8), new("fpsr", Fpsr, 8),
        .. Enumerable.Range(0, MemorySize / 16).Select(n => new StateField(string.Create(CultureInfo.InvariantCulture, $"memory+0x{n * 16:x}"), Memory + (n * 16), 16)),
    ]);

    private static string Name(string prefix, int n) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{n}");
}
