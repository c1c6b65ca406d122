using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal;

/// <summary>
/// A capability decoded for checking accesses: tag, seal, permissions and bounds in two comparisons. It says yes or
/// "look closer"; which check failed is found again from the capability itself.
/// </summary>
internal struct Authority
{
    /// <summary>First address in bounds.</summary>
    internal ulong Base;

    /// <summary>Length of the bounds less one, so that the whole address space fits.</summary>
    internal ulong Last;

    /// <summary>Metadata that this was decoded from, to know it again.</summary>
    internal ulong Metadata;

    /// <summary>Its permissions; none if it is untagged, sealed or has invalid or empty bounds.</summary>
    internal CapabilityPermissions Permissions;

    /// <summary>Decodes a capability.</summary>
    internal static Authority Of(in Capability capability)
    {
        var bounds = capability.Bounds;

        // A limit past the top of the address space: bounds do not wrap, the part below the base is outside.
        var limit = UInt128.Min(bounds.Limit, UInt128.One << 64);
        var usable = capability.Tag && !capability.IsSealed && bounds.IsValid && limit > bounds.Base;
        return new()
        {
            Base = bounds.Base,
            Last = usable ? (ulong)(limit - bounds.Base - 1) : 0,
            Metadata = capability.Metadata,
            Permissions = usable ? capability.Permissions : CapabilityPermissions.None,
        };
    }

    /// <summary>True if <paramref name="last"/> + 1 bytes from an address are in bounds and all permissions are held.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly bool Allows(ulong address, ulong last, CapabilityPermissions permissions)
    {
        var offset = address - Base;
        return (permissions & ~Permissions) == 0 && offset <= Last && last <= Last - offset;
    }

    /// <summary>
    /// True if a capability with another value would decode to the same: the metadata is the same and the value is in
    /// bounds, hence representable.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly bool Covers(in Capability capability) =>
        capability.Metadata == Metadata && capability.Tag && capability.Value - Base <= Last && Permissions != 0;
}
