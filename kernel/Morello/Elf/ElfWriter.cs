using FlexCap.Morello.Internal.Elf;

namespace FlexCap.Morello.Elf;

/// <summary>Writes ELF files. The same file gives the same bytes, and <see cref="ElfFile.Read"/> reads back an equal one.</summary>
public static class ElfWriter
{
    /// <summary>
    /// Writes a file. The symbol, string and relocation tables that a linker uses (those that are not loaded) are made
    /// anew from <see cref="ElfFile.Symbols"/> and <see cref="ElfFile.Relocations"/>; tables of that kind among
    /// <see cref="ElfFile.Sections"/> are replaced. A section that lies in a segment shares its bytes in the file.
    /// </summary>
    /// <exception cref="ArgumentException">A symbol or relocation refers to a section or symbol that does not exist.</exception>
    public static byte[] Write(ElfFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var layout = new ElfLayout(file);
        return layout.Write();
    }
}
