using System.Text.Json;
using FlexCap.Diagnostics;

namespace FlexCap.Experiments.Data.Internal;

/// <summary>Reads the parts of a Frictionless descriptor that tables need.</summary>
internal static class Descriptor
{
    internal static (string Name, IReadOnlyList<DataResource> Resources, IReadOnlyDictionary<string, string> Marks) Parse(
        string file, string json, DiagnosticBag diagnostics)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var marks = root.GetProperty("confidenceMarks").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal);
            var resources = root.GetProperty("resources").EnumerateArray().Select(Resource).ToList();
            foreach (var resource in resources.Where(r => !marks.ContainsKey(r.Confidence) || r.Fields.Any(f => f.Confidence.Length > 0 && !marks.ContainsKey(f.Confidence))))
            {
                diagnostics.Error("FX0701", new SourceLocation(file), $"the resource '{resource.Name}' has a confidence mark that confidenceMarks does not explain", "Add the mark there.");
            }

            foreach (var field in resources.SelectMany(r => r.Fields).Where(f => f.Type is not ("string" or "integer" or "number")))
            {
                diagnostics.Error("FX0701", new SourceLocation(file), $"the field '{field.Name}' is of type '{field.Type}', which is not read here", "Use string, integer or number.");
            }

            foreach (var resource in resources)
            {
                foreach (var key in resource.PrimaryKey.Where(k => resource.Fields.All(f => f.Name != k)))
                {
                    diagnostics.Error("FX0701", new SourceLocation(file), $"the primary key '{key}' of '{resource.Name}' is not a field", "Name one of its fields.");
                }
            }

            return (root.GetProperty("name").GetString()!, resources, marks);
        }
        catch (JsonException e)
        {
            // System.Text.Json counts lines and bytes from 0.
            var location = new SourceLocation(file, (int)(e.LineNumber ?? -1) + 1, (int)(e.BytePositionInLine ?? -1) + 1);
            diagnostics.Error("FX0701", location, "the descriptor is not JSON", e.Message);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            diagnostics.Error("FX0701", new SourceLocation(file), "the descriptor lacks a property that tables need", "Give name, confidenceMarks and resources with name, path, title, description, sources, confidence and schema.");
        }

        return ("", [], new Dictionary<string, string>());
    }

    private static DataResource Resource(JsonElement resource)
    {
        var schema = resource.GetProperty("schema");
        var source = resource.GetProperty("sources")[0];
        return new DataResource(
            Text(resource, "name"), Text(resource, "path"), Text(resource, "title"), Text(resource, "description"),
            Text(source, "title"), Text(source, "path"), Text(resource, "confidence"),
            [.. schema.GetProperty("fields").EnumerateArray().Select(Field)],
            [.. schema.GetProperty("primaryKey").EnumerateArray().Select(k => k.GetString()!)]);
    }

    private static DataField Field(JsonElement field)
    {
        var constraints = field.TryGetProperty("constraints", out var given) ? given : default;
        return new DataField(
            Text(field, "name"), Text(field, "type"), Text(field, "title"),
            Optional(field, "unit")?.GetString() ?? "", Optional(field, "confidence")?.GetString() ?? "",
            Optional(constraints, "required")?.GetBoolean() ?? false,
            Optional(constraints, "unique")?.GetBoolean() ?? false,
            Optional(constraints, "minimum")?.GetDouble(),
            Optional(constraints, "enum")?.EnumerateArray().Select(v => v.GetString()!).ToList());
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static JsonElement? Optional(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
}
