using System.Text;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary><c>{d:s}</c>: a scalar SIMD&amp;FP register.</summary>
internal sealed class ScalarRegister(EncodingField field, char size) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        text.Append(size).Append(Field.Read(context.Word));
        return true;
    }

    internal override bool Parse(OperandReader reader)
    {
        int start = reader.Tokens.Position;
        if (reader.Tokens.Peek.Kind != TokenKind.Identifier || !RegisterName.TryVector(reader.Tokens.Peek.Text, size, out uint number))
        {
            return reader.Expected($"a scalar register ({size}0 to {size}31)");
        }

        reader.Tokens.Next();
        return reader.Set(Field, number, start);
    }
}

/// <summary><c>{d:8b}</c>, <c>{d:vb.q}</c>, <c>{d:v.zq}</c>: a vector with its arrangement; <c>{d:eb}</c>: a register of which an element is meant.</summary>
internal sealed class VectorRegister(EncodingField field, Arrangement arrangement) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        text.Append('v').Append(Field.Read(context.Word)).Append('.').Append(arrangement.Name(context.Word));
        return true;
    }

    internal override bool Parse(OperandReader reader)
    {
        int start = reader.Tokens.Position;
        if (!TryTake(reader, arrangement, out uint number))
        {
            return reader.Expected($"a vector register with arrangement {arrangement.Description}");
        }

        return reader.Set(Field, number, start);
    }

    internal static bool TryTake(OperandReader reader, Arrangement arrangement, out uint number)
    {
        number = 0;
        Token token = reader.Tokens.Peek;
        int dot = token.Text.IndexOf('.', StringComparison.Ordinal);
        if (token.Kind != TokenKind.Identifier || dot < 0 || !RegisterName.TryVector(token.Text.AsSpan(0, dot), 'v', out number)
            || !arrangement.Set(reader, token.Text.AsSpan(dot + 1)))
        {
            return false;
        }

        reader.Tokens.Next();
        return true;
    }
}

/// <summary><c>{t:list2.vb.q}</c>: consecutive vector registers, wrapping after 31; <c>{n,l:table}</c>: l + 1 of them.</summary>
internal sealed class RegisterList(EncodingField field, int count, EncodingField? countField, Arrangement arrangement) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        uint first = Field.Read(context.Word);
        uint registers = countField is null ? (uint)count : countField.Read(context.Word) + 1;
        text.Append("{ ");
        for (uint i = 0; i < registers; i++)
        {
            text.Append(i == 0 ? "v" : ", v").Append((first + i) % 32).Append('.').Append(arrangement.Name(context.Word));
        }

        text.Append(" }");
        return true;
    }

    internal override bool Parse(OperandReader reader)
    {
        int start = reader.Tokens.Position;
        string vector = $"a vector register with arrangement {arrangement.Description}";
        if (!reader.Tokens.TryTake("{"))
        {
            return reader.Expected("a list of vector registers in braces");
        }

        if (!VectorRegister.TryTake(reader, arrangement, out uint first))
        {
            return reader.Expected(vector);
        }

        uint length = 1;
        if (reader.Tokens.TryTake("-"))
        {
            if (!VectorRegister.TryTake(reader, arrangement, out uint last))
            {
                return reader.Expected(vector);
            }

            length = ((last - first) & 31) + 1;
        }

        while (reader.Tokens.TryTake(","))
        {
            int at = reader.Tokens.Position;
            if (!VectorRegister.TryTake(reader, arrangement, out uint next))
            {
                return reader.Expected(vector);
            }

            if (next != (first + length) % 32)
            {
                return reader.FailAt(at, $"the registers of a list must follow each other, so v{(first + length) % 32} belongs here");
            }

            length++;
        }

        if (!reader.Tokens.TryTake("}"))
        {
            return reader.Expected("'}'");
        }

        if (countField is null ? length != count : length is < 1 or > 4 || !reader.Set(countField, length - 1))
        {
            return reader.FailAt(start, countField is null ? $"the list must have {count} register{(count == 1 ? "" : "s")}, not {length}" : "the list must have one to four registers");
        }

        return reader.Set(Field, first, start);
    }
}

/// <summary><c>sqxtn{q:two}</c>: the 2 in the name of an instruction that takes the upper half.</summary>
internal sealed class Suffix(EncodingField field, string letter) : FieldOperand(field)
{
    internal override IEnumerable<(string Text, uint Value, uint Mask)> Spellings => [("", 0, Field.Mask), (letter, Field.Mask, Field.Mask)];

    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        text.Append(Field.Read(context.Word) == 0 ? "" : letter);
        return true;
    }

    internal override bool Parse(OperandReader reader) => true;
}
