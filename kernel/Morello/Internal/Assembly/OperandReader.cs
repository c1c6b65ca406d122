namespace FlexCap.Morello.Internal.Assembly;

/// <summary>Reads the operands of one statement and collects the bits of the word, trying one syntax after the other.</summary>
internal sealed class OperandReader(TokenReader tokens, bool c64)
{
    private readonly List<string> _expected = [];
    private int _errorRank = -1;
    private Token _errorToken;
    private string _help = "";
    private uint _known;

    internal TokenReader Tokens { get; } = tokens;

    internal bool C64 { get; } = c64;

    /// <summary>The word so far.</summary>
    internal uint Word { get; private set; }

    internal Fixup? Fixup { get; private set; }

    /// <summary>What is wrong with the reading that got farthest.</summary>
    internal AssemblyError Error => AssemblyError.At(_errorToken, Message(), _help);

    /// <summary>Starts over with another syntax.</summary>
    internal void Begin(int position, uint value, uint mask)
    {
        Tokens.Position = position;
        (Word, _known, Fixup) = (value, mask, null);
    }

    /// <summary>Sets a field; false if it is too small or the syntax fixes other bits there.</summary>
    internal bool Set(EncodingField field, uint value)
    {
        uint bits = field.Place(value);
        if (field.Read(bits) != value || ((Word ^ bits) & field.Mask & _known) != 0)
        {
            return false;
        }

        Word = (Word & ~field.Mask) | bits;
        _known |= field.Mask;
        return true;
    }

    /// <summary>Sets a field from what the tokens since <paramref name="start"/> say; if that contradicts the rest, these are the error.</summary>
    internal bool Set(EncodingField field, uint value, int start) =>
        Set(field, value) || FailAt(start, "this operand does not go with the others");

    /// <summary>Gives the one of two fields that is not set the value of the other; false if both are set and differ.</summary>
    internal bool Equate(EncodingField one, EncodingField other) =>
        (_known & other.Mask) == 0 ? Set(other, one.Read(Word)) : (_known & one.Mask) == 0 ? Set(one, other.Read(Word)) : one.Read(Word) == other.Read(Word);

    /// <summary>Records what should stand at the next token. Returns false.</summary>
    internal bool Expected(string what) => Record(Tokens.Position, Tokens.Position, what, true, "");

    /// <summary>Records what is wrong with the tokens from <paramref name="start"/> to here, which were understood. Returns false.</summary>
    internal bool FailAt(int start, string problem, string help = "") => Record(start, Tokens.Position, problem, false, help);

    /// <summary>Reads a number, with or without <c>#</c>, that is known now.</summary>
    internal bool TryConstant(string what, out long value, out int start)
    {
        value = 0;
        if (!TryExpression(what, out Expression? expression, out start))
        {
            return false;
        }

        return expression!.TryConstant(out value) || FailAt(start, "this must be a number that is known here, not an address");
    }

    /// <summary>Reads a number from a range.</summary>
    internal bool TryConstant(string what, long from, long to, out long value, out int start) =>
        TryConstant(what, out value, out start)
        && ((value >= from && value <= to) || FailAt(start, from == to ? $"{what} must be {from}" : $"{what} must be from {from} to {to}, and {value} is not"));

    /// <summary>Reads an expression, with or without <c>#</c>.</summary>
    internal bool TryExpression(string what, out Expression? expression, out int start)
    {
        expression = null;
        start = Tokens.Position;
        Tokens.TryTake("#");
        Token first = Tokens.Peek;
        if (first.Kind is TokenKind.End or TokenKind.Real
            || (first.Kind == TokenKind.Punctuation && first.Text is not ("-" or "+" or "~" or "!" or "(" or ":"))
            || (first.Kind == TokenKind.Identifier && RegisterName.IsRegister(first.Text)))
        {
            Tokens.Position = start;
            return Expected(what);
        }

        expression = ExpressionParser.Parse(Tokens, out AssemblyError? error);
        return expression is not null || FailAt(start, error!.Message.TrimEnd('.'), error.Help);
    }

    /// <summary>Leaves a field to be filled in when symbols are known.</summary>
    internal bool SetFixup(FixupKind kind, Expression target, int start)
    {
        if (Fixup is not null)
        {
            return FailAt(start, "an instruction can hold only one address");
        }

        if (!FixupEncoding.TryRelocation(kind, target.Modifier, C64, out _))
        {
            string[] known = [.. FixupEncoding.Modifiers(kind).Select(modifier => modifier.Length == 0 ? "none" : $":{modifier}:")];
            return FailAt(start, target.Modifier.Length == 0 ? "an address needs a modifier here" : $":{target.Modifier}: does not go with this operand", $"Known here: {string.Join(", ", known)}.");
        }

        Fixup = new Fixup(kind, target);
        return true;
    }

    private bool Record(int token, int rank, string what, bool expected, string help)
    {
        // A complaint about something understood goes before one about something else expected in its place.
        rank = (rank * 2) + (expected ? 0 : 1);
        bool better = rank > _errorRank || (rank == _errorRank && help.Length > 0 && _help.Length == 0);
        if (better)
        {
            _errorRank = rank;
            _expected.Clear();
            int back = Tokens.Position;
            Tokens.Position = token;
            _errorToken = Tokens.Peek;
            Tokens.Position = back;
            _help = help;
        }

        if (rank == _errorRank && !_expected.Contains(what))
        {
            _expected.Add(what);
        }

        return false;
    }

    private string Message()
    {
        if (_errorRank % 2 != 0)
        {
            return char.ToUpperInvariant(_expected[0][0]) + _expected[0][1..] + ".";
        }

        _expected.Sort(StringComparer.Ordinal);
        string what = _expected.Count == 1 ? _expected[0] : $"{string.Join(", ", _expected.SkipLast(1))} or {_expected[^1]}";
        return $"Expected {what}, not {_errorToken}.";
    }
}
