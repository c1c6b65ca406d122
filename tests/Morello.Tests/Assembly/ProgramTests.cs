using System.Text;
using FlexCap.Diagnostics;
using FlexCap.Morello.Elf;

namespace FlexCap.Morello.Tests.Assembly;

/// <summary>Assembled programs run, and other tools read assembled objects.</summary>
public class ProgramTests
{
    private const ulong Base = 0x4008_0000;

    private const string Exit = """
        .macro exit code
            mov     x1, #0x26               // ADP_Stopped_ApplicationExit
            movk    x1, #0x2, lsl #16
            adrp    x2, block
            add     x2, x2, :lo12:block
            str     x1, [x2]
            mov     x3, \code
            str     x3, [x2, #8]
            mov     x1, x2
            mov     w0, #0x18               // SYS_EXIT
            hlt     #0xf000
        .endm
        .bss
        .p2align 3
        block: .skip 16
        .text

        """;

    [Fact]
    public void A_program_with_code_data_literals_and_a_table_runs()
    {
        var result = new Assembler().Assemble(Exit + """
            .globl _start
            _start:
                ldr     x10, =stack_top
                mov     sp, x10
                mov     x19, #0
                adr     x20, table
                ldr     x21, =(table_end - table) / 8
            1:  ldr     x0, [x20], #8
                bl      square
                add     x19, x19, x0
                subs    x21, x21, #1
                b.ne    1b
                ldr     x1, =expected
                ldr     x1, [x1]
                sub     x0, x19, x1
                exit    x0
            .type square, %function
            square:
                mul     x0, x0, x0
                ret
                .ltorg
            .section .rodata
                .p2align 3
            table: .irp n, 1, 2, 3, 4, 5
                .xword \n
                .endr
            table_end:
            .data
                .p2align 3
            expected: .xword 1 + 4 + 9 + 16 + 25
            .bss
                .p2align 4
                .skip 4096
            stack_top:
            """, "program.s");

        Assert.Equal(new StopReason.Halted(0, "semihosting"), Run(result) with { How = "semihosting" });
    }

    [Fact]
    public void Capability_code_in_C64_state_runs()
    {
        var result = new Assembler().Assemble(Exit + """
            _start:
                mov     x0, #3 << 18            // CPACR_EL1.CEN
                orr     x0, x0, #3 << 20
                msr     CPACR_EL1, x0
                isb
                bx      #4                      // to C64
            .code c64
                adr     c0, function
                blr     c0
                adrp    c2, value
                add     c2, c2, :lo12:value
                ldr     x3, [c2]
                sub     x4, x3, x19
                mov     x19, x4
                bx      #4                      // back to A64
            .code a64
                exit    x19
            .code c64
            .type function, %function
            function:
                mov     x19, #42
                ret     c30
            .data
            value: .xword 42
            """, "c64.s");

        Assert.Equal(new StopReason.Halted(0, "semihosting"), Run(result) with { How = "semihosting" });
    }

    [Fact]
    public void The_table_of_capabilities_describes_every_slot()
    {
        var result = new Assembler().Assemble("""
            .code c64
            .type f, %function
            f: ret c30
            .size f, . - f
            .data
            .p2align 4
            slots: .chericap object + 4, f
            object: .xword 1, 2
            .size object, 16
            """, "caps.s");

        var program = result.ToExecutable(Base, "f");
        var table = program.Sections.Single(s => s.Name == "__cap_relocs").Data.Span;
        var data = program.Sections.Single(s => s.Name == ".data").Address;
        ulong[] rows = [.. Enumerable.Range(0, 10).Select(i => BitConverter.ToUInt64(program.Sections.Single(s => s.Name == "__cap_relocs").Data.Span[(8 * i)..]))];
        Assert.Equal(80, table.Length);
        Assert.Equal([data, data + 32, 4UL, 16UL, 0x8fbeUL, data + 16, Base, 1UL, 4UL, 0x8000_0000_0001_3dbcUL], rows);
        Assert.Equal(Base | 1, program.Entry);
    }

    [Fact]
    public void Symbols_of_C64_functions_are_odd_and_mapping_symbols_tell_code_from_data()
    {
        var file = new Assembler().Assemble(".type f, %function\n.code c64\nf: nop\nlabel: .word 1\n.code a64\n.globl g\n.type g, %function\ng: nop\n.set h, f\n.type h, %function\n", "a.s").ToElf();

        string[] symbols = [.. file.Symbols.Where(s => s.Name.Length != 0).Select(s => $"{s.Name}={s.Value}")];
        Assert.Equal(["$c=0", "$d=4", "$x=8", "f=1", "label=4", "g=8", "h=1"], symbols);
    }

    [Theory]
    [InlineData("bl missing", "FX0830")]
    [InlineData("adrp x0, :got:_start", "FX0831")]
    [InlineData(".type f, %function\nbl f\n.code c64\nf: nop", "FX0831")]
    public void What_one_unit_cannot_link_is_told(string source, string id)
    {
        var result = new Assembler().Assemble("_start: nop\n" + source, "a.s");
        Assert.Contains(id, Assert.Throws<InputException>(() => result.ToExecutable(Base)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_bases_and_entries_are_told()
    {
        var result = new Assembler().Assemble("start: nop", "a.s");
        Assert.Contains("FX0833", Assert.Throws<InputException>(() => result.ToExecutable(Base + 1)).Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'start'?", Assert.Throws<InputException>(() => result.ToExecutable(Base, "strat")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Readelf_and_objdump_read_objects_and_programs()
    {
        using var folder = new ScratchFolder();
        var result = new Assembler().Assemble("""
            .globl _start
            .type _start, %function
            _start:
                adrp x0, message
                add x0, x0, :lo12:message
                bl elsewhere
                ldr x1, =0x123456789abc
            .size _start, . - _start
            .weak elsewhere
            .data
            message: .asciz "hello"
            .p2align 3
            .xword _start, message + 2
            """, "a.s");
        File.WriteAllBytes(folder["a.o"], ElfWriter.Write(result.ToElf()));
        File.WriteAllBytes(folder["a.elf"], ElfWriter.Write(result.ToExecutable(Base)));

        foreach (var reader in (string[])["readelf", "llvm-readelf"])
        {
            var text = HostTool.Run(reader, "-a", "-W", folder["a.o"]);
            Assert.Contains("R_AARCH64_ADR_PREL_PG_HI21", text, StringComparison.Ordinal);
            Assert.Contains("R_AARCH64_ABS64", text, StringComparison.Ordinal);
            Assert.Contains("FUNC    GLOBAL DEFAULT", text, StringComparison.Ordinal);
            Assert.Matches("WEAK +DEFAULT +UND elsewhere", text);
            Assert.Contains("0x40080000", HostTool.Run(reader, "-h", "-l", folder["a.elf"]), StringComparison.Ordinal);
        }

        var code = HostTool.Run("llvm-objdump", "-d", "-r", folder["a.o"]);
        Assert.Contains("R_AARCH64_CALL26\telsewhere", code, StringComparison.Ordinal);
        Assert.Contains(".word\t0x56789abc", code, StringComparison.Ordinal);
        Assert.Contains(".data", HostTool.Run("objdump", "-h", folder["a.o"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Lld_links_our_objects_to_what_our_linker_makes()
    {
        using var folder = new ScratchFolder();
        var result = new Assembler().Assemble("""
            .globl _start
            _start:
                adrp x0, value
                ldr x1, [x0, :lo12:value]
                ldr w2, [x0, :lo12:value + 4]
                ldrb w3, [x0, :lo12:value + 3]
                movz x4, #:abs_g1:value
                movk x4, #:abs_g0_nc:value
                bl f
                b.eq f
                tbz w0, #1, f
                adr x5, f
                ldr x6, f
            .section .text.f, "ax"
                .p2align 3
            .globl f
            f:  ret
                .word value - ., f - .
            """ + "\n.data\nvalue: .xword f, _start + 8, value\n", "a.s");
        File.WriteAllBytes(folder["a.o"], ElfWriter.Write(result.ToElf()));
        var ours = result.ToExecutable(Base);
        var data = ours.Sections.Single(s => s.Name == ".data").Address;
        File.WriteAllText(folder["a.ld"], $"SECTIONS {{ .text 0x{Base:x} : {{ *(.text) }} .text.f : {{ *(.text.f) }} .data 0x{data:x} : {{ *(.data) }} }}");
        HostTool.Run("ld.lld", "-T", folder["a.ld"], "-o", folder["a.elf"], folder["a.o"]);
        var theirs = ElfFile.Read(File.ReadAllBytes(folder["a.elf"]), "lld");

        foreach (var name in (string[])[".text", ".text.f", ".data"])
        {
            Assert.Equal(Section(theirs, name), Section(ours, name));
        }
    }

    private static string Section(ElfFile file, string name)
    {
        var section = file.Sections.Single(s => s.Name == name);
        return $"{section.Address:x}: {Convert.ToHexStringLower(section.Data.Span)}";
    }

    private static StopReason.Halted Run(AssemblyResult result)
    {
        var machine = new Machine(MachineProfile.Virt);
        machine.Load(ElfFile.Read(ElfWriter.Write(result.ToExecutable(Base)), "program.elf"));
        var stop = machine.Run(100_000);
        Assert.True(stop is StopReason.Halted, $"{stop} {string.Join('\n', machine.Faults)}");
        return (StopReason.Halted)stop;
    }
}
