using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Integer arithmetic, comparison, logic and permutes of vectors.</summary>
internal static class VectorInteger
{
    [Instruction("add_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_wrapping_single_simd", "0q001110 00 1 mmmmm 100001 nnnnn ddddd",
        "add {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Add, signed=false")]
    [Instruction("add_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_wrapping_single_simd", "0q001110 01 1 mmmmm 100001 nnnnn ddddd",
        "add {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Add, signed=false")]
    [Instruction("add_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_wrapping_single_simd", "0q001110 10 1 mmmmm 100001 nnnnn ddddd",
        "add {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Add, signed=false")]
    [Instruction("add_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_wrapping_single_simd", "01001110 11 1 mmmmm 100001 nnnnn ddddd",
        "add {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, With = "q=1, size=3, operation=VectorOperation.Add, signed=false")]
    [Instruction("add_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_wrapping_single_sisd", "01011110 11 1 mmmmm 100001 nnnnn ddddd",
        "add {d:d}, {n:d}, {m:d}", TimingClass.Vector, With = "q=0, size=3, operation=VectorOperation.Add, signed=false")]
    [Instruction("sub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_wrapping_single_simd", "0q101110 00 1 mmmmm 100001 nnnnn ddddd",
        "sub {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Subtract, signed=false")]
    [Instruction("sub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_wrapping_single_simd", "0q101110 01 1 mmmmm 100001 nnnnn ddddd",
        "sub {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Subtract, signed=false")]
    [Instruction("sub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_wrapping_single_simd", "0q101110 10 1 mmmmm 100001 nnnnn ddddd",
        "sub {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Subtract, signed=false")]
    [Instruction("sub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_wrapping_single_simd", "01101110 11 1 mmmmm 100001 nnnnn ddddd",
        "sub {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, With = "q=1, size=3, operation=VectorOperation.Subtract, signed=false")]
    [Instruction("sub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_wrapping_single_sisd", "01111110 11 1 mmmmm 100001 nnnnn ddddd",
        "sub {d:d}, {n:d}, {m:d}", TimingClass.Vector, With = "q=0, size=3, operation=VectorOperation.Subtract, signed=false")]
    [Instruction("cmeq_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_bitwise_simd", "0q101110 00 1 mmmmm 100011 nnnnn ddddd",
        "cmeq {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Equal, signed=false")]
    [Instruction("cmeq_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_bitwise_simd", "0q101110 01 1 mmmmm 100011 nnnnn ddddd",
        "cmeq {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Equal, signed=false")]
    [Instruction("cmeq_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_bitwise_simd", "0q101110 10 1 mmmmm 100011 nnnnn ddddd",
        "cmeq {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Equal, signed=false")]
    [Instruction("cmeq_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_bitwise_simd", "01101110 11 1 mmmmm 100011 nnnnn ddddd",
        "cmeq {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, With = "q=1, size=3, operation=VectorOperation.Equal, signed=false")]
    [Instruction("cmeq_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_bitwise_sisd", "01111110 11 1 mmmmm 100011 nnnnn ddddd",
        "cmeq {d:d}, {n:d}, {m:d}", TimingClass.Vector, With = "q=0, size=3, operation=VectorOperation.Equal, signed=false")]
    [Instruction("cmtst_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_bitwise_simd", "0q001110 00 1 mmmmm 100011 nnnnn ddddd",
        "cmtst {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Test, signed=false")]
    [Instruction("cmtst_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_bitwise_simd", "0q001110 01 1 mmmmm 100011 nnnnn ddddd",
        "cmtst {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Test, signed=false")]
    [Instruction("cmtst_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_bitwise_simd", "0q001110 10 1 mmmmm 100011 nnnnn ddddd",
        "cmtst {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Test, signed=false")]
    [Instruction("cmtst_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_bitwise_simd", "01001110 11 1 mmmmm 100011 nnnnn ddddd",
        "cmtst {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, With = "q=1, size=3, operation=VectorOperation.Test, signed=false")]
    [Instruction("cmtst_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_bitwise_sisd", "01011110 11 1 mmmmm 100011 nnnnn ddddd",
        "cmtst {d:d}, {n:d}, {m:d}", TimingClass.Vector, With = "q=0, size=3, operation=VectorOperation.Test, signed=false")]
    [Instruction("cmge_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_int_simd", "0q001110 00 1 mmmmm 001111 nnnnn ddddd",
        "cmge {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.GreaterOrEqual, signed=true")]
    [Instruction("cmge_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_int_simd", "0q001110 01 1 mmmmm 001111 nnnnn ddddd",
        "cmge {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.GreaterOrEqual, signed=true")]
    [Instruction("cmge_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_int_simd", "0q001110 10 1 mmmmm 001111 nnnnn ddddd",
        "cmge {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.GreaterOrEqual, signed=true")]
    [Instruction("cmge_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_int_simd", "01001110 11 1 mmmmm 001111 nnnnn ddddd",
        "cmge {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, With = "q=1, size=3, operation=VectorOperation.GreaterOrEqual, signed=true")]
    [Instruction("cmge_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_int_sisd", "01011110 11 1 mmmmm 001111 nnnnn ddddd",
        "cmge {d:d}, {n:d}, {m:d}", TimingClass.Vector, With = "q=0, size=3, operation=VectorOperation.GreaterOrEqual, signed=true")]
    [Instruction("cmgt_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_int_simd", "0q001110 00 1 mmmmm 001101 nnnnn ddddd",
        "cmgt {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Greater, signed=true")]
    [Instruction("cmgt_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_int_simd", "0q001110 01 1 mmmmm 001101 nnnnn ddddd",
        "cmgt {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Greater, signed=true")]
    [Instruction("cmgt_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_int_simd", "0q001110 10 1 mmmmm 001101 nnnnn ddddd",
        "cmgt {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Greater, signed=true")]
    [Instruction("cmgt_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_int_simd", "01001110 11 1 mmmmm 001101 nnnnn ddddd",
        "cmgt {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, With = "q=1, size=3, operation=VectorOperation.Greater, signed=true")]
    [Instruction("cmgt_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_int_sisd", "01011110 11 1 mmmmm 001101 nnnnn ddddd",
        "cmgt {d:d}, {n:d}, {m:d}", TimingClass.Vector, With = "q=0, size=3, operation=VectorOperation.Greater, signed=true")]
    [Instruction("cmhs_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_int_simd", "0q101110 00 1 mmmmm 001111 nnnnn ddddd",
        "cmhs {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.GreaterOrEqual, signed=false")]
    [Instruction("cmhs_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_int_simd", "0q101110 01 1 mmmmm 001111 nnnnn ddddd",
        "cmhs {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.GreaterOrEqual, signed=false")]
    [Instruction("cmhs_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_int_simd", "0q101110 10 1 mmmmm 001111 nnnnn ddddd",
        "cmhs {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.GreaterOrEqual, signed=false")]
    [Instruction("cmhs_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_int_simd", "01101110 11 1 mmmmm 001111 nnnnn ddddd",
        "cmhs {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, With = "q=1, size=3, operation=VectorOperation.GreaterOrEqual, signed=false")]
    [Instruction("cmhs_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_int_sisd", "01111110 11 1 mmmmm 001111 nnnnn ddddd",
        "cmhs {d:d}, {n:d}, {m:d}", TimingClass.Vector, With = "q=0, size=3, operation=VectorOperation.GreaterOrEqual, signed=false")]
    [Instruction("cmhi_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_int_simd", "0q101110 00 1 mmmmm 001101 nnnnn ddddd",
        "cmhi {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Greater, signed=false")]
    [Instruction("cmhi_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_int_simd", "0q101110 01 1 mmmmm 001101 nnnnn ddddd",
        "cmhi {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Greater, signed=false")]
    [Instruction("cmhi_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_int_simd", "0q101110 10 1 mmmmm 001101 nnnnn ddddd",
        "cmhi {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Greater, signed=false")]
    [Instruction("cmhi_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_int_simd", "01101110 11 1 mmmmm 001101 nnnnn ddddd",
        "cmhi {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, With = "q=1, size=3, operation=VectorOperation.Greater, signed=false")]
    [Instruction("cmhi_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_int_sisd", "01111110 11 1 mmmmm 001101 nnnnn ddddd",
        "cmhi {d:d}, {n:d}, {m:d}", TimingClass.Vector, With = "q=0, size=3, operation=VectorOperation.Greater, signed=false")]
    [Instruction("smax_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_single", "0q001110 00 1 mmmmm 011001 nnnnn ddddd",
        "smax {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Maximum, signed=true")]
    [Instruction("smax_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_single", "0q001110 01 1 mmmmm 011001 nnnnn ddddd",
        "smax {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Maximum, signed=true")]
    [Instruction("smax_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_single", "0q001110 10 1 mmmmm 011001 nnnnn ddddd",
        "smax {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Maximum, signed=true")]
    [Instruction("umax_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_single", "0q101110 00 1 mmmmm 011001 nnnnn ddddd",
        "umax {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Maximum, signed=false")]
    [Instruction("umax_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_single", "0q101110 01 1 mmmmm 011001 nnnnn ddddd",
        "umax {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Maximum, signed=false")]
    [Instruction("umax_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_single", "0q101110 10 1 mmmmm 011001 nnnnn ddddd",
        "umax {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Maximum, signed=false")]
    [Instruction("smin_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_single", "0q001110 00 1 mmmmm 011011 nnnnn ddddd",
        "smin {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Minimum, signed=true")]
    [Instruction("smin_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_single", "0q001110 01 1 mmmmm 011011 nnnnn ddddd",
        "smin {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Minimum, signed=true")]
    [Instruction("smin_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_single", "0q001110 10 1 mmmmm 011011 nnnnn ddddd",
        "smin {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Minimum, signed=true")]
    [Instruction("umin_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_single", "0q101110 00 1 mmmmm 011011 nnnnn ddddd",
        "umin {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Minimum, signed=false")]
    [Instruction("umin_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_single", "0q101110 01 1 mmmmm 011011 nnnnn ddddd",
        "umin {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Minimum, signed=false")]
    [Instruction("umin_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_single", "0q101110 10 1 mmmmm 011011 nnnnn ddddd",
        "umin {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Minimum, signed=false")]
    [Instruction("mul_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_product", "0q001110 00 1 mmmmm 100111 nnnnn ddddd",
        "mul {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.VectorMultiply, With = "size=0, operation=VectorOperation.Multiply, signed=false")]
    [Instruction("mul_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_product", "0q001110 01 1 mmmmm 100111 nnnnn ddddd",
        "mul {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.VectorMultiply, With = "size=1, operation=VectorOperation.Multiply, signed=false")]
    [Instruction("mul_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_product", "0q001110 10 1 mmmmm 100111 nnnnn ddddd",
        "mul {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.VectorMultiply, With = "size=2, operation=VectorOperation.Multiply, signed=false")]
    internal static void Binary(Cpu cpu, uint q, uint m, uint n, uint d, uint size, VectorOperation operation, bool signed)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            VectorLanes.Write(cpu, d, q, VectorArithmetic.Apply(operation, size, signed, cpu.V(n), cpu.V(m)));
        }
    }

    [Instruction("mla_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_accum", "0q001110 00 1 mmmmm 100101 nnnnn ddddd",
        "mla {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.VectorMultiply, With = "size=0, operation=VectorOperation.Add")]
    [Instruction("mla_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_accum", "0q001110 01 1 mmmmm 100101 nnnnn ddddd",
        "mla {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.VectorMultiply, With = "size=1, operation=VectorOperation.Add")]
    [Instruction("mla_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_accum", "0q001110 10 1 mmmmm 100101 nnnnn ddddd",
        "mla {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.VectorMultiply, With = "size=2, operation=VectorOperation.Add")]
    [Instruction("mls_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_accum", "0q101110 00 1 mmmmm 100101 nnnnn ddddd",
        "mls {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.VectorMultiply, With = "size=0, operation=VectorOperation.Subtract")]
    [Instruction("mls_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_accum", "0q101110 01 1 mmmmm 100101 nnnnn ddddd",
        "mls {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.VectorMultiply, With = "size=1, operation=VectorOperation.Subtract")]
    [Instruction("mls_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_accum", "0q101110 10 1 mmmmm 100101 nnnnn ddddd",
        "mls {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.VectorMultiply, With = "size=2, operation=VectorOperation.Subtract")]
    internal static void MultiplyAccumulate(Cpu cpu, uint q, uint m, uint n, uint d, uint size, VectorOperation operation)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Vector128<ulong> product = VectorArithmetic.Apply(VectorOperation.Multiply, size, false, cpu.V(n), cpu.V(m));
            VectorLanes.Write(cpu, d, q, VectorArithmetic.Apply(operation, size, false, cpu.V(d), product));
        }
    }

    [Instruction("cmgt_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_int_bulk_simd", "0q001110 00 100000 100010 nnnnn ddddd",
        "cmgt {d:vb.q}, {n:vb.q}, #0", TimingClass.Vector, With = "size=0, operation=VectorOperation.Greater, zeroFirst=false")]
    [Instruction("cmgt_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_int_bulk_simd", "0q001110 01 100000 100010 nnnnn ddddd",
        "cmgt {d:vh.q}, {n:vh.q}, #0", TimingClass.Vector, With = "size=1, operation=VectorOperation.Greater, zeroFirst=false")]
    [Instruction("cmgt_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_int_bulk_simd", "0q001110 10 100000 100010 nnnnn ddddd",
        "cmgt {d:vs.q}, {n:vs.q}, #0", TimingClass.Vector, With = "size=2, operation=VectorOperation.Greater, zeroFirst=false")]
    [Instruction("cmgt_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_int_bulk_simd", "01001110 11 100000 100010 nnnnn ddddd",
        "cmgt {d:2d}, {n:2d}, #0", TimingClass.Vector, With = "q=1, size=3, operation=VectorOperation.Greater, zeroFirst=false")]
    [Instruction("cmgt_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_int_bulk_sisd", "01011110 11 100000 100010 nnnnn ddddd",
        "cmgt {d:d}, {n:d}, #0", TimingClass.Vector, With = "q=0, size=3, operation=VectorOperation.Greater, zeroFirst=false")]
    [Instruction("cmge_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_int_bulk_simd", "0q101110 00 100000 100010 nnnnn ddddd",
        "cmge {d:vb.q}, {n:vb.q}, #0", TimingClass.Vector, With = "size=0, operation=VectorOperation.GreaterOrEqual, zeroFirst=false")]
    [Instruction("cmge_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_int_bulk_simd", "0q101110 01 100000 100010 nnnnn ddddd",
        "cmge {d:vh.q}, {n:vh.q}, #0", TimingClass.Vector, With = "size=1, operation=VectorOperation.GreaterOrEqual, zeroFirst=false")]
    [Instruction("cmge_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_int_bulk_simd", "0q101110 10 100000 100010 nnnnn ddddd",
        "cmge {d:vs.q}, {n:vs.q}, #0", TimingClass.Vector, With = "size=2, operation=VectorOperation.GreaterOrEqual, zeroFirst=false")]
    [Instruction("cmge_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_int_bulk_simd", "01101110 11 100000 100010 nnnnn ddddd",
        "cmge {d:2d}, {n:2d}, #0", TimingClass.Vector, With = "q=1, size=3, operation=VectorOperation.GreaterOrEqual, zeroFirst=false")]
    [Instruction("cmge_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_int_bulk_sisd", "01111110 11 100000 100010 nnnnn ddddd",
        "cmge {d:d}, {n:d}, #0", TimingClass.Vector, With = "q=0, size=3, operation=VectorOperation.GreaterOrEqual, zeroFirst=false")]
    [Instruction("cmeq_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_int_bulk_simd", "0q001110 00 100000 100110 nnnnn ddddd",
        "cmeq {d:vb.q}, {n:vb.q}, #0", TimingClass.Vector, With = "size=0, operation=VectorOperation.Equal, zeroFirst=false")]
    [Instruction("cmeq_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_int_bulk_simd", "0q001110 01 100000 100110 nnnnn ddddd",
        "cmeq {d:vh.q}, {n:vh.q}, #0", TimingClass.Vector, With = "size=1, operation=VectorOperation.Equal, zeroFirst=false")]
    [Instruction("cmeq_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_int_bulk_simd", "0q001110 10 100000 100110 nnnnn ddddd",
        "cmeq {d:vs.q}, {n:vs.q}, #0", TimingClass.Vector, With = "size=2, operation=VectorOperation.Equal, zeroFirst=false")]
    [Instruction("cmeq_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_int_bulk_simd", "01001110 11 100000 100110 nnnnn ddddd",
        "cmeq {d:2d}, {n:2d}, #0", TimingClass.Vector, With = "q=1, size=3, operation=VectorOperation.Equal, zeroFirst=false")]
    [Instruction("cmeq_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_int_bulk_sisd", "01011110 11 100000 100110 nnnnn ddddd",
        "cmeq {d:d}, {n:d}, #0", TimingClass.Vector, With = "q=0, size=3, operation=VectorOperation.Equal, zeroFirst=false")]
    [Instruction("cmle_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_int_bulk_simd", "0q101110 00 100000 100110 nnnnn ddddd",
        "cmle {d:vb.q}, {n:vb.q}, #0", TimingClass.Vector, With = "size=0, operation=VectorOperation.GreaterOrEqual, zeroFirst=true")]
    [Instruction("cmle_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_int_bulk_simd", "0q101110 01 100000 100110 nnnnn ddddd",
        "cmle {d:vh.q}, {n:vh.q}, #0", TimingClass.Vector, With = "size=1, operation=VectorOperation.GreaterOrEqual, zeroFirst=true")]
    [Instruction("cmle_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_int_bulk_simd", "0q101110 10 100000 100110 nnnnn ddddd",
        "cmle {d:vs.q}, {n:vs.q}, #0", TimingClass.Vector, With = "size=2, operation=VectorOperation.GreaterOrEqual, zeroFirst=true")]
    [Instruction("cmle_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_int_bulk_simd", "01101110 11 100000 100110 nnnnn ddddd",
        "cmle {d:2d}, {n:2d}, #0", TimingClass.Vector, With = "q=1, size=3, operation=VectorOperation.GreaterOrEqual, zeroFirst=true")]
    [Instruction("cmle_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_int_bulk_sisd", "01111110 11 100000 100110 nnnnn ddddd",
        "cmle {d:d}, {n:d}, #0", TimingClass.Vector, With = "q=0, size=3, operation=VectorOperation.GreaterOrEqual, zeroFirst=true")]
    [Instruction("cmlt_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_int_lessthan_simd", "0q001110 00 100000 101010 nnnnn ddddd",
        "cmlt {d:vb.q}, {n:vb.q}, #0", TimingClass.Vector, With = "size=0, operation=VectorOperation.Greater, zeroFirst=true")]
    [Instruction("cmlt_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_int_lessthan_simd", "0q001110 01 100000 101010 nnnnn ddddd",
        "cmlt {d:vh.q}, {n:vh.q}, #0", TimingClass.Vector, With = "size=1, operation=VectorOperation.Greater, zeroFirst=true")]
    [Instruction("cmlt_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_int_lessthan_simd", "0q001110 10 100000 101010 nnnnn ddddd",
        "cmlt {d:vs.q}, {n:vs.q}, #0", TimingClass.Vector, With = "size=2, operation=VectorOperation.Greater, zeroFirst=true")]
    [Instruction("cmlt_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_int_lessthan_simd", "01001110 11 100000 101010 nnnnn ddddd",
        "cmlt {d:2d}, {n:2d}, #0", TimingClass.Vector, With = "q=1, size=3, operation=VectorOperation.Greater, zeroFirst=true")]
    [Instruction("cmlt_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_int_lessthan_sisd", "01011110 11 100000 101010 nnnnn ddddd",
        "cmlt {d:d}, {n:d}, #0", TimingClass.Vector, With = "q=0, size=3, operation=VectorOperation.Greater, zeroFirst=true")]
    internal static void CompareWithZero(Cpu cpu, uint q, uint n, uint d, uint size, VectorOperation operation, bool zeroFirst)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Vector128<ulong> operand = cpu.V(n);
            Vector128<ulong> zero = Vector128<ulong>.Zero;
            VectorLanes.Write(cpu, d, q, VectorArithmetic.Apply(operation, size, true, zeroFirst ? zero : operand, zeroFirst ? operand : zero));
        }
    }

    [Instruction("abs_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_int_simd", "0q001110 00 100000 101110 nnnnn ddddd",
        "abs {d:vb.q}, {n:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorUnary.Absolute")]
    [Instruction("abs_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_int_simd", "0q001110 01 100000 101110 nnnnn ddddd",
        "abs {d:vh.q}, {n:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorUnary.Absolute")]
    [Instruction("abs_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_int_simd", "0q001110 10 100000 101110 nnnnn ddddd",
        "abs {d:vs.q}, {n:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorUnary.Absolute")]
    [Instruction("abs_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_int_simd", "01001110 11 100000 101110 nnnnn ddddd",
        "abs {d:2d}, {n:2d}", TimingClass.Vector, With = "q=1, size=3, operation=VectorUnary.Absolute")]
    [Instruction("abs_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_int_sisd", "01011110 11 100000 101110 nnnnn ddddd",
        "abs {d:d}, {n:d}", TimingClass.Vector, With = "q=0, size=3, operation=VectorUnary.Absolute")]
    [Instruction("neg_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_int_simd", "0q101110 00 100000 101110 nnnnn ddddd",
        "neg {d:vb.q}, {n:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorUnary.Negate")]
    [Instruction("neg_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_int_simd", "0q101110 01 100000 101110 nnnnn ddddd",
        "neg {d:vh.q}, {n:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorUnary.Negate")]
    [Instruction("neg_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_int_simd", "0q101110 10 100000 101110 nnnnn ddddd",
        "neg {d:vs.q}, {n:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorUnary.Negate")]
    [Instruction("neg_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_int_simd", "01101110 11 100000 101110 nnnnn ddddd",
        "neg {d:2d}, {n:2d}", TimingClass.Vector, With = "q=1, size=3, operation=VectorUnary.Negate")]
    [Instruction("neg_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_int_sisd", "01111110 11 100000 101110 nnnnn ddddd",
        "neg {d:d}, {n:d}", TimingClass.Vector, With = "q=0, size=3, operation=VectorUnary.Negate")]
    [Instruction("not_advsimd_aarch64_instrs_vector_arithmetic_unary_not", "0q10111000100000010110 nnnnn ddddd",
        "mvn {d:vb.q}, {n:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorUnary.Not")]
    [Instruction("cnt_advsimd_aarch64_instrs_vector_arithmetic_unary_cnt", "0q00111000100000010110 nnnnn ddddd",
        "cnt {d:vb.q}, {n:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorUnary.CountBits")]
    [Instruction("clz_advsimd_aarch64_instrs_vector_arithmetic_unary_clsz", "0q101110 00 100000 010010 nnnnn ddddd",
        "clz {d:vb.q}, {n:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorUnary.CountLeadingZeros")]
    [Instruction("clz_advsimd_aarch64_instrs_vector_arithmetic_unary_clsz", "0q101110 01 100000 010010 nnnnn ddddd",
        "clz {d:vh.q}, {n:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorUnary.CountLeadingZeros")]
    [Instruction("clz_advsimd_aarch64_instrs_vector_arithmetic_unary_clsz", "0q101110 10 100000 010010 nnnnn ddddd",
        "clz {d:vs.q}, {n:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorUnary.CountLeadingZeros")]
    [Instruction("rev64_advsimd_aarch64_instrs_vector_arithmetic_unary_rev", "0q001110 00 100000 000010 nnnnn ddddd",
        "rev64 {d:vb.q}, {n:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorUnary.Reverse64")]
    [Instruction("rev64_advsimd_aarch64_instrs_vector_arithmetic_unary_rev", "0q001110 01 100000 000010 nnnnn ddddd",
        "rev64 {d:vh.q}, {n:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorUnary.Reverse64")]
    [Instruction("rev64_advsimd_aarch64_instrs_vector_arithmetic_unary_rev", "0q001110 10 100000 000010 nnnnn ddddd",
        "rev64 {d:vs.q}, {n:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorUnary.Reverse64")]
    [Instruction("rev32_advsimd_aarch64_instrs_vector_arithmetic_unary_rev", "0q101110 00 100000 000010 nnnnn ddddd",
        "rev32 {d:vb.q}, {n:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorUnary.Reverse32")]
    [Instruction("rev32_advsimd_aarch64_instrs_vector_arithmetic_unary_rev", "0q101110 01 100000 000010 nnnnn ddddd",
        "rev32 {d:vh.q}, {n:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorUnary.Reverse32")]
    [Instruction("rev16_advsimd_aarch64_instrs_vector_arithmetic_unary_rev", "0q001110 00 100000 000110 nnnnn ddddd",
        "rev16 {d:vb.q}, {n:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorUnary.Reverse16")]
    [Alias("mvn", "not *", AssembleOnly = true)]
    internal static void Unary(Cpu cpu, uint q, uint n, uint d, uint size, VectorUnary operation)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            VectorLanes.Write(cpu, d, q, VectorArithmetic.Apply(operation, size, cpu.V(n)));
        }
    }

    [Instruction("and_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_logical_and_orr", "0q001110 00 1 mmmmm 000111 nnnnn ddddd",
        "and {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "operation=VectorLogic.And")]
    [Instruction("bic_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_logical_and_orr", "0q001110 01 1 mmmmm 000111 nnnnn ddddd",
        "bic {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "operation=VectorLogic.Clear")]
    [Instruction("orr_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_logical_and_orr", "0q001110 10 1 mmmmm 000111 nnnnn ddddd",
        "orr {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "operation=VectorLogic.Or")]
    [Instruction("orn_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_logical_and_orr", "0q001110 11 1 mmmmm 000111 nnnnn ddddd",
        "orn {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "operation=VectorLogic.OrNot")]
    [Instruction("eor_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_logical_bsl_eor", "0q101110 00 1 mmmmm 000111 nnnnn ddddd",
        "eor {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "operation=VectorLogic.Xor")]
    [Instruction("bsl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_logical_bsl_eor", "0q101110 01 1 mmmmm 000111 nnnnn ddddd",
        "bsl {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "operation=VectorLogic.SelectByDestination")]
    [Instruction("bit_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_logical_bsl_eor", "0q101110 10 1 mmmmm 000111 nnnnn ddddd",
        "bit {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "operation=VectorLogic.InsertIfTrue")]
    [Instruction("bif_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_logical_bsl_eor", "0q101110 11 1 mmmmm 000111 nnnnn ddddd",
        "bif {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "operation=VectorLogic.InsertIfFalse")]
    [Alias("orr", "mov {d:vb.q}, {n:vb.q}", When = "n=m")]
    internal static void Logical(Cpu cpu, uint q, uint m, uint n, uint d, VectorLogic operation)
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        Vector128<ulong> left = cpu.V(n);
        Vector128<ulong> right = cpu.V(m);
        Vector128<ulong> old = cpu.V(d);
        VectorLanes.Write(cpu, d, q, operation switch
        {
            VectorLogic.And => left & right,
            VectorLogic.Clear => left & ~right,
            VectorLogic.Or => left | right,
            VectorLogic.OrNot => left | ~right,
            VectorLogic.Xor => left ^ right,
            VectorLogic.SelectByDestination => (left & old) | (right & ~old),
            VectorLogic.InsertIfTrue => (left & right) | (old & ~right),
            _ => (left & ~right) | (old & right),
        });
    }

    [Instruction("addp_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_add_wrapping_pair", "0q001110 00 1 mmmmm 101111 nnnnn ddddd",
        "addp {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Add, signed=false")]
    [Instruction("addp_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_add_wrapping_pair", "0q001110 01 1 mmmmm 101111 nnnnn ddddd",
        "addp {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Add, signed=false")]
    [Instruction("addp_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_add_wrapping_pair", "0q001110 10 1 mmmmm 101111 nnnnn ddddd",
        "addp {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Add, signed=false")]
    [Instruction("addp_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_add_wrapping_pair", "01001110 11 1 mmmmm 101111 nnnnn ddddd",
        "addp {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, With = "q=1, size=3, operation=VectorOperation.Add, signed=false")]
    [Instruction("smaxp_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_pair", "0q001110 00 1 mmmmm 101001 nnnnn ddddd",
        "smaxp {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Maximum, signed=true")]
    [Instruction("smaxp_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_pair", "0q001110 01 1 mmmmm 101001 nnnnn ddddd",
        "smaxp {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Maximum, signed=true")]
    [Instruction("smaxp_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_pair", "0q001110 10 1 mmmmm 101001 nnnnn ddddd",
        "smaxp {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Maximum, signed=true")]
    [Instruction("umaxp_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_pair", "0q101110 00 1 mmmmm 101001 nnnnn ddddd",
        "umaxp {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Maximum, signed=false")]
    [Instruction("umaxp_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_pair", "0q101110 01 1 mmmmm 101001 nnnnn ddddd",
        "umaxp {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Maximum, signed=false")]
    [Instruction("umaxp_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_pair", "0q101110 10 1 mmmmm 101001 nnnnn ddddd",
        "umaxp {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Maximum, signed=false")]
    [Instruction("sminp_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_pair", "0q001110 00 1 mmmmm 101011 nnnnn ddddd",
        "sminp {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Minimum, signed=true")]
    [Instruction("sminp_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_pair", "0q001110 01 1 mmmmm 101011 nnnnn ddddd",
        "sminp {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Minimum, signed=true")]
    [Instruction("sminp_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_pair", "0q001110 10 1 mmmmm 101011 nnnnn ddddd",
        "sminp {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Minimum, signed=true")]
    [Instruction("uminp_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_pair", "0q101110 00 1 mmmmm 101011 nnnnn ddddd",
        "uminp {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Minimum, signed=false")]
    [Instruction("uminp_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_pair", "0q101110 01 1 mmmmm 101011 nnnnn ddddd",
        "uminp {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Minimum, signed=false")]
    [Instruction("uminp_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_pair", "0q101110 10 1 mmmmm 101011 nnnnn ddddd",
        "uminp {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Minimum, signed=false")]
    internal static void Pairwise(Cpu cpu, uint q, uint m, uint n, uint d, uint size, VectorOperation operation, bool signed)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Vector128<ulong> even = VectorPermutes.Unzip(cpu.V(n), cpu.V(m), (int)size, (int)q, 0);
            Vector128<ulong> odd = VectorPermutes.Unzip(cpu.V(n), cpu.V(m), (int)size, (int)q, 1);
            VectorLanes.Write(cpu, d, q, VectorArithmetic.Apply(operation, size, signed, even, odd));
        }
    }

    [Instruction("addp_advsimd_pair_aarch64_instrs_vector_reduce_add_sisd", "01011110 11 110001101110 nnnnn ddddd",
        "addp {d:d}, {n:2d}", TimingClass.Vector)]
    internal static void AddPair(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            cpu.SetVLow(d, cpu.V(n)[0] + cpu.V(n)[1]);
        }
    }

    [Instruction("addv_advsimd_aarch64_instrs_vector_reduce_add_simd", "0q001110 00 110001101110 nnnnn ddddd",
        "addv {d:b}, {n:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Add, signed=false, wide=false")]
    [Instruction("addv_advsimd_aarch64_instrs_vector_reduce_add_simd", "0q001110 01 110001101110 nnnnn ddddd",
        "addv {d:h}, {n:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Add, signed=false, wide=false")]
    [Instruction("addv_advsimd_aarch64_instrs_vector_reduce_add_simd", "01001110 10 110001101110 nnnnn ddddd",
        "addv {d:s}, {n:4s}", TimingClass.Vector, With = "q=1, size=2, operation=VectorOperation.Add, signed=false, wide=false")]
    [Instruction("smaxv_advsimd_aarch64_instrs_vector_reduce_int_max", "0q001110 00 110000101010 nnnnn ddddd",
        "smaxv {d:b}, {n:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Maximum, signed=true, wide=false")]
    [Instruction("smaxv_advsimd_aarch64_instrs_vector_reduce_int_max", "0q001110 01 110000101010 nnnnn ddddd",
        "smaxv {d:h}, {n:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Maximum, signed=true, wide=false")]
    [Instruction("smaxv_advsimd_aarch64_instrs_vector_reduce_int_max", "01001110 10 110000101010 nnnnn ddddd",
        "smaxv {d:s}, {n:4s}", TimingClass.Vector, With = "q=1, size=2, operation=VectorOperation.Maximum, signed=true, wide=false")]
    [Instruction("umaxv_advsimd_aarch64_instrs_vector_reduce_int_max", "0q101110 00 110000101010 nnnnn ddddd",
        "umaxv {d:b}, {n:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Maximum, signed=false, wide=false")]
    [Instruction("umaxv_advsimd_aarch64_instrs_vector_reduce_int_max", "0q101110 01 110000101010 nnnnn ddddd",
        "umaxv {d:h}, {n:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Maximum, signed=false, wide=false")]
    [Instruction("umaxv_advsimd_aarch64_instrs_vector_reduce_int_max", "01101110 10 110000101010 nnnnn ddddd",
        "umaxv {d:s}, {n:4s}", TimingClass.Vector, With = "q=1, size=2, operation=VectorOperation.Maximum, signed=false, wide=false")]
    [Instruction("sminv_advsimd_aarch64_instrs_vector_reduce_int_max", "0q001110 00 110001101010 nnnnn ddddd",
        "sminv {d:b}, {n:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Minimum, signed=true, wide=false")]
    [Instruction("sminv_advsimd_aarch64_instrs_vector_reduce_int_max", "0q001110 01 110001101010 nnnnn ddddd",
        "sminv {d:h}, {n:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Minimum, signed=true, wide=false")]
    [Instruction("sminv_advsimd_aarch64_instrs_vector_reduce_int_max", "01001110 10 110001101010 nnnnn ddddd",
        "sminv {d:s}, {n:4s}", TimingClass.Vector, With = "q=1, size=2, operation=VectorOperation.Minimum, signed=true, wide=false")]
    [Instruction("uminv_advsimd_aarch64_instrs_vector_reduce_int_max", "0q101110 00 110001101010 nnnnn ddddd",
        "uminv {d:b}, {n:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Minimum, signed=false, wide=false")]
    [Instruction("uminv_advsimd_aarch64_instrs_vector_reduce_int_max", "0q101110 01 110001101010 nnnnn ddddd",
        "uminv {d:h}, {n:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Minimum, signed=false, wide=false")]
    [Instruction("uminv_advsimd_aarch64_instrs_vector_reduce_int_max", "01101110 10 110001101010 nnnnn ddddd",
        "uminv {d:s}, {n:4s}", TimingClass.Vector, With = "q=1, size=2, operation=VectorOperation.Minimum, signed=false, wide=false")]
    [Instruction("saddlv_advsimd_aarch64_instrs_vector_reduce_add_long", "0q001110 00 110000001110 nnnnn ddddd",
        "saddlv {d:h}, {n:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Add, signed=true, wide=true")]
    [Instruction("saddlv_advsimd_aarch64_instrs_vector_reduce_add_long", "0q001110 01 110000001110 nnnnn ddddd",
        "saddlv {d:s}, {n:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Add, signed=true, wide=true")]
    [Instruction("saddlv_advsimd_aarch64_instrs_vector_reduce_add_long", "01001110 10 110000001110 nnnnn ddddd",
        "saddlv {d:d}, {n:4s}", TimingClass.Vector, With = "q=1, size=2, operation=VectorOperation.Add, signed=true, wide=true")]
    [Instruction("uaddlv_advsimd_aarch64_instrs_vector_reduce_add_long", "0q101110 00 110000001110 nnnnn ddddd",
        "uaddlv {d:h}, {n:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Add, signed=false, wide=true")]
    [Instruction("uaddlv_advsimd_aarch64_instrs_vector_reduce_add_long", "0q101110 01 110000001110 nnnnn ddddd",
        "uaddlv {d:s}, {n:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Add, signed=false, wide=true")]
    [Instruction("uaddlv_advsimd_aarch64_instrs_vector_reduce_add_long", "01101110 10 110000001110 nnnnn ddddd",
        "uaddlv {d:d}, {n:4s}", TimingClass.Vector, With = "q=1, size=2, operation=VectorOperation.Add, signed=false, wide=true")]
    internal static void Reduce(Cpu cpu, uint q, uint n, uint d, uint size, VectorOperation operation, bool signed, bool wide)
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        Vector128<ulong> source = cpu.V(n);
        int lanes = (q != 0 ? 16 : 8) >> (int)size;
        long result = VectorLanes.Get(source, 0, (int)size, signed);
        for (int i = 1; i < lanes; i++)
        {
            long lane = VectorLanes.Get(source, i, (int)size, signed);
            result = operation switch
            {
                VectorOperation.Maximum => Math.Max(result, lane),
                VectorOperation.Minimum => Math.Min(result, lane),
                _ => result + lane,
            };
        }

        cpu.SetVLow(d, VectorLanes.Truncate((ulong)result, (int)size + (wide ? 1 : 0)));
    }

    [Instruction("zip1_advsimd_aarch64_instrs_vector_transfer_vector_permute_zip", "0q001110 00 0 mmmmm 001110 nnnnn ddddd",
        "zip1 {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, permute=VectorPermute.Zip, part=0")]
    [Instruction("zip1_advsimd_aarch64_instrs_vector_transfer_vector_permute_zip", "0q001110 01 0 mmmmm 001110 nnnnn ddddd",
        "zip1 {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, permute=VectorPermute.Zip, part=0")]
    [Instruction("zip1_advsimd_aarch64_instrs_vector_transfer_vector_permute_zip", "0q001110 10 0 mmmmm 001110 nnnnn ddddd",
        "zip1 {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, permute=VectorPermute.Zip, part=0")]
    [Instruction("zip1_advsimd_aarch64_instrs_vector_transfer_vector_permute_zip", "01001110 11 0 mmmmm 001110 nnnnn ddddd",
        "zip1 {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, With = "q=1, size=3, permute=VectorPermute.Zip, part=0")]
    [Instruction("zip2_advsimd_aarch64_instrs_vector_transfer_vector_permute_zip", "0q001110 00 0 mmmmm 011110 nnnnn ddddd",
        "zip2 {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, permute=VectorPermute.Zip, part=1")]
    [Instruction("zip2_advsimd_aarch64_instrs_vector_transfer_vector_permute_zip", "0q001110 01 0 mmmmm 011110 nnnnn ddddd",
        "zip2 {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, permute=VectorPermute.Zip, part=1")]
    [Instruction("zip2_advsimd_aarch64_instrs_vector_transfer_vector_permute_zip", "0q001110 10 0 mmmmm 011110 nnnnn ddddd",
        "zip2 {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, permute=VectorPermute.Zip, part=1")]
    [Instruction("zip2_advsimd_aarch64_instrs_vector_transfer_vector_permute_zip", "01001110 11 0 mmmmm 011110 nnnnn ddddd",
        "zip2 {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, With = "q=1, size=3, permute=VectorPermute.Zip, part=1")]
    [Instruction("uzp1_advsimd_aarch64_instrs_vector_transfer_vector_permute_unzip", "0q001110 00 0 mmmmm 000110 nnnnn ddddd",
        "uzp1 {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, permute=VectorPermute.Unzip, part=0")]
    [Instruction("uzp1_advsimd_aarch64_instrs_vector_transfer_vector_permute_unzip", "0q001110 01 0 mmmmm 000110 nnnnn ddddd",
        "uzp1 {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, permute=VectorPermute.Unzip, part=0")]
    [Instruction("uzp1_advsimd_aarch64_instrs_vector_transfer_vector_permute_unzip", "0q001110 10 0 mmmmm 000110 nnnnn ddddd",
        "uzp1 {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, permute=VectorPermute.Unzip, part=0")]
    [Instruction("uzp1_advsimd_aarch64_instrs_vector_transfer_vector_permute_unzip", "01001110 11 0 mmmmm 000110 nnnnn ddddd",
        "uzp1 {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, With = "q=1, size=3, permute=VectorPermute.Unzip, part=0")]
    [Instruction("uzp2_advsimd_aarch64_instrs_vector_transfer_vector_permute_unzip", "0q001110 00 0 mmmmm 010110 nnnnn ddddd",
        "uzp2 {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, permute=VectorPermute.Unzip, part=1")]
    [Instruction("uzp2_advsimd_aarch64_instrs_vector_transfer_vector_permute_unzip", "0q001110 01 0 mmmmm 010110 nnnnn ddddd",
        "uzp2 {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, permute=VectorPermute.Unzip, part=1")]
    [Instruction("uzp2_advsimd_aarch64_instrs_vector_transfer_vector_permute_unzip", "0q001110 10 0 mmmmm 010110 nnnnn ddddd",
        "uzp2 {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, permute=VectorPermute.Unzip, part=1")]
    [Instruction("uzp2_advsimd_aarch64_instrs_vector_transfer_vector_permute_unzip", "01001110 11 0 mmmmm 010110 nnnnn ddddd",
        "uzp2 {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, With = "q=1, size=3, permute=VectorPermute.Unzip, part=1")]
    [Instruction("trn1_advsimd_aarch64_instrs_vector_transfer_vector_permute_transpose", "0q001110 00 0 mmmmm 001010 nnnnn ddddd",
        "trn1 {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, permute=VectorPermute.Transpose, part=0")]
    [Instruction("trn1_advsimd_aarch64_instrs_vector_transfer_vector_permute_transpose", "0q001110 01 0 mmmmm 001010 nnnnn ddddd",
        "trn1 {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, permute=VectorPermute.Transpose, part=0")]
    [Instruction("trn1_advsimd_aarch64_instrs_vector_transfer_vector_permute_transpose", "0q001110 10 0 mmmmm 001010 nnnnn ddddd",
        "trn1 {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, permute=VectorPermute.Transpose, part=0")]
    [Instruction("trn1_advsimd_aarch64_instrs_vector_transfer_vector_permute_transpose", "01001110 11 0 mmmmm 001010 nnnnn ddddd",
        "trn1 {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, With = "q=1, size=3, permute=VectorPermute.Transpose, part=0")]
    [Instruction("trn2_advsimd_aarch64_instrs_vector_transfer_vector_permute_transpose", "0q001110 00 0 mmmmm 011010 nnnnn ddddd",
        "trn2 {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, permute=VectorPermute.Transpose, part=1")]
    [Instruction("trn2_advsimd_aarch64_instrs_vector_transfer_vector_permute_transpose", "0q001110 01 0 mmmmm 011010 nnnnn ddddd",
        "trn2 {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, permute=VectorPermute.Transpose, part=1")]
    [Instruction("trn2_advsimd_aarch64_instrs_vector_transfer_vector_permute_transpose", "0q001110 10 0 mmmmm 011010 nnnnn ddddd",
        "trn2 {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, permute=VectorPermute.Transpose, part=1")]
    [Instruction("trn2_advsimd_aarch64_instrs_vector_transfer_vector_permute_transpose", "01001110 11 0 mmmmm 011010 nnnnn ddddd",
        "trn2 {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, With = "q=1, size=3, permute=VectorPermute.Transpose, part=1")]
    internal static void Permute(Cpu cpu, uint q, uint m, uint n, uint d, uint size, VectorPermute permute, int part)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            cpu.V(d) = VectorPermutes.Apply(permute, cpu.V(n), cpu.V(m), (int)size, (int)q, part);
        }
    }

    [Instruction("ext_advsimd_aarch64_instrs_vector_transfer_vector_extract", "01101110000 mmmmm 0 iiii 0 nnnnn ddddd",
        "ext {d:16b}, {n:16b}, {m:16b}, #{i}", TimingClass.Vector, With = "length=16")]
    [Instruction("ext_advsimd_aarch64_instrs_vector_transfer_vector_extract", "00101110000 mmmmm 0 0iii 0 nnnnn ddddd",
        "ext {d:8b}, {n:8b}, {m:8b}, #{i}", TimingClass.Vector, With = "length=8")]
    internal static void Extract(Cpu cpu, uint m, uint i, uint n, uint d, int length)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            cpu.V(d) = VectorPermutes.Extract(cpu.V(n), cpu.V(m), (int)i, length);
        }
    }

    [Instruction("tbl_advsimd_aarch64_instrs_vector_transfer_vector_table", "0q001110000 mmmmm 0 ll 000 nnnnn ddddd",
        "tbl {d:vb.q}, {n,l:table}, {m:vb.q}", TimingClass.Vector, With = "keep=false")]
    [Instruction("tbx_advsimd_aarch64_instrs_vector_transfer_vector_table", "0q001110000 mmmmm 0 ll 100 nnnnn ddddd",
        "tbx {d:vb.q}, {n,l:table}, {m:vb.q}", TimingClass.Vector, With = "keep=true")]
    internal static void Table(Cpu cpu, uint q, uint m, uint l, uint n, uint d, bool keep)
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        // An index outside one register of the table gives zero there, and wraps around from below.
        Vector128<byte> indices = cpu.V(m).AsByte();
        Vector128<byte> result = Vector128<byte>.Zero;
        for (uint i = 0; i <= l; i++)
        {
            result |= Vector128.Shuffle(cpu.V((n + i) & 31).AsByte(), indices - Vector128.Create((byte)(16 * i)));
        }

        if (keep)
        {
            result = Vector128.ConditionalSelect(Vector128.LessThan(indices, Vector128.Create((byte)(16 * (l + 1)))), result, cpu.V(d).AsByte());
        }

        VectorLanes.Write(cpu, d, q, result.AsUInt64());
    }
}
