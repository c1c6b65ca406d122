using System.Text;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary><c>{d:x}</c>, <c>w</c>, <c>c</c>, and with <c>sp</c> after it: a general-purpose or capability register.</summary>
internal sealed class GeneralRegister(EncodingField field, char size, bool stackPointer) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        text.Append(RegisterName.General(size, Field.Read(context.Word), stackPointer));
        return true;
    }

    internal override bool Parse(OperandReader reader) => Parse(reader, Field, size, stackPointer);

    internal static bool Parse(OperandReader reader, EncodingField field, char size, bool stackPointer)
    {
        int start = reader.Tokens.Position;
        if (reader.Tokens.Peek is not { Kind: TokenKind.Identifier } token || !RegisterName.TryGeneral(token.Text, size, stackPointer, out uint number))
        {
            return reader.Expected(Description(size, stackPointer));
        }

        reader.Tokens.Next();
        return reader.Set(field, number, start);
    }

    internal static string Description(char size, bool stackPointer)
    {
        string other = RegisterName.General(size, 31, stackPointer);
        return size switch
        {
            'w' => $"a 32-bit register (w0 to w30 or {other})",
            'x' => $"a 64-bit register (x0 to x30 or {other})",
            _ => $"a capability register (c0 to c30 or {other})",
        };
    }
}

/// <summary><c>{d:r.f}</c>, <c>rsp.f</c>: a 32-bit or 64-bit register, as field f says.</summary>
internal sealed class SizedRegister(EncodingField field, EncodingField sizeField, bool stackPointer) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        text.Append(RegisterName.General(sizeField.Read(context.Word) == 0 ? 'w' : 'x', Field.Read(context.Word), stackPointer));
        return true;
    }

    internal override bool Parse(OperandReader reader)
    {
        int start = reader.Tokens.Position;
        Token token = reader.Tokens.Peek;
        uint is64 = 0;
        if (token.Kind == TokenKind.Identifier && (RegisterName.TryGeneral(token.Text, 'w', stackPointer, out uint number)
            || ((is64 = 1) == 1 && RegisterName.TryGeneral(token.Text, 'x', stackPointer, out number))))
        {
            reader.Tokens.Next();
            return (reader.Set(sizeField, is64) || reader.FailAt(start, is64 == 0 ? "a 64-bit register belongs here, like those before" : "a 32-bit register belongs here, like those before"))
                && reader.Set(Field, number, start);
        }

        return reader.Expected($"a register (w0 to w30, x0 to x30 or {(stackPointer ? "wsp, sp" : "wzr, xzr")})");
    }
}

/// <summary><c>{s:pair.x}</c>: two registers, the first of which is even.</summary>
internal sealed class RegisterPair(EncodingField field, char size) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        uint first = Field.Read(context.Word);
        text.Append(RegisterName.General(size, first, false)).Append(", ").Append(RegisterName.General(size, first + 1, false));
        return first % 2 == 0;
    }

    internal override bool Parse(OperandReader reader)
    {
        int start = reader.Tokens.Position;
        if (!GeneralRegister.Parse(reader, Field, size, false))
        {
            return false;
        }

        uint first = Field.Read(reader.Word);
        if (first % 2 != 0)
        {
            return reader.FailAt(start, "the first register of a pair must have an even number");
        }

        if (!reader.Tokens.TryTake(","))
        {
            return reader.Expected("','");
        }

        return reader.Tokens.Peek.Kind == TokenKind.Identifier && RegisterName.TryGeneral(reader.Tokens.Peek.Text, size, false, out uint second) && second == first + 1
            ? reader.Tokens.Next().Kind == TokenKind.Identifier
            : reader.Expected($"'{RegisterName.General(size, first + 1, false)}', the second of the pair");
    }
}

/// <summary><c>{n:base}</c>: base register, X in A64 and C in C64; <c>{n:altbase}</c>: the other way round.</summary>
internal sealed class BaseRegister(EncodingField field, bool alternate) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        text.Append(RegisterName.General(Size(context.C64), Field.Read(context.Word), true));
        return true;
    }

    internal override bool Parse(OperandReader reader) => GeneralRegister.Parse(reader, Field, Size(reader.C64), true);

    private char Size(bool c64) => c64 != alternate ? 'c' : 'x';
}

/// <summary><c>{t:optx}</c>: a comma and a 64-bit register, or nothing for XZR.</summary>
internal sealed class OptionalRegister(EncodingField field) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        if (Field.Read(context.Word) != 31)
        {
            text.Append(", ").Append(RegisterName.General('x', Field.Read(context.Word), false));
        }

        return true;
    }

    internal override bool Parse(OperandReader reader) =>
        reader.Tokens.TryTake(",") ? GeneralRegister.Parse(reader, Field, 'x', false) : reader.Set(Field, 31);
}

/// <summary><c>{n:cr}</c>: C0 to C15 of a system instruction.</summary>
internal sealed class ControlRegister(EncodingField field) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        text.Append('c').Append(Field.Read(context.Word));
        return true;
    }

    internal override bool Parse(OperandReader reader)
    {
        int start = reader.Tokens.Position;
        if (reader.Tokens.Peek.Kind != TokenKind.Identifier || !RegisterName.TryGeneral(reader.Tokens.Peek.Text, 'c', false, out uint number) || number > 15)
        {
            return reader.Expected("c0 to c15");
        }

        reader.Tokens.Next();
        return reader.Set(Field, number, start);
    }
}
