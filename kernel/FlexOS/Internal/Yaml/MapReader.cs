using System.Globalization;
using FlexCap.Diagnostics;

namespace FlexCap.FlexOS.Internal.Yaml;

/// <summary>
/// Reads the entries of one YAML mapping by key. Wrong kinds, duplicate and unknown keys become diagnostics; a bad entry
/// reads as absent, so that reading goes on and finds the next error.
/// </summary>
internal sealed class MapReader
{
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);
    private readonly DiagnosticBag _diagnostics;

    public MapReader(YamlMap map, string what, IReadOnlyCollection<string>? knownKeys, DiagnosticBag diagnostics)
    {
        (Map, _diagnostics) = (map, diagnostics);
        foreach (var (key, value) in map.Entries)
        {
            if (knownKeys is not null && !knownKeys.Contains(key.Text))
            {
                diagnostics.Error("FX0203", key.Location, $"'{key.Text}' is not a key of {what}.", DidYouMean.Help(key.Text, knownKeys, "key"));
            }
            else if (!_values.TryAdd(key.Text, value))
            {
                diagnostics.Error("FX0204", key.Location, $"'{key.Text}' is written twice in {what}.", "Keep one of them.");
            }
        }
    }

    public YamlMap Map { get; }

    /// <summary>The value of a key, or null if absent or written as null.</summary>
    public YamlNode? this[string key] => _values.TryGetValue(key, out var value) && value is not YamlText { IsNull: true } ? value : null;

    public YamlMap? MapAt(string key) => At<YamlMap>(key, "a mapping (name: value)");

    public YamlList? ListAt(string key) => At<YamlList>(key, "a list (- item)");

    public YamlText? TextAt(string key) => At<YamlText>(key, "a text");

    /// <summary>A name: letters, digits, '_', '-', '.'; it becomes part of symbols and region names.</summary>
    public YamlText? NameAt(string key) => TextAt(key) is { } text && IsName(text, _diagnostics) ? text : null;

    public bool? BooleanAt(string key)
    {
        if (TextAt(key) is not { } text)
        {
            return null;
        }

        switch (text.Text)
        {
            case "true" or "True" or "TRUE" or "y" or "yes" or "Yes":
                return true;
            case "false" or "False" or "FALSE" or "n" or "no" or "No":
                return false;
            default:
                _diagnostics.Error("FX0206", text.Location, $"'{text.Text}' is neither true nor false.", "Write true or false.");
                return null;
        }
    }

    /// <summary>A size in bytes, with an optional unit: <c>4096</c>, <c>0x1000</c>, <c>64 KiB</c>, <c>1 MiB</c>.</summary>
    public ulong? SizeAt(string key)
    {
        if (TextAt(key) is not { } text)
        {
            return null;
        }

        var number = text.Text.Trim();
        var shift = 0;
        foreach (var (unit, bits) in new[] { ("KiB", 10), ("MiB", 20), ("GiB", 30) })
        {
            if (number.EndsWith(unit, StringComparison.Ordinal))
            {
                (number, shift) = (number[..^3].TrimEnd(), bits);
            }
        }

        if (TryNumber(number, out var value) && value <= ulong.MaxValue >> shift)
        {
            return value << shift;
        }

        _diagnostics.Error("FX0206", text.Location, $"'{text.Text}' is not a size.", "Write bytes or a unit: 65536, 0x10000, 64 KiB, 1 MiB.");
        return null;
    }

    public static bool IsName(YamlText text, DiagnosticBag diagnostics)
    {
        if (text.Text.Length is > 0 and <= 64 && text.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))
        {
            return true;
        }

        diagnostics.Error("FX0206", text.Location, $"'{text.Text}' is not a name.", "Use 1 to 64 letters, digits, '_', '-' and '.'.");
        return false;
    }

    public static bool TryNumber(string text, out ulong value) =>
        text.StartsWith("0x", StringComparison.Ordinal)
            ? ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private T? At<T>(string key, string kind) where T : YamlNode
    {
        var value = this[key];
        if (value is not null and not T)
        {
            _diagnostics.Error("FX0202", value.Location, $"'{key}' must be {kind}.", $"Write {kind} here.");
        }

        return value as T;
    }
}
