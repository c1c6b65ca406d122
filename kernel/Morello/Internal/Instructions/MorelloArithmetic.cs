namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Capability arithmetic: addresses, values, offsets and flags.</summary>
internal static class MorelloArithmetic
{
    // Shift amounts above this are UNDEFINED in ADD (extended register).
    private const uint MaximumShift = 4;

    [Instruction("ADR_C_I_C", "0jj10000piiiiiiiiiiiiiiiiiiddddd", "adr {d:x}, {p,i,j:pcrel} | adr {d:c}, {p,i,j:pcrel}", TimingClass.Integer)]
    internal static void ADR_C_I_C(Cpu cpu, uint j, long p, ulong i, uint d)
    {
        ulong offset = ((ulong)p << 20) | (i << 2) | j;
        if (cpu.IsC64)
        {
            cpu.SetC(d, cpu.Pcc.Add(offset));
        }
        else
        {
            cpu.SetX(d, PccAddress(cpu) + offset);
        }
    }

    // The clause ADRP_C_I_C is the union of these two.
    [Instruction("ADRP_C_IP_C", "1jj100001iiiiiiiiiiiiiiiiiiddddd", "adrp {d:x}, {23,i,j:page} | adrp {d:c}, {i,j:page}", TimingClass.Integer)]
    internal static void ADRP_C_IP_C(Cpu cpu, uint j, long i, uint d)
    {
        // In A64 bit 23 is the sign of a 21-bit immediate; in C64 it selects PCC and bit 22 is the sign.
        if (cpu.IsC64)
        {
            cpu.SetC(d, Page(cpu.Pcc, PageOffset((ulong)i, j)));
        }
        else
        {
            cpu.SetX(d, (PccAddress(cpu) & ~0xFFFUL) + PageOffset((ulong)(i & 0x3_FFFF) | ~0x3_FFFFUL, j));
        }
    }

    [Instruction("ADRDP_C_ID_C", "1jj100000iiiiiiiiiiiiiiiiiiddddd", "adrp {d:x}, {23,i,j:page} | adrdp {d:c}, {i,j:datapage}", TimingClass.Integer)]
    internal static void ADRDP_C_ID_C(Cpu cpu, uint j, ulong i, uint d)
    {
        if (cpu.IsC64)
        {
            Capability data = cpu.HasCapabilityControl(CctlrBits.AdrdpBase) ? cpu.C(28) : cpu.Ddc;
            cpu.SetC(d, Page(data, PageOffset(i, j)));
        }
        else
        {
            cpu.SetX(d, (PccAddress(cpu) & ~0xFFFUL) + PageOffset(i, j));
        }
    }

    [Instruction("ADD_C_CIS_C", "000000100hiiiiiiiiiiiinnnnnddddd", "add {d:csp}, {n:csp}, #{h,i:addimm}", TimingClass.Capability)]
    internal static void ADD_C_CIS_C(Cpu cpu, uint h, ulong i, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetCSp(d, cpu.CSp(n).Add(h != 0 ? i << 12 : i));
        }
    }

    [Instruction("SUB_C_CIS_C", "000000101hiiiiiiiiiiiinnnnnddddd", "sub {d:csp}, {n:csp}, #{h,i:addimm}", TimingClass.Capability)]
    internal static void SUB_C_CIS_C(Cpu cpu, uint h, ulong i, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetCSp(d, cpu.CSp(n).Add(0 - (h != 0 ? i << 12 : i)));
        }
    }

    [Instruction("ADD_C_CRI_C", "11000010101mmmmmoooiiinnnnnddddd", "add {d:csp}, {n:csp}, {m,o,i:extended.c}", TimingClass.Capability)]
    internal static void ADD_C_CRI_C(Cpu cpu, uint m, uint o, uint i, uint n, uint d)
    {
        if (i > MaximumShift)
        {
            cpu.RaiseUndefined();
        }
        else if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetCSp(d, cpu.CSp(n).Add(ExtendRegister(cpu.X(m), o, (int)i)));
        }
    }

    [Instruction("SUBS_R_CC_C", "11000010111mmmmm100110nnnnnddddd", "subs {d:x}, {n:c}, {m:c}", TimingClass.Capability)]
    [Alias("subs", "cmp {n:c}, {m:c}", When = "d=31")]
    internal static void SUBS_R_CC_C(Cpu cpu, uint m, uint n, uint d)
    {
        if (!cpu.CheckCapabilitiesEnabled())
        {
            return;
        }

        Capability left = cpu.C(n);
        Capability right = cpu.C(m);
        if (left.Tag == right.Tag)
        {
            ulong difference = left.Value - right.Value;
            ulong overflow = (left.Value ^ right.Value) & (left.Value ^ difference);
            cpu.Nzcv = Condition(difference >> 63 != 0, difference == 0, left.Value >= right.Value, overflow >> 63 != 0);
            cpu.SetX(d, difference);
        }
        else
        {
            // The tags are compared in their place, as 2-bit numbers 0 and 1: they differ, and neither sum overflows.
            cpu.Nzcv = left.Tag ? Condition(false, false, true, false) : Condition(true, false, false, false);
            cpu.SetX(d, left.Tag ? 1UL : 3UL);
        }
    }

    [Instruction("ALIGND_C_CI_C", "11000010110iiiiii00110nnnnnddddd", "alignd {d:csp}, {n:csp}, #{i}", TimingClass.Capability)]
    internal static void ALIGND_C_CI_C(Cpu cpu, uint i, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            Capability source = cpu.CSp(n);
            cpu.SetCSp(d, source.SetValue(source.Value & ~((1UL << (int)i) - 1)));
        }
    }

    [Instruction("ALIGNU_C_CI_C", "11000010110iiiiii10110nnnnnddddd", "alignu {d:csp}, {n:csp}, #{i}", TimingClass.Capability)]
    internal static void ALIGNU_C_CI_C(Cpu cpu, uint i, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            Capability source = cpu.CSp(n);
            ulong low = (1UL << (int)i) - 1;
            cpu.SetCSp(d, source.SetValue((source.Value + low) & ~low));
        }
    }

    [Instruction("SCVALUE_C_CR_C", "11000010110mmmmm010000nnnnnddddd", "scvalue {d:csp}, {n:csp}, {m:x}", TimingClass.Capability)]
    internal static void SCVALUE_C_CR_C(Cpu cpu, uint m, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetCSp(d, cpu.CSp(n).SetValue(cpu.X(m)));
        }
    }

    [Instruction("SCOFF_C_CR_C", "11000010110mmmmm011000nnnnnddddd", "scoff {d:csp}, {n:csp}, {m:x}", TimingClass.Capability)]
    internal static void SCOFF_C_CR_C(Cpu cpu, uint m, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetCSp(d, cpu.CSp(n).SetOffset(cpu.X(m)));
        }
    }

    [Instruction("CPYVALUE_C_C_C", "11000010110mmmmm011001nnnnnddddd", "cpyvalue {d:c}, {n:c}, {m:c}", TimingClass.Capability)]
    internal static void CPYVALUE_C_C_C(Cpu cpu, uint m, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetC(d, cpu.C(n).CopyValue(cpu.C(m)));
        }
    }

    [Instruction("SCFLGS_C_CR_C", "11000010110mmmmm111000nnnnnddddd", "scflgs {d:csp}, {n:csp}, {m:x}", TimingClass.Capability)]
    internal static void SCFLGS_C_CR_C(Cpu cpu, uint m, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetCSp(d, cpu.CSp(n).SetFlags((byte)(cpu.X(m) >> 56)));
        }
    }

    [Instruction("BICFLGS_C_CI_C", "11000010111iiiiiiii000nnnnnddddd", "bicflgs {d:csp}, {n:csp}, #{i}", TimingClass.Capability)]
    internal static void BICFLGS_C_CI_C(Cpu cpu, uint i, uint n, uint d) => ClearFlags(cpu, n, d, (byte)i);

    [Instruction("BICFLGS_C_CR_C", "11000010110mmmmm001010nnnnnddddd", "bicflgs {d:csp}, {n:csp}, {m:x}", TimingClass.Capability)]
    internal static void BICFLGS_C_CR_C(Cpu cpu, uint m, uint n, uint d) => ClearFlags(cpu, n, d, (byte)(cpu.X(m) >> 56));

    [Instruction("EORFLGS_C_CI_C", "11000010111iiiiiiii100nnnnnddddd", "eorflgs {d:csp}, {n:csp}, #{i}", TimingClass.Capability)]
    internal static void EORFLGS_C_CI_C(Cpu cpu, uint i, uint n, uint d) => InvertFlags(cpu, n, d, (byte)i);

    [Instruction("EORFLGS_C_CR_C", "11000010110mmmmm101010nnnnnddddd", "eorflgs {d:csp}, {n:csp}, {m:x}", TimingClass.Capability)]
    internal static void EORFLGS_C_CR_C(Cpu cpu, uint m, uint n, uint d) => InvertFlags(cpu, n, d, (byte)(cpu.X(m) >> 56));

    [Instruction("ORRFLGS_C_CI_C", "11000010111iiiiiiii010nnnnnddddd", "orrflgs {d:csp}, {n:csp}, #{i}", TimingClass.Capability)]
    internal static void ORRFLGS_C_CI_C(Cpu cpu, uint i, uint n, uint d) => RaiseFlags(cpu, n, d, (byte)i);

    [Instruction("ORRFLGS_C_CR_C", "11000010110mmmmm011010nnnnnddddd", "orrflgs {d:csp}, {n:csp}, {m:x}", TimingClass.Capability)]
    internal static void ORRFLGS_C_CR_C(Cpu cpu, uint m, uint n, uint d) => RaiseFlags(cpu, n, d, (byte)(cpu.X(m) >> 56));

    [Instruction("CSEL_C_CI_C", "11000010110mmmmmcccc11nnnnnddddd", "csel {d:c}, {n:c}, {m:c}, {c:cond}", TimingClass.Capability)]
    internal static void CSEL_C_CI_C(Cpu cpu, uint m, uint c, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetC(d, Flags.Holds(cpu, c) ? cpu.C(n) : cpu.C(m));
        }
    }

    /// <summary>The value of a register, extended by option (UXTB to SXTX) and shifted (Sail <c>ExtendReg</c>).</summary>
    internal static ulong ExtendRegister(ulong value, uint option, int shift) => Shifter.Extend(option, value) << shift;

    /// <summary>N, Z, C and V as <see cref="Cpu.Nzcv"/> holds them.</summary>
    internal static uint Condition(bool n, bool z, bool c, bool v) =>
        (n ? 1u << 31 : 0) | (z ? 1u << 30 : 0) | (c ? 1u << 29 : 0) | (v ? 1u << 28 : 0);

    private static void ClearFlags(Cpu cpu, uint n, uint d, byte mask)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            Capability source = cpu.CSp(n);
            cpu.SetCSp(d, source.SetFlags((byte)(source.Flags & ~mask)));
        }
    }

    private static void InvertFlags(Cpu cpu, uint n, uint d, byte mask)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            Capability source = cpu.CSp(n);
            cpu.SetCSp(d, source.SetFlags((byte)(source.Flags ^ mask)));
        }
    }

    private static void RaiseFlags(Cpu cpu, uint n, uint d, byte mask)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            Capability source = cpu.CSp(n);
            cpu.SetCSp(d, source.SetFlags((byte)(source.Flags | mask)));
        }
    }

    private static ulong PccAddress(Cpu cpu) => cpu.HasCapabilityControl(CctlrBits.PccBaseOffset) ? cpu.Pc - cpu.PccBase : cpu.Pc;

    private static ulong PageOffset(ulong high, uint low) => ((high << 2) | low) << 12;

    private static Capability Page(Capability source, ulong offset) => source.Add((source.Value & ~0xFFFUL) - source.Value + offset);
}
