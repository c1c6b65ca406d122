using System.Text.Json;
using FlexCap.Notebooks;

namespace FlexCap.Jupyter.Protocol;

/// <summary>Mime bundles as Jupyter wants them: JSON types as JSON, everything else as text.</summary>
internal static class MimeContent
{
    public static IReadOnlyDictionary<string, object> Empty { get; } = new SortedDictionary<string, object>(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, object> Of(MimeBundle bundle)
    {
        var data = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var (type, text) in bundle.Data)
        {
            data[type] = type.EndsWith("json", StringComparison.Ordinal) ? Parse(text) : text;
        }

        return data;
    }

    private static object Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // A formatter's slip must not lose the other representations.
            return json;
        }
    }
}
