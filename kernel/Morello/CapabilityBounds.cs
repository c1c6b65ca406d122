namespace FlexCap.Morello;

/// <summary>The decoded bounds of a capability (Sail <c>CapGetBounds</c>): the half-open range [Base, Limit) in bytes.</summary>
/// <param name="Base">Lowest address.</param>
/// <param name="Limit">First address past the range, a 65-bit number: at most 2^64. It can lie below <paramref name="Base"/> in a capability that no operation made.</param>
/// <param name="IsValid">False for the reserved exponents 51 to 62: such a capability authorises nothing.</param>
public readonly record struct CapabilityBounds(ulong Base, UInt128 Limit, bool IsValid)
{
    /// <summary>The whole address space: base 0, limit 2^64.</summary>
    public static CapabilityBounds Everything { get; } = new(0, UInt128.One << 64, true);

    /// <summary>Limit - Base modulo 2^65, in bytes (Sail <c>CapGetLength</c>).</summary>
    public UInt128 Length => (Limit - Base) & (UInt128.MaxValue >> 63);

    /// <summary>True if the bounds are valid and hold all <paramref name="size"/> bytes from <paramref name="address"/> (Sail <c>CapIsRangeInBounds</c>).</summary>
    public bool Contains(ulong address, ulong size) => IsValid && address >= Base && (UInt128)address + size <= Limit;

    /// <summary>True if both are valid and <paramref name="inner"/> lies within these bounds (the range part of Sail <c>CapIsSubSetOf</c>).</summary>
    public bool Contains(in CapabilityBounds inner) => IsValid && inner.IsValid && inner.Base >= Base && inner.Limit <= Limit;
}
