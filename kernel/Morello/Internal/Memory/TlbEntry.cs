namespace FlexCap.Morello.Internal;

/// <summary>
/// One page of the translation cache. A tag is the page's virtual address with the generation of the cache in its low
/// 12 bits, so that one comparison checks page, permission and validity.
/// </summary>
internal unsafe struct TlbEntry
{
    internal ulong LoadTag;
    internal ulong StoreTag;

    /// <summary>Host address of the page's first byte.</summary>
    internal byte* Host;

    /// <summary>Tags and attention flags of the page.</summary>
    internal PageState* State;

    /// <summary>Physical address of the page.</summary>
    internal ulong Physical;

    internal PageAttributes Attributes;
}

/// <summary>What a translation says beyond the address.</summary>
[Flags]
internal enum PageAttributes
{
    None = 0,

    /// <summary>LC = 00: capabilities are loaded without their tag.</summary>
    LoadClearsTag = 1,

    /// <summary>LC = 10 or 11 and TGEN says so: loading a tagged capability faults.</summary>
    LoadTagFaults = 2,

    /// <summary>SC = 0 and CDBM = 0: storing a tagged capability faults.</summary>
    StoreTagFaults = 4,

    /// <summary>SC = 0 and CDBM = 1: storing a tagged capability sets SC in the descriptor.</summary>
    StoreTagUpdates = 8,

    /// <summary>Device memory: unaligned accesses fault.</summary>
    Device = 16,

    /// <summary>Besides <see cref="StoreTagFaults"/>: only stage 2 says so, and the fault is EL2's.</summary>
    StoreTagFaultsInStageTwo = 32,
}
