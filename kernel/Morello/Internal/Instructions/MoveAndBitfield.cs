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
    [Alias("movz", "mov {d:r.f}, #{h,i:movz.f}")]
    [Alias("movn", "mov {d:r.f}, #{h,i:movn.f}")]
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
    [Alias("sbfm {d:w}", "sxtb {d:w}, {n:w}", When = "r=0 s=7")]
    [Alias("sbfm {d:w}", "sxth {d:w}, {n:w}", When = "r=0 s=15")]
    [Alias("sbfm {d:w}", "asr {d:w}, {n:w}, #{r}", When = "s=31")]
    [Alias("sbfm {d:w}", "sbfiz {d:w}, {n:w}, {r,s:bfiz.32}")]
    [Alias("sbfm {d:w}", "sbfx {d:w}, {n:w}, {r,s:bfx.32}")]
    [Alias("ubfm {d:w}", "uxtb {d:w}, {n:w}", When = "r=0 s=7")]
    [Alias("ubfm {d:w}", "uxth {d:w}, {n:w}", When = "r=0 s=15")]
    [Alias("ubfm {d:w}", "lsl {d:w}, {n:w}, {r,s:bflsl.32}")]
    [Alias("ubfm {d:w}", "lsr {d:w}, {n:w}, #{r}", When = "s=31")]
    [Alias("ubfm {d:w}", "ubfiz {d:w}, {n:w}, {r,s:bfiz.32}")]
    [Alias("ubfm {d:w}", "ubfx {d:w}, {n:w}, {r,s:bfx.32}")]
    [Alias("bfm {d:w}", "bfc {d:w}, {r,s:bfc.32}", When = "n=31")]
    [Alias("bfm {d:w}", "bfi {d:w}, {n:w}, {r,s:bfiz.32}")]
    [Alias("bfm {d:w}", "bfxil {d:w}, {n:w}, {r,s:bfx.32}")]
    [Alias("sbfm {d:x}", "sxtb {d:x}, {n:w}", When = "r=0 s=7")]
    [Alias("sbfm {d:x}", "sxth {d:x}, {n:w}", When = "r=0 s=15")]
    [Alias("sbfm {d:x}", "sxtw {d:x}, {n:w}", When = "r=0 s=31")]
    [Alias("sbfm {d:x}", "asr {d:x}, {n:x}, #{r}", When = "s=63")]
    [Alias("sbfm {d:x}", "sbfiz {d:x}, {n:x}, {r,s:bfiz.64}")]
    [Alias("sbfm {d:x}", "sbfx {d:x}, {n:x}, {r,s:bfx.64}")]
    [Alias("ubfm {d:w}", "uxtb {d:x}, {n:w}", When = "r=0 s=7", AssembleOnly = true)]
    [Alias("ubfm {d:w}", "uxth {d:x}, {n:w}", When = "r=0 s=15", AssembleOnly = true)]
    [Alias("ubfm {d:x}", "uxtw {d:x}, {n:w}", When = "r=0 s=31", AssembleOnly = true)]
    [Alias("ubfm {d:x}", "lsl {d:x}, {n:x}, {r,s:bflsl.64}")]
    [Alias("ubfm {d:x}", "lsr {d:x}, {n:x}, #{r}", When = "s=63")]
    [Alias("ubfm {d:x}", "ubfiz {d:x}, {n:x}, {r,s:bfiz.64}")]
    [Alias("ubfm {d:x}", "ubfx {d:x}, {n:x}, {r,s:bfx.64}")]
    [Alias("bfm {d:x}", "bfc {d:x}, {r,s:bfc.64}", When = "n=31")]
    [Alias("bfm {d:x}", "bfi {d:x}, {n:x}, {r,s:bfiz.64}")]
    [Alias("bfm {d:x}", "bfxil {d:x}, {n:x}, {r,s:bfx.64}")]
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
    [Alias("extr {d:w}", "ror {d:w}, {n:w}, #{i}", When = "n=m")]
    [Alias("extr {d:x}", "ror {d:x}, {n:x}, #{i}", When = "n=m")]
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
