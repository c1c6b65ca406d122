using System.Text.RegularExpressions;
using FlexCap.Notebooks.Internal;

namespace FlexCap.Notebooks;

public sealed partial class FlexOSCellLanguage
{
    /// <inheritdoc/>
    public CompletionList Complete(string code, int position)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, code.Length);
        var cursor = YamlCursor.At(code, position);
        if (cursor.InText)
        {
            return new CompletionList(position, position, []);
        }

        var typed = code[cursor.Start..position];
        var items = Candidates(cursor, code).Where(c => c.Text.StartsWith(typed, StringComparison.OrdinalIgnoreCase));
        return new CompletionList(cursor.Start, cursor.End, [.. items]);
    }

    /// <inheritdoc/>
    public MimeBundle? Inspect(string code, int position)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, code.Length);
        var cursor = YamlCursor.At(code, position);
        var word = code[cursor.Start..cursor.End];
        if (cursor.InText || word.Length == 0)
        {
            return null;
        }

        // The word's own end decides whether it is a key: the cursor may stand in its middle.
        var place = YamlCursor.At(code, cursor.Start);
        var found = Candidates(place, code).FirstOrDefault(c => c.Text.TrimEnd(' ', ':') == word);
        return found is null ? null : MimeBundle.Html(
            $"<b>{Formatting.Html.Escape(word)}</b> ({Formatting.Html.Escape(found.Kind)}): {Formatting.Html.Escape(found.Documentation)}",
            $"{word} ({found.Kind}): {found.Documentation}");
    }

    private IEnumerable<Completion> Candidates(YamlCursor cursor, string code)
    {
        var keys = YamlSchema.At(cursor.Path).ToList();
        if (cursor.Key is null)
        {
            return cursor.Path is ["libraries"]
                ? _microLibraries.Select(l => l with { Text = l.Text + ":" })
                : keys.Select(k => new Completion(k.Name + (k.Value is YamlValue.Mapping or YamlValue.List ? ":" : ": "), "key", k.Documentation));
        }

        var key = keys.FirstOrDefault(k => k.Name == cursor.Key);
        return key?.Value switch
        {
            YamlValue.Mechanism => YamlSchema.Mechanisms,
            YamlValue.Gate => YamlSchema.Gates,
            YamlValue.Choice => key!.Choices,
            YamlValue.Boolean => [new("true", "value", ""), new("false", "value", "")],
            YamlValue.CompartmentName => CompartmentNames(code).Select(n => new Completion(n, "compartment", "Compartment of this configuration.")),
            YamlValue.MicroLibrary => _microLibraries,
            YamlValue.Application => _applications,
            _ => [],
        };
    }

    /// <summary>Names under <c>compartments:</c>, in order; found by text, since the YAML may not parse yet.</summary>
    private static List<string> CompartmentNames(string code)
    {
        var names = new List<string>();
        foreach (Match match in NameLine().Matches(code))
        {
            var name = match.Groups["name"];
            if (YamlCursor.At(code, name.Index).Path is ["compartments"] && !names.Contains(name.Value))
            {
                names.Add(name.Value);
            }
        }

        return names;
    }

    [GeneratedRegex(@"\bname:[ \t]+[""']?(?<name>[A-Za-z0-9_.-]+)")]
    private static partial Regex NameLine();
}
