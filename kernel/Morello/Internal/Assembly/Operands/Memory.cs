using System.Globalization;
using System.Text;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>
/// What a structure load or store adds to its base: <c>{m:post.N}</c> N bytes, <c>{m,q:postregs.N}</c> N registers of 8 or 16 bytes,
/// <c>{m,z:postlanes.N}</c> N elements; or a register, if m is not 31.
/// </summary>
internal sealed class PostIncrement(EncodingField register, EncodingField? sizeField, int count, int unit) : Operand
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        uint m = register.Read(context.Word);
        if (m == 31)
        {
            text.Append('#').Append(Bytes(context.Word));
        }
        else
        {
            text.Append(RegisterName.General('x', m, false));
        }

        return true;
    }

    internal override bool Parse(OperandReader reader)
    {
        if (reader.Tokens.Peek.Kind == TokenKind.Identifier && RegisterName.TryGeneral(reader.Tokens.Peek.Text, 'x', false, out uint number) && number != 31)
        {
            int at = reader.Tokens.Position;
            reader.Tokens.Next();
            return reader.Set(register, number, at);
        }

        int bytes = Bytes(reader.Word);
        return reader.TryConstant("the increment", bytes, bytes, out _, out int start) && reader.Set(register, 31, start);
    }

    private int Bytes(uint word) => count * unit << (sizeField is null ? 0 : (int)sizeField.Read(word));
}

/// <summary>
/// Where a PC-relative operand leads: <c>{i:label.4}</c>, <c>{p,i,j:pcrel}</c> of ADR, <c>{23,i,j:page}</c> of ADRP. A number is the
/// distance in bytes.
/// </summary>
/// <param name="field">The distance, in units.</param>
/// <param name="kind">How it is filled in later.</param>
/// <param name="unit">Bytes of one step.</param>
internal sealed class Label(EncodingField field, FixupKind kind, long unit) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        long distance = Field.ReadSigned(context.Word) * unit;
        if (!context.Options.AbsoluteTargets)
        {
            text.Append('#').Append(distance);
            return true;
        }

        // Literals of capabilities and ADRP count from the PC rounded down.
        ulong target = (context.Address & ~(ulong)(unit - 1)) + (ulong)distance;
        text.Append("0x").Append(target.ToString("x", CultureInfo.InvariantCulture));
        if (context.Options.Symbol?.Invoke(target) is { Length: > 0 } name)
        {
            text.Append(" <").Append(name).Append('>');
        }

        return true;
    }

    internal override bool Parse(OperandReader reader)
    {
        if (!reader.TryExpression("a label or a distance", out Expression? expression, out int start))
        {
            return false;
        }

        if (!expression!.TryConstant(out long value))
        {
            return reader.Set(Field, 0, start) && reader.SetFixup(kind, expression, start);
        }

        string problem = value % unit != 0 ? $"the distance, {value} bytes, is not a multiple of {unit}" : "";
        return problem.Length == 0 && FixupEncoding.TryApply(kind, "", 0, value, out uint word, out problem)
            ? reader.Set(Field, Field.Read(word), start)
            : reader.FailAt(start, problem);
    }
}

/// <summary><c>{i,j:datapage}</c>: the offset that ADRDP adds to DDC, in bytes: a multiple of 4096.</summary>
internal sealed class DataPage(EncodingField field) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        text.Append('#').Append((long)Field.Read(context.Word) << 12);
        return true;
    }

    internal override bool Parse(OperandReader reader)
    {
        if (!reader.TryConstant("the offset", 0, ((1L << Field.Width) - 1) << 12, out long value, out int start))
        {
            return false;
        }

        return value % 4096 == 0 ? reader.Set(Field, (uint)(value >> 12), start) : reader.FailAt(start, "the offset must be a multiple of 4096");
    }
}
