using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>What becomes of one lane.</summary>
internal interface ILaneOperation
{
    static abstract T Apply<T>(T value)
        where T : unmanaged, IBinaryInteger<T>;
}

/// <summary>CLS, RBIT and the estimates of reciprocals.</summary>
internal static class VectorLaneUnary
{
    [Instruction("cls_advsimd_aarch64_instrs_vector_arithmetic_unary_clsz", "0q001110 00 100000 010010 nnnnn ddddd",
        "cls {d:vb.q}, {n:vb.q}", TimingClass.Vector, Types = "sbyte, LeadingSignBits")]
    [Instruction("cls_advsimd_aarch64_instrs_vector_arithmetic_unary_clsz", "0q001110 01 100000 010010 nnnnn ddddd",
        "cls {d:vh.q}, {n:vh.q}", TimingClass.Vector, Types = "short, LeadingSignBits")]
    [Instruction("cls_advsimd_aarch64_instrs_vector_arithmetic_unary_clsz", "0q001110 10 100000 010010 nnnnn ddddd",
        "cls {d:vs.q}, {n:vs.q}", TimingClass.Vector, Types = "int, LeadingSignBits")]
    [Instruction("urecpe_advsimd_aarch64_instrs_vector_arithmetic_unary_special_recip_int", "0q001110 10 100001 110010 nnnnn ddddd",
        "urecpe {d:vs.q}, {n:vs.q}", TimingClass.Vector, Types = "uint, ReciprocalEstimate")]
    [Instruction("ursqrte_advsimd_aarch64_instrs_vector_arithmetic_unary_special_sqrt_est_int", "0q101110 10 100001 110010 nnnnn ddddd",
        "ursqrte {d:vs.q}, {n:vs.q}", TimingClass.Vector, Types = "uint, ReciprocalRootEstimate")]
    // The Sail model has no clause for RBIT although it is an instruction of Armv8.0; the name is the Arm pseudocode's.
    [Instruction("rbit_advsimd_aarch64_instrs_vector_arithmetic_unary_rbit", "0q101110 01 100000 010110 nnnnn ddddd",
        "rbit {d:vb.q}, {n:vb.q}", TimingClass.Vector, Types = "byte, ReverseBits")]
    internal static void Unary<T, TOperation>(Cpu cpu, uint q, uint n, uint d)
        where T : unmanaged, IBinaryInteger<T>
        where TOperation : struct, ILaneOperation
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        Vector128<ulong> source = cpu.V(n);
        Vector128<ulong> result = Vector128<ulong>.Zero;
        for (int lane = 0; lane < Lane.Count<T>(q); lane++)
        {
            Lane.Of<T>(ref result, lane) = TOperation.Apply(Lane.Of<T>(ref source, lane));
        }

        cpu.V(d) = result;
    }
}

internal readonly struct LeadingSignBits : ILaneOperation
{
    // Lanes are signed: XOR with the shifted value marks the places where neighbours differ.
    public static T Apply<T>(T value)
        where T : unmanaged, IBinaryInteger<T> => T.LeadingZeroCount(value ^ (value >> 1)) - T.One;
}

internal readonly struct ReverseBits : ILaneOperation
{
    public static T Apply<T>(T value)
        where T : unmanaged, IBinaryInteger<T> =>
        T.CreateTruncating(BitReversal.Reverse(ulong.CreateTruncating(value)) >> (64 - (8 * Unsafe.SizeOf<T>())));
}

/// <summary>Sail <c>UnsignedRecipEstimate</c>: nine bits of 1/x for x in [0.5, 1) as 32 fraction bits.</summary>
internal readonly struct ReciprocalEstimate : ILaneOperation
{
    public static T Apply<T>(T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        uint x = uint.CreateTruncating(value) >> 23;
        if (x < 256)
        {
            return T.AllBitsSet;
        }

        uint reciprocal = (1u << 19) / ((2 * x) + 1);
        return T.CreateTruncating((reciprocal + 1) / 2 << 23);
    }
}

/// <summary>Sail <c>UnsignedRSqrtEstimate</c>: nine bits of the square root of 1/x for x in [0.25, 1) as 32 fraction bits.</summary>
internal readonly struct ReciprocalRootEstimate : ILaneOperation
{
    public static T Apply<T>(T value)
        where T : unmanaged, IBinaryInteger<T>
    {
        uint x = uint.CreateTruncating(value) >> 23;
        if (x < 128)
        {
            return T.AllBitsSet;
        }

        // The middle of the interval that the leading bits stand for, in 9 or 10 fraction bits; then the largest b with x * b * b < 2^28.
        x = x < 256 ? (2 * x) + 1 : 2 * ((x & ~1u) + 1);
        uint b = 512;
        while (x * (b + 1) * (b + 1) < 1u << 28)
        {
            b++;
        }

        return T.CreateTruncating((b + 1) / 2 << 23);
    }
}
