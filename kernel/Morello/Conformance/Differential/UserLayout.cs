using System.Globalization;

namespace FlexCap.Morello.Conformance;

/// <summary>The record of a case for a user-mode emulator. X28 points to it throughout the case.</summary>
internal static class UserLayout
{
    internal const int X = 0;
    internal const int Sp = 31 * 8;
    internal const int Nzcv = 256;
    internal const int Fpcr = 264;
    internal const int Fpsr = 272;
    internal const int FaultCount = 280;
    internal const int Faults = 288;
    internal const int FaultSlots = 8;
    internal const int Scratch = 352;
    internal const int V = 512;
    internal const int Memory = 1024;
    internal const int MemorySize = 1536;
    internal const int Size = Memory + MemorySize;

    /// <summary>The register that points to the record; the sequences neither write it nor count on its value.</summary>
    internal const uint Record = 28;

    internal static StateLayout Layout { get; } = new(Size,
    [
        .. Enumerable.Range(0, 31).Where(n => n != Record).Select(n => new StateField(Name("x", n), X + (n * 8), 8)),
        new("sp", Sp, 8),
        .. Enumerable.Range(0, 32).Select(n => new StateField(Name("v", n), V + (n * 16), 16)),
        new("nzcv", Nzcv, 8), new("fpcr", Fpcr, 8), new("fpsr", Fpsr, 8),
        new("faults", FaultCount, 8, false),
        .. Enumerable.Range(0, FaultSlots).Select(n => new StateField(Name("fault-pc", n), Faults + (n * 8), 8, false)),
        .. Enumerable.Range(0, MemorySize / 16).Select(n => new StateField(string.Create(CultureInfo.InvariantCulture, $"memory+0x{n * 16:x}"), Memory + (n * 16), 16)),
    ]);

    private static string Name(string prefix, int n) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{n}");
}
