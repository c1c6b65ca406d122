using System.Globalization;
using System.Text;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>Splits one statement, already free of comments, into tokens.</summary>
internal sealed class Lexer
{
    private static readonly string[] LongSigns = ["<<", ">>", "==", "!=", "<=", ">=", "<>", "&&", "||"];
    private readonly string _text;
    private readonly int _line, _column;
    private readonly List<Token> _tokens = [];
    private int _at;
    private AssemblyError? _error;

    private Lexer(string text, int line, int column) => (_text, _line, _column) = (text, line, column);

    /// <summary>The tokens of a statement; null if it has a malformed number, string or character.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="line">Line on which it stands.</param>
    /// <param name="column">Column of its first character.</param>
    /// <param name="error">What is malformed.</param>
    public static List<Token>? Read(string text, int line, int column, out AssemblyError? error)
    {
        var lexer = new Lexer(text, line, column);
        lexer.Read();
        error = lexer._error;
        return error is null ? lexer._tokens : null;
    }

    /// <summary>The bytes of a string token: its characters in UTF-8, escapes replaced.</summary>
    public static byte[] Unescape(in Token token)
    {
        var bytes = new List<byte>(token.Text.Length);
        var text = token.Text.AsSpan(1, token.Text.Length - 2);
        while (!text.IsEmpty)
        {
            if (text[0] == '\\')
            {
                bytes.Add(ReadEscape(text, out var length));
                text = text[length..];
                continue;
            }

            var plain = text.IndexOf('\\');
            plain = plain < 0 ? text.Length : plain;
            bytes.AddRange(Encoding.UTF8.GetBytes(text[..plain].ToString()));
            text = text[plain..];
        }

        return [.. bytes];
    }

    internal static bool StartsName(char c) => char.IsAsciiLetter(c) || c is '_' or '.' or '$' || c >= 0x80;

    internal static bool ContinuesName(char c) => StartsName(c) || char.IsAsciiDigit(c);

    private char Current => _at < _text.Length ? _text[_at] : '\0';

    private char After => _at + 1 < _text.Length ? _text[_at + 1] : '\0';

    private void Read()
    {
        while (_error is null)
        {
            while (_at < _text.Length && (char.IsWhiteSpace(_text[_at]) || char.IsControl(_text[_at])))
            {
                _at++;
            }

            if (_at >= _text.Length)
            {
                _tokens.Add(new Token(TokenKind.End, "", _line, _column + _at));
                return;
            }

            var start = _at;
            if (char.IsAsciiDigit(Current) || (Current == '.' && IsFraction()))
            {
                ReadNumber();
            }
            else if (StartsName(Current))
            {
                while (ContinuesName(Current))
                {
                    _at++;
                }

                Add(TokenKind.Identifier, start);
            }
            else if (Current == '"')
            {
                ReadText();
            }
            else if (Current == '\'')
            {
                ReadCharacter();
            }
            else
            {
                _at += Array.Exists(LongSigns, s => string.CompareOrdinal(_text, _at, s, 0, 2) == 0) ? 2 : 1;
                Add(TokenKind.Punctuation, start);
            }
        }
    }

    // .5 and .5e1, but not .2byte
    private bool IsFraction()
    {
        var end = _at + 1;
        while (end < _text.Length && char.IsAsciiDigit(_text[end]))
        {
            end++;
        }

        return end > _at + 1 && (end >= _text.Length || !ContinuesName(_text[end]) || (_text[end] | 0x20) == 'e');
    }

    private void ReadNumber()
    {
        var start = _at;
        if (Current == '0' && (After | 0x20) == 'x')
        {
            _at += 2;
            ReadInteger(start, 16);
            return;
        }

        if (Current == '0' && (After | 0x20) == 'b' && _at + 2 < _text.Length && char.IsAsciiDigit(_text[_at + 2]))
        {
            _at += 2;
            ReadInteger(start, 2);
            return;
        }

        while (char.IsAsciiDigit(Current))
        {
            _at++;
        }

        var exponent = (Current | 0x20) == 'e' && (char.IsAsciiDigit(After) || (After is '+' or '-' && _at + 2 < _text.Length && char.IsAsciiDigit(_text[_at + 2])));
        if ((Current == '.' && !StartsName(After)) || exponent)
        {
            ReadReal(start);
        }
        else if ((Current | 0x20) is 'b' or 'f' && !ContinuesName(After))
        {
            var isNumber = ulong.TryParse(_text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            _at++;
            if (isNumber)
            {
                Add(TokenKind.LocalLabel, start, number);
            }
            else
            {
                Fail(start, "This label's number is too large.", "Use a small number.");
            }
        }
        else
        {
            _at = start;
            ReadInteger(start, Current == '0' && char.IsAsciiDigit(After) ? 8u : 10u);
        }
    }

    private void ReadInteger(int start, uint radix)
    {
        UInt128 value = 0;
        var digits = 0;
        var tooLarge = false;
        for (; char.IsAsciiHexDigit(Current) && (radix == 16 || char.IsAsciiDigit(Current)); _at++, digits++)
        {
            var digit = (uint)Convert.ToInt32(Current.ToString(), 16);
            if (digit >= radix)
            {
                Fail(start, $"'{Current}' is not a digit of {Radix(radix)} number.", "A leading 0 makes a number octal, 0b binary, 0x hexadecimal.");
                return;
            }

            tooLarge |= value > (UInt128.MaxValue - digit) / radix;
            value = unchecked((value * radix) + digit);
        }

        if (radix == 16 && (Current == '.' || ((Current | 0x20) == 'p' && digits > 0)))
        {
            ReadHexadecimalReal(start);
            return;
        }

        // Constants that come out of C headers keep their suffix.
        while ((Current | 0x20) is 'u' or 'l')
        {
            _at++;
        }

        if (digits == 0 || ContinuesName(Current))
        {
            while (ContinuesName(Current))
            {
                _at++;
            }

            Fail(start, $"'{_text[start.._at]}' is not a number.", "Write decimal digits, or hexadecimal ones after 0x; a name does not begin with a digit.");
        }
        else if (tooLarge)
        {
            Fail(start, "The number has more than 128 bits.", "Split it.");
        }
        else
        {
            Add(TokenKind.Number, start, value);
        }
    }

    private static string Radix(uint radix) => radix switch { 2 => "a binary", 8 => "an octal", 10 => "a decimal", _ => "a hexadecimal" };

    private void ReadReal(int start)
    {
        if (Current == '.')
        {
            _at++;
            while (char.IsAsciiDigit(Current))
            {
                _at++;
            }
        }

        if ((Current | 0x20) == 'e')
        {
            _at += After is '+' or '-' ? 2 : 1;
            while (char.IsAsciiDigit(Current))
            {
                _at++;
            }
        }

        if (ContinuesName(Current) || !double.TryParse(_text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            Fail(start, $"'{_text[start..Math.Min(_text.Length, _at + 1)]}' is not a floating-point number.", "Write it as 1.5 or 1.5e-3.");
            return;
        }

        Add(TokenKind.Real, start, default, value);
    }

    // 0x1.8p3, as C prints with %a.
    private void ReadHexadecimalReal(int start)
    {
        var point = _text.IndexOf('.', start, _at - start + 1);
        if (point >= 0)
        {
            _at++;
            while (char.IsAsciiHexDigit(Current))
            {
                _at++;
            }
        }

        var digits = _text[(start + 2).._at].Replace(".", "", StringComparison.Ordinal);
        var fraction = point < 0 ? 0 : _at - point - 1;
        var exponentStart = _at + 1;
        if ((Current | 0x20) == 'p')
        {
            _at += After is '+' or '-' ? 2 : 1;
            while (char.IsAsciiDigit(Current))
            {
                _at++;
            }
        }

        if (digits.Length is 0 or > 16 || exponentStart > _at
            || !int.TryParse(_text.AsSpan(exponentStart, _at - exponentStart), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            || Math.Abs(exponent) > 5000 || ContinuesName(Current))
        {
            Fail(start, $"'{_text[start.._at]}' is not a hexadecimal floating-point number.", "Write it as 0x1.8p3, with at most 16 digits.");
            return;
        }

        Add(TokenKind.Real, start, default, Math.ScaleB(Convert.ToUInt64(digits, 16), exponent - (4 * fraction)));
    }

    private void ReadText()
    {
        var start = _at++;
        while (_at < _text.Length && Current != '"')
        {
            if (Current == '\\')
            {
                ReadEscape(_text.AsSpan(_at), out var length);
                if (length == 0)
                {
                    Fail(_at, $"'\\{After}' is not an escape sequence.", "Known are \\n \\t \\r \\b \\f \\v \\a \\e \\\\ \\\" \\' \\xHH and \\OOO.");
                    return;
                }

                _at += length;
            }
            else
            {
                _at++;
            }
        }

        if (_at >= _text.Length)
        {
            Fail(start, "The string is not closed.", "Close it with \" on the same line.");
            return;
        }

        _at++;
        Add(TokenKind.Text, start);
    }

    // 'a', '\n', and 'a without the second apostrophe, which GNU's assembler takes as well.
    private void ReadCharacter()
    {
        var start = _at++;
        UInt128 value;
        if (Current == '\\')
        {
            value = ReadEscape(_text.AsSpan(_at), out var length);
            if (length == 0)
            {
                Fail(_at, $"'\\{After}' is not an escape sequence.", "Write the character's number.");
                return;
            }

            _at += length;
        }
        else if (_at >= _text.Length || Current >= 0x80)
        {
            Fail(start, "A character constant holds one ASCII character.", "Write the character's number.");
            return;
        }
        else
        {
            value = Current;
            _at++;
        }

        _at += Current == '\'' ? 1 : 0;
        Add(TokenKind.Number, start, value);
    }

    // The byte that an escape sequence stands for; length 0 if it is none.
    private static byte ReadEscape(ReadOnlySpan<char> text, out int length)
    {
        length = 2;
        var kind = text.Length < 2 ? '\0' : text[1];
        switch (kind)
        {
            case 'n': return 10;
            case 't': return 9;
            case 'r': return 13;
            case 'b': return 8;
            case 'f': return 12;
            case 'v': return 11;
            case 'a': return 7;
            case 'e': return 27;
            case '\\' or '"' or '\'': return (byte)kind;
            case 'x' or 'X':
                return ReadDigits(text[2..], 16, text.Length, ref length);
            case >= '0' and <= '7':
                length = 1;
                return ReadDigits(text[1..], 8, 3, ref length);
            default:
                length = 0;
                return 0;
        }
    }

    // As C and GNU have it: any number of hexadecimal digits, of which the last two count; at most three octal ones.
    private static byte ReadDigits(ReadOnlySpan<char> text, int radix, int most, ref int length)
    {
        var value = 0;
        var count = 0;
        while (count < Math.Min(most, text.Length) && char.IsAsciiHexDigit(text[count]) && (radix == 16 || text[count] <= '7'))
        {
            value = (value * radix) + Convert.ToInt32(text[count].ToString(), 16);
            value &= 0xff;
            count++;
        }

        length = count == 0 ? 0 : length + count;
        return (byte)value;
    }

    private void Add(TokenKind kind, int start, UInt128 value = default, double real = 0) =>
        _tokens.Add(new Token(kind, _text[start.._at], _line, _column + start, value, real));

    private void Fail(int start, string message, string help) =>
        _error = new AssemblyError(_line, _column + start, Math.Max(1, _at - start), message, help);
}
