namespace FlexCap.Experiments.Tables;

/// <summary>A column of a <see cref="ResultTable"/>. Values are <see cref="string"/>, <see cref="long"/> or <see cref="double"/>; null where there is none.</summary>
/// <param name="Name">Heading; of a number that is shown it begins with its kind, as in <c>modelled cycles (hot)</c>.</param>
/// <param name="Unit">Unit of the values (<c>cycles</c>, <c>instructions</c>, <c>bytes</c>), or empty for text and keys.</param>
/// <param name="Kind">Where the numbers come from, or null for text and keys.</param>
/// <param name="Type">Type of the values that are not null.</param>
/// <param name="Values">Values, one for each row.</param>
public sealed record ResultColumn(string Name, string Unit, ValueKind? Kind, Type Type, IReadOnlyList<object?> Values)
{
    /// <summary>A column of text.</summary>
    public static ResultColumn Text(string name, IEnumerable<string?> values) => Make(name, "", null, values);

    /// <summary>A column of whole numbers that name a row, such as a number of compartments.</summary>
    public static ResultColumn Key(string name, IEnumerable<long> values) => Make(name, "", null, values);

    /// <summary>A column of whole numbers; its name is made of kind, unit and detail.</summary>
    public static ResultColumn Number(ValueKind kind, string unit, IEnumerable<long> values, string detail = "") =>
        Make(NameOf(kind, unit, detail), unit, kind, values);

    /// <summary>A column of whole numbers, some of them absent.</summary>
    public static ResultColumn Number(ValueKind kind, string unit, IEnumerable<long?> values, string detail = "") =>
        new(NameOf(kind, unit, detail), unit, kind, typeof(long), [.. Boxed(values)]);

    /// <summary>A column of real numbers; its name is made of kind, unit and detail.</summary>
    public static ResultColumn Number(ValueKind kind, string unit, IEnumerable<double> values, string detail = "") =>
        Make(NameOf(kind, unit, detail), unit, kind, values);

    private static string NameOf(ValueKind kind, string unit, string detail) =>
        detail.Length == 0 ? $"{kind.Label()} {unit}" : $"{kind.Label()} {unit} ({detail})";

    private static ResultColumn Make<T>(string name, string unit, ValueKind? kind, IEnumerable<T> values) =>
        new(name, unit, kind, typeof(T), [.. Boxed(values)]);

    private static IEnumerable<object?> Boxed<T>(IEnumerable<T> values) => values.Select(v => (object?)v);
}
