using FlexCap.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FlexCap.FlexOS.Internal.Yaml;

/// <summary>Turns YAML text into nodes with places, from YamlDotNet's events.</summary>
internal sealed class YamlReader
{
    // Deeper nesting is no configuration; the limit keeps hostile input off the host's stack.
    private const int MaximumDepth = 32;
    private readonly Parser _parser;
    private readonly string _file;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);

    private YamlReader(string yaml, string file, DiagnosticBag diagnostics) =>
        (_parser, _file, _diagnostics) = (new Parser(new StringReader(yaml)), file, diagnostics);

    /// <summary>The root of the only document, or null with a diagnostic.</summary>
    public static YamlNode? Read(string yaml, string file, DiagnosticBag diagnostics)
    {
        var reader = new YamlReader(yaml, file, diagnostics);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException e)
        {
            var place = new SourceLocation(file, (int)Math.Max(1, e.Start.Line), (int)Math.Max(1, e.Start.Column));
            diagnostics.Error("FX0201", place, $"This is not valid YAML: {e.Message.TrimEnd('.')}.", "Check indentation (blanks, no tabs), colons and quotes near here.");
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // YamlDotNet 18.1's scanner ends so on some malformed texts (a key followed by text and an open bracket, for one).
            var end = reader._parser.Current?.End ?? Mark.Empty;
            diagnostics.Error("FX0201", new SourceLocation(file, (int)Math.Max(1, end.Line), (int)Math.Max(1, end.Column)), "This is not valid YAML.", "Check indentation (blanks, no tabs), colons, brackets and quotes after here.");
            return null;
        }
    }

    private YamlNode? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            _diagnostics.Error("FX0205", new SourceLocation(_file, 1, 1), "The configuration is empty.", "Write at least 'name', 'compartments' and 'libraries'.");
            return null;
        }

        var root = ReadNode(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
        {
            _diagnostics.Error("FX0215", Place(second.Start, second.End), "There is more than one YAML document.", "Put each configuration into a file or cell of its own.");
        }

        return root;
    }

    private YamlNode ReadNode(int depth)
    {
        var start = _parser.Current!;
        if (depth > MaximumDepth)
        {
            throw new YamlException(start.Start, start.End, $"nested deeper than {MaximumDepth} levels");
        }

        YamlNode node;
        switch (start)
        {
            case AnchorAlias alias:
                _parser.MoveNext();
                return _anchors.TryGetValue(alias.Value.Value, out var known) ? known
                    : throw new YamlException(alias.Start, alias.End, $"unknown anchor '{alias.Value.Value}'");
            case Scalar scalar:
                _parser.MoveNext();
                node = new YamlText(scalar.Value, scalar.Style == ScalarStyle.Plain, Place(scalar.Start, scalar.End));
                break;
            case SequenceStart:
                node = ReadList(depth);
                break;
            default:
                node = ReadMap(depth);
                break;
        }

        if (start is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            _anchors[anchored.Anchor.Value] = node;
        }

        return node;
    }

    private YamlList ReadList(int depth)
    {
        var start = _parser.Consume<SequenceStart>();
        var items = new List<YamlNode>();
        while (!_parser.Accept<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        _parser.MoveNext();
        return new YamlList(items, Place(start.Start, start.Start));
    }

    private YamlMap ReadMap(int depth)
    {
        var start = _parser.Consume<MappingStart>();
        var entries = new List<(YamlText, YamlNode)>();
        while (!_parser.Accept<MappingEnd>(out _))
        {
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (key is YamlText text)
            {
                entries.Add((text, value));
            }
            else
            {
                _diagnostics.Error("FX0202", key.Location, "A key must be a plain name.", "Write 'name: value'.");
            }
        }

        _parser.MoveNext();
        return new YamlMap(entries, Place(start.Start, start.Start));
    }

    private SourceLocation Place(Mark start, Mark end) =>
        new(_file, (int)start.Line, (int)start.Column, start.Line == end.Line ? (int)(end.Column - start.Column) : 0);
}
