using FlexCap.Diagnostics;
using FlexCap.Morello.Elf;
using FlexCap.Morello.Internal.Assembly;

namespace FlexCap.Morello;

/// <summary>A section that the assembler made.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">Kind.</param>
/// <param name="Flags">Properties.</param>
/// <param name="Data">Bytes; fields that a linker fills in are 0. Empty for a section without bytes in the file.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Alignment">Alignment in bytes.</param>
public sealed record AssembledSection(string Name, ElfSectionType Type, ElfSectionFlags Flags, ReadOnlyMemory<byte> Data, long Size, long Alignment);

/// <summary>What <see cref="Assembler"/> made of a source: bytes, a relocatable object, a program, a listing.</summary>
public sealed class AssemblyResult
{
    private readonly AssembledUnit _unit;

    internal AssemblyResult(AssembledUnit unit, IReadOnlyList<Diagnostic> warnings)
    {
        (_unit, Warnings) = (unit, warnings);
        Sections = [.. unit.Sections.Select(s => new AssembledSection(s.Name, s.Type, s.Flags, s.Data, s.Length, s.Alignment))];
    }

    /// <summary>Sections in the order of their first mention; <c>.text</c> is always the first.</summary>
    public IReadOnlyList<AssembledSection> Sections { get; }

    /// <summary>Warnings (FX08xx), in the order in which they were found.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; }

    /// <summary>The bytes of a section; empty if there is none of that name.</summary>
    /// <param name="section">Name of the section.</param>
    public ReadOnlyMemory<byte> Bytes(string section = ".text") => Sections.FirstOrDefault(s => s.Name == section)?.Data ?? default;

    /// <summary>
    /// A relocatable object (ET_REL) with symbols, mapping symbols ($x, $c, $d) and relocations, as Arm's <i>ELF for the Arm 64-bit
    /// Architecture</i> and its Morello supplement say; <see cref="ElfWriter"/> writes it.
    /// </summary>
    public ElfFile ToElf() => new ObjectMaker(_unit).Make();

    /// <summary>
    /// A static executable (ET_EXEC) of this unit alone: code at the base address, then constants, data and zeroed data, each on pages
    /// (4 KiB) of its own; <see cref="Machine.Load"/> takes it. Capabilities (<c>.chericap</c>) are described in the section
    /// <c>__cap_relocs</c>, for start-up code to make.
    /// </summary>
    /// <param name="baseAddress">Address of the first byte; a multiple of 4096.</param>
    /// <param name="entry">Label at which to start; null for <c>_start</c>, or the base address where there is none.</param>
    /// <exception cref="InputException">Something is undefined, out of reach, or needs a real linker (FX0822, FX083x).</exception>
    public ElfFile ToExecutable(ulong baseAddress, string? entry = null)
    {
        var diagnostics = new DiagnosticBag();
        return new ProgramLinker(_unit, diagnostics).Link(baseAddress, entry) ?? throw new InputException([.. diagnostics]);
    }

    /// <summary>The listing: address, bytes, line, depth of macro expansion (<c>&gt;</c> for each) and text of every statement, then the symbols.</summary>
    /// <param name="baseAddress">Base address of the program, as for <see cref="ToExecutable"/>; null for offsets in sections, before linking.</param>
    /// <param name="entry">As for <see cref="ToExecutable"/>.</param>
    /// <exception cref="InvalidOperationException">The source was assembled without <see cref="AssemblerOptions.WithListing"/>.</exception>
    /// <exception cref="InputException">As for <see cref="ToExecutable"/>.</exception>
    public string ToListing(ulong? baseAddress = null, string? entry = null)
    {
        if (!_unit.Options.WithListing)
        {
            throw new InvalidOperationException($"Assemble with {nameof(AssemblerOptions)}.{nameof(AssemblerOptions.WithListing)}.");
        }

        if (baseAddress is null)
        {
            return ListingWriter.Write(_unit, null, static s => s.Data);
        }

        var diagnostics = new DiagnosticBag();
        var linker = new ProgramLinker(_unit, diagnostics);
        return linker.Link(baseAddress.Value, entry) is null
            ? throw new InputException([.. diagnostics])
            : ListingWriter.Write(_unit, linker.Addresses, s => linker.Bytes[s]);
    }
}
