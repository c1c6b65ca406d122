namespace FlexCap.Morello.Internal.Assembly;

/// <summary>Reads the tokens of one statement. <see cref="Position"/> may be put back to try another reading.</summary>
/// <param name="tokens">The tokens; the last is <see cref="TokenKind.End"/>.</param>
/// <param name="scope">What names mean here.</param>
internal sealed class TokenReader(IReadOnlyList<Token> tokens, ISymbolScope scope)
{
    /// <summary>A reader whose names are all undefined symbols.</summary>
    public TokenReader(IReadOnlyList<Token> tokens) : this(tokens, new UndefinedScope())
    {
    }

    /// <summary>What names, <c>.</c> and local labels mean in this statement.</summary>
    public ISymbolScope Scope { get; } = scope;

    /// <summary>Index of the next token.</summary>
    public int Position { get; set; }

    /// <summary>True when only <see cref="TokenKind.End"/> is left.</summary>
    public bool AtEnd => Peek.Kind == TokenKind.End;

    /// <summary>The next token, which stays.</summary>
    public Token Peek => PeekAt(0);

    /// <summary>The token <paramref name="ahead"/> places after the next one.</summary>
    public Token PeekAt(int ahead) => tokens[Math.Min(Position + ahead, tokens.Count - 1)];

    /// <summary>Takes the next token; at the end that is <see cref="TokenKind.End"/>, again and again.</summary>
    public Token Next()
    {
        var token = Peek;
        Position = Math.Min(Position + 1, tokens.Count - 1);
        return token;
    }

    /// <summary>Takes the next token if it is this identifier or sign, in upper or lower case.</summary>
    public bool TryTake(string text)
    {
        if (!Peek.Is(text))
        {
            return false;
        }

        Next();
        return true;
    }

    /// <summary>Takes the next token if it is of this kind.</summary>
    public bool TryTake(TokenKind kind, out Token token)
    {
        token = Peek;
        if (token.Kind != kind)
        {
            return false;
        }

        Next();
        return true;
    }
}
