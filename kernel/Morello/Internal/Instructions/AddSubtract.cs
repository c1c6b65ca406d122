namespace FlexCap.Morello.Internal.Instructions;

/// <summary>ADD, SUB, ADC, SBC and their flag-setting forms.</summary>
internal static class AddSubtract
{
    [Instruction("add_addsub_imm_aarch64_instrs_integer_arithmetic_add_sub_immediate", "f0 0100010 h iiiiiiiiiiii nnnnn ddddd",
        "add {d:rsp.f}, {n:rsp.f}, #{i}{h:shift12}", TimingClass.Integer, With = "subtract=false", Split = "fh")]
    [Instruction("sub_addsub_imm_aarch64_instrs_integer_arithmetic_add_sub_immediate", "f1 0100010 h iiiiiiiiiiii nnnnn ddddd",
        "sub {d:rsp.f}, {n:rsp.f}, #{i}{h:shift12}", TimingClass.Integer, With = "subtract=true", Split = "fh")]
    internal static void Immediate(Cpu cpu, uint f, uint h, ulong i, uint n, uint d, bool subtract)
    {
        ulong operand = h != 0 ? i << 12 : i;
        ulong result = subtract ? cpu.XSp(n) - operand : cpu.XSp(n) + operand;
        cpu.SetXSp(d, f != 0 ? result : (uint)result);
    }
}
