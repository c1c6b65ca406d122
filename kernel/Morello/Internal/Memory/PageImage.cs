namespace FlexCap.Morello.Internal;

/// <summary>The bytes and tags of one page as a snapshot keeps them. Immutable and shared by the snapshots between which the page did not change.</summary>
internal sealed class PageImage(byte[] data, ulong[] tags)
{
    /// <summary>The 4,096 bytes.</summary>
    internal byte[] Data { get; } = data;

    /// <summary>The 256 tags, granule 0 in bit 0 of word 0.</summary>
    internal ulong[] Tags { get; } = tags;
}

/// <summary>RAM as a snapshot keeps it.</summary>
/// <param name="Chunks">By chunk number: the pages of each chunk that the guest has touched, null where a page is all zero.</param>
internal sealed record MemoryImage(IReadOnlyDictionary<int, PageImage?[]> Chunks);
