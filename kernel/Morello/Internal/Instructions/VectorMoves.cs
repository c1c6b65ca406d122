using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Moves between vector and integer registers, and immediates.</summary>
internal static class VectorMoves
{
    [Instruction("movi_advsimd_aarch64_instrs_vector_logical", "0q00111100000 iii 0hh0 01 eeeee ddddd",
        "movi {d:vs.q}, #{i,e}{h:lsl8}", TimingClass.Vector, With = "kind=ImmediateKind.Shifted32, operation=ImmediateOperation.Move")]
    [Instruction("movi_advsimd_aarch64_instrs_vector_logical", "0q00111100000 iii 10h0 01 eeeee ddddd",
        "movi {d:vh.q}, #{i,e}{h:lsl8}", TimingClass.Vector, With = "kind=ImmediateKind.Shifted16, operation=ImmediateOperation.Move")]
    [Instruction("movi_advsimd_aarch64_instrs_vector_logical", "0q00111100000 iii 110h 01 eeeee ddddd",
        "movi {d:vs.q}, #{i,e}{h:msl}", TimingClass.Vector, With = "kind=ImmediateKind.Ones32, operation=ImmediateOperation.Move")]
    [Instruction("movi_advsimd_aarch64_instrs_vector_logical", "0q00111100000 iii 1110 01 eeeee ddddd",
        "movi {d:vb.q}, #{i,e}", TimingClass.Vector, With = "h=0, kind=ImmediateKind.Bytes, operation=ImmediateOperation.Move")]
    [Instruction("mvni_advsimd_aarch64_instrs_vector_logical", "0q10111100000 iii 0hh0 01 eeeee ddddd",
        "mvni {d:vs.q}, #{i,e}{h:lsl8}", TimingClass.Vector, With = "kind=ImmediateKind.Shifted32, operation=ImmediateOperation.MoveNot")]
    [Instruction("mvni_advsimd_aarch64_instrs_vector_logical", "0q10111100000 iii 10h0 01 eeeee ddddd",
        "mvni {d:vh.q}, #{i,e}{h:lsl8}", TimingClass.Vector, With = "kind=ImmediateKind.Shifted16, operation=ImmediateOperation.MoveNot")]
    [Instruction("mvni_advsimd_aarch64_instrs_vector_logical", "0q10111100000 iii 110h 01 eeeee ddddd",
        "mvni {d:vs.q}, #{i,e}{h:msl}", TimingClass.Vector, With = "kind=ImmediateKind.Ones32, operation=ImmediateOperation.MoveNot")]
    [Instruction("movi_advsimd_aarch64_instrs_vector_logical", "001 0111100000 iii 1110 01 eeeee ddddd",
        "movi {d:d}, #{i,e:bytemask}", TimingClass.Vector, With = "q=0, h=0, kind=ImmediateKind.ByteMask, operation=ImmediateOperation.Move")]
    [Instruction("movi_advsimd_aarch64_instrs_vector_logical", "011 0111100000 iii 1110 01 eeeee ddddd",
        "movi {d:2d}, #{i,e:bytemask}", TimingClass.Vector, With = "q=1, h=0, kind=ImmediateKind.ByteMask, operation=ImmediateOperation.Move")]
    [Instruction("fmov_advsimd_aarch64_instrs_vector_logical", "0q0 0111100000 iii 1111 01 eeeee ddddd",
        "fmov {d:vs.q}, #{i,e:fpimm}", TimingClass.Vector, With = "h=0, kind=ImmediateKind.Single, operation=ImmediateOperation.Move")]
    [Instruction("fmov_advsimd_aarch64_instrs_vector_logical", "011 0111100000 iii 1111 01 eeeee ddddd",
        "fmov {d:2d}, #{i,e:fpimm}", TimingClass.Vector, With = "q=1, h=0, kind=ImmediateKind.Double, operation=ImmediateOperation.Move")]
    [Instruction("orr_advsimd_imm_aarch64_instrs_vector_logical", "0q00111100000 iii 0hh1 01 eeeee ddddd",
        "orr {d:vs.q}, #{i,e}{h:lsl8}", TimingClass.Vector, With = "kind=ImmediateKind.Shifted32, operation=ImmediateOperation.Or")]
    [Instruction("orr_advsimd_imm_aarch64_instrs_vector_logical", "0q00111100000 iii 10h1 01 eeeee ddddd",
        "orr {d:vh.q}, #{i,e}{h:lsl8}", TimingClass.Vector, With = "kind=ImmediateKind.Shifted16, operation=ImmediateOperation.Or")]
    [Instruction("bic_advsimd_imm_aarch64_instrs_vector_logical", "0q10111100000 iii 0hh1 01 eeeee ddddd",
        "bic {d:vs.q}, #{i,e}{h:lsl8}", TimingClass.Vector, With = "kind=ImmediateKind.Shifted32, operation=ImmediateOperation.Clear")]
    [Instruction("bic_advsimd_imm_aarch64_instrs_vector_logical", "0q10111100000 iii 10h1 01 eeeee ddddd",
        "bic {d:vh.q}, #{i,e}{h:lsl8}", TimingClass.Vector, With = "kind=ImmediateKind.Shifted16, operation=ImmediateOperation.Clear")]
    internal static void Immediate(Cpu cpu, uint q, uint i, uint h, uint e, uint d, ImmediateKind kind, ImmediateOperation operation)
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        ulong pattern = VectorImmediates.Expand(kind, (i << 5) | e, (int)h);
        Vector128<ulong> value = Vector128.Create(pattern);
        VectorLanes.Write(cpu, d, q, operation switch
        {
            ImmediateOperation.Move => value,
            ImmediateOperation.MoveNot => ~value,
            ImmediateOperation.Or => cpu.V(d) | value,
            _ => cpu.V(d) & ~value,
        });
    }

    [Instruction("dup_advsimd_elt_aarch64_instrs_vector_transfer_vector_cpy_dup_simd", "0q001110000 iiii1 000001 nnnnn ddddd",
        "dup {d:vb.q}, {n:eb}[{i}]", TimingClass.Vector, With = "size=0")]
    [Instruction("dup_advsimd_elt_aarch64_instrs_vector_transfer_vector_cpy_dup_simd", "0q001110000 iii10 000001 nnnnn ddddd",
        "dup {d:vh.q}, {n:eh}[{i}]", TimingClass.Vector, With = "size=1")]
    [Instruction("dup_advsimd_elt_aarch64_instrs_vector_transfer_vector_cpy_dup_simd", "0q001110000 ii100 000001 nnnnn ddddd",
        "dup {d:vs.q}, {n:es}[{i}]", TimingClass.Vector, With = "size=2")]
    [Instruction("dup_advsimd_elt_aarch64_instrs_vector_transfer_vector_cpy_dup_simd", "01001110000 i1000 000001 nnnnn ddddd",
        "dup {d:2d}, {n:ed}[{i}]", TimingClass.Vector, With = "size=3, q=1")]
    internal static void DuplicateLane(Cpu cpu, uint q, uint i, uint n, uint d, int size)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            VectorLanes.Write(cpu, d, q, VectorLanes.Broadcast((ulong)VectorLanes.Get(cpu.V(n), (int)i, size, false), size));
        }
    }

    [Instruction("dup_advsimd_elt_aarch64_instrs_vector_transfer_vector_cpy_dup_sisd", "01011110000 iiii1 000001 nnnnn ddddd",
        "dup {d:b}, {n:eb}[{i}]", TimingClass.Vector, With = "size=0")]
    [Instruction("dup_advsimd_elt_aarch64_instrs_vector_transfer_vector_cpy_dup_sisd", "01011110000 iii10 000001 nnnnn ddddd",
        "dup {d:h}, {n:eh}[{i}]", TimingClass.Vector, With = "size=1")]
    [Instruction("dup_advsimd_elt_aarch64_instrs_vector_transfer_vector_cpy_dup_sisd", "01011110000 ii100 000001 nnnnn ddddd",
        "dup {d:s}, {n:es}[{i}]", TimingClass.Vector, With = "size=2")]
    [Instruction("dup_advsimd_elt_aarch64_instrs_vector_transfer_vector_cpy_dup_sisd", "01011110000 i1000 000001 nnnnn ddddd",
        "dup {d:d}, {n:ed}[{i}]", TimingClass.Vector, With = "size=3")]
    [Alias("dup {d:b}, {n:eb}", "mov *")]
    [Alias("dup {d:h}, {n:eh}", "mov *")]
    [Alias("dup {d:s}, {n:es}", "mov *")]
    [Alias("dup {d:d}, {n:ed}", "mov *")]
    internal static void MoveLane(Cpu cpu, uint i, uint n, uint d, int size)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            cpu.SetVLow(d, (ulong)VectorLanes.Get(cpu.V(n), (int)i, size, false));
        }
    }

    [Instruction("dup_advsimd_gen_aarch64_instrs_vector_transfer_integer_dup", "0q001110000 xxxx1 000011 nnnnn ddddd",
        "dup {d:vb.q}, {n:w}", TimingClass.Vector, With = "size=0")]
    [Instruction("dup_advsimd_gen_aarch64_instrs_vector_transfer_integer_dup", "0q001110000 xxx10 000011 nnnnn ddddd",
        "dup {d:vh.q}, {n:w}", TimingClass.Vector, With = "size=1")]
    [Instruction("dup_advsimd_gen_aarch64_instrs_vector_transfer_integer_dup", "0q001110000 xx100 000011 nnnnn ddddd",
        "dup {d:vs.q}, {n:w}", TimingClass.Vector, With = "size=2")]
    [Instruction("dup_advsimd_gen_aarch64_instrs_vector_transfer_integer_dup", "01001110000 x1000 000011 nnnnn ddddd",
        "dup {d:2d}, {n:x}", TimingClass.Vector, With = "size=3, q=1")]
    internal static void DuplicateRegister(Cpu cpu, uint q, uint n, uint d, int size)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            VectorLanes.Write(cpu, d, q, VectorLanes.Broadcast(cpu.X(n), size));
        }
    }

    [Instruction("ins_advsimd_gen_aarch64_instrs_vector_transfer_integer_insert", "01001110000 iiii1 000111 nnnnn ddddd",
        "ins {d:eb}[{i}], {n:w}", TimingClass.Vector, With = "size=0")]
    [Instruction("ins_advsimd_gen_aarch64_instrs_vector_transfer_integer_insert", "01001110000 iii10 000111 nnnnn ddddd",
        "ins {d:eh}[{i}], {n:w}", TimingClass.Vector, With = "size=1")]
    [Instruction("ins_advsimd_gen_aarch64_instrs_vector_transfer_integer_insert", "01001110000 ii100 000111 nnnnn ddddd",
        "ins {d:es}[{i}], {n:w}", TimingClass.Vector, With = "size=2")]
    [Instruction("ins_advsimd_gen_aarch64_instrs_vector_transfer_integer_insert", "01001110000 i1000 000111 nnnnn ddddd",
        "ins {d:ed}[{i}], {n:x}", TimingClass.Vector, With = "size=3")]
    [Alias("ins {d:eb}", "mov *")]
    [Alias("ins {d:eh}", "mov *")]
    [Alias("ins {d:es}", "mov *")]
    [Alias("ins {d:ed}", "mov *")]
    internal static void InsertRegister(Cpu cpu, uint i, uint n, uint d, int size)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            VectorLanes.Set(ref cpu.V(d), (int)i, size, cpu.X(n));
        }
    }

    [Instruction("ins_advsimd_elt_aarch64_instrs_vector_transfer_vector_insert", "01101110000 iiii1 0 ssss 1 nnnnn ddddd",
        "ins {d:eb}[{i}], {n:eb}[{s}]", TimingClass.Vector, With = "size=0")]
    [Instruction("ins_advsimd_elt_aarch64_instrs_vector_transfer_vector_insert", "01101110000 iii10 0 sssx 1 nnnnn ddddd",
        "ins {d:eh}[{i}], {n:eh}[{s}]", TimingClass.Vector, With = "size=1")]
    [Instruction("ins_advsimd_elt_aarch64_instrs_vector_transfer_vector_insert", "01101110000 ii100 0 ssxx 1 nnnnn ddddd",
        "ins {d:es}[{i}], {n:es}[{s}]", TimingClass.Vector, With = "size=2")]
    [Instruction("ins_advsimd_elt_aarch64_instrs_vector_transfer_vector_insert", "01101110000 i1000 0 sxxx 1 nnnnn ddddd",
        "ins {d:ed}[{i}], {n:ed}[{s}]", TimingClass.Vector, With = "size=3")]
    [Alias("ins {d:eb}", "mov *")]
    [Alias("ins {d:eh}", "mov *")]
    [Alias("ins {d:es}", "mov *")]
    [Alias("ins {d:ed}", "mov *")]
    internal static void InsertLane(Cpu cpu, uint i, uint s, uint n, uint d, int size)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            VectorLanes.Set(ref cpu.V(d), (int)i, size, (ulong)VectorLanes.Get(cpu.V(n), (int)s, size, false));
        }
    }

    [Instruction("umov_advsimd_aarch64_instrs_vector_transfer_integer_move_unsigned", "00001110000 iiii1 001111 nnnnn ddddd",
        "umov {d:w}, {n:eb}[{i}]", TimingClass.Vector, With = "size=0, signed=false, f=1")]
    [Instruction("umov_advsimd_aarch64_instrs_vector_transfer_integer_move_unsigned", "00001110000 iii10 001111 nnnnn ddddd",
        "umov {d:w}, {n:eh}[{i}]", TimingClass.Vector, With = "size=1, signed=false, f=1")]
    [Instruction("umov_advsimd_aarch64_instrs_vector_transfer_integer_move_unsigned", "00001110000 ii100 001111 nnnnn ddddd",
        "umov {d:w}, {n:es}[{i}]", TimingClass.Vector, With = "size=2, signed=false, f=1")]
    [Instruction("umov_advsimd_aarch64_instrs_vector_transfer_integer_move_unsigned", "01001110000 i1000 001111 nnnnn ddddd",
        "umov {d:x}, {n:ed}[{i}]", TimingClass.Vector, With = "size=3, signed=false, f=1")]
    [Instruction("smov_advsimd_aarch64_instrs_vector_transfer_integer_move_signed", "00001110000 iiii1 001011 nnnnn ddddd",
        "smov {d:w}, {n:eb}[{i}]", TimingClass.Vector, With = "size=0, signed=true, f=0")]
    [Instruction("smov_advsimd_aarch64_instrs_vector_transfer_integer_move_signed", "00001110000 iii10 001011 nnnnn ddddd",
        "smov {d:w}, {n:eh}[{i}]", TimingClass.Vector, With = "size=1, signed=true, f=0")]
    [Instruction("smov_advsimd_aarch64_instrs_vector_transfer_integer_move_signed", "01001110000 iiii1 001011 nnnnn ddddd",
        "smov {d:x}, {n:eb}[{i}]", TimingClass.Vector, With = "size=0, signed=true, f=1")]
    [Instruction("smov_advsimd_aarch64_instrs_vector_transfer_integer_move_signed", "01001110000 iii10 001011 nnnnn ddddd",
        "smov {d:x}, {n:eh}[{i}]", TimingClass.Vector, With = "size=1, signed=true, f=1")]
    [Instruction("smov_advsimd_aarch64_instrs_vector_transfer_integer_move_signed", "01001110000 ii100 001011 nnnnn ddddd",
        "smov {d:x}, {n:es}[{i}]", TimingClass.Vector, With = "size=2, signed=true, f=1")]
    [Alias("umov {d:w}, {n:es}", "mov *")]
    [Alias("umov {d:x}, {n:ed}", "mov *")]
    internal static void LaneToRegister(Cpu cpu, uint i, uint n, uint d, int size, bool signed, uint f)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            var value = (ulong)VectorLanes.Get(cpu.V(n), (int)i, size, signed);
            cpu.SetX(d, f != 0 ? value : (uint)value);
        }
    }

    [Instruction("fmov_float_gen_aarch64_instrs_float_convert_int", "00011110111 00 110 000000 nnnnn ddddd",
        "fmov {d:w}, {n:h}", TimingClass.Vector, With = "kind=ScalarKind.Half")]
    [Instruction("fmov_float_gen_aarch64_instrs_float_convert_int", "10011110111 00 110 000000 nnnnn ddddd",
        "fmov {d:x}, {n:h}", TimingClass.Vector, With = "kind=ScalarKind.Half")]
    [Instruction("fmov_float_gen_aarch64_instrs_float_convert_int", "00011110001 00 110 000000 nnnnn ddddd",
        "fmov {d:w}, {n:s}", TimingClass.Vector, With = "kind=ScalarKind.Single")]
    [Instruction("fmov_float_gen_aarch64_instrs_float_convert_int", "10011110011 00 110 000000 nnnnn ddddd",
        "fmov {d:x}, {n:d}", TimingClass.Vector, With = "kind=ScalarKind.Double")]
    [Instruction("fmov_float_gen_aarch64_instrs_float_convert_int", "10011110101 01 110 000000 nnnnn ddddd",
        "fmov {d:x}, {n:ed}[1]", TimingClass.Vector, With = "kind=ScalarKind.Upper")]
    internal static void ToRegister(Cpu cpu, uint n, uint d, ScalarKind kind)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            cpu.SetX(d, kind switch
            {
                ScalarKind.Half => (ushort)cpu.V(n)[0],
                ScalarKind.Single => (uint)cpu.V(n)[0],
                ScalarKind.Double => cpu.V(n)[0],
                _ => cpu.V(n)[1],
            });
        }
    }

    [Instruction("fmov_float_gen_aarch64_instrs_float_convert_int", "00011110111 00 111 000000 nnnnn ddddd",
        "fmov {d:h}, {n:w}", TimingClass.Vector, With = "kind=ScalarKind.Half")]
    [Instruction("fmov_float_gen_aarch64_instrs_float_convert_int", "10011110111 00 111 000000 nnnnn ddddd",
        "fmov {d:h}, {n:x}", TimingClass.Vector, With = "kind=ScalarKind.Half")]
    [Instruction("fmov_float_gen_aarch64_instrs_float_convert_int", "00011110001 00 111 000000 nnnnn ddddd",
        "fmov {d:s}, {n:w}", TimingClass.Vector, With = "kind=ScalarKind.Single")]
    [Instruction("fmov_float_gen_aarch64_instrs_float_convert_int", "10011110011 00 111 000000 nnnnn ddddd",
        "fmov {d:d}, {n:x}", TimingClass.Vector, With = "kind=ScalarKind.Double")]
    [Instruction("fmov_float_gen_aarch64_instrs_float_convert_int", "10011110101 01 111 000000 nnnnn ddddd",
        "fmov {d:ed}[1], {n:x}", TimingClass.Vector, With = "kind=ScalarKind.Upper")]
    internal static void FromRegister(Cpu cpu, uint n, uint d, ScalarKind kind)
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        if (kind == ScalarKind.Upper)
        {
            cpu.V(d) = cpu.V(d).WithElement(1, cpu.X(n));
        }
        else
        {
            cpu.SetVLow(d, kind == ScalarKind.Half ? (ushort)cpu.X(n) : kind == ScalarKind.Single ? cpu.W(n) : cpu.X(n));
        }
    }

    [Instruction("fmov_float_aarch64_instrs_float_arithmetic_unary", "0001111011100000010000 nnnnn ddddd",
        "fmov {d:h}, {n:h}", TimingClass.Vector, With = "kind=ScalarKind.Half")]
    [Instruction("fmov_float_aarch64_instrs_float_arithmetic_unary", "0001111000100000010000 nnnnn ddddd",
        "fmov {d:s}, {n:s}", TimingClass.Vector, With = "kind=ScalarKind.Single")]
    [Instruction("fmov_float_aarch64_instrs_float_arithmetic_unary", "0001111001100000010000 nnnnn ddddd",
        "fmov {d:d}, {n:d}", TimingClass.Vector, With = "kind=ScalarKind.Double")]
    internal static void Move(Cpu cpu, uint n, uint d, ScalarKind kind)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            ulong value = cpu.V(n)[0];
            cpu.SetVLow(d, kind == ScalarKind.Half ? (ushort)value : kind == ScalarKind.Single ? (uint)value : value);
        }
    }

    [Instruction("fmov_float_imm_aarch64_instrs_float_move_fp_imm", "00011110111 iiiiiiii 10000000 ddddd",
        "fmov {d:h}, #{i:fpimm}", TimingClass.Vector, With = "kind=ScalarKind.Half")]
    [Instruction("fmov_float_imm_aarch64_instrs_float_move_fp_imm", "00011110001 iiiiiiii 10000000 ddddd",
        "fmov {d:s}, #{i:fpimm}", TimingClass.Vector, With = "kind=ScalarKind.Single")]
    [Instruction("fmov_float_imm_aarch64_instrs_float_move_fp_imm", "00011110011 iiiiiiii 10000000 ddddd",
        "fmov {d:d}, #{i:fpimm}", TimingClass.Vector, With = "kind=ScalarKind.Double")]
    internal static void MoveImmediate(Cpu cpu, uint i, uint d, ScalarKind kind)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            cpu.SetVLow(d, kind switch
            {
                ScalarKind.Half => VectorImmediates.Half(i),
                ScalarKind.Single => VectorImmediates.Single(i),
                _ => VectorImmediates.Double(i),
            });
        }
    }

    [Instruction("fcsel_float_aarch64_instrs_float_move_fp_select", "00011110111 mmmmm cccc 11 nnnnn ddddd",
        "fcsel {d:h}, {n:h}, {m:h}, {c:cond}", TimingClass.Vector, With = "kind=ScalarKind.Half")]
    [Instruction("fcsel_float_aarch64_instrs_float_move_fp_select", "00011110001 mmmmm cccc 11 nnnnn ddddd",
        "fcsel {d:s}, {n:s}, {m:s}, {c:cond}", TimingClass.Vector, With = "kind=ScalarKind.Single")]
    [Instruction("fcsel_float_aarch64_instrs_float_move_fp_select", "00011110011 mmmmm cccc 11 nnnnn ddddd",
        "fcsel {d:d}, {n:d}, {m:d}, {c:cond}", TimingClass.Vector, With = "kind=ScalarKind.Double")]
    internal static void Select(Cpu cpu, uint m, uint c, uint n, uint d, ScalarKind kind)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Move(cpu, Flags.Holds(cpu, c) ? n : m, d, kind);
        }
    }
}
