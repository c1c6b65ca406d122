namespace FlexCap.Morello.Internal.Instructions;

/// <summary>MOVN, MOVZ, MOVK, SBFM, BFM, UBFM, EXTR.</summary>
internal static class MoveAndBitfield
{
    [Instruction("movn_aarch64_instrs_integer_ins_ext_insert_movewide", "f00100101 hh iiiiiiiiiiiiiiii ddddd",
        "movn {d:r.f}, #{h,i:wide.f}", TimingClass.Integer, With = "kind=MoveWideKind.Not", Split = "fh")]
    [Instruction("movz_aarch64_instrs_integer_ins_ext_insert_movewide", "f10100101 hh iiiiiiiiiiiiiiii ddddd",
        "movz {d:r.f}, #{h,i:wide.f}", TimingClass.Integer, With = "kind=MoveWideKind.Zero", Split = "fh")]
    [Instruction("movk_aarch64_instrs_integer_ins_ext_insert_movewide", "f11100101 hh iiiiiiiiiiiiiiii ddddd",
        "movk {d:r.f}, #{h,i:wide.f}", TimingClass.Integer, With = "kind=MoveWideKind.Keep", Split = "fh")]
    internal static void MoveWide(Cpu cpu, uint f, uint h, ulong i, uint d, MoveWideKind kind)
    {
        if (f == 0 && h > 1)
        {
            cpu.RaiseUndefined();
            return;
        }

        int shift = (int)h * 16;
        ulong result = kind switch
        {
            MoveWideKind.Not => ~(i << shift),
            MoveWideKind.Zero => i << shift,
            _ => (cpu.X(d) & ~(0xFFFFUL << shift)) | (i << shift),
        };
        cpu.SetX(d, f != 0 ? result : (uint)result);
    }

    [Instruction("sbfm_aarch64_instrs_integer_bitfield", "100 100110 1 rrrrrr ssssss nnnnn ddddd",
        "sbfm {d:x}, {n:x}, #{r}, #{s}", TimingClass.Integer, With = "size=64, kind=BitfieldKind.Signed")]
    [Instruction("sbfm_aarch64_instrs_integer_bitfield", "000 100110 0 0rrrrr 0sssss nnnnn ddddd",
        "sbfm {d:w}, {n:w}, #{r}, #{s}", TimingClass.Integer, With = "size=32, kind=BitfieldKind.Signed")]
    [Instruction("bfm_aarch64_instrs_integer_bitfield", "101 100110 1 rrrrrr ssssss nnnnn ddddd",
        "bfm {d:x}, {n:x}, #{r}, #{s}", TimingClass.Integer, With = "size=64, kind=BitfieldKind.Insert")]
    [Instruction("bfm_aarch64_instrs_integer_bitfield", "001 100110 0 0rrrrr 0sssss nnnnn ddddd",
        "bfm {d:w}, {n:w}, #{r}, #{s}", TimingClass.Integer, With = "size=32, kind=BitfieldKind.Insert")]
    [Instruction("ubfm_aarch64_instrs_integer_bitfield", "110 100110 1 rrrrrr ssssss nnnnn ddddd",
        "ubfm {d:x}, {n:x}, #{r}, #{s}", TimingClass.Integer, With = "size=64, kind=BitfieldKind.Unsigned")]
    [Instruction("ubfm_aarch64_instrs_integer_bitfield", "010 100110 0 0rrrrr 0sssss nnnnn ddddd",
        "ubfm {d:w}, {n:w}, #{r}, #{s}", TimingClass.Integer, With = "size=32, kind=BitfieldKind.Unsigned")]
    internal static void Bitfield(Cpu cpu, uint r, uint s, uint n, uint d, uint size, BitfieldKind kind)
    {
        ulong source = size == 64 ? cpu.X(n) : cpu.W(n);
        ulong result;
        if (kind == BitfieldKind.Signed)
        {
            // The field moves to the top, so that an arithmetic shift brings its sign along.
            long top = (long)(source << (int)(63 - s));
            result = s >= r ? (ulong)(top >> (int)(63 - s + r)) : (ulong)(top >> (int)(63 - s)) << (int)(size - r);
        }
        else
        {
            ulong field = s >= r ? ulong.MaxValue >> (int)(63 - (s - r)) : (ulong.MaxValue >> (int)(63 - s)) << (int)(size - r);
            ulong moved = s >= r ? source >> (int)r : source << (int)(size - r);
            result = kind == BitfieldKind.Unsigned ? moved & field : (cpu.X(d) & ~field) | (moved & field);
        }

        cpu.SetX(d, size == 64 ? result : (uint)result);
    }

    [Instruction("extr_aarch64_instrs_integer_ins_ext_extract_immediate", "1 00100111 1 0 mmmmm iiiiii nnnnn ddddd",
        "extr {d:x}, {n:x}, {m:x}, #{i}", TimingClass.Integer, With = "size=64")]
    [Instruction("extr_aarch64_instrs_integer_ins_ext_extract_immediate", "0 00100111 0 0 mmmmm 0iiiii nnnnn ddddd",
        "extr {d:w}, {n:w}, {m:w}, #{i}", TimingClass.Integer, With = "size=32")]
    internal static void Extract(Cpu cpu, uint m, uint i, uint n, uint d, uint size)
    {
        if (size == 64)
        {
            cpu.SetX(d, i == 0 ? cpu.X(m) : (cpu.X(m) >> (int)i) | (cpu.X(n) << (int)(64 - i)));
        }
        else
        {
            cpu.SetX(d, (uint)((((ulong)cpu.W(n) << 32) | cpu.W(m)) >> (int)i));
        }
    }
}
