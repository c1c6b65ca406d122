using System.Globalization;
using System.Text;
using FlexCap.Morello.Internal.Instructions;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary><c>{i:fpimm}</c>: the eight-bit floating-point immediate, as a decimal fraction; <c>0x70</c> stands for the eight bits themselves.</summary>
internal sealed class FloatingImmediate(EncodingField field) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        text.Append(Value(Field.Read(context.Word)).ToString("F8", CultureInfo.InvariantCulture));
        return true;
    }

    internal override bool Parse(OperandReader reader)
    {
        int start = reader.Tokens.Position;
        reader.Tokens.TryTake("#");
        bool negative = reader.Tokens.TryTake("-");
        Token token = reader.Tokens.Peek;
        if (token.Kind is not (TokenKind.Number or TokenKind.Real))
        {
            reader.Tokens.Position = start;
            return reader.Expected("a floating-point number");
        }

        reader.Tokens.Next();
        if (token.Kind == TokenKind.Number && !negative && token.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return token.Value <= 0xFF ? reader.Set(Field, (uint)token.Value, start) : reader.FailAt(start, "the encoded number must be from 0x0 to 0xff");
        }

        double value = token.Kind == TokenKind.Real ? token.Real : (double)token.Value;
        value = negative ? -value : value;
        for (uint i = 0; i < 256; i++)
        {
            if (Value(i) == value)
            {
                return reader.Set(Field, i, start);
            }
        }

        return reader.FailAt(start, $"{value.ToString("R", CultureInfo.InvariantCulture)} is no immediate of fmov", "It must be ±n/16 × 2^r with n from 16 to 31 and r from -3 to 4. Load it from memory.");
    }

    private static double Value(uint encoding) => BitConverter.UInt64BitsToDouble(VectorImmediates.Double(encoding));
}

/// <summary><c>{i,e:bytemask}</c>: eight bits, each of which fills a byte.</summary>
internal sealed class ByteMask(EncodingField field) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        // As C's %#016llx in LLVM: 14 digits after 0x, but no 0x for zero.
        ulong mask = VectorImmediates.Expand(ImmediateKind.ByteMask, Field.Read(context.Word), 0);
        text.Append(mask == 0 ? "0000000000000000" : "0x" + mask.ToString("x14", CultureInfo.InvariantCulture));
        return true;
    }

    internal override bool Parse(OperandReader reader)
    {
        if (!reader.TryConstant("an immediate", out long value, out int start))
        {
            return false;
        }

        for (uint i = 0; i < 256; i++)
        {
            if (VectorImmediates.Expand(ImmediateKind.ByteMask, i, 0) == (ulong)value)
            {
                return reader.Set(Field, i, start);
            }
        }

        return reader.FailAt(start, $"each byte of 0x{value:x} must be 0x00 or 0xff");
    }
}

/// <summary><c>{h:lsl8}</c>: a comma and <c>lsl</c> by 8 times h, or nothing; <c>{h:msl}</c>: <c>msl</c> by 8 or 16.</summary>
internal sealed class ImmediateShift(EncodingField field, bool ones) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        uint amount = (Field.Read(context.Word) + (ones ? 1u : 0)) * 8;
        if (amount != 0)
        {
            text.Append(ones ? ", msl #" : ", lsl #").Append(amount);
        }

        return true;
    }

    internal override bool Parse(OperandReader reader)
    {
        int before = reader.Tokens.Position;
        if (!reader.Tokens.TryTake(","))
        {
            return ones ? reader.Expected("', msl'") : reader.Set(Field, 0);
        }

        if (!reader.Tokens.TryTake(ones ? "msl" : "lsl"))
        {
            return reader.Expected(ones ? "msl" : "lsl");
        }

        int least = ones ? 8 : 0;
        int most = ones ? 16 : ((1 << Field.Width) - 1) * 8;
        if (!reader.TryConstant("the shift", least, most, out long amount, out int start))
        {
            return false;
        }

        return amount % 8 != 0 ? reader.FailAt(start, "the shift must be a multiple of 8") : reader.Set(Field, (uint)(amount - least) / 8, before);
    }
}
