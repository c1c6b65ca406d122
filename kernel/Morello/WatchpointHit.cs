namespace FlexCap.Morello;

/// <summary>What a watchpoint waits for.</summary>
[Flags]
public enum WatchKinds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Loads.</summary>
    Read = 1,

    /// <summary>Stores, those of tags included.</summary>
    Write = 2,

    /// <summary>Loads and stores.</summary>
    Access = Read | Write,

    /// <summary>Stores that set, clear or rewrite the tag of a granule that has one or gets one.</summary>
    Tag = 4,
}

/// <summary>An access that a watchpoint waited for. It has not been done yet.</summary>
/// <param name="Address">Virtual address of the access, or of the part of it that is done at once.</param>
/// <param name="Size">Bytes accessed: 1 to 16, or 64 for DC ZVA.</param>
/// <param name="Kinds">What the access would do, as far as the watchpoint asked for it.</param>
/// <param name="ProgramCounter">Address of the instruction.</param>
/// <param name="Before">What memory holds there, up to 16 bytes, little-endian; 0 for a device, which would notice a read.</param>
/// <param name="TagBefore">The tag of the granule there.</param>
public readonly record struct WatchpointHit(ulong Address, int Size, WatchKinds Kinds, ulong ProgramCounter, UInt128 Before, bool TagBefore);
