namespace FlexCap.Morello.Internal.Assembly;

/// <summary>Reads an expression; precedence is that of GNU's and LLVM's assemblers, not C's.</summary>
internal sealed class ExpressionParser
{
    private readonly TokenReader _reader;
    private AssemblyError? _error;
    private int _depth;

    private ExpressionParser(TokenReader reader) => _reader = reader;

    /// <summary>Reads as many tokens as make an expression, with a modifier such as <c>:lo12:</c> before it if there is one.</summary>
    /// <returns>The expression, or null if there is none; the reader then stands anywhere.</returns>
    public static Expression? Parse(TokenReader reader, out AssemblyError? error)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var parser = new ExpressionParser(reader);
        var expression = parser.ReadModified();
        error = parser._error;
        return expression;
    }

    private Expression? ReadModified()
    {
        var colon = _reader.Peek;
        if (!_reader.TryTake(":"))
        {
            return ReadBinary(1);
        }

        if (!_reader.TryTake(TokenKind.Identifier, out var modifier) || !_reader.TryTake(":"))
        {
            return Fail(colon, "A relocation modifier stands between two colons.", "Write :lo12:symbol.");
        }

        return ReadBinary(1) is { } operand ? Expression.Modified(modifier.Text.ToLowerInvariant(), operand) : null;
    }

    private Expression? ReadBinary(int least)
    {
        var left = ReadUnary();
        while (left is not null && Precedence(_reader.Peek) is var precedence && precedence >= least)
        {
            var sign = _reader.Next();
            if (ReadBinary(precedence + 1) is not { } right)
            {
                return null;
            }

            left = Expression.Binary(sign.Text, left, right);
            if (left.Depth > Expression.MaximumDepth)
            {
                return Fail(sign, "The expression is too long.", "Give a part of it a name with .set.");
            }
        }

        return left;
    }

    private static int Precedence(in Token token) => token.Kind != TokenKind.Punctuation ? 0 : token.Text switch
    {
        "||" => 1,
        "&&" => 2,
        "==" or "!=" or "<>" or "<" or ">" or "<=" or ">=" => 3,
        "+" or "-" => 4,
        "|" or "!" or "^" or "&" => 5,
        "*" or "/" or "%" or "<<" or ">>" => 6,
        _ => 0,
    };

    private Expression? ReadUnary()
    {
        var token = _reader.Next();
        if (++_depth > Expression.MaximumDepth)
        {
            return Fail(token, "The expression is nested too deeply.", "Give a part of it a name with .set.");
        }

        var expression = token switch
        {
            { Kind: TokenKind.Number } => Number(token),
            { Kind: TokenKind.Identifier, Text: "." } => _reader.Scope.Here(),
            { Kind: TokenKind.Identifier } => _reader.Scope.Name(token.Text),
            { Kind: TokenKind.Text } => _reader.Scope.Name(System.Text.Encoding.UTF8.GetString(Lexer.Unescape(token))),
            { Kind: TokenKind.LocalLabel } => LocalLabel(token),
            { Kind: TokenKind.Punctuation, Text: "(" } => Parenthesised(token),
            { Kind: TokenKind.Punctuation, Text: "-" or "~" or "!" } => ReadUnary() is { } operand ? Expression.Unary(token.Text, operand) : null,
            { Kind: TokenKind.Punctuation, Text: "+" } => ReadUnary(),
            { Kind: TokenKind.Real } => Fail(token, "An integer is needed here.", "Write it without a fraction."),
            _ => Fail(token, $"An expression was expected, not {token}.", "Write a number, a symbol, or both with operators between them."),
        };
        _depth--;
        return expression;
    }

    private Expression? Parenthesised(in Token open)
    {
        var inner = ReadBinary(1);
        return inner is not null && !_reader.TryTake(")")
            ? Fail(_reader.Peek, $"')' was expected, not {_reader.Peek}.", $"The parenthesis in column {open.Column} is not closed.")
            : inner;
    }

    private Expression? Number(in Token token) =>
        token.Value <= ulong.MaxValue
            ? Expression.Number((long)(ulong)token.Value)
            : Fail(token, "The number has more than 64 bits.", "Only .octa takes 128 bits, and no operators.");

    private Expression? LocalLabel(in Token token) =>
        _reader.Scope.LocalLabel((ulong)token.Value, (token.Text[^1] | 0x20) == 'f')
        ?? Fail(token, $"There is no label '{token.Value}:' before this line.", $"Write {token.Value}f if it comes later.");

    private Expression? Fail(in Token token, string message, string help)
    {
        _error ??= AssemblyError.At(token, message, help);
        return null;
    }
}
