namespace FlexCap.Morello.Internal.Assembly;

/// <summary>What one instruction statement became.</summary>
/// <param name="Word">The encoding; a field that depends on symbols is 0.</param>
/// <param name="Fixup">What goes into that field, or null where everything is known.</param>
internal readonly record struct AssembledInstruction(uint Word, Fixup? Fixup = null);

/// <summary>A field of an instruction that waits for the layout or for the linker.</summary>
/// <param name="Kind">Which field.</param>
/// <param name="Target">The value, with its relocation modifier (<see cref="Expression.Modifier"/>).</param>
internal sealed record Fixup(FixupKind Kind, Expression Target);

/// <summary>Fields of instructions that can hold a symbol. Kind, modifier and state (A64, C64) give the relocation: <see cref="FixupEncoding"/>.</summary>
internal enum FixupKind
{
    /// <summary>B: distance in words, bits 25:0.</summary>
    Branch26,

    /// <summary>BL: distance in words, bits 25:0.</summary>
    Call26,

    /// <summary>B.cond, CBZ, CBNZ: distance in words, bits 23:5.</summary>
    Branch19,

    /// <summary>TBZ, TBNZ: distance in words, bits 18:5.</summary>
    Branch14,

    /// <summary>ADR: distance in bytes, bits 23:5 and 30:29.</summary>
    Address21,

    /// <summary>ADRP in A64 state: distance in 4 KiB pages, bits 23:5 and 30:29.</summary>
    Page21,

    /// <summary>ADRP in C64 state: distance in 4 KiB pages, bits 22:5 and 30:29 (bit 23 tells ADRP from ADRDP).</summary>
    Page20,

    /// <summary>Load literal of a general or SIMD register, PRFM: distance in words, bits 23:5.</summary>
    Literal19,

    /// <summary>Load literal of a capability: distance in units of 16 bytes from the place rounded down, bits 21:5.</summary>
    Literal17,

    /// <summary>ADD, SUB immediate: bits 21:10.</summary>
    Immediate12,

    /// <summary>Load or store of 1 byte, unsigned offset: bits 21:10.</summary>
    Offset8,

    /// <summary>The same of 2 bytes, scaled by 2.</summary>
    Offset16,

    /// <summary>The same of 4 bytes, scaled by 4.</summary>
    Offset32,

    /// <summary>The same of 8 bytes, scaled by 8.</summary>
    Offset64,

    /// <summary>The same of 16 bytes, SIMD register or capability, scaled by 16.</summary>
    Offset128,

    /// <summary>MOVZ, MOVN, MOVK with a modifier that names a group: bits 20:5; bits 22:21 must already be the group's.</summary>
    MoveWide,
}
