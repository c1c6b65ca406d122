using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>LD1 to LD4, ST1 to ST4: several registers, one lane, or one element to all lanes.</summary>
internal static class VectorStructures
{
    [Instruction("ld4_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110001000000 0000 00 nnnnn ttttt",
        "ld4 {t:list4.vb.q}, [{n:base}]", TimingClass.LoadPair, With = "load=true, repeat=1, elements=4, writeBack=false, z=0, m=0")]
    [Instruction("ld4_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110001000000 0000 01 nnnnn ttttt",
        "ld4 {t:list4.vh.q}, [{n:base}]", TimingClass.LoadPair, With = "load=true, repeat=1, elements=4, writeBack=false, z=1, m=0")]
    [Instruction("ld4_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110001000000 0000 10 nnnnn ttttt",
        "ld4 {t:list4.vs.q}, [{n:base}]", TimingClass.LoadPair, With = "load=true, repeat=1, elements=4, writeBack=false, z=2, m=0")]
    [Instruction("ld4_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0100110001000000 0000 11 nnnnn ttttt",
        "ld4 {t:list4.2d}, [{n:base}]", TimingClass.LoadPair, With = "load=true, repeat=1, elements=4, writeBack=false, z=3, q=1, m=0")]
    [Instruction("ld1_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110001000000 0010 zz nnnnn ttttt",
        "ld1 {t:list4.v.zq}, [{n:base}]", TimingClass.LoadPair, With = "load=true, repeat=4, elements=1, writeBack=false, m=0")]
    [Instruction("ld3_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110001000000 0100 00 nnnnn ttttt",
        "ld3 {t:list3.vb.q}, [{n:base}]", TimingClass.LoadPair, With = "load=true, repeat=1, elements=3, writeBack=false, z=0, m=0")]
    [Instruction("ld3_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110001000000 0100 01 nnnnn ttttt",
        "ld3 {t:list3.vh.q}, [{n:base}]", TimingClass.LoadPair, With = "load=true, repeat=1, elements=3, writeBack=false, z=1, m=0")]
    [Instruction("ld3_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110001000000 0100 10 nnnnn ttttt",
        "ld3 {t:list3.vs.q}, [{n:base}]", TimingClass.LoadPair, With = "load=true, repeat=1, elements=3, writeBack=false, z=2, m=0")]
    [Instruction("ld3_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0100110001000000 0100 11 nnnnn ttttt",
        "ld3 {t:list3.2d}, [{n:base}]", TimingClass.LoadPair, With = "load=true, repeat=1, elements=3, writeBack=false, z=3, q=1, m=0")]
    [Instruction("ld1_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110001000000 0110 zz nnnnn ttttt",
        "ld1 {t:list3.v.zq}, [{n:base}]", TimingClass.LoadPair, With = "load=true, repeat=3, elements=1, writeBack=false, m=0")]
    [Instruction("ld1_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110001000000 0111 zz nnnnn ttttt",
        "ld1 {t:list1.v.zq}, [{n:base}]", TimingClass.LoadPair, With = "load=true, repeat=1, elements=1, writeBack=false, m=0")]
    [Instruction("ld2_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110001000000 1000 00 nnnnn ttttt",
        "ld2 {t:list2.vb.q}, [{n:base}]", TimingClass.LoadPair, With = "load=true, repeat=1, elements=2, writeBack=false, z=0, m=0")]
    [Instruction("ld2_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110001000000 1000 01 nnnnn ttttt",
        "ld2 {t:list2.vh.q}, [{n:base}]", TimingClass.LoadPair, With = "load=true, repeat=1, elements=2, writeBack=false, z=1, m=0")]
    [Instruction("ld2_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110001000000 1000 10 nnnnn ttttt",
        "ld2 {t:list2.vs.q}, [{n:base}]", TimingClass.LoadPair, With = "load=true, repeat=1, elements=2, writeBack=false, z=2, m=0")]
    [Instruction("ld2_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0100110001000000 1000 11 nnnnn ttttt",
        "ld2 {t:list2.2d}, [{n:base}]", TimingClass.LoadPair, With = "load=true, repeat=1, elements=2, writeBack=false, z=3, q=1, m=0")]
    [Instruction("ld1_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110001000000 1010 zz nnnnn ttttt",
        "ld1 {t:list2.v.zq}, [{n:base}]", TimingClass.LoadPair, With = "load=true, repeat=2, elements=1, writeBack=false, m=0")]
    [Instruction("ld4_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100110 mmmmm 0000 00 nnnnn ttttt",
        "ld4 {t:list4.vb.q}, [{n:base}], {m,q:postregs.4}", TimingClass.LoadPair, With = "load=true, repeat=1, elements=4, writeBack=true, z=0")]
    [Instruction("ld4_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100110 mmmmm 0000 01 nnnnn ttttt",
        "ld4 {t:list4.vh.q}, [{n:base}], {m,q:postregs.4}", TimingClass.LoadPair, With = "load=true, repeat=1, elements=4, writeBack=true, z=1")]
    [Instruction("ld4_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100110 mmmmm 0000 10 nnnnn ttttt",
        "ld4 {t:list4.vs.q}, [{n:base}], {m,q:postregs.4}", TimingClass.LoadPair, With = "load=true, repeat=1, elements=4, writeBack=true, z=2")]
    [Instruction("ld4_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "01001100110 mmmmm 0000 11 nnnnn ttttt",
        "ld4 {t:list4.2d}, [{n:base}], {m:post.64}", TimingClass.LoadPair, With = "load=true, repeat=1, elements=4, writeBack=true, z=3, q=1")]
    [Instruction("ld1_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100110 mmmmm 0010 zz nnnnn ttttt",
        "ld1 {t:list4.v.zq}, [{n:base}], {m,q:postregs.4}", TimingClass.LoadPair, With = "load=true, repeat=4, elements=1, writeBack=true")]
    [Instruction("ld3_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100110 mmmmm 0100 00 nnnnn ttttt",
        "ld3 {t:list3.vb.q}, [{n:base}], {m,q:postregs.3}", TimingClass.LoadPair, With = "load=true, repeat=1, elements=3, writeBack=true, z=0")]
    [Instruction("ld3_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100110 mmmmm 0100 01 nnnnn ttttt",
        "ld3 {t:list3.vh.q}, [{n:base}], {m,q:postregs.3}", TimingClass.LoadPair, With = "load=true, repeat=1, elements=3, writeBack=true, z=1")]
    [Instruction("ld3_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100110 mmmmm 0100 10 nnnnn ttttt",
        "ld3 {t:list3.vs.q}, [{n:base}], {m,q:postregs.3}", TimingClass.LoadPair, With = "load=true, repeat=1, elements=3, writeBack=true, z=2")]
    [Instruction("ld3_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "01001100110 mmmmm 0100 11 nnnnn ttttt",
        "ld3 {t:list3.2d}, [{n:base}], {m:post.48}", TimingClass.LoadPair, With = "load=true, repeat=1, elements=3, writeBack=true, z=3, q=1")]
    [Instruction("ld1_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100110 mmmmm 0110 zz nnnnn ttttt",
        "ld1 {t:list3.v.zq}, [{n:base}], {m,q:postregs.3}", TimingClass.LoadPair, With = "load=true, repeat=3, elements=1, writeBack=true")]
    [Instruction("ld1_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100110 mmmmm 0111 zz nnnnn ttttt",
        "ld1 {t:list1.v.zq}, [{n:base}], {m,q:postregs.1}", TimingClass.LoadPair, With = "load=true, repeat=1, elements=1, writeBack=true")]
    [Instruction("ld2_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100110 mmmmm 1000 00 nnnnn ttttt",
        "ld2 {t:list2.vb.q}, [{n:base}], {m,q:postregs.2}", TimingClass.LoadPair, With = "load=true, repeat=1, elements=2, writeBack=true, z=0")]
    [Instruction("ld2_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100110 mmmmm 1000 01 nnnnn ttttt",
        "ld2 {t:list2.vh.q}, [{n:base}], {m,q:postregs.2}", TimingClass.LoadPair, With = "load=true, repeat=1, elements=2, writeBack=true, z=1")]
    [Instruction("ld2_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100110 mmmmm 1000 10 nnnnn ttttt",
        "ld2 {t:list2.vs.q}, [{n:base}], {m,q:postregs.2}", TimingClass.LoadPair, With = "load=true, repeat=1, elements=2, writeBack=true, z=2")]
    [Instruction("ld2_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "01001100110 mmmmm 1000 11 nnnnn ttttt",
        "ld2 {t:list2.2d}, [{n:base}], {m:post.32}", TimingClass.LoadPair, With = "load=true, repeat=1, elements=2, writeBack=true, z=3, q=1")]
    [Instruction("ld1_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100110 mmmmm 1010 zz nnnnn ttttt",
        "ld1 {t:list2.v.zq}, [{n:base}], {m,q:postregs.2}", TimingClass.LoadPair, With = "load=true, repeat=2, elements=1, writeBack=true")]
    [Instruction("st4_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110000000000 0000 00 nnnnn ttttt",
        "st4 {t:list4.vb.q}, [{n:base}]", TimingClass.StorePair, With = "load=false, repeat=1, elements=4, writeBack=false, z=0, m=0")]
    [Instruction("st4_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110000000000 0000 01 nnnnn ttttt",
        "st4 {t:list4.vh.q}, [{n:base}]", TimingClass.StorePair, With = "load=false, repeat=1, elements=4, writeBack=false, z=1, m=0")]
    [Instruction("st4_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110000000000 0000 10 nnnnn ttttt",
        "st4 {t:list4.vs.q}, [{n:base}]", TimingClass.StorePair, With = "load=false, repeat=1, elements=4, writeBack=false, z=2, m=0")]
    [Instruction("st4_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0100110000000000 0000 11 nnnnn ttttt",
        "st4 {t:list4.2d}, [{n:base}]", TimingClass.StorePair, With = "load=false, repeat=1, elements=4, writeBack=false, z=3, q=1, m=0")]
    [Instruction("st1_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110000000000 0010 zz nnnnn ttttt",
        "st1 {t:list4.v.zq}, [{n:base}]", TimingClass.StorePair, With = "load=false, repeat=4, elements=1, writeBack=false, m=0")]
    [Instruction("st3_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110000000000 0100 00 nnnnn ttttt",
        "st3 {t:list3.vb.q}, [{n:base}]", TimingClass.StorePair, With = "load=false, repeat=1, elements=3, writeBack=false, z=0, m=0")]
    [Instruction("st3_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110000000000 0100 01 nnnnn ttttt",
        "st3 {t:list3.vh.q}, [{n:base}]", TimingClass.StorePair, With = "load=false, repeat=1, elements=3, writeBack=false, z=1, m=0")]
    [Instruction("st3_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110000000000 0100 10 nnnnn ttttt",
        "st3 {t:list3.vs.q}, [{n:base}]", TimingClass.StorePair, With = "load=false, repeat=1, elements=3, writeBack=false, z=2, m=0")]
    [Instruction("st3_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0100110000000000 0100 11 nnnnn ttttt",
        "st3 {t:list3.2d}, [{n:base}]", TimingClass.StorePair, With = "load=false, repeat=1, elements=3, writeBack=false, z=3, q=1, m=0")]
    [Instruction("st1_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110000000000 0110 zz nnnnn ttttt",
        "st1 {t:list3.v.zq}, [{n:base}]", TimingClass.StorePair, With = "load=false, repeat=3, elements=1, writeBack=false, m=0")]
    [Instruction("st1_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110000000000 0111 zz nnnnn ttttt",
        "st1 {t:list1.v.zq}, [{n:base}]", TimingClass.StorePair, With = "load=false, repeat=1, elements=1, writeBack=false, m=0")]
    [Instruction("st2_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110000000000 1000 00 nnnnn ttttt",
        "st2 {t:list2.vb.q}, [{n:base}]", TimingClass.StorePair, With = "load=false, repeat=1, elements=2, writeBack=false, z=0, m=0")]
    [Instruction("st2_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110000000000 1000 01 nnnnn ttttt",
        "st2 {t:list2.vh.q}, [{n:base}]", TimingClass.StorePair, With = "load=false, repeat=1, elements=2, writeBack=false, z=1, m=0")]
    [Instruction("st2_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110000000000 1000 10 nnnnn ttttt",
        "st2 {t:list2.vs.q}, [{n:base}]", TimingClass.StorePair, With = "load=false, repeat=1, elements=2, writeBack=false, z=2, m=0")]
    [Instruction("st2_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0100110000000000 1000 11 nnnnn ttttt",
        "st2 {t:list2.2d}, [{n:base}]", TimingClass.StorePair, With = "load=false, repeat=1, elements=2, writeBack=false, z=3, q=1, m=0")]
    [Instruction("st1_advsimd_mult_aarch64_instrs_memory_vector_multiple_no_wb", "0q00110000000000 1010 zz nnnnn ttttt",
        "st1 {t:list2.v.zq}, [{n:base}]", TimingClass.StorePair, With = "load=false, repeat=2, elements=1, writeBack=false, m=0")]
    [Instruction("st4_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100100 mmmmm 0000 00 nnnnn ttttt",
        "st4 {t:list4.vb.q}, [{n:base}], {m,q:postregs.4}", TimingClass.StorePair, With = "load=false, repeat=1, elements=4, writeBack=true, z=0")]
    [Instruction("st4_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100100 mmmmm 0000 01 nnnnn ttttt",
        "st4 {t:list4.vh.q}, [{n:base}], {m,q:postregs.4}", TimingClass.StorePair, With = "load=false, repeat=1, elements=4, writeBack=true, z=1")]
    [Instruction("st4_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100100 mmmmm 0000 10 nnnnn ttttt",
        "st4 {t:list4.vs.q}, [{n:base}], {m,q:postregs.4}", TimingClass.StorePair, With = "load=false, repeat=1, elements=4, writeBack=true, z=2")]
    [Instruction("st4_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "01001100100 mmmmm 0000 11 nnnnn ttttt",
        "st4 {t:list4.2d}, [{n:base}], {m:post.64}", TimingClass.StorePair, With = "load=false, repeat=1, elements=4, writeBack=true, z=3, q=1")]
    [Instruction("st1_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100100 mmmmm 0010 zz nnnnn ttttt",
        "st1 {t:list4.v.zq}, [{n:base}], {m,q:postregs.4}", TimingClass.StorePair, With = "load=false, repeat=4, elements=1, writeBack=true")]
    [Instruction("st3_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100100 mmmmm 0100 00 nnnnn ttttt",
        "st3 {t:list3.vb.q}, [{n:base}], {m,q:postregs.3}", TimingClass.StorePair, With = "load=false, repeat=1, elements=3, writeBack=true, z=0")]
    [Instruction("st3_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100100 mmmmm 0100 01 nnnnn ttttt",
        "st3 {t:list3.vh.q}, [{n:base}], {m,q:postregs.3}", TimingClass.StorePair, With = "load=false, repeat=1, elements=3, writeBack=true, z=1")]
    [Instruction("st3_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100100 mmmmm 0100 10 nnnnn ttttt",
        "st3 {t:list3.vs.q}, [{n:base}], {m,q:postregs.3}", TimingClass.StorePair, With = "load=false, repeat=1, elements=3, writeBack=true, z=2")]
    [Instruction("st3_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "01001100100 mmmmm 0100 11 nnnnn ttttt",
        "st3 {t:list3.2d}, [{n:base}], {m:post.48}", TimingClass.StorePair, With = "load=false, repeat=1, elements=3, writeBack=true, z=3, q=1")]
    [Instruction("st1_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100100 mmmmm 0110 zz nnnnn ttttt",
        "st1 {t:list3.v.zq}, [{n:base}], {m,q:postregs.3}", TimingClass.StorePair, With = "load=false, repeat=3, elements=1, writeBack=true")]
    [Instruction("st1_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100100 mmmmm 0111 zz nnnnn ttttt",
        "st1 {t:list1.v.zq}, [{n:base}], {m,q:postregs.1}", TimingClass.StorePair, With = "load=false, repeat=1, elements=1, writeBack=true")]
    [Instruction("st2_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100100 mmmmm 1000 00 nnnnn ttttt",
        "st2 {t:list2.vb.q}, [{n:base}], {m,q:postregs.2}", TimingClass.StorePair, With = "load=false, repeat=1, elements=2, writeBack=true, z=0")]
    [Instruction("st2_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100100 mmmmm 1000 01 nnnnn ttttt",
        "st2 {t:list2.vh.q}, [{n:base}], {m,q:postregs.2}", TimingClass.StorePair, With = "load=false, repeat=1, elements=2, writeBack=true, z=1")]
    [Instruction("st2_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100100 mmmmm 1000 10 nnnnn ttttt",
        "st2 {t:list2.vs.q}, [{n:base}], {m,q:postregs.2}", TimingClass.StorePair, With = "load=false, repeat=1, elements=2, writeBack=true, z=2")]
    [Instruction("st2_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "01001100100 mmmmm 1000 11 nnnnn ttttt",
        "st2 {t:list2.2d}, [{n:base}], {m:post.32}", TimingClass.StorePair, With = "load=false, repeat=1, elements=2, writeBack=true, z=3, q=1")]
    [Instruction("st1_advsimd_mult_aarch64_instrs_memory_vector_multiple_post_inc", "0q001100100 mmmmm 1010 zz nnnnn ttttt",
        "st1 {t:list2.v.zq}, [{n:base}], {m,q:postregs.2}", TimingClass.StorePair, With = "load=false, repeat=2, elements=1, writeBack=true")]
    internal static void Multiple(Cpu cpu, uint q, uint m, uint z, uint n, uint t, bool load, int repeat, int elements, bool writeBack)
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        VirtualAddress address = cpu.BaseAddress(n);
        int bytes = 8 << (int)q;
        ulong total = (ulong)(repeat * elements * bytes);
        if (!cpu.TryCheckRange(address, 0, total, load ? CapabilityPermissions.Load : CapabilityPermissions.Store, AccessType.Vector))
        {
            return;
        }

        // Element by element, as the model does: LD2 to LD4 take structures apart. LD1 and ST1 do not, and aligned pieces of 8 bytes
        // hold whole elements of one page.
        int size = elements == 1 && (address.Address & 7) == 0 ? 3 : (int)z;
        ulong offset = 0;
        for (int r = 0; r < repeat; r++)
        {
            for (int lane = 0; lane < bytes >> size; lane++)
            {
                for (int e = 0; e < elements; e++)
                {
                    if (!TryElement(cpu, address, offset, (t + (uint)(r + e)) & 31, lane, size, load, clearUpper: q == 0))
                    {
                        return;
                    }

                    offset += 1UL << size;
                }
            }
        }

        if (writeBack)
        {
            cpu.AddToBase(n, m == 31 ? total : cpu.X(m));
        }
    }

    [Instruction("ld1_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101010 00000 000 s zz nnnnn ttttt",
        "ld1 {t:list1.eb}[{q,s,z}], [{n:base}]", TimingClass.LoadPair, With = "count=1, writeBack=false, load=true, size=0, m=0")]
    [Instruction("ld1_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101010 00000 010 s z0 nnnnn ttttt",
        "ld1 {t:list1.eh}[{q,s,z}], [{n:base}]", TimingClass.LoadPair, With = "count=1, writeBack=false, load=true, size=1, m=0")]
    [Instruction("ld1_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101010 00000 100 s 00 nnnnn ttttt",
        "ld1 {t:list1.es}[{q,s}], [{n:base}]", TimingClass.LoadPair, With = "count=1, writeBack=false, load=true, size=2, z=0, m=0")]
    [Instruction("ld1_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101010 00000 100 0 01 nnnnn ttttt",
        "ld1 {t:list1.ed}[{q}], [{n:base}]", TimingClass.LoadPair, With = "count=1, writeBack=false, load=true, size=3, z=0, s=0, m=0")]
    [Instruction("ld2_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101011 00000 000 s zz nnnnn ttttt",
        "ld2 {t:list2.eb}[{q,s,z}], [{n:base}]", TimingClass.LoadPair, With = "count=2, writeBack=false, load=true, size=0, m=0")]
    [Instruction("ld2_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101011 00000 010 s z0 nnnnn ttttt",
        "ld2 {t:list2.eh}[{q,s,z}], [{n:base}]", TimingClass.LoadPair, With = "count=2, writeBack=false, load=true, size=1, m=0")]
    [Instruction("ld2_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101011 00000 100 s 00 nnnnn ttttt",
        "ld2 {t:list2.es}[{q,s}], [{n:base}]", TimingClass.LoadPair, With = "count=2, writeBack=false, load=true, size=2, z=0, m=0")]
    [Instruction("ld2_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101011 00000 100 0 01 nnnnn ttttt",
        "ld2 {t:list2.ed}[{q}], [{n:base}]", TimingClass.LoadPair, With = "count=2, writeBack=false, load=true, size=3, z=0, s=0, m=0")]
    [Instruction("ld3_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101010 00000 001 s zz nnnnn ttttt",
        "ld3 {t:list3.eb}[{q,s,z}], [{n:base}]", TimingClass.LoadPair, With = "count=3, writeBack=false, load=true, size=0, m=0")]
    [Instruction("ld3_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101010 00000 011 s z0 nnnnn ttttt",
        "ld3 {t:list3.eh}[{q,s,z}], [{n:base}]", TimingClass.LoadPair, With = "count=3, writeBack=false, load=true, size=1, m=0")]
    [Instruction("ld3_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101010 00000 101 s 00 nnnnn ttttt",
        "ld3 {t:list3.es}[{q,s}], [{n:base}]", TimingClass.LoadPair, With = "count=3, writeBack=false, load=true, size=2, z=0, m=0")]
    [Instruction("ld3_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101010 00000 101 0 01 nnnnn ttttt",
        "ld3 {t:list3.ed}[{q}], [{n:base}]", TimingClass.LoadPair, With = "count=3, writeBack=false, load=true, size=3, z=0, s=0, m=0")]
    [Instruction("ld4_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101011 00000 001 s zz nnnnn ttttt",
        "ld4 {t:list4.eb}[{q,s,z}], [{n:base}]", TimingClass.LoadPair, With = "count=4, writeBack=false, load=true, size=0, m=0")]
    [Instruction("ld4_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101011 00000 011 s z0 nnnnn ttttt",
        "ld4 {t:list4.eh}[{q,s,z}], [{n:base}]", TimingClass.LoadPair, With = "count=4, writeBack=false, load=true, size=1, m=0")]
    [Instruction("ld4_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101011 00000 101 s 00 nnnnn ttttt",
        "ld4 {t:list4.es}[{q,s}], [{n:base}]", TimingClass.LoadPair, With = "count=4, writeBack=false, load=true, size=2, z=0, m=0")]
    [Instruction("ld4_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101011 00000 101 0 01 nnnnn ttttt",
        "ld4 {t:list4.ed}[{q}], [{n:base}]", TimingClass.LoadPair, With = "count=4, writeBack=false, load=true, size=3, z=0, s=0, m=0")]
    [Instruction("ld1_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101110 mmmmm 000 s zz nnnnn ttttt",
        "ld1 {t:list1.eb}[{q,s,z}], [{n:base}], {m:post.1}", TimingClass.LoadPair, With = "count=1, writeBack=true, load=true, size=0")]
    [Instruction("ld1_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101110 mmmmm 010 s z0 nnnnn ttttt",
        "ld1 {t:list1.eh}[{q,s,z}], [{n:base}], {m:post.2}", TimingClass.LoadPair, With = "count=1, writeBack=true, load=true, size=1")]
    [Instruction("ld1_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101110 mmmmm 100 s 00 nnnnn ttttt",
        "ld1 {t:list1.es}[{q,s}], [{n:base}], {m:post.4}", TimingClass.LoadPair, With = "count=1, writeBack=true, load=true, size=2, z=0")]
    [Instruction("ld1_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101110 mmmmm 100 0 01 nnnnn ttttt",
        "ld1 {t:list1.ed}[{q}], [{n:base}], {m:post.8}", TimingClass.LoadPair, With = "count=1, writeBack=true, load=true, size=3, z=0, s=0")]
    [Instruction("ld2_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101111 mmmmm 000 s zz nnnnn ttttt",
        "ld2 {t:list2.eb}[{q,s,z}], [{n:base}], {m:post.2}", TimingClass.LoadPair, With = "count=2, writeBack=true, load=true, size=0")]
    [Instruction("ld2_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101111 mmmmm 010 s z0 nnnnn ttttt",
        "ld2 {t:list2.eh}[{q,s,z}], [{n:base}], {m:post.4}", TimingClass.LoadPair, With = "count=2, writeBack=true, load=true, size=1")]
    [Instruction("ld2_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101111 mmmmm 100 s 00 nnnnn ttttt",
        "ld2 {t:list2.es}[{q,s}], [{n:base}], {m:post.8}", TimingClass.LoadPair, With = "count=2, writeBack=true, load=true, size=2, z=0")]
    [Instruction("ld2_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101111 mmmmm 100 0 01 nnnnn ttttt",
        "ld2 {t:list2.ed}[{q}], [{n:base}], {m:post.16}", TimingClass.LoadPair, With = "count=2, writeBack=true, load=true, size=3, z=0, s=0")]
    [Instruction("ld3_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101110 mmmmm 001 s zz nnnnn ttttt",
        "ld3 {t:list3.eb}[{q,s,z}], [{n:base}], {m:post.3}", TimingClass.LoadPair, With = "count=3, writeBack=true, load=true, size=0")]
    [Instruction("ld3_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101110 mmmmm 011 s z0 nnnnn ttttt",
        "ld3 {t:list3.eh}[{q,s,z}], [{n:base}], {m:post.6}", TimingClass.LoadPair, With = "count=3, writeBack=true, load=true, size=1")]
    [Instruction("ld3_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101110 mmmmm 101 s 00 nnnnn ttttt",
        "ld3 {t:list3.es}[{q,s}], [{n:base}], {m:post.12}", TimingClass.LoadPair, With = "count=3, writeBack=true, load=true, size=2, z=0")]
    [Instruction("ld3_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101110 mmmmm 101 0 01 nnnnn ttttt",
        "ld3 {t:list3.ed}[{q}], [{n:base}], {m:post.24}", TimingClass.LoadPair, With = "count=3, writeBack=true, load=true, size=3, z=0, s=0")]
    [Instruction("ld4_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101111 mmmmm 001 s zz nnnnn ttttt",
        "ld4 {t:list4.eb}[{q,s,z}], [{n:base}], {m:post.4}", TimingClass.LoadPair, With = "count=4, writeBack=true, load=true, size=0")]
    [Instruction("ld4_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101111 mmmmm 011 s z0 nnnnn ttttt",
        "ld4 {t:list4.eh}[{q,s,z}], [{n:base}], {m:post.8}", TimingClass.LoadPair, With = "count=4, writeBack=true, load=true, size=1")]
    [Instruction("ld4_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101111 mmmmm 101 s 00 nnnnn ttttt",
        "ld4 {t:list4.es}[{q,s}], [{n:base}], {m:post.16}", TimingClass.LoadPair, With = "count=4, writeBack=true, load=true, size=2, z=0")]
    [Instruction("ld4_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101111 mmmmm 101 0 01 nnnnn ttttt",
        "ld4 {t:list4.ed}[{q}], [{n:base}], {m:post.32}", TimingClass.LoadPair, With = "count=4, writeBack=true, load=true, size=3, z=0, s=0")]
    [Instruction("st1_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101000 00000 000 s zz nnnnn ttttt",
        "st1 {t:list1.eb}[{q,s,z}], [{n:base}]", TimingClass.StorePair, With = "count=1, writeBack=false, load=false, size=0, m=0")]
    [Instruction("st1_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101000 00000 010 s z0 nnnnn ttttt",
        "st1 {t:list1.eh}[{q,s,z}], [{n:base}]", TimingClass.StorePair, With = "count=1, writeBack=false, load=false, size=1, m=0")]
    [Instruction("st1_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101000 00000 100 s 00 nnnnn ttttt",
        "st1 {t:list1.es}[{q,s}], [{n:base}]", TimingClass.StorePair, With = "count=1, writeBack=false, load=false, size=2, z=0, m=0")]
    [Instruction("st1_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101000 00000 100 0 01 nnnnn ttttt",
        "st1 {t:list1.ed}[{q}], [{n:base}]", TimingClass.StorePair, With = "count=1, writeBack=false, load=false, size=3, z=0, s=0, m=0")]
    [Instruction("st2_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101001 00000 000 s zz nnnnn ttttt",
        "st2 {t:list2.eb}[{q,s,z}], [{n:base}]", TimingClass.StorePair, With = "count=2, writeBack=false, load=false, size=0, m=0")]
    [Instruction("st2_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101001 00000 010 s z0 nnnnn ttttt",
        "st2 {t:list2.eh}[{q,s,z}], [{n:base}]", TimingClass.StorePair, With = "count=2, writeBack=false, load=false, size=1, m=0")]
    [Instruction("st2_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101001 00000 100 s 00 nnnnn ttttt",
        "st2 {t:list2.es}[{q,s}], [{n:base}]", TimingClass.StorePair, With = "count=2, writeBack=false, load=false, size=2, z=0, m=0")]
    [Instruction("st2_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101001 00000 100 0 01 nnnnn ttttt",
        "st2 {t:list2.ed}[{q}], [{n:base}]", TimingClass.StorePair, With = "count=2, writeBack=false, load=false, size=3, z=0, s=0, m=0")]
    [Instruction("st3_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101000 00000 001 s zz nnnnn ttttt",
        "st3 {t:list3.eb}[{q,s,z}], [{n:base}]", TimingClass.StorePair, With = "count=3, writeBack=false, load=false, size=0, m=0")]
    [Instruction("st3_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101000 00000 011 s z0 nnnnn ttttt",
        "st3 {t:list3.eh}[{q,s,z}], [{n:base}]", TimingClass.StorePair, With = "count=3, writeBack=false, load=false, size=1, m=0")]
    [Instruction("st3_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101000 00000 101 s 00 nnnnn ttttt",
        "st3 {t:list3.es}[{q,s}], [{n:base}]", TimingClass.StorePair, With = "count=3, writeBack=false, load=false, size=2, z=0, m=0")]
    [Instruction("st3_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101000 00000 101 0 01 nnnnn ttttt",
        "st3 {t:list3.ed}[{q}], [{n:base}]", TimingClass.StorePair, With = "count=3, writeBack=false, load=false, size=3, z=0, s=0, m=0")]
    [Instruction("st4_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101001 00000 001 s zz nnnnn ttttt",
        "st4 {t:list4.eb}[{q,s,z}], [{n:base}]", TimingClass.StorePair, With = "count=4, writeBack=false, load=false, size=0, m=0")]
    [Instruction("st4_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101001 00000 011 s z0 nnnnn ttttt",
        "st4 {t:list4.eh}[{q,s,z}], [{n:base}]", TimingClass.StorePair, With = "count=4, writeBack=false, load=false, size=1, m=0")]
    [Instruction("st4_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101001 00000 101 s 00 nnnnn ttttt",
        "st4 {t:list4.es}[{q,s}], [{n:base}]", TimingClass.StorePair, With = "count=4, writeBack=false, load=false, size=2, z=0, m=0")]
    [Instruction("st4_advsimd_sngl_aarch64_instrs_memory_vector_single_no_wb", "0q001101001 00000 101 0 01 nnnnn ttttt",
        "st4 {t:list4.ed}[{q}], [{n:base}]", TimingClass.StorePair, With = "count=4, writeBack=false, load=false, size=3, z=0, s=0, m=0")]
    [Instruction("st1_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101100 mmmmm 000 s zz nnnnn ttttt",
        "st1 {t:list1.eb}[{q,s,z}], [{n:base}], {m:post.1}", TimingClass.StorePair, With = "count=1, writeBack=true, load=false, size=0")]
    [Instruction("st1_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101100 mmmmm 010 s z0 nnnnn ttttt",
        "st1 {t:list1.eh}[{q,s,z}], [{n:base}], {m:post.2}", TimingClass.StorePair, With = "count=1, writeBack=true, load=false, size=1")]
    [Instruction("st1_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101100 mmmmm 100 s 00 nnnnn ttttt",
        "st1 {t:list1.es}[{q,s}], [{n:base}], {m:post.4}", TimingClass.StorePair, With = "count=1, writeBack=true, load=false, size=2, z=0")]
    [Instruction("st1_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101100 mmmmm 100 0 01 nnnnn ttttt",
        "st1 {t:list1.ed}[{q}], [{n:base}], {m:post.8}", TimingClass.StorePair, With = "count=1, writeBack=true, load=false, size=3, z=0, s=0")]
    [Instruction("st2_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101101 mmmmm 000 s zz nnnnn ttttt",
        "st2 {t:list2.eb}[{q,s,z}], [{n:base}], {m:post.2}", TimingClass.StorePair, With = "count=2, writeBack=true, load=false, size=0")]
    [Instruction("st2_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101101 mmmmm 010 s z0 nnnnn ttttt",
        "st2 {t:list2.eh}[{q,s,z}], [{n:base}], {m:post.4}", TimingClass.StorePair, With = "count=2, writeBack=true, load=false, size=1")]
    [Instruction("st2_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101101 mmmmm 100 s 00 nnnnn ttttt",
        "st2 {t:list2.es}[{q,s}], [{n:base}], {m:post.8}", TimingClass.StorePair, With = "count=2, writeBack=true, load=false, size=2, z=0")]
    [Instruction("st2_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101101 mmmmm 100 0 01 nnnnn ttttt",
        "st2 {t:list2.ed}[{q}], [{n:base}], {m:post.16}", TimingClass.StorePair, With = "count=2, writeBack=true, load=false, size=3, z=0, s=0")]
    [Instruction("st3_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101100 mmmmm 001 s zz nnnnn ttttt",
        "st3 {t:list3.eb}[{q,s,z}], [{n:base}], {m:post.3}", TimingClass.StorePair, With = "count=3, writeBack=true, load=false, size=0")]
    [Instruction("st3_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101100 mmmmm 011 s z0 nnnnn ttttt",
        "st3 {t:list3.eh}[{q,s,z}], [{n:base}], {m:post.6}", TimingClass.StorePair, With = "count=3, writeBack=true, load=false, size=1")]
    [Instruction("st3_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101100 mmmmm 101 s 00 nnnnn ttttt",
        "st3 {t:list3.es}[{q,s}], [{n:base}], {m:post.12}", TimingClass.StorePair, With = "count=3, writeBack=true, load=false, size=2, z=0")]
    [Instruction("st3_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101100 mmmmm 101 0 01 nnnnn ttttt",
        "st3 {t:list3.ed}[{q}], [{n:base}], {m:post.24}", TimingClass.StorePair, With = "count=3, writeBack=true, load=false, size=3, z=0, s=0")]
    [Instruction("st4_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101101 mmmmm 001 s zz nnnnn ttttt",
        "st4 {t:list4.eb}[{q,s,z}], [{n:base}], {m:post.4}", TimingClass.StorePair, With = "count=4, writeBack=true, load=false, size=0")]
    [Instruction("st4_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101101 mmmmm 011 s z0 nnnnn ttttt",
        "st4 {t:list4.eh}[{q,s,z}], [{n:base}], {m:post.8}", TimingClass.StorePair, With = "count=4, writeBack=true, load=false, size=1")]
    [Instruction("st4_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101101 mmmmm 101 s 00 nnnnn ttttt",
        "st4 {t:list4.es}[{q,s}], [{n:base}], {m:post.16}", TimingClass.StorePair, With = "count=4, writeBack=true, load=false, size=2, z=0")]
    [Instruction("st4_advsimd_sngl_aarch64_instrs_memory_vector_single_post_inc", "0q001101101 mmmmm 101 0 01 nnnnn ttttt",
        "st4 {t:list4.ed}[{q}], [{n:base}], {m:post.32}", TimingClass.StorePair, With = "count=4, writeBack=true, load=false, size=3, z=0, s=0")]
    internal static void Single(Cpu cpu, uint q, uint m, uint s, uint z, uint n, uint t, bool load, int size, int count, bool writeBack)
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        // The lane number is what of Q:S:size the element size leaves.
        uint lane = size switch
        {
            0 => (q << 3) | (s << 2) | z,
            1 => (q << 2) | (s << 1) | z,
            2 => (q << 1) | s,
            _ => q,
        };
        VirtualAddress address = cpu.BaseAddress(n);
        ulong total = (ulong)count << size;
        if (!cpu.TryCheckRange(address, 0, total, load ? CapabilityPermissions.Load : CapabilityPermissions.Store, AccessType.Vector))
        {
            return;
        }

        for (int e = 0; e < count; e++)
        {
            if (!TryElement(cpu, address, (ulong)e << size, (t + (uint)e) & 31, (int)lane, size, load, clearUpper: false))
            {
                return;
            }
        }

        if (writeBack)
        {
            cpu.AddToBase(n, m == 31 ? total : cpu.X(m));
        }
    }

    [Instruction("ld1r_advsimd_aarch64_instrs_memory_vector_single_no_wb", "0q001101010 00000 110 0 zz nnnnn ttttt",
        "ld1r {t:list1.v.zq}, [{n:base}]", TimingClass.LoadPair, With = "count=1, writeBack=false, m=0")]
    [Instruction("ld2r_advsimd_aarch64_instrs_memory_vector_single_no_wb", "0q001101011 00000 110 0 zz nnnnn ttttt",
        "ld2r {t:list2.v.zq}, [{n:base}]", TimingClass.LoadPair, With = "count=2, writeBack=false, m=0")]
    [Instruction("ld3r_advsimd_aarch64_instrs_memory_vector_single_no_wb", "0q001101010 00000 111 0 zz nnnnn ttttt",
        "ld3r {t:list3.v.zq}, [{n:base}]", TimingClass.LoadPair, With = "count=3, writeBack=false, m=0")]
    [Instruction("ld4r_advsimd_aarch64_instrs_memory_vector_single_no_wb", "0q001101011 00000 111 0 zz nnnnn ttttt",
        "ld4r {t:list4.v.zq}, [{n:base}]", TimingClass.LoadPair, With = "count=4, writeBack=false, m=0")]
    [Instruction("ld1r_advsimd_aarch64_instrs_memory_vector_single_post_inc", "0q001101110 mmmmm 110 0 zz nnnnn ttttt",
        "ld1r {t:list1.v.zq}, [{n:base}], {m,z:postlanes.1}", TimingClass.LoadPair, With = "count=1, writeBack=true")]
    [Instruction("ld2r_advsimd_aarch64_instrs_memory_vector_single_post_inc", "0q001101111 mmmmm 110 0 zz nnnnn ttttt",
        "ld2r {t:list2.v.zq}, [{n:base}], {m,z:postlanes.2}", TimingClass.LoadPair, With = "count=2, writeBack=true")]
    [Instruction("ld3r_advsimd_aarch64_instrs_memory_vector_single_post_inc", "0q001101110 mmmmm 111 0 zz nnnnn ttttt",
        "ld3r {t:list3.v.zq}, [{n:base}], {m,z:postlanes.3}", TimingClass.LoadPair, With = "count=3, writeBack=true")]
    [Instruction("ld4r_advsimd_aarch64_instrs_memory_vector_single_post_inc", "0q001101111 mmmmm 111 0 zz nnnnn ttttt",
        "ld4r {t:list4.v.zq}, [{n:base}], {m,z:postlanes.4}", TimingClass.LoadPair, With = "count=4, writeBack=true")]
    internal static void Replicate(Cpu cpu, uint q, uint m, uint z, uint n, uint t, int count, bool writeBack)
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        VirtualAddress address = cpu.BaseAddress(n);
        ulong total = (ulong)count << (int)z;
        if (!cpu.TryCheckRange(address, 0, total, CapabilityPermissions.Load, AccessType.Vector))
        {
            return;
        }

        for (int e = 0; e < count; e++)
        {
            if (!cpu.TryReadChecked(address, (ulong)e << (int)z, 1 << (int)z, out ulong value, AccessType.Vector))
            {
                return;
            }

            VectorLanes.Write(cpu, (t + (uint)e) & 31, q, VectorLanes.Broadcast(value, (int)z));
        }

        if (writeBack)
        {
            cpu.AddToBase(n, m == 31 ? total : cpu.X(m));
        }
    }

    private static bool TryElement(Cpu cpu, in VirtualAddress address, ulong offset, uint t, int lane, int size, bool load, bool clearUpper)
    {
        if (!load)
        {
            return cpu.TryWriteChecked(address, offset, 1 << size, (ulong)VectorLanes.Get(cpu.V(t), lane, size, false), AccessType.Vector);
        }

        if (!cpu.TryReadChecked(address, offset, 1 << size, out ulong value, AccessType.Vector))
        {
            return false;
        }

        ref Vector128<ulong> vector = ref cpu.V(t);
        VectorLanes.Set(ref vector, lane, size, value);
        if (clearUpper)
        {
            vector = Vector128.CreateScalar(vector.ToScalar());
        }

        return true;
    }
}
