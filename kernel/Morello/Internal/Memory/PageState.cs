namespace FlexCap.Morello.Internal;

/// <summary>What the machine knows about one 4 KiB page of RAM besides its bytes.</summary>
internal unsafe struct PageState
{
    /// <summary>Some granule of the page may carry a tag: an ordinary store must clear tags.</summary>
    internal const uint HasTags = 1;

    /// <summary>Instructions decoded from this page are cached: a store must throw them away.</summary>
    internal const uint HasCode = 2;

    /// <summary>A snapshot holds the page as it is: a store must end that. See PhysicalMemory.Snapshots.cs.</summary>
    internal const uint Unchanged = 4;

    /// <summary>Bytes reserved for one state: a power of two, so that the address of a page's state is a shift away.</summary>
    internal const int Size = 64;

    /// <summary>One tag for each 16-byte granule, granule 0 in bit 0 of word 0.</summary>
    internal fixed ulong Tags[4];

    /// <summary>Zero in the common case: an ordinary store has nothing to do but to write its bytes.</summary>
    internal uint Attention;

    /// <summary>Physical address of the page.</summary>
    internal ulong Physical;
}
