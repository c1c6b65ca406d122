using System.Globalization;
using System.Text;

namespace FlexCap.Morello.Conformance;

/// <summary>
/// The program around the cases on a bare board, in assembly. It maps the page of code and the record of each case in turn at the same two
/// addresses, loads the state, enters by ERET, notes every exception with ESR, FAR and ELR, goes on behind it, and stores the state when
/// the case calls SVC, leaves where it may execute, or has had enough exceptions.
/// </summary>
internal static class MorelloHarness
{
    internal const ulong Base = 0x4020_0000;
    internal const int TableOffset = 0x4000;
    internal const int CodeOffset = 0x8000;

    /// <summary>Assembles it for a number of cases; the addresses are physical, and those of the harness itself as mapped.</summary>
    internal static (byte[] Code, ulong Stop) Assemble(int cases)
    {
        ulong code = Base + CodeOffset;
        ulong records = code + ((ulong)cases * 0x1000);
        ulong tags = records + ((ulong)cases * 0x1000);
        ulong end = tags + ((ulong)cases * 64);
        var source = new StringBuilder();
        void Define(string name, ulong value) => source.Append(CultureInfo.InvariantCulture, $".set {name}, 0x{value:x}\n");
        Define("COUNT", (ulong)cases);
        Define("CODE", code | PageTables.CodePage);
        Define("RECORD", records | PageTables.DataPage);
        Define("RECORDS", records);
        Define("TAGS", tags);
        Define("OUTPUT", end - records);
        Define("TABLES", Base + TableOffset);
        Define("TCR", PageTables.Tcr);
        Define("W", MorelloLayout.RecordAddress);
        source.Append(Text(PairedSaves(), PairedLoads(), RegisterSaves(), RegisterLoads()));
        byte[] bytes = new Assembler().Assemble(source.ToString(), "harness.s").Bytes().ToArray();
        int stop = bytes.AsSpan().IndexOf("STOP"u8) + 4;
        return (bytes, Base + (ulong)stop);
    }

    private static string Text(string saves, string loads, string registerSaves, string registerLoads) => $$"""
        start:
            mov     x0, #0x3c0000
            msr     CPACR_EL1, x0
            isb
            mov     x0, #0x20
            msr     CCTLR_EL1, x0
            msr     SPSel, #1
            mov     x0, #0xff00
            msr     MAIR_EL1, x0
            ldr     x0, =TCR
            msr     TCR_EL1, x0
            ldr     x0, =TABLES
            msr     TTBR0_EL1, x0
            dsb     sy
            isb
            tlbi    vmalle1
            dsb     sy
            isb
            mrs     x0, SCTLR_EL1
            ldr     x1, =0x1005
            orr     x0, x0, x1
            mov     x1, #0x1a
            bic     x0, x0, x1
            msr     SCTLR_EL1, x0
            isb
            adr     x0, vectors
            cvtp    c0, x0
            msr     CVBAR_EL1, c0
            ldr     x0, =W
            cvtd    c0, x0
            msr     CTPIDR_EL1, c0
            isb
            ldr     x0, =RECORDS
            ldr     x1, =TAGS
            mov     x2, x1
        1:  cmp     x0, x2
            b.hs    2f
            ldrb    w3, [x1], #1
            stct    x3, [x0]
            add     x0, x0, #64
            b       1b
        2:  bx      #4
            .code   c64
        next:
            adr     c20, index
            ldr     x21, [c20]
            ldr     x22, =COUNT
            cmp     x21, x22
            b.hs    done
            add     x23, x21, #1
            str     x23, [c20]
            ldr     x24, =RECORD
            add     x24, x24, x21, lsl #12
            ldr     x25, =CODE
            add     x25, x25, x21, lsl #12
            ldr     x26, =TABLES + 0x2000
            scvalue c27, c20, x26
            str     x25, [c27]
            str     x24, [c27, #8]
            dsb     sy
            tlbi    vmalle1
            dsb     sy
            isb
            clrex
            mrs     c0, CTPIDR_EL1
            ldr     c1, [c0, #{{MorelloLayout.Pcc}}]
            msr     CELR_EL1, c1
            ldr     x1, [c0, #{{MorelloLayout.Spsr}}]
            msr     SPSR_EL1, x1
            ldr     x1, [c0, #{{MorelloLayout.Fpcr}}]
            msr     FPCR, x1
            ldr     x1, [c0, #{{MorelloLayout.Fpsr}}]
            msr     FPSR, x1
        {{registerLoads}}
        {{loads}}
            ldp     c0, c1, [c0]
            eret

        handler:
            msr     CTPIDRRO_EL0, c0
            mrs     c0, CTPIDR_EL1
            stp     c1, c2, [c0, #16]
            ldr     x1, [c0, #{{MorelloLayout.FaultCount}}]
            add     x2, x1, #1
            str     x2, [c0, #{{MorelloLayout.FaultCount}}]
            cmp     x1, #{{MorelloLayout.FaultSlots}}
            b.hs    finish
            lsl     x1, x1, #5
            add     c2, c0, x1, uxtx
            mrs     x1, ESR_EL1
            str     x1, [c2, #{{MorelloLayout.Faults}}]
            mrs     x1, FAR_EL1
            str     x1, [c2, #{{MorelloLayout.Faults + 8}}]
            mrs     c1, CELR_EL1
            str     c1, [c2, #{{MorelloLayout.Faults + 16}}]
            mrs     x2, ESR_EL1
            lsr     x2, x2, #26
            cmp     x2, #0x15
            b.eq    finish
            cmp     x2, #0x20
            b.eq    finish
            cmp     x2, #0x21
            b.eq    finish
            cmp     x2, #0x22
            b.eq    finish
            cmp     x2, #0x0e
            b.eq    finish
            add     c1, c1, #4
            msr     CELR_EL1, c1
            ldp     c1, c2, [c0, #16]
            mrs     c0, CTPIDRRO_EL0
            eret

        finish:
            mrs     c1, CTPIDRRO_EL0
            str     c1, [c0]
        {{saves}}
        {{registerSaves}}
            mrs     c1, CELR_EL1
            str     c1, [c0, #{{MorelloLayout.Pcc}}]
            mrs     x1, SPSR_EL1
            str     x1, [c0, #{{MorelloLayout.Spsr}}]
            mrs     x1, FPCR
            str     x1, [c0, #{{MorelloLayout.Fpcr}}]
            mrs     x1, FPSR
            str     x1, [c0, #{{MorelloLayout.Fpsr}}]
            msr     FPCR, xzr
            b       next

        done:
            ldr     x0, =RECORDS
            scvalue c0, c20, x0
            ldr     x2, =TAGS
            scvalue c1, c20, x2
        3:  cmp     x0, x2
            b.hs    4f
            ldct    x3, [c0]
            strb    w3, [c1], #1
            add     c0, c0, #64
            b       3b
        4:  b       stop
            .ascii  "STOP"
        stop:
            mov     w0, #1
            adr     c1, open
            hlt     #0xf000
            adr     c1, write
            str     x0, [c1]
            mov     w0, #5
            hlt     #0xf000
            ldr     x0, =0x84000008
            hvc     #0
            b       .

            .balign 16
        index:  .quad 0
        open:   .quad name, 4, 3
        write:  .quad 0, RECORDS, OUTPUT
        name_:  .asciz ":tt"
            .set    name, {{Base}} + (name_ - start)
            .balign 8
            .ltorg

            .balign 0x800
        vectors:
            b       handler
            .balign 0x200
            b       handler
            .balign 0x200
            b       handler
            .balign 0x200
            b       .
        """;

    private static string PairedSaves() => Lines(
        Enumerable.Range(1, 14).Select(i => (i * 2) + 1).Select(n => $"stp c{n}, c{n + 1}, [c0, #{n * 16}]"),
        Enumerable.Range(0, 16).Select(i => i * 2).Select(n => $"stp q{n}, q{n + 1}, [c0, #{MorelloLayout.V + (n * 16)}]"));

    private static string PairedLoads() => Lines(
        Enumerable.Range(0, 16).Select(i => i * 2).Select(n => $"ldp q{n}, q{n + 1}, [c0, #{MorelloLayout.V + (n * 16)}]"),
        Enumerable.Range(1, 14).Select(i => i * 2).Select(n => $"ldp c{n}, c{n + 1}, [c0, #{n * 16}]"),
        ["ldr c30, [c0, #480]"]);

    private static string RegisterSaves() => Lines(MorelloLayout.RegisterNames.SelectMany((name, n) => new[]
    {
        name switch { "CSP_EL1" => "mov c1, csp", "DDC_EL1" => "mrs c1, DDC", _ => $"mrs c1, {name}" },
        $"str c1, [c0, #{MorelloLayout.Registers + (n * 16)}]",
    }));

    private static string RegisterLoads() => Lines(MorelloLayout.RegisterNames.SelectMany((name, n) => new[]
    {
        $"ldr c1, [c0, #{MorelloLayout.Registers + (n * 16)}]",
        name switch { "CSP_EL1" => "mov csp, c1", "DDC_EL1" => "msr DDC, c1", _ => $"msr {name}, c1" },
    }));

    private static string Lines(params IEnumerable<string>[] groups) => string.Join('\n', groups.SelectMany(g => g));
}
