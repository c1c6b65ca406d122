using System.Text;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary><c>{c:cond}</c>: a condition; <c>{c:invcond}</c>: written as its opposite, never AL and NV.</summary>
internal sealed class Condition(EncodingField field, bool inverted) : FieldOperand(field)
{
    private static readonly string[] s_names = ["eq", "ne", "hs", "lo", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le", "al", "nv"];

    internal override IEnumerable<(string Text, uint Value, uint Mask)> Spellings =>
        s_names.Select((name, i) => (name, Field.Place((uint)i), Field.Mask)).Append(("cs", Field.Place(2), Field.Mask)).Append(("cc", Field.Place(3), Field.Mask));

    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        uint condition = Field.Read(context.Word);
        text.Append(s_names[inverted ? condition ^ 1 : condition]);
        return !inverted || condition < 14;
    }

    internal override bool Parse(OperandReader reader)
    {
        int start = reader.Tokens.Position;
        string name = reader.Tokens.Peek.Text.ToLowerInvariant();
        int number = name switch { "cs" => 2, "cc" => 3, _ => Array.IndexOf(s_names, name) };
        if (number < 0 || reader.Tokens.Peek.Kind != TokenKind.Identifier)
        {
            return reader.Expected("a condition such as eq, ne, lo or ge");
        }

        reader.Tokens.Next();
        return inverted && number >= 14
            ? reader.FailAt(start, $"'{name}' has no opposite")
            : reader.Set(Field, (uint)(inverted ? number ^ 1 : number), start);
    }
}
