using System.Runtime.CompilerServices;

namespace FlexCap.Morello;

public readonly partial struct Capability
{
    /// <summary>
    /// The precise representability check: true if a capability with this metadata and the value <paramref name="address"/> has the same,
    /// valid bounds (Sail <c>CapIsRepresentable</c>). SCVALUE and its like use it.
    /// </summary>
    public bool IsRepresentable(ulong address)
    {
        int exponent = Exponent;
        if (exponent > 48)
        {
            // The bounds do not depend on the value.
            return exponent is <= MaximumExponent or MaximumEncodableExponent;
        }

        // Nearly all that is representable stays in its region, and then nothing need be decoded.
        if (Region(Value, exponent) == Region(address, exponent))
        {
            return true;
        }

        Decode(exponent, out ulong lower, out ulong limitLow, out uint limitHigh);
        new Capability(address, Metadata, false).Decode(exponent, out ulong newLower, out ulong newLimitLow, out uint newLimitHigh);
        return lower == newLower && limitLow == newLimitLow && limitHigh == newLimitHigh;
    }

    /// <summary>
    /// The fast representability check of additions: true if value + <paramref name="increment"/> surely keeps the bounds
    /// (Sail <c>CapIsRepresentableFast</c>). It refuses a few values near the edge that <see cref="IsRepresentable"/> takes,
    /// and takes any while the exponent is 48 or more.
    /// </summary>
    public bool IsRepresentableFast(ulong increment)
    {
        int exponent = Exponent;
        if (exponent >= MaximumExponent - 2)
        {
            return true;
        }

        ulong address = BoundsAddress(Value);
        increment = BoundsAddress(increment);
        long incrementTop = (long)increment >> (exponent + MantissaWidth);
        uint incrementMiddle = (uint)(increment >> exponent) & 0xFFFF;
        uint addressMiddle = (uint)(address >> exponent) & 0xFFFF;
        uint edge = (((uint)(Bottom >> 13) - 1) & 7) << 13;
        uint distance = (edge - addressMiddle) & 0xFFFF;
        return incrementTop switch
        {
            0 => incrementMiddle < ((distance - 1) & 0xFFFF),
            -1 => incrementMiddle >= distance && edge != addressMiddle,
            _ => false,
        };
    }

    /// <summary>
    /// Replaces the value. The tag is lost if the capability is sealed, if the bounds would change, or if bit 55 changes while
    /// the bounds depend on the value (SCVALUE; Sail <c>CapSetValue</c>).
    /// </summary>
    public Capability SetValue(ulong value)
    {
        bool tag = Tag && !IsSealed && IsRepresentable(value) && KeepsSign(value);
        return new(value, Metadata, tag);
    }

    /// <summary>
    /// Adds to the value, modulo 2^64. The tag is lost if the capability is sealed, by <see cref="IsRepresentableFast"/>, by a reserved
    /// exponent, or if bit 55 changes while the bounds depend on the value (ADD, SUB, program counter steps; Sail <c>CapAdd</c>).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Capability Add(ulong increment)
    {
        ulong value = Value + increment;
        bool tag = Tag && !IsSealed && IsRepresentableFast(increment) && !IsExponentOutOfRange && KeepsSign(value);
        return new(value, Metadata, tag);
    }

    /// <summary>Sets the value to base + <paramref name="offset"/>, with the tag rules of <see cref="Add"/> (SCOFF; Sail <c>CapSetOffset</c>).</summary>
    public Capability SetOffset(ulong offset) => Add(Base + offset - Value);

    /// <summary>Replaces the flags, value bits 63 to 56. Only a sealed capability loses its tag (SCFLGS; Sail <c>CapSetFlags</c>).</summary>
    public Capability SetFlags(byte flags) => new(((ulong)flags << 56) | (Value & 0x00FF_FFFF_FFFF_FFFF), Metadata, Tag && !IsSealed);

    /// <summary>Takes permissions away. A sealed capability loses its tag (CLRPERM; Sail <c>CapClearPerms</c>).</summary>
    public Capability ClearPermissions(CapabilityPermissions permissions) =>
        new(Value, Metadata & ~((ulong)(permissions & CapabilityPermissions.All) << PermissionsShift), Tag && !IsSealed);

    /// <summary>Clears the tag and nothing else (CLRTAG; Sail <c>CapWithTagClear</c>).</summary>
    public Capability ClearTag() => new(Value, Metadata, false);

    /// <summary>This capability with the value of <paramref name="source"/>, by the rules of <see cref="SetValue"/> (CPYVALUE).</summary>
    public Capability CopyValue(Capability source) => SetValue(source.Value);

    /// <summary>
    /// This capability with its value set to the object type of <paramref name="source"/>, or to 2^64 - 1 if that is unsealed,
    /// by the rules of <see cref="SetValue"/>: makes the key for <see cref="SealConditionally"/> (CPYTYPE).
    /// </summary>
    public Capability CopyType(Capability source) => SetValue(source.IsSealed ? source.ObjectType : NoSealing);

    /// <summary>
    /// True if the bounds of this capability lie within those of <paramref name="other"/>, its permissions are among the other's, and both
    /// have valid bounds. Tags and object types do not matter (Sail <c>CapIsSubSetOf</c>); CHKSS also wants equal tags.
    /// </summary>
    public bool IsSubsetOf(Capability other) => (Permissions & ~other.Permissions) == 0 && other.Bounds.Contains(Bounds);

    // Which region of 2^(exponent+16) bytes, starting at the edge below the base, an address lies in. For exponents up to 48.
    private ulong Region(ulong address, int exponent)
    {
        address = BoundsAddress(address);
        uint edge = ((uint)(Bottom >> 13) - 1) & 7;
        ulong eighths = address >> (exponent + MantissaWidth - 3);
        return (eighths >> 3) - (((uint)eighths & 7) < edge ? 1u : 0u);
    }

    // Bit 55 is the sign of the address in bounds: a capability may not cross it.
    private bool KeepsSign(ulong value) => ((value ^ Value) & (1UL << 55)) == 0 || !BoundsUseValue(Exponent);
}
