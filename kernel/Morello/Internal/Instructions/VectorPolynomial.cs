using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Products of polynomials over {0, 1}: multiplication without carries.</summary>
internal static class VectorPolynomial
{
    [Instruction("pmul_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_product", "0q101110 00 1 mmmmm 100111 nnnnn ddddd",
        "pmul {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.VectorMultiply)]
    internal static void Multiply(Cpu cpu, uint q, uint m, uint n, uint d)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            // Lane-wise: a bit of the right factor selects the left one shifted by its place.
            Vector128<byte> left = cpu.V(n).AsByte();
            Vector128<byte> right = cpu.V(m).AsByte();
            Vector128<byte> result = Vector128<byte>.Zero;
            for (int bit = 0; bit < 8; bit++)
            {
                Vector128<byte> selected = Vector128.Equals((right >> bit) & Vector128<byte>.One, Vector128<byte>.One);
                result ^= (left << bit) & selected;
            }

            Lane.Write(cpu, d, q, result);
        }
    }

    [Instruction("pmull_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_mul_poly", "0q001110 00 1 mmmmm 111000 nnnnn ddddd",
        "pmull{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.Crypto, With = "bits=8")]
    [Instruction("pmull_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_mul_poly", "0q001110 11 1 mmmmm 111000 nnnnn ddddd",
        "pmull{q:two} {d:1q}, {n:vd.q}, {m:vd.q}", TimingClass.Crypto, With = "bits=64")]
    internal static void MultiplyLong(Cpu cpu, uint q, uint m, uint n, uint d, int bits)
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        Vector128<ulong> left = cpu.V(n);
        Vector128<ulong> right = cpu.V(m);
        if (bits == 64)
        {
            cpu.V(d) = Multiply64(left[(int)q], right[(int)q]);
            return;
        }

        Vector128<ulong> result = Vector128<ulong>.Zero;
        int first = Lane.FirstOfHalf<byte>(q);
        for (int lane = 0; lane < 8; lane++)
        {
            Lane.Of<ushort>(ref result, lane) = (ushort)Multiply(Lane.Of<byte>(ref left, first + lane), Lane.Of<byte>(ref right, first + lane), 8);
        }

        cpu.V(d) = result;
    }

    /// <summary>The 128-bit product of two polynomials of 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<ulong> Multiply64(ulong left, ulong right)
    {
        if (Pclmulqdq.IsSupported)
        {
            return Pclmulqdq.CarrylessMultiply(Vector128.CreateScalar(left), Vector128.CreateScalar(right), 0);
        }

        UInt128 product = Multiply(left, right, 64);
        return Vector128.Create((ulong)product, (ulong)(product >> 64));
    }

    /// <summary>The product of two polynomials of so many bits, on any host.</summary>
    internal static UInt128 Multiply(ulong left, ulong right, int bits)
    {
        UInt128 product = 0;
        for (int bit = 0; bit < bits; bit++)
        {
            product ^= (right >> bit & 1) != 0 ? (UInt128)left << bit : 0;
        }

        return product;
    }
}
