using FlexCap.Morello.Internal.FloatingPoint;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Comparisons whose result is the condition flags.</summary>
internal static class FloatingPointCompare
{
    [Instruction("fcmpe_float_aarch64_instrs_float_compare_uncond", "00011110001 mmmmm 001000 nnnnn 10000",
        "fcmpe {n:s}, {m:s}", TimingClass.Vector, Types = "Binary32", With = "signalAllNaNs=true")]
    [Instruction("fcmpe_float_aarch64_instrs_float_compare_uncond", "00011110011 mmmmm 001000 nnnnn 10000",
        "fcmpe {n:d}, {m:d}", TimingClass.Vector, Types = "Binary64", With = "signalAllNaNs=true")]
    [Instruction("fcmpe_float_aarch64_instrs_float_compare_uncond", "00011110111 mmmmm 001000 nnnnn 10000",
        "fcmpe {n:h}, {m:h}", TimingClass.Vector, Types = "Binary16", With = "signalAllNaNs=true")]
    [Instruction("fcmp_float_aarch64_instrs_float_compare_uncond", "00011110001 mmmmm 001000 nnnnn 00000",
        "fcmp {n:s}, {m:s}", TimingClass.Vector, Types = "Binary32", With = "signalAllNaNs=false")]
    [Instruction("fcmp_float_aarch64_instrs_float_compare_uncond", "00011110011 mmmmm 001000 nnnnn 00000",
        "fcmp {n:d}, {m:d}", TimingClass.Vector, Types = "Binary64", With = "signalAllNaNs=false")]
    [Instruction("fcmp_float_aarch64_instrs_float_compare_uncond", "00011110111 mmmmm 001000 nnnnn 00000",
        "fcmp {n:h}, {m:h}", TimingClass.Vector, Types = "Binary16", With = "signalAllNaNs=false")]
    internal static void Compare<F>(Cpu cpu, uint m, uint n, bool signalAllNaNs)
        where F : struct, IFormat
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            cpu.Nzcv = SoftFloat.Compare<F>(FloatingPointLanes<F>.Scalar(cpu, n), FloatingPointLanes<F>.Scalar(cpu, m), signalAllNaNs, cpu.Fpcr, ref cpu.Fpsr);
        }
    }

    [Instruction("fcmpe_float_aarch64_instrs_float_compare_uncond", "00011110001 xxxxx 001000 nnnnn 11000",
        "fcmpe {n:s}, #0.0", TimingClass.Vector, Types = "Binary32", With = "signalAllNaNs=true")]
    [Instruction("fcmpe_float_aarch64_instrs_float_compare_uncond", "00011110011 xxxxx 001000 nnnnn 11000",
        "fcmpe {n:d}, #0.0", TimingClass.Vector, Types = "Binary64", With = "signalAllNaNs=true")]
    [Instruction("fcmpe_float_aarch64_instrs_float_compare_uncond", "00011110111 xxxxx 001000 nnnnn 11000",
        "fcmpe {n:h}, #0.0", TimingClass.Vector, Types = "Binary16", With = "signalAllNaNs=true")]
    [Instruction("fcmp_float_aarch64_instrs_float_compare_uncond", "00011110001 xxxxx 001000 nnnnn 01000",
        "fcmp {n:s}, #0.0", TimingClass.Vector, Types = "Binary32", With = "signalAllNaNs=false")]
    [Instruction("fcmp_float_aarch64_instrs_float_compare_uncond", "00011110011 xxxxx 001000 nnnnn 01000",
        "fcmp {n:d}, #0.0", TimingClass.Vector, Types = "Binary64", With = "signalAllNaNs=false")]
    [Instruction("fcmp_float_aarch64_instrs_float_compare_uncond", "00011110111 xxxxx 001000 nnnnn 01000",
        "fcmp {n:h}, #0.0", TimingClass.Vector, Types = "Binary16", With = "signalAllNaNs=false")]
    internal static void CompareWithZero<F>(Cpu cpu, uint n, bool signalAllNaNs)
        where F : struct, IFormat
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            cpu.Nzcv = SoftFloat.Compare<F>(FloatingPointLanes<F>.Scalar(cpu, n), 0, signalAllNaNs, cpu.Fpcr, ref cpu.Fpsr);
        }
    }

    [Instruction("fccmpe_float_aarch64_instrs_float_compare_cond", "00011110001 mmmmm cccc 01 nnnnn 1 vvvv",
        "fccmpe {n:s}, {m:s}, #{v}, {c:cond}", TimingClass.Vector, Types = "Binary32", With = "signalAllNaNs=true")]
    [Instruction("fccmpe_float_aarch64_instrs_float_compare_cond", "00011110011 mmmmm cccc 01 nnnnn 1 vvvv",
        "fccmpe {n:d}, {m:d}, #{v}, {c:cond}", TimingClass.Vector, Types = "Binary64", With = "signalAllNaNs=true")]
    [Instruction("fccmpe_float_aarch64_instrs_float_compare_cond", "00011110111 mmmmm cccc 01 nnnnn 1 vvvv",
        "fccmpe {n:h}, {m:h}, #{v}, {c:cond}", TimingClass.Vector, Types = "Binary16", With = "signalAllNaNs=true")]
    [Instruction("fccmp_float_aarch64_instrs_float_compare_cond", "00011110001 mmmmm cccc 01 nnnnn 0 vvvv",
        "fccmp {n:s}, {m:s}, #{v}, {c:cond}", TimingClass.Vector, Types = "Binary32", With = "signalAllNaNs=false")]
    [Instruction("fccmp_float_aarch64_instrs_float_compare_cond", "00011110011 mmmmm cccc 01 nnnnn 0 vvvv",
        "fccmp {n:d}, {m:d}, #{v}, {c:cond}", TimingClass.Vector, Types = "Binary64", With = "signalAllNaNs=false")]
    [Instruction("fccmp_float_aarch64_instrs_float_compare_cond", "00011110111 mmmmm cccc 01 nnnnn 0 vvvv",
        "fccmp {n:h}, {m:h}, #{v}, {c:cond}", TimingClass.Vector, Types = "Binary16", With = "signalAllNaNs=false")]
    internal static void ConditionalCompare<F>(Cpu cpu, uint m, uint c, uint n, uint v, bool signalAllNaNs)
        where F : struct, IFormat
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        if (Flags.Holds(cpu, c))
        {
            Compare<F>(cpu, m, n, signalAllNaNs);
        }
        else
        {
            cpu.Nzcv = v << 28;
        }
    }
}
