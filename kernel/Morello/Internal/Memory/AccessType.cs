namespace FlexCap.Morello.Internal;

/// <summary>Why memory is accessed (AccType of the Sail model, as far as it makes a difference here).</summary>
internal enum AccessType
{
    /// <summary>Ordinary loads and stores.</summary>
    Normal,

    /// <summary>LDTR and STTR: with the rights of EL0 unless PSTATE.UAO is set.</summary>
    Unprivileged,

    /// <summary>Load-acquire, store-release and exclusives: must be aligned.</summary>
    Ordered,

    /// <summary>Read-modify-write: must be aligned and needs the right to write even if it does not.</summary>
    Atomic,

    /// <summary>Vector elements: 16 bytes are two accesses of 8.</summary>
    Vector,

    /// <summary>DC ZVA.</summary>
    ZeroBlock,

    /// <summary>Cache maintenance by address.</summary>
    Cache,

    /// <summary>Address translation instructions.</summary>
    Translate,

    /// <summary>AT S1E1RP and S1E1WP: address translation that obeys PSTATE.PAN.</summary>
    TranslatePrivileged,

    /// <summary>Instruction fetch.</summary>
    Fetch,

    /// <summary>A debugger's look, which leaves descriptors as they are.</summary>
    Inspect,
}
