namespace FlexCap.Morello.Internal;

/// <summary>Bytes that are watched. Addresses are compared without their top byte.</summary>
internal sealed class Watchpoint(ulong address, ulong length, WatchKinds kinds, Func<WatchpointHit, bool>? condition)
{
    internal ulong Address { get; } = address;

    internal ulong Length { get; } = length;

    internal WatchKinds Kinds { get; } = kinds;

    internal Func<WatchpointHit, bool>? Condition { get; } = condition;

    /// <summary>True if an access and the watched bytes have one in common.</summary>
    internal bool Overlaps(ulong address, ulong size)
    {
        var start = WithoutTop(address);
        var watched = WithoutTop(Address);
        return start - watched < Length || watched - start < size;
    }

    internal static ulong WithoutTop(ulong address) => (ulong)((long)(address << 8) >> 8);
}
