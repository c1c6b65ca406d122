using System.Text;
using FlexCap.Diagnostics;
using FlexCap.Morello.Elf;

namespace FlexCap.Morello.Tests.Assembly;

/// <summary>Directives, macros, expressions and sections, one property each.</summary>
public class SourceLanguageTests
{
    [Theory]
    // Data
    [InlineData(".byte 1, 0xff, -1, 'a'", "01ffff61")]
    [InlineData(".hword 1, -2; .short 3; .2byte 4", "0100feff03000400")]
    [InlineData(".word 1; .long 2; .int 3; .4byte 4", "01000000020000000300000004000000")]
    [InlineData(".xword 1; .quad -1", "0100000000000000ffffffffffffffff")]
    [InlineData(".octa 0x0102030405060708090a0b0c0d0e0f10, -1", "100f0e0d0c0b0a090807060504030201ffffffffffffffffffffffffffffffff")]
    [InlineData(".ascii \"ab\" \"c\", \"d\\0\"; .asciz \"é\"; .string \"x\\n\"", "6162636400c3a900780a00")]
    [InlineData(".float 1.5, -0.5, inf; .double 0x1p-2", "0000c03f000000bf0000807f000000000000d03f")]
    [InlineData(".float16 1.0, nan; .single 16777217.0", "003c007e0000804b")]
    [InlineData(".zero 2; .space 2, 7; .skip 1", "0000070700")]
    [InlineData(".fill 2, 3, 0x010203; .fill 2; .fill 1, 8, -1", "0302010302010000ffffffff00000000")]
    [InlineData(".uleb128 624485; .sleb128 -123456", "e58e26c0bb78")]
    [InlineData(".inst 0xd503201f, 0x14000000", "1f2003d500000014")]
    // Alignment
    [InlineData(".byte 1; .p2align 2; .byte 2; .align 2, 0xff", "010000000" + "2ffffff")]
    [InlineData(".byte 1; .balign 4, 5; .byte 2; .p2align 4,,8; .byte 3", "010505050203")]
    [InlineData(".balignw 4, 0x1234; .byte 1,2; .balignw 4, 0x1234", "01023412")]
    [InlineData(".byte 1; .org 3, 9; .byte 2; . = 5; .byte 3; .set ., . + 1", "0109090200" + "0300")]
    // Expressions
    [InlineData("x = 3; .byte x; x = x + 1; .byte x; .equ y, x * 2; .byte y", "030408")]
    [InlineData("a: .word b - a, . - a; b:", "0800000004000000")]
    [InlineData(".byte 2f - 1f; 1: .byte 0; 2: .byte 2b - 1b, 1b - 2b", "0100" + "01ff")]
    [InlineData(".set later, end - start; .byte later; start: .byte 9; end:", "0109")]
    [InlineData(".equiv z, 7; .byte z", "07")]
    // Conditions
    [InlineData(".if 1; .byte 1; .else; .byte 2; .endif; .if 0; .byte 3; .elseif 2 > 1; .byte 4; .else; .byte 5; .endif", "0104")]
    [InlineData(".ifdef q; .byte 1; .endif; q = 1; .ifdef q; .byte 2; .endif; .ifndef q; .if junk; .endif; .byte 3; .endif", "02")]
    [InlineData(".ifc a b, a b; .byte 1; .endif; .ifnc a,b; .byte 2; .endif; .ifb; .byte 3; .endif; .ifnb x; .byte 4; .endif", "01020304")]
    [InlineData(".ifeq 0; .byte 1; .endif; .ifgt -1; .byte 2; .endif; .iflt -1; .byte 3; .endif; .ifeqs \"a\",\"a\"; .byte 4; .endif", "010304")]
    // Macros and repetitions
    [InlineData(".macro m a, b=2, c; .byte \\a, \\b, \\c; .endm; m 1, , 3; m c=6, a=4, b=5; m 7 8 9", "010203040506070809")]
    [InlineData(".macro m v:vararg; .byte \\v; .endm; m 1, 2, 3", "010203")]
    [InlineData(".macro m s; .ascii \"\\s\"; .endm; m \"a b\"", "612062")]
    [InlineData(".macro m r; v\\r\\().x = \\@; .byte v\\r\\().x; .endm; m 1; m 2", "0001")]
    [InlineData(".macro m n; .if \\n; .byte \\n; m \\n-1; .endif; .endm; m 3", "030201")]
    [InlineData(".macro m n; .byte 1; .if \\n; .exitm; .endif; .byte 2; .endm; m 1; m 0", "010102")]
    [InlineData(".macro outer x; .macro inner y; .byte \\x, \\y; .endm; .endm; outer 1; inner 2; .purgem inner", "0102")]
    [InlineData(".rept 3; .byte 1; .endr; .irp n, 4, 5; .byte \\n; .endr; .irpc c, 78; .byte \\c; .endr", "010101040507" + "08")]
    [InlineData(".rept 2; .irp n, 1, 2; .byte \\n; .endr; .endr; .rept 0; .byte 9; .endr", "01020102")]
    // Comments and markers
    [InlineData("# 7 \"x.h\"\n.byte 1 // a; .byte 2\n.byte /* ; \n */ 3\n# comment\n.ascii \"//;/*\"", "01032f2f3b2f2a")]
    [InlineData(".end\n.byte 1", "")]
    public void Bytes(string source, string expected) => Assert.Equal(expected, Assemble(".data\n" + source, ".data"));

    // What our expectations above are worth: llvm-mc makes the same of them, but for three that it does not take.
    [Fact]
    public void Llvm_makes_the_same_bytes()
    {
        using var folder = new ScratchFolder();
        var compared = 0;
        foreach (var data in typeof(SourceLanguageTests).GetMethod(nameof(Bytes))!.GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>())
        {
            var (source, expected) = ((string)data.Data[0]!, (string)data.Data[1]!);
            if (source.StartsWith(".float16", StringComparison.Ordinal) || source.StartsWith(".octa", StringComparison.Ordinal) || source.Contains(".set .", StringComparison.Ordinal))
            {
                continue;
            }

            File.WriteAllText(folder["a.s"], ".data\n" + source + "\n");
            HostTool.Run("llvm-mc", "-triple=aarch64", "-filetype=obj", "-o", folder["a.o"], folder["a.s"]);
            var file = ElfFile.Read(File.ReadAllBytes(folder["a.o"]), "a.o");
            Assert.Equal(source + ": " + expected, source + ": " + string.Concat(file.Sections.Where(s => s.Name == ".data").Select(s => Convert.ToHexStringLower(s.Data.Span))));
            compared++;
        }

        Assert.True(compared > 30);
    }

    [Theory]
    [InlineData("nop; .p2align 4; nop", "1f2003d51f2003d51f2003d51f2003d51f2003d5")]
    [InlineData(".byte 1; .p2align 2; nop", "010000001f2003d5")]
    [InlineData("a: b a; b 1f; 1: b 1b; bl b; b: cbz x0, a; tbnz x1, #33, b; adr x2, a; ldr x3, a; b.ne a", "0000001401000014000000140100" + "009480ffffb4e1ff0fb742ffff1023ffff5801ffff54")]
    [InlineData("ldr x0, =5; ldr x1, =0x123456789; ldr x2, =0x123456789; ldr w3, =-1; .ltorg; nop", "a00080d2610000584200005863000018" + "8967452301000000" + "ffffffff" + "1f2003d5")]
    [InlineData("ldr d0, =0x3ff0000000000000; ldrsw x1, =0x12345678", "4000005c" + "61000098" + "000000000000f03f78563412")]
    [InlineData("p .req x7; MOV p, #1; .unreq p; v .req v3; add v.4s, v.4s, v.4s", "270080d26384a34e")]
    [InlineData("mov x0, #(end - start) * 2; start: nop; nop; end:", null)]
    [InlineData("start: nop; nop; end: mov x0, #(end - start) * 2", "1f2003d51f2003d5000280d2")]
    [InlineData("movz x0, #:abs_g1:0x12345678; movk x0, #:abs_g0_nc:0x12345678", "8046a2d200cf8af2")]
    public void Code(string source, string? expected)
    {
        if (expected is null)
        {
            Assert.Contains("FX08", Diagnose(source), StringComparison.Ordinal);
            return;
        }

        Assert.Equal(expected, Assemble(source, ".text"));
    }

    [Fact]
    public void Sections_are_chosen_stacked_and_ordered_by_subsection()
    {
        var result = new Assembler().Assemble("""
            .data 1
            .byte 4
            .data
            .byte 1, 2
            .section .mine, "aw", @progbits
            .byte 10
            .previous
            .byte 3
            .pushsection .mine
            .byte 11
            .popsection
            .subsection 1
            .byte end - start
            start: .byte 6
            end:
            .bss
            .zero 8
            .section .note.GNU-stack,"",@progbits
            """, "a.s");

        Assert.Equal("010203040106", Convert.ToHexStringLower(result.Bytes(".data").Span));
        Assert.Equal("0a0b", Convert.ToHexStringLower(result.Bytes(".mine").Span));
        Assert.Equal([".text", ".data", ".mine", ".bss", ".note.GNU-stack"], result.Sections.Select(s => s.Name));
        Assert.Equal((ElfSectionType.NoBits, 8L, 0), (result.Sections[3].Type, result.Sections[3].Size, result.Sections[3].Data.Length));
        Assert.Equal(ElfSectionFlags.Allocate | ElfSectionFlags.Write, result.Sections[2].Flags);
    }

    [Fact]
    public void Files_are_included_only_through_the_resolver()
    {
        var options = new AssemblerOptions { ReadFile = name => name switch { "a.inc" => "x = 5\n"u8.ToArray(), "b.bin" => new byte[] { 1, 2, 3, 4 }, _ => null } };
        var source = ".include \"a.inc\"\n.byte x\n.incbin \"b.bin\", 1, 2\n";

        Assert.Equal("050203", Convert.ToHexStringLower(new Assembler(options).Assemble(source, "a.s").Bytes().Span));
        Assert.Contains("FX0818", Diagnose(source), StringComparison.Ordinal);
        Assert.Contains("FX0816", Diagnose(".include \"self\"", new AssemblerOptions { ReadFile = _ => ".include \"self\""u8.ToArray() }), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_iteration_does_not_end_a_repetition() =>
        Assert.Equal("01", Assemble(".macro x\n.byte 1\n.endm\n.irp s, \"\", x\n\\s\n.endr", ".text"));

    [Fact]
    public void Sources_are_one_unit_and_symbols_may_come_from_outside()
    {
        var options = new AssemblerOptions { Symbols = new Dictionary<string, long> { ["N"] = 3 } };
        var result = new Assembler(options).Assemble([new(".macro m; .byte N; .endm; a:", "a.s"), new("m; .byte . - a", "b.s")]);

        Assert.Equal("0301", Convert.ToHexStringLower(result.Bytes().Span));
    }

    [Theory]
    [InlineData(".byte 12ab", "FX0801", 7)]
    [InlineData(".byte 1 +", "FX0802", 10)]
    [InlineData("1: b 1f", "FX0802", 4)]
    [InlineData(".word 9f - .", "FX0802", 7)]
    [InlineData("nopp", "FX0803", 1)]
    [InlineData("add x0, x1", "FX0803", -1)]
    [InlineData(".wrod 1", "FX0804", 1)]
    [InlineData(".ascii 5", "FX0805", 8)]
    [InlineData(".byte 1 2", "FX0805", 9)]
    [InlineData(".if later\n.endif", "FX0806", 5)]
    [InlineData(".byte 256", "FX0807", 7)]
    [InlineData(".byte a - b + 256; a: b:", "FX0807", 7)]
    [InlineData("x:\nx:", "FX0808", 1)]
    [InlineData(".bss\n.byte 1", "FX0809", 7)]
    [InlineData(".byte 1\nnop", "FX0810", 1)]
    [InlineData(".byte 0\n.chericap x", "FX0810", 11)]
    [InlineData(".popsection", "FX0811", 1)]
    [InlineData(".section .x, \"q\"", "FX0811", 14)]
    [InlineData(".macro 1x\n.endm", "FX0812", 1)]
    [InlineData(".macro m a:req\n.endm\nm", "FX0813", 2)]
    [InlineData(".macro m a\n.endm\nm 1, 2", "FX0813", 3)]
    [InlineData(".if 1", "FX0814", 1)]
    [InlineData(".macro m", "FX0814", 1)]
    [InlineData("nop /* open", "FX0814", 5)]
    [InlineData(".endm", "FX0815", 1)]
    [InlineData(".macro m\nm\n.endm\nm", "FX0816", 1)]
    [InlineData(".rept 1 << 40\nnop\n.endr", "FX0816", 1)]
    [InlineData(".rept 1 << 40\n.if 0\n.endif\n.endr", "FX0816", -1)]
    [InlineData(".space 1 << 40", "FX0817", 1)]
    [InlineData(".org 1 << 40", "FX0817", 1)]
    [InlineData(".fill 1 << 46, 8, 1", "FX0817", 1)]
    [InlineData(".error \"no\"", "FX0819", 8)]
    [InlineData(".word a - b\n.data\nb: .text\na:", "FX0821", 7)]
    [InlineData("add x0, x0, x", "FX08", -1)]
    [InlineData("a: .space 1 << 21\nb.eq a", "FX0822", -1)]
    [InlineData(".p2align 40", "FX0823", 10)]
    [InlineData("a = b\nb = a\n.word a", "FX0802", 1)]
    [InlineData(".set x, 1/0", "FX0802", 6)]
    public void Errors(string source, string id, int column)
    {
        var text = Diagnose(source);

        Assert.Contains(id, text, StringComparison.Ordinal);
        Assert.True(column < 0 || text.Contains($":{column}: error {id}", StringComparison.Ordinal), text);
    }

    [Fact]
    public void All_errors_are_told_with_the_way_into_the_macro()
    {
        var text = Diagnose(".macro inner v\n    .byte \\v\n.endm\n.macro outer\n  inner 1000\n.endm\nbad1\n  outer\nbad2\n");

        Assert.Equal(3, text.Split('\n').Count(l => l.Contains("error", StringComparison.Ordinal)));
        Assert.Contains("a.s:2:11: error FX0807: 1000 does not fit into 8 bits. (in the macro 'inner' at a.s:5:3) (in the macro 'outer' at a.s:8:3)", text, StringComparison.Ordinal);
        Assert.Contains("a.s:7:1: error FX0803", text, StringComparison.Ordinal);
        Assert.Contains("a.s:9:1: error FX0803", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_markers_of_the_preprocessor_name_the_place() =>
        Assert.Contains("x.h:41:3: error FX0803", Diagnose("# 41 \"x.h\" 1\n  bad\n"), StringComparison.Ordinal);

    [Fact]
    public void Warnings_do_not_stop_the_assembly()
    {
        var result = new Assembler().Assemble(".warning \"careful\"\n.arch morello+c64\nnop", "a.s");
        Assert.Equal(["FX0820", "FX0824"], result.Warnings.Select(w => w.Id));
    }

    [Fact]
    public void What_compilers_write_beside_code_is_tolerated() => Assert.Equal("1f2003d5", Assemble("""
        .text
        .file "x.c"
        .file 1 "d" "x.c"
        .arch armv8.2-a+crc
        .cfi_sections .debug_frame
        .globl f
        .p2align 2
        .type f,@function
        f:
        .loc 1 2 3
        .cfi_startproc
        .cfi_def_cfa_offset 16
        nop
        .cfi_endproc
        .Lend:
        .size f, .Lend-f
        .ident "clang"
        .section ".note.GNU-stack","",@progbits
        .addrsig
        .addrsig_sym f
        """, ".text"));

    [Fact]
    public void The_listing_shows_place_bytes_line_depth_and_symbols()
    {
        var result = new Assembler(new AssemblerOptions { WithListing = true }).Assemble(
            ".macro two\n nop\n.endm\n_start: two\n b _start\n ldr x0, =ext\n.data\n.ascii \"0123456789\"\n", "a.s");

        Assert.Equal("""
            -- a.s
            -- section .text
            00000000                        1    .macro two
            00000000                        4    _start: two
            00000000  1f2003d5              2 >  nop
            00000004  ffffff17              5    b _start
            00000008  40000058              6    ldr x0, =ext
            -- section .data
            00000000                        7    .data
            00000000  3031323334353637      8    .ascii "0123456789"
            00000008  3839
            -- section .text
            0000000c  0000000000000000      8    (literals)
            00000014  00000000
            -- symbols
            0000000000000000  local   .text             _start
                              global  undefined         ext

            """.ReplaceLineEndings("\n"), result.ToListing());
    }

    private static string Assemble(string source, string section) =>
        Convert.ToHexStringLower(new Assembler().Assemble(source, "a.s").Bytes(section).Span);

    private static string Diagnose(string source, AssemblerOptions? options = null)
    {
        Assert.False(new Assembler(options).TryAssemble([new AssemblySource(source, "a.s")], out _, out var diagnostics));
        return string.Join('\n', diagnostics);
    }
}
