namespace FlexCap.Morello;

/// <summary>
/// The 18 permission bits of a Morello capability, by Arm's names. The values are those that GCPERM gives and CLRPERM takes.
/// Source: Sail <c>CAP_PERM_*</c>; Arm DDI 0606, "Capability permissions".
/// </summary>
[Flags]
public enum CapabilityPermissions
{
    /// <summary>No permission.</summary>
    None = 0,

    /// <summary>May be stored through a capability without <see cref="StoreLocalCap"/>; without it the capability is <i>local</i>.</summary>
    Global = 1 << 0,

    /// <summary>As PCC: runs in Executive; without it in Restricted.</summary>
    Executive = 1 << 1,

    /// <summary>Software-defined permission 0.</summary>
    User0 = 1 << 2,

    /// <summary>Software-defined permission 1.</summary>
    User1 = 1 << 3,

    /// <summary>Software-defined permission 2.</summary>
    User2 = 1 << 4,

    /// <summary>Software-defined permission 3.</summary>
    User3 = 1 << 5,

    /// <summary>Capabilities loaded through it keep their store permissions.</summary>
    MutableLoad = 1 << 6,

    /// <summary>The value may be used as a compartment identifier (by software: no instruction tests it).</summary>
    CompartmentId = 1 << 7,

    /// <summary>May be unsealed by BRS, BLRS and RETS as one of a sealed pair.</summary>
    BranchSealedPair = 1 << 8,

    /// <summary>As PCC: may reach system registers and system instructions.</summary>
    System = 1 << 9,

    /// <summary>Authorises unsealing with its value as the object type.</summary>
    Unseal = 1 << 10,

    /// <summary>Authorises sealing with its value as the object type.</summary>
    Seal = 1 << 11,

    /// <summary>May store local capabilities.</summary>
    StoreLocalCap = 1 << 12,

    /// <summary>May store capabilities with their tags.</summary>
    StoreCap = 1 << 13,

    /// <summary>Capabilities loaded through it keep their tags.</summary>
    LoadCap = 1 << 14,

    /// <summary>May fetch instructions.</summary>
    Execute = 1 << 15,

    /// <summary>May store data.</summary>
    Store = 1 << 16,

    /// <summary>May load data.</summary>
    Load = 1 << 17,

    /// <summary>All 18 permissions.</summary>
    All = (1 << 18) - 1,
}
