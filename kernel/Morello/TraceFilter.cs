namespace FlexCap.Morello;

/// <summary>Addresses from <paramref name="Start"/> to before <paramref name="End"/>.</summary>
/// <param name="Start">First address.</param>
/// <param name="End">First address behind.</param>
public readonly record struct AddressRange(ulong Start, ulong End)
{
    /// <summary>True if an address lies in the range.</summary>
    public bool Contains(ulong address) => address - Start < End - Start;
}

/// <summary>Which instructions a trace shows. All that is given must hold; what is empty or null lets everything pass.</summary>
public sealed record TraceFilter
{
    /// <summary>Instructions at an address in one of these ranges.</summary>
    public IReadOnlyList<AddressRange> Ranges { get; init; } = [];

    /// <summary>Instructions of these classes.</summary>
    public IReadOnlyList<TimingClass> Classes { get; init; } = [];

    /// <summary>Instructions executed with one of these values in CID_EL0.</summary>
    public IReadOnlyList<ulong> Compartments { get; init; } = [];

    /// <summary>Instructions at this exception level.</summary>
    public int? ExceptionLevel { get; init; }

    /// <summary>Run this many instructions at full speed first.</summary>
    public long Skip { get; init; }

    /// <summary>Show at most this many instructions; the run ends after the last.</summary>
    public long Limit { get; init; } = long.MaxValue;

    /// <summary>True to show every instruction at which an exception was taken, whatever else is asked for.</summary>
    public bool AllExceptions { get; init; }
}
