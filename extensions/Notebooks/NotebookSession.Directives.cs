using FlexCap.Diagnostics;
using FlexCap.Notebooks.Internal;

namespace FlexCap.Notebooks;

public sealed partial class NotebookSession
{
    private IEnumerable<string> DirectiveNames => _languages.Keys.Concat(_magics.Keys).Append(CSharpNames[0]).Order(StringComparer.Ordinal);

    private IReadOnlyList<CellOption>? OptionsOf(string name) =>
        _languages.TryGetValue(name, out var language) ? language.Options
        : _magics.TryGetValue(name, out var magic) ? magic.Options
        : CSharpNames.Contains(name) ? []
        : null;

    private List<Diagnostic> CheckDirective(CellSegment segment)
    {
        var bag = new List<Diagnostic>();
        if (segment.Directive is not { } directive)
        {
            return bag;
        }

        bag.AddRange(directive.Diagnostics);
        if (directive.Name.Length == 0)
        {
            return bag;
        }

        if (OptionsOf(directive.Name) is not { } known)
        {
            var near = EditDistance.Nearest(directive.Name, DirectiveNames);
            bag.Add(Error("FX0501", directive.Location, $"There is no language or magic '#!{directive.Name}'.", near is null ? "#!help lists them." : $"Did you mean #!{near}? #!help lists all."));
            return bag;
        }

        foreach (var (name, value) in directive.Options)
        {
            var at = directive.Locations[name];
            var option = known.FirstOrDefault(o => o.Name == name);
            if (option is null)
            {
                var near = EditDistance.Nearest(name, known.Select(o => o.Name));
                bag.Add(Error("FX0503", at, $"#!{directive.Name} has no option --{name}.",
                    known.Count == 0 ? "It takes none." : near is null ? $"It takes {string.Join(", ", known.Select(o => "--" + o.Name))}." : $"Did you mean --{near}?"));
            }
            else if (option.Values.Count > 0 && !option.Values.Contains(value))
            {
                var near = EditDistance.Nearest(value, option.Values);
                bag.Add(Error("FX0506", at, $"'{value}' is no value of --{name}.",
                    (near is null ? "" : $"Did you mean {near}? ") + $"The values are {string.Join(", ", option.Values)}."));
            }
        }

        return bag;

        static Diagnostic Error(string id, SourceLocation at, string message, string help) => new(id, DiagnosticSeverity.Error, at, message, help);
    }

    private CompletionList CompleteDirective(string code, int lineStart, int position)
    {
        var line = code[lineStart..position];
        var wordStart = lineStart + line.LastIndexOf(' ') + 1;
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!line.Contains(' ', StringComparison.Ordinal))
        {
            return new CompletionList(lineStart, position,
                [.. DirectiveNames.Select(n => new Completion("#!" + n, IsLanguage(n) ? "language" : "magic", Describe(n))).Where(c => c.Text.StartsWith(line, StringComparison.Ordinal))]);
        }

        var options = OptionsOf(words[0][2..]) ?? [];
        var typed = code[wordStart..position];
        var previous = line.EndsWith(' ') ? words[^1] : words.Length > 1 ? words[^2] : "";
        if (previous.StartsWith("--", StringComparison.Ordinal) && options.FirstOrDefault(o => "--" + o.Name == previous) is { IsFlag: false } option)
        {
            return new CompletionList(wordStart, position,
                [.. option.Values.Where(v => v.StartsWith(typed, StringComparison.Ordinal)).Select(v => new Completion(v, "value", ""))]);
        }

        return new CompletionList(wordStart, position,
            [.. options.Where(o => !words.Contains("--" + o.Name) || typed == "--" + o.Name).Select(o => new Completion("--" + o.Name, "option", o.Description)).Where(c => c.Text.StartsWith(typed, StringComparison.Ordinal))]);
    }

    private MimeBundle? InspectDirective(DirectiveLine directive)
    {
        if (OptionsOf(directive.Name) is not { } options)
        {
            return null;
        }

        var lines = options.Select(o => $"  --{o.Name}{(o.IsFlag ? "" : o.Values.Count > 0 ? " " + string.Join('|', o.Values) : " TEXT")}  {o.Description}");
        return MimeBundle.Plain(string.Join('\n', lines.Prepend($"#!{directive.Name}: {Describe(directive.Name)}")));
    }

    private bool IsLanguage(string name) => _languages.ContainsKey(name) || CSharpNames.Contains(name);

    internal string Describe(string name) =>
        _languages.TryGetValue(name, out var language) ? language.Description
        : _magics.TryGetValue(name, out var magic) ? magic.Description
        : "C#, the default language of a cell.";
}
