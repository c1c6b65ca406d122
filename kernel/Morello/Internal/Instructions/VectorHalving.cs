using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>What becomes of whole vectors: the two sources and the old destination. T says how wide the lanes are and whether they are signed.</summary>
internal interface IVectorOperation
{
    static abstract Vector128<T> Apply<T>(Vector128<T> left, Vector128<T> right, Vector128<T> old);
}

/// <summary>Halving addition and subtraction, absolute differences.</summary>
internal static class VectorHalving
{
    [Instruction("shadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_halving_truncating", "0q001110 00 1 mmmmm 000001 nnnnn ddddd",
        "shadd {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "sbyte, HalvingAdd")]
    [Instruction("shadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_halving_truncating", "0q001110 01 1 mmmmm 000001 nnnnn ddddd",
        "shadd {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "short, HalvingAdd")]
    [Instruction("shadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_halving_truncating", "0q001110 10 1 mmmmm 000001 nnnnn ddddd",
        "shadd {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "int, HalvingAdd")]
    [Instruction("uhadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_halving_truncating", "0q101110 00 1 mmmmm 000001 nnnnn ddddd",
        "uhadd {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "byte, HalvingAdd")]
    [Instruction("uhadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_halving_truncating", "0q101110 01 1 mmmmm 000001 nnnnn ddddd",
        "uhadd {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "ushort, HalvingAdd")]
    [Instruction("uhadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_halving_truncating", "0q101110 10 1 mmmmm 000001 nnnnn ddddd",
        "uhadd {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "uint, HalvingAdd")]
    [Instruction("srhadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_halving_rounding", "0q001110 00 1 mmmmm 000101 nnnnn ddddd",
        "srhadd {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "sbyte, RoundingHalvingAdd")]
    [Instruction("srhadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_halving_rounding", "0q001110 01 1 mmmmm 000101 nnnnn ddddd",
        "srhadd {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "short, RoundingHalvingAdd")]
    [Instruction("srhadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_halving_rounding", "0q001110 10 1 mmmmm 000101 nnnnn ddddd",
        "srhadd {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "int, RoundingHalvingAdd")]
    [Instruction("urhadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_halving_rounding", "0q101110 00 1 mmmmm 000101 nnnnn ddddd",
        "urhadd {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "byte, RoundingHalvingAdd")]
    [Instruction("urhadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_halving_rounding", "0q101110 01 1 mmmmm 000101 nnnnn ddddd",
        "urhadd {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "ushort, RoundingHalvingAdd")]
    [Instruction("urhadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_halving_rounding", "0q101110 10 1 mmmmm 000101 nnnnn ddddd",
        "urhadd {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "uint, RoundingHalvingAdd")]
    [Instruction("shsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_int", "0q001110 00 1 mmmmm 001001 nnnnn ddddd",
        "shsub {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "sbyte, HalvingSubtract")]
    [Instruction("shsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_int", "0q001110 01 1 mmmmm 001001 nnnnn ddddd",
        "shsub {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "short, HalvingSubtract")]
    [Instruction("shsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_int", "0q001110 10 1 mmmmm 001001 nnnnn ddddd",
        "shsub {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "int, HalvingSubtract")]
    [Instruction("uhsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_int", "0q101110 00 1 mmmmm 001001 nnnnn ddddd",
        "uhsub {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "byte, HalvingSubtract")]
    [Instruction("uhsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_int", "0q101110 01 1 mmmmm 001001 nnnnn ddddd",
        "uhsub {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "ushort, HalvingSubtract")]
    [Instruction("uhsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_int", "0q101110 10 1 mmmmm 001001 nnnnn ddddd",
        "uhsub {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "uint, HalvingSubtract")]
    [Instruction("sabd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_diff", "0q001110 00 1 mmmmm 011101 nnnnn ddddd",
        "sabd {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "sbyte, AbsoluteDifference")]
    [Instruction("sabd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_diff", "0q001110 01 1 mmmmm 011101 nnnnn ddddd",
        "sabd {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "short, AbsoluteDifference")]
    [Instruction("sabd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_diff", "0q001110 10 1 mmmmm 011101 nnnnn ddddd",
        "sabd {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "int, AbsoluteDifference")]
    [Instruction("uabd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_diff", "0q101110 00 1 mmmmm 011101 nnnnn ddddd",
        "uabd {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "byte, AbsoluteDifference")]
    [Instruction("uabd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_diff", "0q101110 01 1 mmmmm 011101 nnnnn ddddd",
        "uabd {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "ushort, AbsoluteDifference")]
    [Instruction("uabd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_diff", "0q101110 10 1 mmmmm 011101 nnnnn ddddd",
        "uabd {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "uint, AbsoluteDifference")]
    [Instruction("saba_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_diff", "0q001110 00 1 mmmmm 011111 nnnnn ddddd",
        "saba {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "sbyte, AbsoluteDifferenceAccumulate")]
    [Instruction("saba_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_diff", "0q001110 01 1 mmmmm 011111 nnnnn ddddd",
        "saba {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "short, AbsoluteDifferenceAccumulate")]
    [Instruction("saba_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_diff", "0q001110 10 1 mmmmm 011111 nnnnn ddddd",
        "saba {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "int, AbsoluteDifferenceAccumulate")]
    [Instruction("uaba_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_diff", "0q101110 00 1 mmmmm 011111 nnnnn ddddd",
        "uaba {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "byte, AbsoluteDifferenceAccumulate")]
    [Instruction("uaba_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_diff", "0q101110 01 1 mmmmm 011111 nnnnn ddddd",
        "uaba {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "ushort, AbsoluteDifferenceAccumulate")]
    [Instruction("uaba_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_diff", "0q101110 10 1 mmmmm 011111 nnnnn ddddd",
        "uaba {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "uint, AbsoluteDifferenceAccumulate")]
    internal static void Binary<T, TOperation>(Cpu cpu, uint q, uint m, uint n, uint d)
        where TOperation : struct, IVectorOperation
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Lane.Write(cpu, d, q, TOperation.Apply(cpu.V(n).As<ulong, T>(), cpu.V(m).As<ulong, T>(), cpu.V(d).As<ulong, T>()));
        }
    }
}

// The sum of two lanes needs a bit more than a lane has. Half of it is the bits in which both agree, and half of those in which they differ.
internal readonly struct HalvingAdd : IVectorOperation
{
    public static Vector128<T> Apply<T>(Vector128<T> left, Vector128<T> right, Vector128<T> old) => (left & right) + ((left ^ right) >> 1);
}

internal readonly struct RoundingHalvingAdd : IVectorOperation
{
    public static Vector128<T> Apply<T>(Vector128<T> left, Vector128<T> right, Vector128<T> old) => (left | right) - ((left ^ right) >> 1);
}

internal readonly struct HalvingSubtract : IVectorOperation
{
    public static Vector128<T> Apply<T>(Vector128<T> left, Vector128<T> right, Vector128<T> old) => ((left ^ right) >> 1) - (~left & right);
}

internal readonly struct AbsoluteDifference : IVectorOperation
{
    public static Vector128<T> Apply<T>(Vector128<T> left, Vector128<T> right, Vector128<T> old) => Vector128.Max(left, right) - Vector128.Min(left, right);
}

internal readonly struct AbsoluteDifferenceAccumulate : IVectorOperation
{
    public static Vector128<T> Apply<T>(Vector128<T> left, Vector128<T> right, Vector128<T> old) =>
        old + Vector128.Max(left, right) - Vector128.Min(left, right);
}
