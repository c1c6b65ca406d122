using FlexCap.Morello.Internal.Assembly;

namespace FlexCap.Morello.Tests.Assembly;

public sealed class InstructionAssemblerTests
{
    /// <summary>Words are those of the open test suite or follow from the encoding tables of the Morello architecture.</summary>
    [Theory]
    [InlineData("ldr c0, [x1, #16]", false, 0xC2400420)]
    [InlineData("ldr c0, [c1, #16]", true, 0xC2400420)]
    [InlineData("ldr c0, [c1, #16]", false, 0x82601020)]
    [InlineData("ldr c0, [x1, #16]", true, 0x82601020)]
    [InlineData("ldr c0, [x1]", false, 0xC2400020)]
    [InlineData("ldr c0, [x1, #-7]", false, 0xA25F9020)]
    [InlineData("ldr x0, [c1, #8]", false, 0x82601C20)]
    [InlineData("ldr x0, [c1, #-8]", false, 0xE2DF8420)]
    [InlineData("ldr x0, [c1, #8]", true, 0xF9400420)]
    [InlineData("ldrsw x0, [c1]", false, 0xE2800820)]
    [InlineData("ret", false, 0xD65F03C0)]
    [InlineData("ret", true, 0xC2C253C0)]
    [InlineData("ret c30", false, 0xC2C253C0)]
    [InlineData("ret clr", false, 0xC2C253C0)]
    [InlineData("rets", false, 0xC2C253C2)]
    [InlineData("retr", true, 0xC2C253C3)]
    [InlineData("mov c0, c1", false, 0xC2C1D020)]
    [InlineData("cpy csp, c1", true, 0xC2C1D03F)]
    [InlineData("cmp c1, c2", false, 0xC2E2983F)]
    [InlineData("subs xzr, c1, c2", false, 0xC2E2983F)]
    [InlineData("adr x0, #4", false, 0x10000020)]
    [InlineData("adr c0, #4", true, 0x10000020)]
    [InlineData("adrp x0, #-4096", false, 0xF0FFFFE0)]
    [InlineData("adrp c0, #-4096", true, 0xF0FFFFE0)]
    [InlineData("adrdp c6, #0x2000", true, 0xD0000006)]
    [InlineData("add c0, c0, #0x1000", false, 0x02400400)]
    [InlineData("add c0, c1, x2", false, 0xC2A26020)]
    [InlineData("add c0, c1, x2, lsl #4", false, 0xC2A27020)]
    [InlineData("add c6, c25, w7, uxtb", false, 0xC2A70326)]
    [InlineData("clrperm c29, c4, rx", false, 0xC2C6B09D)]
    [InlineData("seal c0, c1, lpb", false, 0xC2C35020)]
    [InlineData("scbnds c28, c24, #5, lsl #4", false, 0xC2C2FB1C)]
    [InlineData("mrs c0, ddc", false, 0xC29B4120)]
    [InlineData("msr CTPIDR_EL0, c3", true, 0xC28BD043)]
    [InlineData("brs c29, c1, c2", false, 0xC2C28420)]
    [InlineData("br [c1, #32]", false, 0xC2D05020)]
    [InlineData("dc zva, x0", false, 0xD50B7420)]
    [InlineData("dc zva, c0", true, 0xD50B7420)]
    [InlineData("bx #4", true, 0xC2C273E0)]
    public void Morello_statements_have_their_words(string text, bool c64, uint word)
    {
        Assert.Equal(word, Statements.Assemble(text, c64));
        Assert.Equal(word, Statements.Assemble(Disassembler.Disassemble(word, 0, c64), c64));
    }

    [Theory]
    [InlineData("addd x0, x1, x2", 1, "There is no instruction 'addd'.", "Did you mean 'add'?")]
    [InlineData("ldrr x0, [x1]", 1, "There is no instruction 'ldrr'.", "Did you mean 'ldr'?")]
    [InlineData("add x0, x1", 11, "Expected ',', not the end of the statement.", "")]
    [InlineData("add x0, x1, #5000", 14, "The immediate must be from 0 to 4095, or a multiple of 4096 up to 16773120.", "")]
    [InlineData("add x0, w1, x2", 9, "A 64-bit register belongs here, like those before.", "")]
    [InlineData("ldr x0, [w1]", 10, "Expected a 64-bit register (x0 to x30 or sp) or a capability register (c0 to c30 or csp), not 'w1'.", "")]
    [InlineData("svc #70000", 6, "The immediate must be from 0 to 65535, and 70000 is not.", "")]
    [InlineData("and x0, x1, #5", 14, "0x5 is no immediate of a logical instruction.", "It must be a rotated run of ones, repeated in elements of 2, 4, 8, 16, 32 or 64 bits. Load it into a register.")]
    [InlineData("mov x0, #0x12345", 10, "No single instruction moves 74565.", "Build it with movz and movk, or load it with ldr and '='.")]
    [InlineData("nop x0", 5, "Expected the end of the statement, for this instruction has no operands, not 'x0'.", "")]
    [InlineData("casp x1, x2, x3, x4, [x5]", 6, "The first register of a pair must have an even number.", "")]
    [InlineData("b #3", 3, "The distance, 3 bytes, is not a multiple of 4.", "")]
    [InlineData("ld2 {v0.4s, v2.4s}, [x0]", 13, "The registers of a list must follow each other, so v1 belongs here.", "")]
    [InlineData("msr nosuch_el1, x0", 5, "Expected a capability system register such as DDC, CVBAR_EL1 or S3_3_C4_C1_1, a field of PSTATE (DAIFSet, DAIFClr, SPSel, PAN, UAO, SSBS) or a system register such as SCTLR_EL1 or S3_0_C1_C0_0, not 'nosuch_el1'.", "")]
    [InlineData("adrdp c0, #4096", 1, "'adrdp' does not exist in the A64 state.", "Switch with .code c64.")]
    public void Errors_say_where_what_and_what_to_do(string text, int column, string message, string help)
    {
        Assert.False(Statements.TryAssemble(text, false, out _, out AssemblyError? error));
        Assert.Equal((column, message, help), (error!.Column, error.Message, error.Help));
    }

    [Theory]
    [InlineData("b main", false, "Branch26", "")]
    [InlineData("bl main+4", true, "Call26", "")]
    [InlineData("b.eq 1f", false, "Branch19", "")]
    [InlineData("cbz w3, out", false, "Branch19", "")]
    [InlineData("tbz x3, #33, out", false, "Branch14", "")]
    [InlineData("adr x0, data", false, "Address21", "")]
    [InlineData("adrp x0, data", false, "Page21", "")]
    [InlineData("adrp c0, data", true, "Page20", "")]
    [InlineData("adrp c0, :got:data", true, "Page20", "got")]
    [InlineData("add x0, x0, :lo12:data", false, "Immediate12", "lo12")]
    [InlineData("add c0, c0, :lo12:data", true, "Immediate12", "lo12")]
    [InlineData("ldr x0, [x0, :lo12:data]", false, "Offset64", "lo12")]
    [InlineData("ldr c0, [c0, #:got_lo12:data]", true, "Offset128", "got_lo12")]
    [InlineData("strb w0, [x1, :lo12:data]", false, "Offset8", "lo12")]
    [InlineData("ldr q0, [x1, :lo12:data]", false, "Offset128", "lo12")]
    [InlineData("ldr x0, data", false, "Literal19", "")]
    [InlineData("ldrsw x0, data", false, "Literal19", "")]
    [InlineData("ldr c0, data", false, "Literal17", "")]
    [InlineData("movz x0, #:abs_g2:data", false, "MoveWide", "abs_g2")]
    [InlineData("movk x0, #:abs_g1_nc:data", false, "MoveWide", "abs_g1_nc")]
    public void Symbols_leave_a_fixup(string text, bool c64, string kind, string modifier)
    {
        Assert.True(Statements.TryAssemble(text, c64, out AssembledInstruction result, out AssemblyError? error), error?.Message);
        Assert.Equal((kind, modifier), (result.Fixup!.Kind.ToString(), result.Fixup.Target.Modifier));
    }

    [Theory]
    [InlineData("svc main", "This must be a number that is known here, not an address.")]
    [InlineData("ldr x0, [x1, data]", "An address needs a modifier here.")]
    [InlineData("b :lo12:main", ":lo12: does not go with this operand.")]
    [InlineData("ldp x0, x1, [x2, :lo12:data]", "This instruction's offset must be a number that is known here.")]
    public void Symbols_where_none_can_be_are_errors(string text, string message)
    {
        Assert.False(Statements.TryAssemble(text, false, out _, out AssemblyError? error));
        Assert.Equal(message, error!.Message);
    }
}
