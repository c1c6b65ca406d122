namespace FlexCap.Morello.Internal.Assembly;

/// <summary><c>.if</c> and its relatives.</summary>
internal sealed partial class AssemblyRun
{
    private readonly Stack<Condition> _conditions = [];

    /// <summary>An <c>.if</c> that is open.</summary>
    /// <param name="At">Where it began.</param>
    /// <param name="IsActive">True while its statements are assembled.</param>
    /// <param name="IsDone">True if a branch was taken, or none may be.</param>
    /// <param name="HasElse">True after <c>.else</c>.</param>
    private readonly record struct Condition(Place At, bool IsActive, bool IsDone, bool HasElse = false);

    // True if the statement is one of these directives; it is then done.
    private bool ReadCondition(string directive, string text, int rest)
    {
        if (directive.Length < 3)
        {
            return false;
        }

        switch (directive)
        {
            case ".else" or ".elseif" or ".endif":
                if (_conditions.Count <= _frame.OpenConditions)
                {
                    ErrorHere("FX0815", $"There is no .if for this {directive}.", "Take it away, or put an .if before it.");
                    return true;
                }

                Continue(directive, text, rest);
                return true;
            case ".if" or ".ifeq" or ".ifne" or ".ifgt" or ".ifge" or ".iflt" or ".ifle" or ".ifdef" or ".ifndef" or ".ifnotdef"
                or ".ifc" or ".ifnc" or ".ifeqs" or ".ifnes" or ".ifb" or ".ifnb":
                if (_conditions.Count >= MaximumDepth * 4)
                {
                    Stop("FX0816", "Conditions are nested too deeply.", "Use .elseif.");
                    return true;
                }

                var isOutside = _conditions.TryPeek(out var outer) && !outer.IsActive;
                var isTrue = !isOutside && Test(directive, text, rest);
                _conditions.Push(new Condition(_place, isTrue, isTrue || isOutside));
                return true;
            default:
                return false;
        }
    }

    private void Continue(string directive, string text, int rest)
    {
        var condition = _conditions.Pop();
        if (directive == ".endif")
        {
            return;
        }

        if (condition.HasElse)
        {
            ErrorHere("FX0815", $"{directive} comes after .else.", "Only .endif may follow .else.");
        }

        var isTrue = !condition.IsDone && (directive == ".else" || Test(".if", text, rest));
        _conditions.Push(condition with { IsActive = isTrue, IsDone = condition.IsDone || isTrue, HasElse = directive == ".else" });
    }

    private bool Test(string directive, string text, int rest)
    {
        var operands = text[Math.Min(rest, text.Length)..].Trim();
        switch (directive)
        {
            case ".ifdef" or ".ifndef" or ".ifnotdef":
                if (operands.Length == 0)
                {
                    ErrorHere("FX0805", $"{directive} needs a symbol.", $"Write {directive} NAME.");
                }

                return IsDefined(operands.Trim('"')) == (directive == ".ifdef");
            case ".ifb" or ".ifnb":
                return (operands.Length == 0) == (directive == ".ifb");
            case ".ifc" or ".ifnc" or ".ifeqs" or ".ifnes":
                var texts = RawText.Arguments(operands, isBlankDivider: false);
                if (texts.Count != 2)
                {
                    ErrorHere("FX0805", $"{directive} compares two texts.", $"Write {directive} text, text.");
                    return false;
                }

                return texts[0].Equals(texts[1], StringComparison.Ordinal) == (directive is ".ifc" or ".ifeqs");
            default:
                return TryReader(text, rest, out var reader) && TryConstant(reader, $"The condition of {directive}", out var value)
                    && (reader.AtEnd || Fail(reader.Peek, "FX0805", $"{reader.Peek} is one operand too many for {directive}.")) && directive switch
                    {
                        ".ifeq" => value == 0,
                        ".ifgt" => value > 0,
                        ".ifge" => value >= 0,
                        ".iflt" => value < 0,
                        ".ifle" => value <= 0,
                        _ => value != 0,
                    };
        }
    }

    private bool IsDefined(string name) => _symbols.Find(name) is { } entry && (entry.Current.IsDefined || entry.Common is not null);
}
