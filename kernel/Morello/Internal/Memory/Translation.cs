namespace FlexCap.Morello.Internal;

/// <summary>Where a virtual page lies and what may be done with its tags.</summary>
internal unsafe struct Translation
{
    /// <summary>Host address of the page; null if it is no RAM.</summary>
    internal byte* Host;

    /// <summary>State of the page; null if it is no RAM.</summary>
    internal PageState* State;

    /// <summary>Physical address of the page.</summary>
    internal ulong Physical;

    internal PageAttributes Attributes;
}
