using System.Runtime.CompilerServices;

namespace FlexCap.Morello;

/// <summary>
/// A Morello capability: a 64-bit value (the address), 64 bits of metadata (permissions, object type and compressed bounds) and a tag.
/// Immutable; two are equal if all 129 bits are (Sail <c>CapIsEqual</c>, CHKEQ). The default value is <see cref="Null"/>.
/// </summary>
/// <remarks>
/// Metadata, from bit 63 down: permissions (18 bits), object type (15), internal exponent (1, inverted), limit (14), base (16).
/// Source: Sail <c>v8_base.sail</c>, functions <c>Cap*</c>; Arm DDI 0606, "Morello capability format".
/// </remarks>
public readonly partial struct Capability : IEquatable<Capability>
{
    private const int PermissionsShift = 46;
    private const int ObjectTypeShift = 31;
    private const ulong ObjectTypeField = 0x7FFFUL << ObjectTypeShift;
    private const ulong PermissionsField = 0x3FFFFUL << PermissionsShift;
    private const ulong NoInternalExponent = 1UL << 30;
    private const int MantissaWidth = 16;
    private const int MaximumExponent = 50;
    private const int MaximumEncodableExponent = 63;

    /// <summary>Creates a capability from its bits. This is the host's view: nothing here limits what can be made.</summary>
    /// <param name="value">Bits 63 to 0.</param>
    /// <param name="metadata">Bits 127 to 64.</param>
    /// <param name="tag">Bit 128: whether the rest is a valid capability.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Capability(ulong value, ulong metadata, bool tag)
    {
        Value = value;
        Metadata = metadata;
        Tag = tag;
    }

    /// <summary>The null capability: all bits zero. Its bounds are the whole address space, its permissions none (Sail <c>CapNull</c>).</summary>
    public static Capability Null => default;

    /// <summary>The maximal capability at address 0, which PCC and DDC hold at reset: tagged, unsealed, all permissions, all addresses.</summary>
    public static Capability Maximal => new(0, 0xFFFF_C000_0001_0005, true);

    /// <summary>The value: an address, or an object type in a sealing key (Sail <c>CapGetValue</c>).</summary>
    public ulong Value { get; }

    /// <summary>Bits 127 to 64.</summary>
    public ulong Metadata { get; }

    /// <summary>True if this is a valid capability rather than data (Sail <c>CapIsTagSet</c>).</summary>
    public bool Tag { get; }

    /// <summary>The permissions (Sail <c>CapGetPermissions</c>).</summary>
    public CapabilityPermissions Permissions => (CapabilityPermissions)(Metadata >> PermissionsShift);

    /// <summary>The object type, 0 to 32,767; 0 is unsealed (Sail <c>CapGetObjectType</c>). See <see cref="ObjectTypes"/>.</summary>
    public uint ObjectType => (uint)(Metadata >> ObjectTypeShift) & 0x7FFF;

    /// <summary>True if the object type is not 0 (Sail <c>CapIsSealed</c>).</summary>
    public bool IsSealed => (Metadata & ObjectTypeField) != 0;

    /// <summary>The flags: value bits 63 to 56, which the bounds do not see while the exponent is below 48.</summary>
    public byte Flags => (byte)(Value >> 56);

    /// <summary>True if the capability has all of <paramref name="permissions"/> (Sail <c>CapCheckPermissions</c>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Has(CapabilityPermissions permissions) => (permissions & ~Permissions) == 0;

    /// <summary>True if it has the Executive permission (Sail <c>CapIsExecutive</c>).</summary>
    public bool IsExecutive => Has(CapabilityPermissions.Executive);

    /// <summary>True if it lacks the Global permission (Sail <c>CapIsLocal</c>).</summary>
    public bool IsLocal => !Has(CapabilityPermissions.Global);

    /// <inheritdoc/>
    public bool Equals(Capability other) => Value == other.Value && Metadata == other.Metadata && Tag == other.Tag;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Capability other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Value, Metadata, Tag);

    /// <summary>Equality of all 129 bits.</summary>
    public static bool operator ==(Capability left, Capability right) => left.Equals(right);

    /// <summary>Inequality of any of the 129 bits.</summary>
    public static bool operator !=(Capability left, Capability right) => !left.Equals(right);
}
