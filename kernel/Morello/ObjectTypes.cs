namespace FlexCap.Morello;

/// <summary>The object types that the architecture gives a meaning (Sail <c>CAP_SEAL_TYPE_*</c>); 4 to 32,767 are software's.</summary>
public static class ObjectTypes
{
    /// <summary>Not sealed.</summary>
    public const uint Unsealed = 0;

    /// <summary>RB, register branch: an entry that BR, BLR and RET unseal (a <i>sentry</i>).</summary>
    public const uint RegisterBranch = 1;

    /// <summary>LPB, load pair and branch: unsealed by LDPBR and LDPBLR.</summary>
    public const uint LoadPairBranch = 2;

    /// <summary>LB, load and branch: unsealed by BR and BLR with a memory operand.</summary>
    public const uint LoadBranch = 3;

    /// <summary>Lowest object type that only SEAL with a key, CSEAL and BRS give meaning to.</summary>
    public const uint FirstSoftware = 4;

    /// <summary>Highest object type.</summary>
    public const uint Maximum = 32_767;
}
