using FlexCap.Diagnostics;

namespace FlexCap.FlexOS.Internal.Yaml;

/// <summary>A node of a YAML document with its place. Unlike a deserialised object it keeps duplicate keys, so that they can be reported.</summary>
internal abstract record YamlNode(SourceLocation Location);

/// <summary>A text, number or boolean; <paramref name="IsPlain"/> if written without quotes.</summary>
internal sealed record YamlText(string Text, bool IsPlain, SourceLocation Location) : YamlNode(Location)
{
    /// <summary>True for an empty or <c>null</c> value.</summary>
    public bool IsNull => IsPlain && Text is "" or "~" or "null";
}

/// <summary>A list.</summary>
internal sealed record YamlList(IReadOnlyList<YamlNode> Items, SourceLocation Location) : YamlNode(Location);

/// <summary>Keys and values, in the order of the text.</summary>
internal sealed record YamlMap(IReadOnlyList<(YamlText Key, YamlNode Value)> Entries, SourceLocation Location) : YamlNode(Location);
