namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>A region of memory that several compartments reach.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Compartments">Ids of those whose data bounds take it in, ascending; empty for the region behind register c18.</param>
internal sealed record SharedArea(int Index, IReadOnlyList<int> Compartments)
{
    /// <summary>True for the region that only the capability in c18 reaches.</summary>
    public bool IsRegister => Compartments.Count == 0;

    /// <summary>The shared data in it.</summary>
    public HashSet<Piece> Pieces { get; } = [];

    /// <summary>Least size of its heap in bytes; 0 where nobody needs one.</summary>
    public ulong HeapSize { get; set; }

    /// <summary>True if the stacks of its compartments, one for each thread, lie in it.</summary>
    public bool HasStacks { get; set; }

    /// <summary>Compartments whose own heap lies in it.</summary>
    public List<int> Heaps { get; } = [];

    public bool Joins(int one, int other) => Compartments.Contains(one) && Compartments.Contains(other);
}

/// <summary>An interval of addresses that both sides of an edge reach, and the heap in it.</summary>
internal sealed record ReachTargets(Target Start, Target Size, Target HeapStart, Target HeapSize);
