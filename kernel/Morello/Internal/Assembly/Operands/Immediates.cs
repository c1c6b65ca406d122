using System.Globalization;
using System.Text;
using FlexCap.Morello.Internal.Instructions;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary><c>{h,i:addimm}</c>: 12 bits, shifted left by 12 if h is set; <c>{h,i:addimmneg}</c>: its negative (never printed).</summary>
internal sealed class AddImmediate(EncodingField field, bool negative) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        uint value = Field.Read(context.Word);
        text.Append(value & 0xFFF).Append(value >> 12 != 0 ? ", lsl #12" : "");
        return !negative;
    }

    internal override bool Parse(OperandReader reader)
    {
        if (!reader.TryExpression("an immediate", out Expression? expression, out int start))
        {
            return false;
        }

        if (!expression!.TryConstant(out long value))
        {
            bool high = expression.Modifier.EndsWith("_hi12", StringComparison.Ordinal);
            return !negative && reader.SetFixup(FixupKind.Immediate12, expression, start) && reader.Set(Field, high ? 0x1000u : 0, start)
                && (!high || !reader.Tokens.TryTake(",") || (reader.Tokens.TryTake("lsl") && reader.TryConstant("the shift", 12, 12, out _, out _)));
        }

        value = negative ? -value : value;
        long shift = 0;
        int before = reader.Tokens.Position;
        if (reader.Tokens.TryTake(",") && reader.Tokens.TryTake("lsl"))
        {
            if (!reader.TryConstant("the shift", 0, 12, out shift, out int at) || (shift is not (0 or 12) && !reader.FailAt(at, "the shift must be 0 or 12")))
            {
                return false;
            }
        }
        else
        {
            reader.Tokens.Position = before;
            if (value > 0xFFF && (value & 0xFFF) == 0)
            {
                (value, shift) = (value >> 12, 12);
            }
        }

        return value is >= 0 and <= 0xFFF
            ? reader.Set(Field, (uint)value | (shift == 12 ? 0x1000u : 0), start)
            : reader.FailAt(start, "the immediate must be from 0 to 4095, or a multiple of 4096 up to 16773120");
    }
}

/// <summary><c>{i:bitmask.f}</c>, <c>bitmask.64</c>: N:immr:imms of a logical instruction; <c>invmask.f</c>: its complement (never printed).</summary>
internal sealed class BitMask(EncodingField field, EncodingField? sizeField, bool inverted) : FieldOperand(field)
{
    private static readonly Lazy<Dictionary<ulong, uint>> s_encodings = new(() =>
    {
        var encodings = new Dictionary<ulong, uint>();
        for (uint encoding = 0; encoding < 1 << 13; encoding++)
        {
            ulong value = BitMasks.Immediate(encoding);
            if (value != 0)
            {
                encodings.TryAdd(value, encoding);
            }
        }

        return encodings;
    });

    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        if (!TryRead(Field, sizeField, context.Word, out ulong value))
        {
            return false;
        }

        text.Append("0x").Append(value.ToString("x", CultureInfo.InvariantCulture));
        return !inverted;
    }

    internal override bool Parse(OperandReader reader)
    {
        if (!reader.TryConstant("an immediate", out long value, out int start))
        {
            return false;
        }

        return TryWrite(reader, Field, sizeField, inverted ? ~value : value)
            || reader.FailAt(start, $"0x{value:x} is no immediate of a logical instruction", "It must be a rotated run of ones, repeated in elements of 2, 4, 8, 16, 32 or 64 bits. Load it into a register.");
    }

    internal static bool TryRead(EncodingField field, EncodingField? sizeField, uint word, out ulong value)
    {
        uint encoding = field.Read(word);
        bool is32 = sizeField is not null && sizeField.Read(word) == 0;
        value = BitMasks.Immediate(encoding);
        bool valid = value != 0 && !(is32 && encoding >> 12 != 0);
        value = is32 ? (uint)value : value;
        return valid;
    }

    internal static bool TryWrite(OperandReader reader, EncodingField field, EncodingField? sizeField, long value)
    {
        ulong mask = (ulong)value;
        if (sizeField is not null && sizeField.Read(reader.Word) == 0)
        {
            if (value is < int.MinValue or > uint.MaxValue)
            {
                return false;
            }

            mask = (uint)value | (ulong)(uint)value << 32;
        }

        return s_encodings.Value.TryGetValue(mask, out uint encoding) && reader.Set(field, encoding);
    }
}

/// <summary><c>{h,i:wide.f}</c>: 16 bits and their place in a register: <c>1, lsl #16</c>.</summary>
internal sealed class WideImmediate(EncodingField field, EncodingField sizeField) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        uint value = Field.Read(context.Word);
        text.Append(value & 0xFFFF);
        if (value >> 16 != 0)
        {
            text.Append(", lsl #").Append((value >> 16) * 16);
        }

        return sizeField.Read(context.Word) != 0 || value >> 16 < 2;
    }

    internal override bool Parse(OperandReader reader)
    {
        if (!reader.TryExpression("an immediate", out Expression? expression, out int start))
        {
            return false;
        }

        bool is32 = sizeField.Read(reader.Word) == 0;
        if (!expression!.TryConstant(out long value))
        {
            int g = expression.Modifier.IndexOf("_g", StringComparison.Ordinal);
            int group = g >= 0 && g + 2 < expression.Modifier.Length && expression.Modifier[g + 2] is >= '0' and <= '3' ? expression.Modifier[g + 2] - '0' : 0;
            return reader.SetFixup(FixupKind.MoveWide, expression, start)
                && (!is32 || group < 2 || reader.FailAt(start, "a 32-bit register has only groups 0 and 1"))
                && reader.Set(Field, (uint)group << 16, start);
        }

        long shift = 0;
        int before = reader.Tokens.Position;
        if (reader.Tokens.TryTake(",") && reader.Tokens.TryTake("lsl"))
        {
            if (!reader.TryConstant("the shift", 0, is32 ? 16 : 48, out shift, out int at) || (shift % 16 != 0 && !reader.FailAt(at, "the shift must be a multiple of 16")))
            {
                return false;
            }
        }
        else
        {
            reader.Tokens.Position = before;
        }

        return value is >= 0 and <= 0xFFFF
            ? reader.Set(Field, (uint)value | ((uint)shift << 12), start)
            : reader.FailAt(start, $"the immediate must be from 0 to 65535, and {value} is not", "Use mov, or build it with movz and movk.");
    }
}

/// <summary>How MOV (immediate) reaches a value.</summary>
internal enum MoveForm
{
    /// <summary>MOVZ: <c>{h,i:movz.f}</c>.</summary>
    Zero,

    /// <summary>MOVN: <c>{h,i:movn.f}</c>.</summary>
    Not,

    /// <summary>ORR with the zero register: <c>{i:movmask.f}</c>.</summary>
    Mask,
}

/// <summary>The immediate of MOV; LLVM's order of preference (MOVZ, MOVN, ORR) decides which form is written and printed so.</summary>
internal sealed class MoveImmediate(EncodingField field, EncodingField sizeField, MoveForm form) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        bool is32 = sizeField.Read(context.Word) == 0;
        ulong value;
        if (form == MoveForm.Mask)
        {
            if (!BitMask.TryRead(Field, sizeField, context.Word, out value))
            {
                return false;
            }
        }
        else
        {
            uint raw = Field.Read(context.Word);
            int shift = (int)(raw >> 16) * 16;
            value = (ulong)(raw & 0xFFFF) << shift;
            if ((is32 && shift > 16) || (value == 0 && shift != 0))
            {
                return false;
            }

            value = form == MoveForm.Not ? ~value : value;
        }

        value = is32 ? (uint)value : value;
        text.Append((is32 ? (int)value : (long)value).ToString(CultureInfo.InvariantCulture));
        return form == Preferred(value, is32);
    }

    internal override bool Parse(OperandReader reader)
    {
        if (!reader.TryConstant("an immediate", out long value, out int start))
        {
            return false;
        }

        bool is32 = sizeField.Read(reader.Word) == 0;
        if (is32 && value is < int.MinValue or > uint.MaxValue)
        {
            return reader.FailAt(start, $"{value} does not fit into 32 bits");
        }

        ulong number = is32 ? (uint)value : (ulong)value;
        if (form == MoveForm.Mask)
        {
            // MOVZ and MOVN were tried before, but cannot write the stack pointer.
            if (BitMask.TryWrite(reader, Field, sizeField, value))
            {
                return true;
            }
        }
        else if (form == Preferred(number, is32))
        {
            ulong part = form == MoveForm.Not ? (is32 ? ~(uint)number : ~number) : number;
            int shift = Shift(part)!.Value;
            return reader.Set(Field, (uint)(part >> shift) | ((uint)shift << 12), start);
        }

        return reader.FailAt(start, $"no single instruction moves {value}", "Build it with movz and movk, or load it with ldr and '='.");
    }

    private static MoveForm Preferred(ulong value, bool is32)
    {
        if (Shift(value) is not null)
        {
            return MoveForm.Zero;
        }

        return Shift(is32 ? ~(uint)value : ~value) is not null ? MoveForm.Not : MoveForm.Mask;
    }

    // Where the only 16 bits that are not zero stand.
    private static int? Shift(ulong value)
    {
        for (int shift = 0; shift < 64; shift += 16)
        {
            if ((value & ~(0xFFFFUL << shift)) == 0)
            {
                return shift;
            }
        }

        return null;
    }
}
