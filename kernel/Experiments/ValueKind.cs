namespace FlexCap.Experiments;

/// <summary>Where a number comes from. Every number that is shown carries one, and numbers of different kinds are never mixed in one column or one bar.</summary>
public enum ValueKind
{
    /// <summary>Counted on our machine and exact: instructions, switches, faults, bytes.</summary>
    Measured,

    /// <summary>Computed by a <see cref="FlexCap.Morello.TimingModel"/>: cycles. Not measured on hardware.</summary>
    Modelled,

    /// <summary>Taken from a publication; the source is named beside it.</summary>
    Published,
}

/// <summary>The words for <see cref="ValueKind"/>.</summary>
public static class ValueKinds
{
    /// <summary>The lower-case word that labels use: <c>measured</c>, <c>modelled</c>, <c>published</c>.</summary>
    public static string Label(this ValueKind kind) => kind switch
    {
        ValueKind.Measured => "measured",
        ValueKind.Modelled => "modelled",
        ValueKind.Published => "published",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of value."),
    };
}
