using FlexCap.Diagnostics;
using FlexCap.Morello.Internal.Elf;

namespace FlexCap.Morello.Elf;

/// <summary>
/// A 64-bit little-endian AArch64 ELF file as a value: relocatable, executable or shared. Read with <see cref="Read"/>,
/// written with <see cref="ElfWriter"/>. Follows the System V gABI and Arm's <i>ELF for the Arm 64-bit Architecture</i>.
/// </summary>
public sealed record ElfFile
{
    /// <summary><c>e_machine</c> of AArch64; Morello uses it as well.</summary>
    public const int AArch64 = 183;

    /// <summary>Kind of file.</summary>
    public required ElfType Type { get; init; }

    /// <summary>Address of the first instruction; 0 in a relocatable file.</summary>
    public ulong Entry { get; init; }

    /// <summary><c>e_flags</c>; bit 16 marks Morello's pure-capability ABI.</summary>
    public uint Flags { get; init; }

    /// <summary>Segments in the order of the file; empty in a relocatable file.</summary>
    public IReadOnlyList<ElfSegment> Segments { get; init; } = [];

    /// <summary>Sections in the order of the file; the first is the null section where there are any.</summary>
    public IReadOnlyList<ElfSection> Sections { get; init; } = [];

    /// <summary>Symbols of the symbol table; the first is the null symbol where there are any.</summary>
    public IReadOnlyList<ElfSymbol> Symbols { get; init; } = [];

    /// <summary>Symbols of the dynamic symbol table; empty unless the file is shared.</summary>
    public IReadOnlyList<ElfSymbol> DynamicSymbols { get; init; } = [];

    /// <summary>Relocations that refer to <see cref="Symbols"/>, by section.</summary>
    public IReadOnlyList<ElfRelocation> Relocations { get; init; } = [];

    /// <summary>Relocations that refer to <see cref="DynamicSymbols"/>.</summary>
    public IReadOnlyList<ElfRelocation> DynamicRelocations { get; init; } = [];

    /// <summary>Reads a file; throws <see cref="InputException"/> (FX01xx) with every error at once.</summary>
    /// <param name="bytes">The whole file. The result refers to it, so it must not change.</param>
    /// <param name="name">Name used in diagnostics.</param>
    public static ElfFile Read(ReadOnlyMemory<byte> bytes, string name) =>
        TryRead(bytes, name, out var file, out var diagnostics) ? file! : throw new InputException(diagnostics);

    /// <summary>Reads a file; false if it has errors. Accepts any bytes without throwing.</summary>
    /// <param name="bytes">The whole file. The result refers to it, so it must not change.</param>
    /// <param name="name">Name used in diagnostics.</param>
    /// <param name="file">The file, or null.</param>
    /// <param name="diagnostics">Errors (FX01xx), in the order in which the file is read.</param>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, string name, out ElfFile? file, out IReadOnlyList<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(name);
        var bag = new DiagnosticBag();
        file = new ElfReader(bytes, name, bag).Read();
        diagnostics = bag;
        return file is not null;
    }
}
