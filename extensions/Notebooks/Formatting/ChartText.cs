using System.Globalization;
using System.Text.Json;

namespace FlexCap.Notebooks.Formatting;

/// <summary>The text form of a Plotly chart: title, axes, and the points of every trace.</summary>
internal static class ChartText
{
    private const int MaxPoints = 20;

    internal static string Of(JsonElement chart)
    {
        var layout = Get(chart, "layout");
        var title = Title(layout);
        var lines = new List<string> { title.Length == 0 ? "Chart" : "Chart: " + title };
        foreach (var axis in new[] { "xaxis", "yaxis" })
        {
            if (Title(Get(layout, axis)) is { Length: > 0 } name)
            {
                lines.Add($"  {axis[0]}: {name}");
            }
        }

        foreach (var trace in Get(chart, "data") is { ValueKind: JsonValueKind.Array } data ? data.EnumerateArray() : default)
        {
            lines.Add($"  {Text(Get(trace, "type"), "trace")} {Text(Get(trace, "name"), "")}".TrimEnd() + Points(trace));
        }

        return string.Join('\n', lines);
    }

    private static string Points(JsonElement trace)
    {
        var x = Values(Get(trace, "x"));
        var y = Values(Get(trace, "y"));
        if (Math.Max(x.Count, y.Count) == 0)
        {
            return "";
        }

        var count = Math.Max(x.Count, y.Count);
        var points = Enumerable.Range(0, Math.Min(count, MaxPoints)).Select(i => $"({At(x, i)}, {At(y, i)})");
        return ": " + string.Join(' ', points) + (count > MaxPoints ? $" … {count - MaxPoints} more" : "");

        static string At(List<string> values, int i) => i < values.Count ? values[i] : "";
    }

    private static List<string> Values(JsonElement array) =>
        array.ValueKind == JsonValueKind.Array ? [.. array.EnumerateArray().Select(v => Text(v, ""))] : [];

    private static string Title(JsonElement parent)
    {
        var title = Get(parent, "title");
        return Text(title.ValueKind == JsonValueKind.Object ? Get(title, "text") : title, "");
    }

    private static JsonElement Get(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : default;

    private static string Text(JsonElement value, string otherwise) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetDouble().ToString(CultureInfo.InvariantCulture),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => otherwise,
    };
}
