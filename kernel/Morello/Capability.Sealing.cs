namespace FlexCap.Morello;

public readonly partial struct Capability
{
    // The value of a key with which CSEAL leaves its operand unsealed (Sail CAP_NO_SEALING).
    private const ulong NoSealing = ulong.MaxValue;

    /// <summary>
    /// Seals as one of the three kinds of entry that branches unseal (SEAL with rb, lpb or lb). The result is tagged only if
    /// this capability is tagged and unsealed.
    /// </summary>
    /// <param name="objectType"><see cref="ObjectTypes.RegisterBranch"/>, <see cref="ObjectTypes.LoadPairBranch"/> or <see cref="ObjectTypes.LoadBranch"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="objectType"/> is none of the three.</exception>
    public Capability SealEntry(uint objectType)
    {
        ArgumentOutOfRangeException.ThrowIfZero(objectType);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(objectType, ObjectTypes.LoadBranch);
        return new(Value, WithObjectType(objectType).Metadata, Tag && !IsSealed);
    }

    /// <summary>
    /// Seals with the object type that is the value of <paramref name="key"/>. The result is tagged only if both are tagged and unsealed,
    /// and the key has the Seal permission, a value within its bounds and at most 32,767 (SEAL).
    /// </summary>
    public Capability Seal(Capability key) => new(Value, WithObjectType((uint)key.Value & ObjectTypes.Maximum).Metadata, MaySealWith(key));

    /// <summary>
    /// Seals as <see cref="Seal"/> does where it would keep the tag; otherwise gives this capability unchanged (CSEAL).
    /// A key whose value is 2^64 - 1 asks for no sealing, which succeeds.
    /// </summary>
    /// <param name="key">The sealing key, as <see cref="CopyType"/> makes it.</param>
    /// <param name="succeeded">The V flag: true if the request was carried out.</param>
    public Capability SealConditionally(Capability key, out bool succeeded)
    {
        if (key.Value == NoSealing)
        {
            succeeded = true;
            return this;
        }

        succeeded = MaySealWith(key);
        return succeeded ? WithObjectType((uint)key.Value) : this;
    }

    /// <summary>
    /// Unseals. The result is tagged only if both are tagged, this one is sealed and the key is not, and the key has the Unseal permission
    /// and this object type as its value within its bounds. It is local if the key is local (UNSEAL).
    /// </summary>
    public Capability Unseal(Capability key)
    {
        ulong metadata = WithObjectType(ObjectTypes.Unsealed).Metadata;
        if (key.IsLocal)
        {
            metadata &= ~((ulong)CapabilityPermissions.Global << PermissionsShift);
        }

        bool tag = Tag && key.Tag && IsSealed && !key.IsSealed && key.Has(CapabilityPermissions.Unseal)
            && ObjectType == key.Value && key.IsInBounds;
        return new(Value, metadata, tag);
    }

    /// <summary>
    /// Makes a capability of this data by the authority of <paramref name="key"/>: unsealed, and tagged if the key is tagged and unsealed and
    /// this is a subset of it with its base not above its limit. Otherwise data that was unsealed is given unchanged, with its own tag,
    /// and data that was sealed is given unsealed and untagged (BUILD).
    /// </summary>
    public Capability Build(Capability key)
    {
        Capability data = WithObjectType(ObjectTypes.Unsealed);
        CapabilityBounds bounds = data.Bounds;
        return key.Tag && !key.IsSealed && data.IsSubsetOf(key) && bounds.Base <= bounds.Limit
            ? new(data.Value, data.Metadata, true)
            : IsSealed ? data.ClearTag() : data;
    }

    /// <summary>
    /// Unseals this capability if it is tagged, sealed and a subset of the tagged, unsealed <paramref name="authority"/>; otherwise gives it
    /// unchanged (CHKSSU).
    /// </summary>
    /// <param name="authority">The capability to compare with.</param>
    /// <param name="isSubset">The N flag: true if this is a subset of <paramref name="authority"/> and their tags are equal.</param>
    public Capability UnsealIfSubset(Capability authority, out bool isSubset)
    {
        isSubset = Tag == authority.Tag && IsSubsetOf(authority);
        return isSubset && Tag && IsSealed && !authority.IsSealed ? WithObjectType(ObjectTypes.Unsealed) : this;
    }

    // The processor's own sealing and unsealing: no checks (Sail CapSetObjectType, CapUnseal).
    internal Capability WithObjectType(uint objectType) =>
        new(Value, (Metadata & ~ObjectTypeField) | ((ulong)objectType << ObjectTypeShift), Tag);

    // Sail CapWithTagSet: for instructions that may set tags (SCTAG) and for loads.
    internal Capability WithTag(bool tag) => new(Value, Metadata, tag);

    private bool MaySealWith(Capability key) =>
        Tag && key.Tag && !IsSealed && !key.IsSealed && key.Has(CapabilityPermissions.Seal)
        && key.Value <= ObjectTypes.Maximum && key.IsInBounds;
}
