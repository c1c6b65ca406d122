using FlexCap.Morello.Internal.FloatingPoint;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Multiplications by one element of a vector, whose index is h:l:j, h:l or h.</summary>
internal static class FloatingPointElements
{
    [Instruction("fmul_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_fp16_sisd", "0101111100 l j mmmm 1001 h 0 nnnnn ddddd",
        "fmul {d:h}, {n:h}, {m:eh}[{h,l,j}]", TimingClass.FloatingPointMultiply, Types = "FloatMultiply, Binary16")]
    [Instruction("fmul_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_fp_sisd", "0101111110 l mmmmm 1001 h 0 nnnnn ddddd",
        "fmul {d:s}, {n:s}, {m:es}[{h,l}]", TimingClass.FloatingPointMultiply, Types = "FloatMultiply, Binary32", With = "j=0")]
    [Instruction("fmul_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_fp_sisd", "01011111110 mmmmm 1001 h 0 nnnnn ddddd",
        "fmul {d:d}, {n:d}, {m:ed}[{h}]", TimingClass.FloatingPointMultiply, Types = "FloatMultiply, Binary64", With = "l=0, j=0")]
    [Instruction("fmulx_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_fp16_sisd", "0111111100 l j mmmm 1001 h 0 nnnnn ddddd",
        "fmulx {d:h}, {n:h}, {m:eh}[{h,l,j}]", TimingClass.FloatingPointMultiply, Types = "FloatMultiplyExtended, Binary16")]
    [Instruction("fmulx_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_fp_sisd", "0111111110 l mmmmm 1001 h 0 nnnnn ddddd",
        "fmulx {d:s}, {n:s}, {m:es}[{h,l}]", TimingClass.FloatingPointMultiply, Types = "FloatMultiplyExtended, Binary32", With = "j=0")]
    [Instruction("fmulx_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_fp_sisd", "01111111110 mmmmm 1001 h 0 nnnnn ddddd",
        "fmulx {d:d}, {n:d}, {m:ed}[{h}]", TimingClass.FloatingPointMultiply, Types = "FloatMultiplyExtended, Binary64", With = "l=0, j=0")]
    internal static void Scalar<TOperation, F>(Cpu cpu, uint l, uint j, uint m, uint h, uint n, uint d)
        where TOperation : struct, IBinaryOperation
        where F : struct, IFormat
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            ulong left = FloatingPointLanes<F>.Scalar(cpu, n);
            cpu.SetVLow(d, TOperation.Apply<F>(left, Element<F>(cpu, m, h, l, j), cpu.Fpcr, ref cpu.Fpsr));
        }
    }

    [Instruction("fmul_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_fp16_simd", "0q00111100 l j mmmm 1001 h 0 nnnnn ddddd",
        "fmul {d:vh.q}, {n:vh.q}, {m:eh}[{h,l,j}]", TimingClass.FloatingPointMultiply, Types = "FloatMultiply, Binary16")]
    [Instruction("fmul_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_fp_simd", "0q00111110 l mmmmm 1001 h 0 nnnnn ddddd",
        "fmul {d:vs.q}, {n:vs.q}, {m:es}[{h,l}]", TimingClass.FloatingPointMultiply, Types = "FloatMultiply, Binary32", With = "j=0")]
    [Instruction("fmul_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_fp_simd", "01001111110 mmmmm 1001 h 0 nnnnn ddddd",
        "fmul {d:2d}, {n:2d}, {m:ed}[{h}]", TimingClass.FloatingPointMultiply, Types = "FloatMultiply, Binary64", With = "l=0, j=0, q=1")]
    [Instruction("fmulx_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_fp16_simd", "0q10111100 l j mmmm 1001 h 0 nnnnn ddddd",
        "fmulx {d:vh.q}, {n:vh.q}, {m:eh}[{h,l,j}]", TimingClass.FloatingPointMultiply, Types = "FloatMultiplyExtended, Binary16")]
    [Instruction("fmulx_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_fp_simd", "0q10111110 l mmmmm 1001 h 0 nnnnn ddddd",
        "fmulx {d:vs.q}, {n:vs.q}, {m:es}[{h,l}]", TimingClass.FloatingPointMultiply, Types = "FloatMultiplyExtended, Binary32", With = "j=0")]
    [Instruction("fmulx_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_fp_simd", "01101111110 mmmmm 1001 h 0 nnnnn ddddd",
        "fmulx {d:2d}, {n:2d}, {m:ed}[{h}]", TimingClass.FloatingPointMultiply, Types = "FloatMultiplyExtended, Binary64", With = "l=0, j=0, q=1")]
    internal static void Vector<TOperation, F>(Cpu cpu, uint q, uint l, uint j, uint m, uint h, uint n, uint d)
        where TOperation : struct, IBinaryOperation
        where F : struct, IFormat
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            FloatingPointVector.Lanes<TOperation, F>(cpu, q, d, FloatingPointLanes<F>.Operand(cpu, n, q),
                FloatingPointLanes<F>.Broadcast(Element<F>(cpu, m, h, l, j)));
        }
    }

    [Instruction("fmla_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_fp16_sisd", "0101111100 l j mmmm 0001 h 0 nnnnn ddddd",
        "fmla {d:h}, {n:h}, {m:eh}[{h,l,j}]", TimingClass.FloatingPointMultiplyAdd, Types = "Binary16", With = "negateProduct=false")]
    [Instruction("fmla_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_fp_sisd", "0101111110 l mmmmm 0001 h 0 nnnnn ddddd",
        "fmla {d:s}, {n:s}, {m:es}[{h,l}]", TimingClass.FloatingPointMultiplyAdd, Types = "Binary32", With = "j=0, negateProduct=false")]
    [Instruction("fmla_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_fp_sisd", "01011111110 mmmmm 0001 h 0 nnnnn ddddd",
        "fmla {d:d}, {n:d}, {m:ed}[{h}]", TimingClass.FloatingPointMultiplyAdd, Types = "Binary64", With = "l=0, j=0, negateProduct=false")]
    [Instruction("fmls_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_fp16_sisd", "0101111100 l j mmmm 0101 h 0 nnnnn ddddd",
        "fmls {d:h}, {n:h}, {m:eh}[{h,l,j}]", TimingClass.FloatingPointMultiplyAdd, Types = "Binary16", With = "negateProduct=true")]
    [Instruction("fmls_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_fp_sisd", "0101111110 l mmmmm 0101 h 0 nnnnn ddddd",
        "fmls {d:s}, {n:s}, {m:es}[{h,l}]", TimingClass.FloatingPointMultiplyAdd, Types = "Binary32", With = "j=0, negateProduct=true")]
    [Instruction("fmls_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_fp_sisd", "01011111110 mmmmm 0101 h 0 nnnnn ddddd",
        "fmls {d:d}, {n:d}, {m:ed}[{h}]", TimingClass.FloatingPointMultiplyAdd, Types = "Binary64", With = "l=0, j=0, negateProduct=true")]
    internal static void MultiplyAddScalar<F>(Cpu cpu, uint l, uint j, uint m, uint h, uint n, uint d, bool negateProduct)
        where F : struct, IFormat
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            ulong left = FloatingPointLanes<F>.Scalar(cpu, n) ^ (negateProduct ? Format<F>.SignBit : 0);
            ulong right = Element<F>(cpu, m, h, l, j);
            cpu.SetVLow(d, Fused.MultiplyAdd<F>(FloatingPointLanes<F>.Scalar(cpu, d), left, right, cpu.Fpcr, ref cpu.Fpsr));
        }
    }

    [Instruction("fmla_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_fp16_simd", "0q00111100 l j mmmm 0001 h 0 nnnnn ddddd",
        "fmla {d:vh.q}, {n:vh.q}, {m:eh}[{h,l,j}]", TimingClass.FloatingPointMultiplyAdd, Types = "Binary16", With = "negateProduct=false")]
    [Instruction("fmla_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_fp_simd", "0q00111110 l mmmmm 0001 h 0 nnnnn ddddd",
        "fmla {d:vs.q}, {n:vs.q}, {m:es}[{h,l}]", TimingClass.FloatingPointMultiplyAdd, Types = "Binary32", With = "j=0, negateProduct=false")]
    [Instruction("fmla_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_fp_simd", "01001111110 mmmmm 0001 h 0 nnnnn ddddd",
        "fmla {d:2d}, {n:2d}, {m:ed}[{h}]", TimingClass.FloatingPointMultiplyAdd, Types = "Binary64", With = "l=0, j=0, q=1, negateProduct=false")]
    [Instruction("fmls_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_fp16_simd", "0q00111100 l j mmmm 0101 h 0 nnnnn ddddd",
        "fmls {d:vh.q}, {n:vh.q}, {m:eh}[{h,l,j}]", TimingClass.FloatingPointMultiplyAdd, Types = "Binary16", With = "negateProduct=true")]
    [Instruction("fmls_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_fp_simd", "0q00111110 l mmmmm 0101 h 0 nnnnn ddddd",
        "fmls {d:vs.q}, {n:vs.q}, {m:es}[{h,l}]", TimingClass.FloatingPointMultiplyAdd, Types = "Binary32", With = "j=0, negateProduct=true")]
    [Instruction("fmls_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_fp_simd", "01001111110 mmmmm 0101 h 0 nnnnn ddddd",
        "fmls {d:2d}, {n:2d}, {m:ed}[{h}]", TimingClass.FloatingPointMultiplyAdd, Types = "Binary64", With = "l=0, j=0, q=1, negateProduct=true")]
    internal static void MultiplyAddVector<F>(Cpu cpu, uint q, uint l, uint j, uint m, uint h, uint n, uint d, bool negateProduct)
        where F : struct, IFormat
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            FloatingPointVector.MultiplyAddLanes<F>(cpu, q, d, FloatingPointLanes<F>.Operand(cpu, n, q),
                FloatingPointLanes<F>.Broadcast(Element<F>(cpu, m, h, l, j)), negateProduct);
        }
    }

    private static ulong Element<F>(Cpu cpu, uint m, uint h, uint l, uint j)
        where F : struct, IFormat
    {
        uint index = F.Bits == 16 ? (h << 2) | (l << 1) | j : F.Bits == 32 ? (h << 1) | l : h;
        return FloatingPointLanes<F>.Get(ref cpu.V(m), (int)index);
    }
}
