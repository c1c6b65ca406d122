using static FlexCap.Morello.Internal.Instructions.MorelloArithmetic;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>CVT: between capabilities and integer pointers, which are addresses or, with CCTLR.DDCBO or PCCBO, offsets.</summary>
internal static class MorelloConversions
{
    [Instruction("CVT_R_CC_C", "11000010110mmmmm110000nnnnnddddd", "cvt {d:x}, {n:csp}, {m:c}", TimingClass.Capability)]
    internal static void CVT_R_CC_C(Cpu cpu, uint m, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            ToPointer(cpu, n, d, cpu.C(m), CctlrBits.DdcBaseOffset);
        }
    }

    [Instruction("CVTD_R_C_C", "1100001011000101000100nnnnnddddd", "cvtd {d:x}, {n:csp}", TimingClass.Capability)]
    internal static void CVTD_R_C_C(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            ToPointer(cpu, n, d, cpu.Ddc, CctlrBits.DdcBaseOffset);
        }
    }

    [Instruction("CVTP_R_C_C", "1100001011000101001100nnnnnddddd", "cvtp {d:x}, {n:csp}", TimingClass.Capability)]
    internal static void CVTP_R_C_C(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            ToPointer(cpu, n, d, cpu.Pcc, CctlrBits.PccBaseOffset);
        }
    }

    [Instruction("CVTD_C_R_C", "1100001011000101100100nnnnnddddd", "cvtd {d:c}, {n:x}", TimingClass.Capability, With = "zeroIsNull=false")]
    [Instruction("CVTDZ_C_R_C", "1100001011000101110100nnnnnddddd", "cvtdz {d:c}, {n:x}", TimingClass.Capability, With = "zeroIsNull=true")]
    internal static void CVTD_C_R(Cpu cpu, uint n, uint d, bool zeroIsNull)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetC(d, ToCapability(cpu, cpu.Ddc, cpu.X(n), CctlrBits.DdcBaseOffset, zeroIsNull));
        }
    }

    [Instruction("CVTP_C_R_C", "1100001011000101101100nnnnnddddd", "cvtp {d:c}, {n:x}", TimingClass.Capability, With = "zeroIsNull=false")]
    [Instruction("CVTPZ_C_R_C", "1100001011000101111100nnnnnddddd", "cvtpz {d:c}, {n:x}", TimingClass.Capability, With = "zeroIsNull=true")]
    internal static void CVTP_C_R(Cpu cpu, uint n, uint d, bool zeroIsNull)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetC(d, ToCapability(cpu, cpu.Pcc, cpu.X(n), CctlrBits.PccBaseOffset, zeroIsNull));
        }
    }

    [Instruction("CVT_C_CR_C", "11000010111mmmmm000110nnnnnddddd", "cvt {d:c}, {n:csp}, {m:x}", TimingClass.Capability, With = "zeroIsNull=false")]
    [Instruction("CVTZ_C_CR_C", "11000010111mmmmm010110nnnnnddddd", "cvtz {d:c}, {n:csp}, {m:x}", TimingClass.Capability, With = "zeroIsNull=true")]
    internal static void CVT_C_CR(Cpu cpu, uint m, uint n, uint d, bool zeroIsNull)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetC(d, ToCapability(cpu, cpu.CSp(n), cpu.X(m), CctlrBits.DdcBaseOffset, zeroIsNull));
        }
    }

    // C says that the capability was tagged, Z that the pointer is null although it was.
    private static void ToPointer(Cpu cpu, uint n, uint d, Capability relativeTo, CctlrBits offsets)
    {
        Capability source = cpu.CSp(n);
        ulong pointer = 0;
        if (source.Tag)
        {
            pointer = source.Value - (cpu.HasCapabilityControl(offsets) ? relativeTo.Base : 0);
        }

        cpu.Nzcv = Condition(false, source.Tag && pointer == 0, source.Tag, false);
        cpu.SetX(d, pointer);
    }

    private static Capability ToCapability(Cpu cpu, Capability authority, ulong pointer, CctlrBits offsets, bool zeroIsNull) =>
        zeroIsNull && pointer == 0 ? Capability.Null
        : cpu.HasCapabilityControl(offsets) ? authority.SetOffset(pointer)
        : authority.SetValue(pointer);
}
