using System.Globalization;
using System.Text;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>Text between operands. <c>#</c> may be left out, blanks do not matter, numbers may be written differently.</summary>
internal sealed class LiteralText(string text) : Operand
{
    private readonly string[] _tokens = [.. Split(text)];

    internal override IEnumerable<(string Text, uint Value, uint Mask)> Spellings => [(text, 0, 0)];

    internal override bool Print(in PrintContext context, StringBuilder output)
    {
        output.Append(text);
        return true;
    }

    internal override bool Parse(OperandReader reader)
    {
        foreach (string token in _tokens)
        {
            if (token == "#")
            {
                reader.Tokens.TryTake("#");
            }
            else if (char.IsAsciiDigit(token[0]))
            {
                if (!ParseNumber(reader, token))
                {
                    return false;
                }
            }
            else if (!reader.Tokens.TryTake(token))
            {
                return reader.Expected($"'{token}'");
            }
        }

        return true;
    }

    private static bool ParseNumber(OperandReader reader, string token)
    {
        double wanted = double.Parse(token, CultureInfo.InvariantCulture);
        if (reader.Tokens.Peek is { Kind: TokenKind.Real } real && real.Real == wanted)
        {
            reader.Tokens.Next();
            return true;
        }

        return reader.TryConstant("the number", (long)wanted, (long)wanted, out _, out _);
    }

    private static IEnumerable<string> Split(string text)
    {
        for (int i = 0; i < text.Length;)
        {
            int start = i;
            if (text[i] == ' ')
            {
                i++;
                continue;
            }

            while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '.' or '_'))
            {
                i++;
            }

            i = i == start ? i + 1 : i;
            yield return text[start..i];
        }
    }
}
