using System.Text;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>The syntax of one instruction or alias in one state, taken apart: mnemonic and operands.</summary>
internal sealed class SyntaxTemplate
{
    private readonly Operand[] _mnemonic;
    private readonly Operand[] _operands;

    private SyntaxTemplate(Operand[] mnemonic, Operand[] operands) => (_mnemonic, _operands) = (mnemonic, operands);

    /// <summary>Takes a syntax apart.</summary>
    /// <exception cref="FormatException">It is malformed; the message says how.</exception>
    internal static SyntaxTemplate Parse(string syntax, string pattern, string signedLetters)
    {
        int blank = syntax.IndexOf(' ', StringComparison.Ordinal);
        string mnemonic = blank < 0 ? syntax : syntax[..blank];
        int brace = mnemonic.IndexOf('{', StringComparison.Ordinal);
        var kinds = new OperandKinds(pattern, signedLetters, brace < 0 ? mnemonic : mnemonic[..brace]);
        return new SyntaxTemplate(Split(mnemonic, kinds), blank < 0 ? [] : Split(syntax[(blank + 1)..], kinds));
    }

    /// <summary>Every way to write the mnemonic, with the bits that it fixes.</summary>
    internal IEnumerable<(string Mnemonic, uint Value, uint Mask)> Mnemonics()
    {
        IEnumerable<(string Text, uint Value, uint Mask)> all = [("", 0, 0)];
        foreach (Operand part in _mnemonic)
        {
            all = all.SelectMany(_ => part.Spellings, (left, right) => (left.Text + right.Text, left.Value | right.Value, left.Mask | right.Mask));
        }

        return all;
    }

    /// <summary>Appends the text of a word; false if this syntax cannot stand for it. Then the text may hold a part.</summary>
    internal bool Print(in PrintContext context, StringBuilder text)
    {
        foreach (Operand part in _mnemonic)
        {
            if (!part.Print(context, text))
            {
                return false;
            }
        }

        int end = text.Length;
        text.Append(' ');
        foreach (Operand operand in _operands)
        {
            if (!operand.Print(context, text))
            {
                return false;
            }
        }

        if (text.Length == end + 1)
        {
            text.Length = end;
        }

        return true;
    }

    /// <summary>Reads the operands.</summary>
    internal bool Parse(OperandReader reader)
    {
        foreach (Operand operand in _operands)
        {
            if (!operand.Parse(reader))
            {
                return false;
            }
        }

        return reader.Tokens.AtEnd || reader.Expected(_operands.Length == 0 ? "the end of the statement, for this instruction has no operands" : "the end of the statement");
    }

    private static Operand[] Split(string text, OperandKinds kinds)
    {
        var parts = new List<Operand>();
        for (int at = 0; at < text.Length;)
        {
            int open = text.IndexOf('{', at);
            open = open < 0 ? text.Length : open;
            if (open > at)
            {
                parts.Add(new LiteralText(text[at..open]));
            }

            if (open < text.Length)
            {
                int close = text.IndexOf('}', open);
                parts.Add(kinds.Create(text[(open + 1)..(close < 0 ? throw new FormatException($"'{text}' lacks a closing brace") : close)]));
                at = close + 1;
            }
            else
            {
                at = open;
            }
        }

        return [.. parts];
    }
}
