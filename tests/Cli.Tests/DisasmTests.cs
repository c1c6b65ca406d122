using System.Buffers.Binary;
using FlexCap.Morello.Elf;

namespace FlexCap.Cli.Tests;

public class DisasmTests
{
    [Fact]
    public async Task Words_on_the_command_line_are_instructions()
    {
        var outcome = await Flexcap.Run("disasm", "0xd65f03c0", "0xc2c253c0", "0xF9400420", "0x0", "--address", "0x40080000");

        Assert.Equal(
            """
            40080000: d65f03c0    ret
            40080004: c2c253c0    ret c30
            40080008: f9400420    ldr x0, [x1, #8]
            4008000c: 00000000    udf #0

            """.ReplaceLineEndings("\n"), outcome.Out);
        Assert.Equal((ExitCode.Success, ""), (outcome.ExitCode, outcome.Error));
    }

    [Fact]
    public async Task C64_changes_the_base_register()
    {
        var outcome = await Flexcap.Run("disasm", "--c64", "0xf9400420", "--no-aliases", "0xaa0103e0");

        Assert.Equal("       0: f9400420    ldr x0, [c1, #8]\n       4: aa0103e0    orr x0, xzr, x1\n", outcome.Out);
    }

    [Fact]
    public async Task Raw_bytes_end_with_single_bytes()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "raw.bin");
        await File.WriteAllBytesAsync(path, [0x02, 0, 0, 0x14, 0xC0, 0x03, 0x5F, 0xD6, 0x12], TestContext.Current.CancellationToken);

        var outcome = await Flexcap.Run("disasm", path, "--address", "4096");

        Assert.Equal("    1000: 14000002    b 0x1008\n    1004: d65f03c0    ret\n    1008: 12          .byte 0x12\n", outcome.Out);
    }

    [Fact]
    public async Task An_ELF_file_shows_its_symbols_and_its_mapping_symbols_choose_the_state()
    {
        using var folder = new TemporaryFolder();
        var path = Image(folder);

        var outcome = await Flexcap.Run("disasm", path);

        Assert.Equal(
            """
            section .text:
            0000000000010000 <_start>:
               10000: 94000002    bl 0x10008 <pure>
               10004: f9400020    ldr x0, [x1]
            0000000000010008 <pure>:
               10008: f9400020    ldr x0, [c1]
               1000c: b4ffffe0    cbz x0, 0x10008 <pure>
               10010: d65f03c0    .word 0xd65f03c0

            """.ReplaceLineEndings("\n"), outcome.Out);
    }

    [Fact]
    public async Task A_symbol_and_a_section_can_be_chosen()
    {
        using var folder = new TemporaryFolder();
        var path = Image(folder);

        var symbol = await Flexcap.Run("disasm", path, "--symbol", "pure");
        var section = await Flexcap.Run("disasm", path, "--section", ".rodata");

        Assert.Equal("section .text:\n0000000000010008 <pure>:\n   10008: f9400020    ldr x0, [c1]\n   1000c: b4ffffe0    cbz x0, 0x10008 <pure>\n", symbol.Out);
        Assert.Equal("section .rodata:\n   20000: d503201f    nop\n", section.Out);
    }

    [Theory]
    [InlineData("FX0601", "no-such-file")]
    [InlineData("FX0610", "0xd65f03c0", "ret")]
    [InlineData("FX0611", "RAW", "--section", ".text")]
    [InlineData("FX0612", "ELF", "--section", ".nothing")]
    [InlineData("FX0612", "ELF", "--symbol", "nothing")]
    [InlineData("FX0613", "EMPTY")]
    public async Task Mistakes_are_numbered(string id, params string[] args)
    {
        using var folder = new TemporaryFolder();
        args[0] = args[0] switch
        {
            "ELF" => Image(folder),
            "RAW" => folder.Write("raw", "abcd"),
            "EMPTY" => Write(folder, new ElfFile { Type = ElfType.Executable }),
            _ => args[0],
        };

        var outcome = await Flexcap.Run(["disasm", .. args]);

        Assert.Equal(ExitCode.InputError, outcome.ExitCode);
        Assert.Contains(id, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Out);
    }

    [Fact]
    public async Task An_address_must_be_a_number()
    {
        var outcome = await Flexcap.Run("disasm", "0x0", "--address", "here");

        Assert.Equal(ExitCode.Usage, outcome.ExitCode);
        Assert.Contains("'here' is no address", outcome.Error, StringComparison.Ordinal);
    }

    // A64 at _start, C64 at pure (a function symbol with bit 0 set), a word of data.
    private static string Image(TemporaryFolder folder) => Write(folder, new ElfFile
    {
        Type = ElfType.Executable,
        Entry = 0x10000,
        Sections =
        [
            new("", ElfSectionType.Null, ElfSectionFlags.None, 0, default, 0),
            new(".text", ElfSectionType.ProgramBits, ElfSectionFlags.Allocate | ElfSectionFlags.Execute, 0x10000, Bytes(0x94000002, 0xF9400020, 0xF9400020, 0xB4FFFFE0, 0xD65F03C0), 20, Alignment: 4),
            new(".rodata", ElfSectionType.ProgramBits, ElfSectionFlags.Allocate, 0x20000, Bytes(0xD503201F), 4, Alignment: 4),
        ],
        Symbols =
        [
            new("", 0, 0, ElfSymbolType.None, ElfSymbolBinding.Local, 0),
            new("$x", 0x10000, 0, ElfSymbolType.None, ElfSymbolBinding.Local, 1),
            new("$c.1", 0x10008, 0, ElfSymbolType.None, ElfSymbolBinding.Local, 1),
            new("$d", 0x10010, 0, ElfSymbolType.None, ElfSymbolBinding.Local, 1),
            new("_start", 0x10000, 8, ElfSymbolType.Function, ElfSymbolBinding.Global, 1),
            new("pure", 0x10009, 8, ElfSymbolType.Function, ElfSymbolBinding.Global, 1),
        ],
    });

    private static string Write(TemporaryFolder folder, ElfFile file)
    {
        var path = Path.Combine(folder.Path, "image.elf");
        File.WriteAllBytes(path, ElfWriter.Write(file));
        return path;
    }

    private static byte[] Bytes(params uint[] words)
    {
        var bytes = new byte[words.Length * 4];
        for (var i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), words[i]);
        }

        return bytes;
    }
}
