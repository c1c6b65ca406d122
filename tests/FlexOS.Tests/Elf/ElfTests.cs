using CsCheck;
using FlexCap.Diagnostics;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Tests.Elf;

public class ElfTests
{
    [Fact]
    public void Executable_round_trips()
    {
        var file = Executable();
        var read = ElfFile.Read(ElfWriter.Write(file), "image");

        Assert.Equal(file.Entry, read.Entry);
        Assert.Equal(ElfType.Executable, read.Type);
        Assert.Equal(file.Segments.Select(Describe), read.Segments.Select(Describe));
        Assert.Equal(file.Sections.Select(Describe), read.Sections.Take(file.Sections.Count).Select(Describe));
        Assert.Equal(file.Symbols, read.Symbols);
    }

    [Fact]
    public void Segment_offsets_agree_with_addresses_modulo_the_page_and_sections_share_their_bytes()
    {
        var bytes = ElfWriter.Write(Executable());
        Assert.Equal(0x080UL, BitConverter.ToUInt64(bytes, 64 + 8) % 4096);
        Assert.Equal(0x010UL, BitConverter.ToUInt64(bytes, 64 + 56 + 8) % 4096);
        Assert.True(bytes.Length < 3 * 4096);
    }

    [Fact]
    public void Relocatable_round_trips_with_local_symbols_first()
    {
        var file = Relocatable();
        var read = ElfFile.Read(ElfWriter.Write(file), "object");

        Assert.Equal([null, "local", "global", "elsewhere"], read.Symbols.Select((s, i) => i == 0 ? null : s.Name));
        var relocation = Assert.Single(read.Relocations);
        Assert.Equal("elsewhere", read.Symbols[relocation.SymbolIndex].Name);
        Assert.Equal(".text", read.Sections[relocation.SectionIndex].Name);
        Assert.Equal((4UL, 283U, -8L), (relocation.Offset, relocation.Type, relocation.Addend));
        Assert.Equal(read.Sections.Select(Describe), ElfFile.Read(ElfWriter.Write(read), "again").Sections.Select(Describe));
    }

    [Theory]
    [InlineData("FX0101", 0, 0x00)]
    [InlineData("FX0102", 4, 0x01)]
    [InlineData("FX0102", 5, 0x02)]
    [InlineData("FX0103", 18, 0x3e)]
    [InlineData("FX0104", 16, 0x04)]
    [InlineData("FX0105", 54, 0x20)]
    [InlineData("FX0105", 58, 0x20)]
    [InlineData("FX0106", 64 + 8 + 7, 0x80)]
    [InlineData("FX0107", 64 + 40, 0x01)]
    [InlineData("FX0109", 62, 0x70)]
    public void Damage_is_diagnosed(string id, int offset, byte value)
    {
        var bytes = ElfWriter.Write(Executable());
        bytes[offset] = value;
        Assert.False(ElfFile.TryRead(bytes, "image", out var file, out var diagnostics));
        Assert.Null(file);
        Assert.Contains(id, diagnostics.Select(d => d.Id));
        Assert.Throws<InputException>(() => ElfFile.Read(bytes, "image"));
    }

    [Fact]
    public void Relocation_to_a_missing_symbol_is_diagnosed()
    {
        var bytes = ElfWriter.Write(Relocatable());
        var entry = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[4, 0, 0, 0, 0, 0, 0, 0, 27, 1, 0, 0]);
        bytes[entry + 12] = 99;
        Assert.False(ElfFile.TryRead(bytes, "object", out _, out var diagnostics));
        Assert.Equal("FX0111", Assert.Single(diagnostics).Id);
    }

    [Fact]
    public void Any_bytes_are_read_without_an_exception()
    {
        byte[][] originals = [ElfWriter.Write(Executable()), ElfWriter.Write(Relocatable())];
        Gen.Select(Gen.Int[0, 1], Gen.Select(Gen.Int[0, 12000], Gen.Byte).Array[1, 12], Gen.Int[0, 12000]).Sample((which, changes, length) =>
        {
            var bytes = originals[which].ToArray();
            foreach (var (position, value) in changes)
            {
                // Half of the damage goes to the headers, where it matters.
                bytes[position % 2 == 0 ? position % 176 : position % bytes.Length] = value;
            }

            var cut = length > 6000 ? bytes : bytes[..Math.Min(length, bytes.Length)];
            ElfFile.TryRead(cut, "damaged", out var file, out var diagnostics);
            return file is null == diagnostics.Any();
        });
    }

    private static string Describe(ElfSegment s) =>
        $"{s.Type} {s.Flags} {s.VirtualAddress:x} {s.PhysicalAddress:x} {Convert.ToHexString(s.Data.Span)} {s.MemorySize} {s.Alignment}";

    private static string Describe(ElfSection s) =>
        $"{s.Name} {s.Type} {s.Flags} {s.Address:x} {Convert.ToHexString(s.Data.Span)} {s.Size} {s.Alignment}";

    private static ElfSection Null => new("", ElfSectionType.Null, 0, 0, default, 0);

    private static ElfFile Executable()
    {
        byte[] code = [1, 2, 3, 4, 5, 6, 7, 8], data = [9, 10, 11];
        return new ElfFile
        {
            Type = ElfType.Executable,
            Entry = 0x40080080,
            Segments =
            [
                new(ElfSegmentType.Load, ElfSegmentFlags.Read | ElfSegmentFlags.Execute, 0x40080080, 0x40080080, code, 8, 4096),
                new(ElfSegmentType.Load, ElfSegmentFlags.Read | ElfSegmentFlags.Write, 0x40090010, 0x40090010, data, 0x100, 4096),
            ],
            Sections =
            [
                Null,
                new(".text", ElfSectionType.ProgramBits, ElfSectionFlags.Allocate | ElfSectionFlags.Execute, 0x40080080, code, 8, Alignment: 4),
                new(".data", ElfSectionType.ProgramBits, ElfSectionFlags.Allocate | ElfSectionFlags.Write, 0x40090010, data, 3),
                new(".bss", ElfSectionType.NoBits, ElfSectionFlags.Allocate | ElfSectionFlags.Write, 0x40090013, default, 0xed),
            ],
            Symbols =
            [
                new("", 0, 0, ElfSymbolType.None, ElfSymbolBinding.Local, ElfSymbol.Undefined),
                new("_start", 0x40080080, 8, ElfSymbolType.Function, ElfSymbolBinding.Global, 1),
            ],
        };
    }

    private static ElfFile Relocatable() => new()
    {
        Type = ElfType.Relocatable,
        Sections = [Null, new(".text", ElfSectionType.ProgramBits, ElfSectionFlags.Allocate | ElfSectionFlags.Execute, 0, new byte[8], 8, Alignment: 4)],
        Symbols =
        [
            new("", 0, 0, ElfSymbolType.None, ElfSymbolBinding.Local, ElfSymbol.Undefined),
            new("global", 0, 4, ElfSymbolType.Function, ElfSymbolBinding.Global, 1),
            new("elsewhere", 0, 0, ElfSymbolType.None, ElfSymbolBinding.Global, ElfSymbol.Undefined),
            new("local", 4, 4, ElfSymbolType.Function, ElfSymbolBinding.Local, 1),
        ],
        Relocations = [new(1, 4, 283, 2, -8)],
    };
}
