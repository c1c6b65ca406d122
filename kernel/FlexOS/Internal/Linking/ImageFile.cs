using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.Linking;

/// <summary>The ELF file of an image: a segment and a section for each region, so that ordinary tools can read it.</summary>
internal sealed class ImageFile(Layout layout, IReadOnlyList<byte[]> contents, IReadOnlyList<ImageSymbol> symbols)
{
    public ElfFile Build(ulong entry)
    {
        var segments = new List<ElfSegment>();
        var sections = new List<ElfSection> { new("", ElfSectionType.Null, 0, 0, default, 0) };
        for (var i = 0; i < contents.Count; i++)
        {
            var region = layout.Regions[i].Region;
            var (access, flags) = region.Kind switch
            {
                RegionKind.Code => (ElfSegmentFlags.Read | ElfSegmentFlags.Execute, ElfSectionFlags.Allocate | ElfSectionFlags.Execute),
                RegionKind.ReadOnlyData => (ElfSegmentFlags.Read, ElfSectionFlags.Allocate),
                _ => (ElfSegmentFlags.Read | ElfSegmentFlags.Write, ElfSectionFlags.Allocate | ElfSectionFlags.Write),
            };
            segments.Add(new ElfSegment(ElfSegmentType.Load, access, region.Start, region.Start, contents[i], region.Size, 16));
            sections.Add(new ElfSection(
                "." + region.Name.Replace(' ', '.'), contents[i].Length == 0 ? ElfSectionType.NoBits : ElfSectionType.ProgramBits, flags, region.Start,
                contents[i].Length == 0 ? default : Padded(contents[i], region.Size), region.Size, Alignment: 16));
        }

        return new ElfFile
        {
            Type = ElfType.Executable,
            Entry = entry,
            Segments = [.. segments.Select((s, i) => contents[i].Length == 0 ? s : s with { Data = Padded(contents[i], s.MemorySize) })],
            Sections = sections,
            Symbols = [new("", 0, 0, ElfSymbolType.None, ElfSymbolBinding.Local, ElfSymbol.Undefined), .. symbols.Select(ToElf)],
        };
    }

    // A section has its whole size in the file or nothing of it.
    private static byte[] Padded(byte[] bytes, ulong size)
    {
        if ((ulong)bytes.Length != size)
        {
            Array.Resize(ref bytes, (int)size);
        }

        return bytes;
    }

    // Names repeat from compartment to compartment, so all but the entry point are local.
    private ElfSymbol ToElf(ImageSymbol symbol) =>
        new(symbol.Name, symbol.Address, symbol.Size, symbol.IsFunction ? ElfSymbolType.Function : ElfSymbolType.Object,
            symbol.Name == "_start" ? ElfSymbolBinding.Global : ElfSymbolBinding.Local, SectionOf(symbol.Address));

    private int SectionOf(ulong address)
    {
        // Regions ascend: the last one that begins at or below the address. A label may stand at its end.
        var (low, high) = (0, layout.Regions.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = layout.Regions[middle].Region.Start <= address ? (middle + 1, high) : (low, middle);
        }

        return low == 0 || address - layout.Regions[low - 1].Region.Start > layout.Regions[low - 1].Region.Size ? ElfSymbol.Absolute : low;
    }
}
