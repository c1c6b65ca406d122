using System.Text;
using FlexCap.Diagnostics;

namespace FlexCap.Notebooks.Internal;

/// <summary>Reads one <c>#!name --option value --option="a value" --flag</c> line.</summary>
internal static class DirectiveParser
{
    internal static DirectiveLine Parse(string line, string file, int lineNumber)
    {
        var diagnostics = new DiagnosticBag();
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var locations = new SortedDictionary<string, SourceLocation>(StringComparer.Ordinal);
        var words = Words(line, At, diagnostics);
        var name = words.Count > 0 && words[0].Start == 2 ? words[0].Text : "";
        if (name.Length == 0)
        {
            diagnostics.Error("FX0501", At(0, 2), "The line begins with #! but names no language or magic.", "Write the name right after #!, such as #!flexos; #!help lists them.");
        }

        for (var i = name.Length == 0 ? 0 : 1; i < words.Count; i++)
        {
            var word = words[i];
            if (!word.Text.StartsWith("--", StringComparison.Ordinal) || word.Quoted)
            {
                diagnostics.Error("FX0502", At(word.Start, word.Length), $"'{word.Text}' belongs to no option.", "Options are written --name value; put quotes around a value with spaces.");
                continue;
            }

            var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? word.Text[2..] : word.Text[2..equals];
            string value;
            if (equals >= 0)
            {
                value = word.Text[(equals + 1)..];
            }
            else if (i + 1 < words.Count && (words[i + 1].Quoted || !words[i + 1].Text.StartsWith("--", StringComparison.Ordinal)))
            {
                value = words[++i].Text;
            }
            else
            {
                value = "true";
            }

            if (!options.TryAdd(key, value))
            {
                diagnostics.Error("FX0504", At(word.Start, word.Length), $"The option --{key} is given twice.", "Remove one of them.");
            }

            locations[key] = At(word.Start, word.Length);
        }

        return new DirectiveLine(name, options, locations, At(2, Math.Max(name.Length, 1)), [.. diagnostics]);

        SourceLocation At(int start, int length) => new(file, lineNumber, start + 1, length);
    }

    private readonly record struct Word(string Text, int Start, int Length, bool Quoted);

    private static List<Word> Words(string line, Func<int, int, SourceLocation> at, DiagnosticBag diagnostics)
    {
        var words = new List<Word>();
        var i = 2;
        while (true)
        {
            while (i < line.Length && char.IsWhiteSpace(line[i]))
            {
                i++;
            }

            if (i >= line.Length)
            {
                return words;
            }

            var start = i;
            var quoted = line[i] is '"' or '\'';
            var text = new StringBuilder();
            while (i < line.Length && !char.IsWhiteSpace(line[i]))
            {
                if (line[i] is not ('"' or '\''))
                {
                    text.Append(line[i++]);
                    continue;
                }

                // A quoted part may stand alone or after an equals sign: --name="two words".
                var close = line.IndexOf(line[i], i + 1);
                if (close < 0)
                {
                    diagnostics.Error("FX0505", at(i, 1), "The quote is never closed.", $"Close it with {line[i]} on the same line.");
                    close = line.Length;
                }

                text.Append(line, i + 1, close - i - 1);
                i = Math.Min(close + 1, line.Length);
            }

            words.Add(new Word(text.ToString(), start, i - start, quoted));
        }
    }
}
