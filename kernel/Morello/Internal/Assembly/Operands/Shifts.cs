using System.Text;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary><c>{23-22,i:shift.f}</c>: a comma, kind and amount of a shift, or nothing for LSL by 0.</summary>
internal sealed class RegisterShift(EncodingField kind, EncodingField amount, EncodingField sizeField) : Operand
{
    private static readonly string[] s_names = ["lsl", "lsr", "asr", "ror"];

    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        (uint k, uint a) = (kind.Read(context.Word), amount.Read(context.Word));
        if (k != 0 || a != 0)
        {
            text.Append(", ").Append(s_names[k]).Append(" #").Append(a);
        }

        return a < 32 || sizeField.Read(context.Word) != 0;
    }

    internal override bool Parse(OperandReader reader)
    {
        int start = reader.Tokens.Position;
        if (!reader.Tokens.TryTake(","))
        {
            return (reader.Set(kind, 0) || reader.Expected("a shift")) && reader.Set(amount, 0);
        }

        int name = Array.FindIndex(s_names, reader.Tokens.TryTake);
        if (name < 0)
        {
            return reader.Expected("lsl, lsr, asr or ror");
        }

        return reader.Set(kind, (uint)name, start)
            && reader.TryConstant("the shift", 0, sizeField.Read(reader.Word) == 0 ? 31 : 63, out long value, out start)
            && reader.Set(amount, (uint)value, start);
    }
}

/// <summary>
/// <c>{m,e,i:extended.f}</c>: a register, how it is extended and shifted. With the stack pointer, extension from the whole
/// register is written as LSL or not at all. <c>extended.c</c>: the same for ADD of a capability, where it is written as UXTX.
/// </summary>
internal sealed class ExtendedRegister(EncodingField register, EncodingField option, EncodingField amount, EncodingField? sizeField) : Operand
{
    private static readonly string[] s_names = ["uxtb", "uxth", "uxtw", "uxtx", "sxtb", "sxth", "sxtw", "sxtx"];

    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        (uint o, uint a) = (option.Read(context.Word), amount.Read(context.Word));
        bool is64 = sizeField is null || sizeField.Read(context.Word) != 0;
        text.Append(RegisterName.General(is64 && (o & 3) == 3 ? 'x' : 'w', register.Read(context.Word), false));
        if (o == (is64 ? 3 : 2) && sizeField is not null && HasStackPointer(context.Word))
        {
            if (a != 0)
            {
                text.Append(", lsl #").Append(a);
            }
        }
        else
        {
            text.Append(", ").Append(s_names[o]);
            if (a != 0)
            {
                text.Append(" #").Append(a);
            }
        }

        return a <= 4;
    }

    internal override bool Parse(OperandReader reader)
    {
        int start = reader.Tokens.Position;
        bool is64 = sizeField is null || sizeField.Read(reader.Word) != 0;
        string name = reader.Tokens.Peek.Text;
        bool isX = RegisterName.TryGeneral(name, 'x', false, out uint number);
        if ((!isX && !RegisterName.TryGeneral(name, 'w', false, out number)) || (isX && !is64))
        {
            return reader.Expected(is64 ? "a register to extend" : GeneralRegister.Description('w', false));
        }

        reader.Tokens.Next();
        uint whole = is64 ? 3u : 2u;
        uint o = whole;
        long a = 0;
        int at = reader.Tokens.Position;
        if (reader.Tokens.TryTake(","))
        {
            at = reader.Tokens.Position;
            bool lsl = reader.Tokens.TryTake("lsl");
            int known = lsl ? (int)whole : Array.FindIndex(s_names, reader.Tokens.TryTake);
            if (known < 0)
            {
                return reader.Expected("uxtb, uxth, uxtw, uxtx, sxtb, sxth, sxtw or sxtx");
            }

            o = (uint)known;
            bool amountGiven = reader.Tokens.Peek.Kind != TokenKind.End;
            if ((lsl || amountGiven) && !reader.TryConstant("the shift", 0, 4, out a, out _))
            {
                return false;
            }

            if (lsl && sizeField is not null && !HasStackPointer(reader.Word))
            {
                return reader.FailAt(at, "lsl of an extended register goes with the stack pointer only");
            }
        }
        else if (sizeField is not null && !HasStackPointer(reader.Word))
        {
            return reader.Expected("an extension such as uxtw");
        }

        if (isX != (is64 && (o & 3) == 3))
        {
            return reader.FailAt(start, isX ? $"{s_names[o]} takes a 32-bit register" : $"{s_names[o]} takes a 64-bit register");
        }

        return reader.Set(register, number, start) && reader.Set(option, o, at) && reader.Set(amount, (uint)a, at);
    }

    // Bits 9 to 5 are always a stack pointer, 4 to 0 unless the flags are set.
    private static bool HasStackPointer(uint word) => (word >> 5 & 31) == 31 || ((word & 31) == 31 && (word >> 29 & 1) == 0);
}

/// <summary><c>{m,g,z,s:index.N}</c>: the index register of a memory operand, extended and shifted left by N bits if s is set.</summary>
internal sealed class IndexRegister(EncodingField register, EncodingField signed, EncodingField whole, EncodingField scaled, int scale) : Operand
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        (uint g, uint z, uint s) = (signed.Read(context.Word), whole.Read(context.Word), scaled.Read(context.Word));
        text.Append(RegisterName.General(z != 0 ? 'x' : 'w', register.Read(context.Word), false));
        if (z != 0 && g == 0)
        {
            if (s != 0)
            {
                text.Append(", lsl #").Append(scale);
            }
        }
        else
        {
            text.Append(z != 0 ? ", sxtx" : g != 0 ? ", sxtw" : ", uxtw");
            if (s != 0)
            {
                text.Append(" #").Append(scale);
            }
        }

        return true;
    }

    internal override bool Parse(OperandReader reader)
    {
        int start = reader.Tokens.Position;
        Token token = reader.Tokens.Peek;
        bool isX = RegisterName.TryGeneral(token.Text, 'x', false, out uint number);
        if (token.Kind != TokenKind.Identifier || (!isX && !RegisterName.TryGeneral(token.Text, 'w', false, out number)))
        {
            return reader.Expected("an index register");
        }

        reader.Tokens.Next();
        string extension = "";
        uint s = 0;
        if (reader.Tokens.TryTake(","))
        {
            string[] names = isX ? ["lsl", "sxtx"] : ["uxtw", "sxtw"];
            int known = Array.FindIndex(names, reader.Tokens.TryTake);
            if (known < 0)
            {
                return reader.Expected(isX ? "lsl or sxtx" : "uxtw or sxtw");
            }

            extension = names[known];
            if (extension == "lsl" || !reader.Tokens.Peek.Is("]"))
            {
                if (!reader.TryConstant("the shift", out long amount, out int at))
                {
                    return false;
                }

                if (amount != 0 && amount != scale)
                {
                    return reader.FailAt(at, scale == 0 ? "the shift must be 0" : $"the shift must be 0 or {scale}");
                }

                // Bytes: an amount, even 0, is what the bit says.
                s = amount == scale ? 1u : 0;
            }
        }
        else if (!isX)
        {
            return reader.Expected("', uxtw' or ', sxtw'");
        }

        return reader.Set(register, number, start) && reader.Set(signed, extension is "sxtw" or "sxtx" ? 1u : 0, start)
            && reader.Set(whole, isX ? 1u : 0, start) && reader.Set(scaled, s, start);
    }
}

/// <summary>How an alias writes immr and imms of a bitfield instruction.</summary>
internal enum BitfieldForm
{
    /// <summary><c>{r,s:bflsl.64}</c>: LSL by an immediate.</summary>
    ShiftLeft,

    /// <summary><c>bfiz</c>: <c>#lsb, #width</c> of UBFIZ, SBFIZ and BFI: the field moves left.</summary>
    Insert,

    /// <summary><c>bfc</c>: the same for BFC.</summary>
    Clear,

    /// <summary><c>bfx</c>: <c>#lsb, #width</c> of UBFX, SBFX and BFXIL.</summary>
    Extract,
}

/// <summary>Immediates of the aliases of the bitfield instructions; the conditions are LLVM's.</summary>
internal sealed class BitfieldImmediates(EncodingField rotation, EncodingField last, int size, BitfieldForm form) : Operand
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        (int r, int s) = ((int)rotation.Read(context.Word), (int)last.Read(context.Word));
        switch (form)
        {
            case BitfieldForm.ShiftLeft:
                text.Append('#').Append(size - 1 - s);
                return s != size - 1 && s + 1 == r;
            case BitfieldForm.Extract:
                text.Append('#').Append(r).Append(", #").Append(s - r + 1);
                return s >= r;
            default:
                text.Append('#').Append((size - r) % size).Append(", #").Append(s + 1);
                return s < r || (form == BitfieldForm.Clear && r == 0);
        }
    }

    internal override bool Parse(OperandReader reader)
    {
        if (!reader.TryConstant(form == BitfieldForm.ShiftLeft ? "the shift" : "the lowest bit", 0, size - 1, out long low, out int start))
        {
            return false;
        }

        long r = form == BitfieldForm.Extract ? low : (size - low) % size;
        if (form == BitfieldForm.ShiftLeft)
        {
            return reader.Set(rotation, (uint)r, start) && reader.Set(last, (uint)(size - 1 - low), start);
        }

        if (!reader.Tokens.TryTake(","))
        {
            return reader.Expected("','");
        }

        return reader.TryConstant("the width", 1, size - low, out long width, out start)
            && reader.Set(rotation, (uint)r, start) && reader.Set(last, (uint)(form == BitfieldForm.Extract ? low + width - 1 : width - 1), start);
    }
}
