using System.Globalization;
using System.Text;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>
/// <c>{i}</c>: a number, decimal; <c>{i:hex}</c>; <c>{i:from.N}</c>: N minus the field; <c>{i:plus.N}</c>; <c>{i:times.N}</c>.
/// </summary>
internal sealed class Number(EncodingField field, int factor, int addend, bool hexadecimal = false) : FieldOperand(field)
{
    private long Lowest => Math.Min(Value(Field.IsSigned ? -(1L << (Field.Width - 1)) : 0), Value(Highest));

    private long Greatest => Math.Max(Value(Field.IsSigned ? -(1L << (Field.Width - 1)) : 0), Value(Highest));

    private long Highest => (1L << (Field.IsSigned ? Field.Width - 1 : Field.Width)) - 1;

    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        long value = Value(Field.ReadNumber(context.Word));
        text.Append(hexadecimal && value != 0 ? "0x" + value.ToString("x", CultureInfo.InvariantCulture) : value.ToString(CultureInfo.InvariantCulture));
        return true;
    }

    internal override bool Parse(OperandReader reader)
    {
        if (!reader.TryConstant("the immediate", Lowest, Greatest, out long value, out int start))
        {
            return false;
        }

        long raw = (value - addend) / factor;
        return Value(raw) != value
            ? reader.FailAt(start, $"the immediate must be a multiple of {factor}, and {value} is not")
            : reader.Set(Field, (uint)raw & (uint.MaxValue >> (32 - Field.Width)), start);
    }

    private long Value(long raw) => (raw * factor) + addend;
}

/// <summary><c>{i:opthex}</c>: <c>#0x…</c>, or nothing for 0.</summary>
internal sealed class OptionalNumber(EncodingField field) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        uint value = Field.Read(context.Word);
        text.Append(value == 0 ? "" : "#0x" + value.ToString("x", CultureInfo.InvariantCulture));
        return true;
    }

    internal override bool Parse(OperandReader reader)
    {
        if (reader.Tokens.AtEnd)
        {
            return reader.Set(Field, 0);
        }

        return reader.TryConstant("the immediate", 0, (1L << Field.Width) - 1, out long value, out int start) && reader.Set(Field, (uint)value, start);
    }
}

/// <summary>
/// <c>{i:offset.N}</c>: a comma and the offset in bytes, N times the field, or nothing for 0; <c>{i:offset0.N}</c> prints 0 as well;
/// <c>{i:soffset.N}</c> is signed though no parameter says so.
/// </summary>
internal sealed class Offset(EncodingField field, int scale, bool printZero, bool signed) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        int value = (signed || Field.IsSigned ? Field.ReadSigned(context.Word) : (int)Field.Read(context.Word)) * scale;
        if (value != 0 || printZero)
        {
            text.Append(", #").Append(value.ToString(CultureInfo.InvariantCulture));
        }

        return true;
    }

    internal override bool Parse(OperandReader reader)
    {
        if (!reader.Tokens.TryTake(","))
        {
            return reader.Set(Field, 0);
        }

        if (!reader.TryExpression("an offset", out Expression? expression, out int start))
        {
            return false;
        }

        bool isSigned = signed || Field.IsSigned;
        if (!expression!.TryConstant(out long value))
        {
            return !isSigned && Field.Width == 12
                ? reader.SetFixup(FixupKind.Offset8 + int.Log2(scale), expression, start) && reader.Set(Field, 0)
                : reader.FailAt(start, "this instruction's offset must be a number that is known here", "Use the form with an unsigned offset and :lo12:.");
        }

        long lowest = isSigned ? -(1L << (Field.Width - 1)) : 0;
        long highest = (1L << (isSigned ? Field.Width - 1 : Field.Width)) - 1;
        if (value % scale != 0 || value < lowest * scale || value > highest * scale)
        {
            return reader.FailAt(start, $"the offset must be from {lowest * scale} to {highest * scale}{(scale == 1 ? "" : $" in steps of {scale}")}, and {value} is not");
        }

        return reader.Set(Field, (uint)(value / scale) & (uint.MaxValue >> (32 - Field.Width)), start);
    }
}
