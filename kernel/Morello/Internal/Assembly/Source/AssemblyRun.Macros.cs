namespace FlexCap.Morello.Internal.Assembly;

/// <summary>Macros and repetitions: directives that take whole statements.</summary>
internal sealed partial class AssemblyRun
{
    private static readonly string[] BlockDirectives =
    [
        ".macro", ".endm", ".endmacro", ".exitm", ".purgem", ".rept", ".rep", ".irp", ".irpc", ".endr", ".include",
        ".if", ".ifeq", ".ifne", ".ifgt", ".ifge", ".iflt", ".ifle", ".ifdef", ".ifndef", ".ifc", ".ifnc", ".ifeqs", ".ifnes", ".ifb", ".ifnb",
        ".else", ".elseif", ".endif",
    ];

    private readonly Dictionary<string, MacroDefinition> _macros = new(StringComparer.Ordinal);
    private long _expansions;

    private static Dictionary<string, string> NoArguments { get; } = [];

    // True if the statement is one of these directives; it is then done.
    private bool ReadBlock(string directive, string text, int rest)
    {
        var operands = text[rest..];
        switch (directive)
        {
            case ".macro":
                DefineMacro(operands);
                return true;
            case ".endm" or ".endmacro" or ".endr":
                ErrorHere("FX0815", $"There is nothing open for this {directive}.", directive == ".endr" ? "Put .rept before it." : "Put .macro before it.");
                return true;
            case ".exitm":
                ExitMacro();
                return true;
            case ".purgem":
                if (!_macros.Remove(operands.Trim()))
                {
                    ErrorHere("FX0813", $"There is no macro '{operands.Trim()}'.", Nearest.Help(operands.Trim(), _macros.Keys, "macro"));
                }

                return true;
            case ".rept" or ".rep":
                Repeat(text, rest);
                return true;
            case ".irp" or ".irpc":
                RepeatOver(directive, operands);
                return true;
            case ".include":
                Include(text, rest);
                return true;
            default:
                return false;
        }
    }

    // The statements up to the directive that ends this one; those of blocks inside are part of it.
    private List<SourceStatement>? Collect(Func<string, bool> isBegin, Func<string, bool> isEnd, string what, string end)
    {
        var body = new List<SourceStatement>();
        for (var depth = 0; _frame.Next() is { } statement; body.Add(statement))
        {
            if (--_statementsLeft < 0)
            {
                break;
            }

            var head = RawText.Head(statement.Text, out _, out _).ToLowerInvariant();
            if (isEnd(head) && depth-- == 0)
            {
                return body;
            }

            depth += isBegin(head) ? 1 : 0;
        }

        ErrorHere("FX0814", $"This {what} has no {end}.", $"Close it with {end}.");
        return null;
    }

    private void DefineMacro(string operands)
    {
        var body = Collect(static h => h == ".macro", static h => h is ".endm" or ".endmacro", ".macro", ".endm");
        var nameEnd = operands.AsSpan().IndexOfAny(" \t,");
        var name = nameEnd < 0 ? operands : operands[..nameEnd];
        if (name.Length == 0 || !Lexer.StartsName(name[0]) || !name.All(Lexer.ContinuesName))
        {
            ErrorHere("FX0812", $"'{name}' cannot be the name of a macro.", "Write .macro name parameter, parameter=default.");
            return;
        }

        var parameters = new List<MacroParameter>();
        foreach (var text in RawText.Arguments(nameEnd < 0 ? "" : operands[nameEnd..].TrimStart(' ', '\t', ',')))
        {
            if (ReadParameter(text, parameters) is not { } parameter)
            {
                return;
            }

            parameters.Add(parameter);
        }

        if (_macros.TryGetValue(name, out var first))
        {
            ErrorHere("FX0812", $"There already is a macro '{name}', defined at {Text(first.DefinedAt)}.", "Give one of them another name, or take the first away with .purgem.");
        }
        else if (body is not null)
        {
            _macros.Add(name, new MacroDefinition(name, parameters, body, _place));
        }
    }

    private MacroParameter? ReadParameter(string text, List<MacroParameter> before)
    {
        var end = text.AsSpan().IndexOfAny(":=");
        var name = (end < 0 ? text : text[..end]).Trim();
        var rest = end < 0 ? "" : text[end..];
        var isRequired = rest.StartsWith(":req", StringComparison.OrdinalIgnoreCase);
        var isVariadic = rest.StartsWith(":vararg", StringComparison.OrdinalIgnoreCase);
        rest = isRequired ? rest[4..] : isVariadic ? rest[7..] : rest;
        if (name.Length == 0 || !name.All(Lexer.ContinuesName) || (rest.Length != 0 && !rest.StartsWith('=')))
        {
            ErrorHere("FX0812", $"'{text}' is not a parameter.", "Write name, name=default, name:req or name:vararg.");
            return null;
        }

        if (before.Exists(p => p.Name == name) || before.Exists(static p => p.IsVariadic))
        {
            ErrorHere("FX0812", before.Exists(p => p.Name == name) ? $"Two parameters are called '{name}'." : $"'{name}' comes after a parameter that takes all the rest.", "Parameters have different names, and a vararg is the last.");
            return null;
        }

        return new MacroParameter(name, rest.Length == 0 ? "" : RawText.Unquote(rest[1..].Trim()), isRequired, isVariadic);
    }

    private void ExpandMacro(MacroDefinition macro, string text, int column)
    {
        if (ReadArguments(macro, text, column) is not { } arguments || !CanNest($"macro '{macro.Name}'"))
        {
            return;
        }

        var count = _expansions++.ToString();
        Enter(new SourceFrame($"macro '{macro.Name}'", _place, 1, _ => Expand(macro.Body, arguments, count)) { IsMacro = true, OpenConditions = _conditions.Count });
    }

    private Dictionary<string, string>? ReadArguments(MacroDefinition macro, string text, int column)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        var given = RawText.Arguments(text);
        var position = 0;
        for (var i = 0; i < given.Count; i++)
        {
            var equals = given[i].IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && macro.Parameters.FirstOrDefault(p => p.Name == given[i][..equals].TrimEnd()) is { } named)
            {
                arguments[named.Name] = RawText.Unquote(given[i][(equals + 1)..].TrimStart());
                continue;
            }

            if (position >= macro.Parameters.Count)
            {
                Fail("FX0813", column, text.Length, $"Macro '{macro.Name}' takes {macro.Parameters.Count} arguments, and here are {given.Count}.", $"It is defined at {Text(macro.DefinedAt)}.");
                return null;
            }

            var parameter = macro.Parameters[position++];
            if (parameter.IsVariadic)
            {
                // Everything that is left, commas and quotes included.
                arguments[parameter.Name] = string.Join(", ", given.Skip(i));
                break;
            }

            if (given[i].Length != 0)
            {
                arguments[parameter.Name] = RawText.Unquote(given[i]);
            }
        }

        foreach (var parameter in macro.Parameters)
        {
            if (parameter.IsRequired && !arguments.ContainsKey(parameter.Name))
            {
                Fail("FX0813", column, text.Length, $"Macro '{macro.Name}' needs an argument for '{parameter.Name}'.", $"It is defined at {Text(macro.DefinedAt)}.");
                return null;
            }

            arguments.TryAdd(parameter.Name, parameter.Default);
        }

        return arguments;
    }

    private List<SourceStatement> Expand(IReadOnlyList<SourceStatement> body, Dictionary<string, string> arguments, string? count)
    {
        var result = new List<SourceStatement>(body.Count);
        foreach (var statement in body)
        {
            var text = MacroDefinition.Substitute(statement.Text, arguments, count);
            _charactersLeft -= text.Length;
            if (_charactersLeft < 0)
            {
                Stop("FX0816", "Macros expand to too much text.", "Look for a macro that calls itself with ever longer arguments.");
                return [];
            }

            // An argument may bring a semicolon with it.
            if (ReferenceEquals(text, statement.Text) || !text.Contains(';', StringComparison.Ordinal))
            {
                if (!string.IsNullOrWhiteSpace(text))
                {
                    result.Add(statement with { Text = text.Trim() });
                }
            }
            else
            {
                result.AddRange(StatementSplitter.Split(text, statement.File, []).Select(s => s with { Line = statement.Line, Column = statement.Column + s.Column - 1 }));
            }
        }

        return result;
    }

    private void ExitMacro()
    {
        var frame = _frame;
        while (!frame.IsMacro && frame.Parent is not null)
        {
            frame = frame.Parent.Frame;
        }

        if (!frame.IsMacro)
        {
            ErrorHere("FX0815", ".exitm stands outside of any macro.", "Take it away.");
            return;
        }

        while (_conditions.Count > frame.OpenConditions)
        {
            _conditions.Pop();
        }

        _frame = frame.Parent!.Frame;
    }

    private void Repeat(string text, int rest)
    {
        var hasCount = TryReader(text, rest, out var reader) & TryConstant(reader, "The number of repetitions", out var count);
        var body = CollectRepetition(".rept");
        if (!hasCount || body is null || body.Count == 0 || count <= 0 || !CanNest(".rept"))
        {
            if (hasCount && count < 0)
            {
                ErrorHere("FX0807", $"{count} is no number of repetitions.", "Write 0 or more.");
            }

            return;
        }

        Enter(new SourceFrame(".rept", _place, (int)Math.Min(count, int.MaxValue), _ => body) { OpenConditions = _conditions.Count });
    }

    private void RepeatOver(string directive, string operands)
    {
        var body = CollectRepetition(directive);
        var given = RawText.Arguments(operands);
        if (given.Count == 0 || given[0].Length == 0 || !given[0].All(Lexer.ContinuesName))
        {
            ErrorHere("FX0805", $"{directive} needs the name of a parameter.", $"Write {directive} name, value, value.");
            return;
        }

        // With no values at all the body is read once, for the empty one.
        List<string> values = [.. directive == ".irpc" ? string.Concat(given.Skip(1)).Select(c => c.ToString()) : given.Skip(1).Select(RawText.Unquote)];
        if (values.Count == 0)
        {
            values.Add("");
        }

        if (body is not null && CanNest(directive))
        {
            Enter(new SourceFrame(directive, _place, values.Count, i => Expand(body, new Dictionary<string, string>(StringComparer.Ordinal) { [given[0]] = values[i] }, null))
            {
                OpenConditions = _conditions.Count,
            });
        }
    }

    private List<SourceStatement>? CollectRepetition(string directive) =>
        Collect(static h => h is ".rept" or ".rep" or ".irp" or ".irpc", static h => h == ".endr", directive, ".endr");

    private void Include(string text, int rest)
    {
        if (TryReader(text, rest, out var reader) && TryFile(reader, out var name, out var bytes) && CanNest(".include"))
        {
            _charactersLeft -= bytes.Length;
            if (_charactersLeft < 0)
            {
                Stop("FX0816", "The included files are too large.", "Look for a file that includes itself.");
                return;
            }

            var statements = StatementSplitter.Split(System.Text.Encoding.UTF8.GetString(bytes.Span), name, _diagnostics);
            Enter(new SourceFrame($"file '{name}' included", _place, 1, _ => statements) { OpenConditions = _conditions.Count });
        }
    }

    // A file by the name in quotes that comes next.
    private bool TryFile(TokenReader reader, out string name, out ReadOnlyMemory<byte> bytes)
    {
        (name, bytes) = ("", default);
        if (!reader.TryTake(TokenKind.Text, out var token))
        {
            return Fail(reader.Peek, "FX0805", "The name of a file was expected.", "Write it in quotes.");
        }

        name = System.Text.Encoding.UTF8.GetString(Lexer.Unescape(token));
        if (_options.ReadFile?.Invoke(name) is not { } content)
        {
            return Fail(token, "FX0818", $"The file '{name}' cannot be read.", _options.ReadFile is null ? "This assembly has no access to files." : "Files are looked for in the folders of the sources and of -I, and nowhere else.");
        }

        bytes = content;
        return true;
    }

    private bool CanNest(string what)
    {
        if (_frame.Depth < MaximumDepth)
        {
            return true;
        }

        Stop("FX0816", $"Expansions are nested more than {MaximumDepth} deep, at {what}.", "Look for a macro that calls itself without an .if that ends it, or a file that includes itself.");
        return false;
    }

    private void Enter(SourceFrame frame) => _frame = frame;

    private static string Text(Place place) => $"{place.Statement.File}:{place.Statement.Line}";
}
