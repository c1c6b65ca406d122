namespace FlexCap.Morello.Internal.Assembly;

/// <summary>What a token of assembly source is.</summary>
internal enum TokenKind
{
    /// <summary>The end of the statement; every list of tokens has exactly one, at its end.</summary>
    End,

    /// <summary>A name, dots included: <c>b.eq</c>, <c>v0.8b</c>, <c>.word</c>, and <c>.</c> itself.</summary>
    Identifier,

    /// <summary>An integer or a character in apostrophes; <see cref="Token.Value"/> holds it.</summary>
    Number,

    /// <summary>A floating-point literal without sign; <see cref="Token.Real"/> holds it.</summary>
    Real,

    /// <summary>A reference to a local label, <c>1b</c> or <c>2f</c>; <see cref="Token.Value"/> is its number.</summary>
    LocalLabel,

    /// <summary>A string in quotes; <see cref="Lexer.Unescape"/> gives its bytes.</summary>
    Text,

    /// <summary>An operator or another single sign.</summary>
    Punctuation,
}

/// <summary>One token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its characters as they stand in the source; empty for <see cref="TokenKind.End"/>.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column of its first character, from 1.</param>
/// <param name="Value">Value of a number, or the number of a local label.</param>
/// <param name="Real">Value of a floating-point literal.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Line, int Column, UInt128 Value = default, double Real = 0)
{
    /// <summary>True for this identifier or sign, in upper or lower case.</summary>
    public bool Is(string text) =>
        Kind is TokenKind.Identifier or TokenKind.Punctuation && Text.Equals(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>The token as a message names it.</summary>
    public override string ToString() => Kind == TokenKind.End ? "the end of the statement" : $"'{Text}'";
}
