namespace FlexCap.Morello.Internal.Instructions;

/// <summary>MADD, MSUB, their widening forms, SMULH, UMULH, UDIV, SDIV.</summary>
internal static class MultiplyAndDivide
{
    [Instruction("madd_aarch64_instrs_integer_arithmetic_mul_uniform_add_sub", "f0011011000 mmmmm 0 aaaaa nnnnn ddddd",
        "madd {d:r.f}, {n:r.f}, {m:r.f}, {a:r.f}", TimingClass.Multiply, With = "subtract=false", Split = "f")]
    [Instruction("msub_aarch64_instrs_integer_arithmetic_mul_uniform_add_sub", "f0011011000 mmmmm 1 aaaaa nnnnn ddddd",
        "msub {d:r.f}, {n:r.f}, {m:r.f}, {a:r.f}", TimingClass.Multiply, With = "subtract=true", Split = "f")]
    [Alias("madd", "mul {d:r.f}, {n:r.f}, {m:r.f}", When = "a=31")]
    [Alias("msub", "mneg {d:r.f}, {n:r.f}, {m:r.f}", When = "a=31")]
    internal static void MultiplyAdd(Cpu cpu, uint f, uint m, uint a, uint n, uint d, bool subtract)
    {
        ulong product = cpu.X(n) * cpu.X(m);
        ulong result = subtract ? cpu.X(a) - product : cpu.X(a) + product;
        cpu.SetX(d, f != 0 ? result : (uint)result);
    }

    [Instruction("smaddl_aarch64_instrs_integer_arithmetic_mul_widening_32_64", "10011011001 mmmmm 0 aaaaa nnnnn ddddd",
        "smaddl {d:x}, {n:w}, {m:w}, {a:x}", TimingClass.Multiply, With = "subtract=false, signed=true")]
    [Instruction("smsubl_aarch64_instrs_integer_arithmetic_mul_widening_32_64", "10011011001 mmmmm 1 aaaaa nnnnn ddddd",
        "smsubl {d:x}, {n:w}, {m:w}, {a:x}", TimingClass.Multiply, With = "subtract=true, signed=true")]
    [Instruction("umaddl_aarch64_instrs_integer_arithmetic_mul_widening_32_64", "10011011101 mmmmm 0 aaaaa nnnnn ddddd",
        "umaddl {d:x}, {n:w}, {m:w}, {a:x}", TimingClass.Multiply, With = "subtract=false, signed=false")]
    [Instruction("umsubl_aarch64_instrs_integer_arithmetic_mul_widening_32_64", "10011011101 mmmmm 1 aaaaa nnnnn ddddd",
        "umsubl {d:x}, {n:w}, {m:w}, {a:x}", TimingClass.Multiply, With = "subtract=true, signed=false")]
    [Alias("smaddl", "smull {d:x}, {n:w}, {m:w}", When = "a=31")]
    [Alias("smsubl", "smnegl {d:x}, {n:w}, {m:w}", When = "a=31")]
    [Alias("umaddl", "umull {d:x}, {n:w}, {m:w}", When = "a=31")]
    [Alias("umsubl", "umnegl {d:x}, {n:w}, {m:w}", When = "a=31")]
    internal static void MultiplyAddLong(Cpu cpu, uint m, uint a, uint n, uint d, bool subtract, bool signed)
    {
        ulong product = signed ? (ulong)((long)(int)cpu.W(n) * (int)cpu.W(m)) : (ulong)cpu.W(n) * cpu.W(m);
        cpu.SetX(d, subtract ? cpu.X(a) - product : cpu.X(a) + product);
    }

    [Instruction("smulh_aarch64_instrs_integer_arithmetic_mul_widening_64_128hi", "10011011010 mmmmm 011111 nnnnn ddddd",
        "smulh {d:x}, {n:x}, {m:x}", TimingClass.Multiply, With = "signed=true")]
    [Instruction("umulh_aarch64_instrs_integer_arithmetic_mul_widening_64_128hi", "10011011110 mmmmm 011111 nnnnn ddddd",
        "umulh {d:x}, {n:x}, {m:x}", TimingClass.Multiply, With = "signed=false")]
    internal static void MultiplyHigh(Cpu cpu, uint m, uint n, uint d, bool signed) =>
        cpu.SetX(d, signed
            ? (ulong)Math.BigMul((long)cpu.X(n), (long)cpu.X(m), out _)
            : Math.BigMul(cpu.X(n), cpu.X(m), out _));

    [Instruction("udiv_aarch64_instrs_integer_arithmetic_div", "f0011010110 mmmmm 000010 nnnnn ddddd",
        "udiv {d:r.f}, {n:r.f}, {m:r.f}", TimingClass.Divide, Split = "f")]
    internal static void DivideUnsigned(Cpu cpu, uint f, uint m, uint n, uint d)
    {
        ulong divisor = f != 0 ? cpu.X(m) : cpu.W(m);
        ulong dividend = f != 0 ? cpu.X(n) : cpu.W(n);
        cpu.SetX(d, divisor == 0 ? 0 : dividend / divisor);
    }

    [Instruction("sdiv_aarch64_instrs_integer_arithmetic_div", "f0011010110 mmmmm 000011 nnnnn ddddd",
        "sdiv {d:r.f}, {n:r.f}, {m:r.f}", TimingClass.Divide, Split = "f")]
    internal static void DivideSigned(Cpu cpu, uint f, uint m, uint n, uint d)
    {
        long divisor = f != 0 ? (long)cpu.X(m) : (int)cpu.W(m);
        long dividend = f != 0 ? (long)cpu.X(n) : (int)cpu.W(n);

        // -1 by hand: the most negative number divided by it overflows in .NET and wraps here.
        long result = divisor == 0 ? 0 : divisor == -1 ? -dividend : dividend / divisor;
        cpu.SetX(d, f != 0 ? (ulong)result : (uint)result);
    }
}
