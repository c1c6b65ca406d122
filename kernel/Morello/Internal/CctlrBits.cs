namespace FlexCap.Morello.Internal;

/// <summary>Bits of CCTLR_ELx: how integer pointers, links and branches behave.</summary>
[Flags]
internal enum CctlrBits : uint
{
    /// <summary>DDCBO: X-register bases and CVT count from the base of DDC.</summary>
    DdcBaseOffset = 1 << 2,

    /// <summary>PCCBO: integer branches, ADR and CVTP count from the base of PCC.</summary>
    PccBaseOffset = 1 << 3,

    /// <summary>ADRDPB: ADRDP takes C28 for DDC.</summary>
    AdrdpBase = 1 << 4,

    /// <summary>SBL: links are sealed as RB, and BRR, BRS, BLRR, BLRS, RETR and RETS take only such targets.</summary>
    SealedBranchLink = 1 << 7,
}
