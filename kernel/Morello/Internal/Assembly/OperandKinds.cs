using System.Globalization;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>The kinds of operand by their names in the syntax; docs/assembly.md describes them.</summary>
internal sealed class OperandKinds(string pattern, string signedLetters, string mnemonic)
{
    /// <summary>Makes the operand of <c>fields:kind.arguments</c>.</summary>
    /// <exception cref="FormatException">There is no such kind, or it does not go with these fields.</exception>
    internal Operand Create(string text)
    {
        string[] sides = text.Split(':', 2);
        string[] kind = sides.Length == 1 ? ["number"] : sides[1].Split('.');
        string[] names = sides[0].Split(',');
        string argument = kind.Length > 1 ? kind[1] : "";
        EncodingField All() => Field(sides[0]);
        EncodingField At(int i) => i < names.Length ? Field(names[i]) : throw new FormatException($"'{text}' lacks a field");
        int Value() => int.Parse(argument, NumberStyles.None, CultureInfo.InvariantCulture);
        return kind[0] switch
        {
            "number" => new Number(All(), 1, 0),
            "hex" => new Number(All(), 1, 0, hexadecimal: true),
            "from" => new Number(All(), -1, Value()),
            "plus" => new Number(All(), 1, Value()),
            "times" => new Number(All(), Value(), 0),
            "opthex" => new OptionalNumber(All()),
            "w" or "x" or "c" => new GeneralRegister(All(), kind[0][0], stackPointer: false),
            "wsp" or "xsp" or "csp" => new GeneralRegister(All(), kind[0][0], stackPointer: true),
            "r" => new SizedRegister(All(), Field(argument), stackPointer: false),
            "rsp" => new SizedRegister(All(), Field(argument), stackPointer: true),
            "pair" => new RegisterPair(All(), argument[0]),
            "base" => new BaseRegister(All(), alternate: false),
            "altbase" => new BaseRegister(All(), alternate: true),
            "optx" => new OptionalRegister(All()),
            "cr" => new ControlRegister(All()),
            "b" or "h" or "s" or "d" or "q" => new ScalarRegister(All(), kind[0][0]),
            "table" => new RegisterList(At(0), 0, At(1), new Arrangement("16b")),
            "two" => new Suffix(All(), "2"),
            "acquire" => new Suffix(All(), "a"),
            "release" => new Suffix(All(), "l"),
            "cond" => new Condition(All(), inverted: false),
            "invcond" => new Condition(All(), inverted: true),
            "addimm" => new AddImmediate(All(), negative: false),
            "addimmneg" => new AddImmediate(All(), negative: true),
            "bitmask" => new BitMask(All(), argument == "64" ? null : Field(argument), inverted: false),
            "invmask" => new BitMask(All(), Field(argument), inverted: true),
            "wide" => new WideImmediate(All(), Field(argument)),
            "movz" => new MoveImmediate(All(), Field(argument), MoveForm.Zero),
            "movn" => new MoveImmediate(All(), Field(argument), MoveForm.Not),
            "movmask" => new MoveImmediate(All(), Field(argument), MoveForm.Mask),
            "fpimm" => new FloatingImmediate(All()),
            "bytemask" => new ByteMask(All()),
            "lsl8" => new ImmediateShift(All(), ones: false),
            "msl" => new ImmediateShift(All(), ones: true),
            "shift" => new RegisterShift(At(0), At(1), Field(argument)),
            "extended" => new ExtendedRegister(At(0), At(1), At(2), argument == "c" ? null : Field(argument)),
            "index" => new IndexRegister(At(0), At(1), At(2), At(3), Value()),
            "bflsl" => new BitfieldImmediates(At(0), At(1), Value(), BitfieldForm.ShiftLeft),
            "bfiz" => new BitfieldImmediates(At(0), At(1), Value(), BitfieldForm.Insert),
            "bfc" => new BitfieldImmediates(At(0), At(1), Value(), BitfieldForm.Clear),
            "bfx" => new BitfieldImmediates(At(0), At(1), Value(), BitfieldForm.Extract),
            "offset" => new Offset(All(), Value(), printZero: false, signed: false),
            "offset0" => new Offset(All(), Value(), printZero: true, signed: false),
            "soffset" => new Offset(All(), Value(), printZero: false, signed: true),
            "post" => new PostIncrement(At(0), null, Value(), 1),
            "postregs" => new PostIncrement(At(0), At(1), Value(), 8),
            "postlanes" => new PostIncrement(At(0), At(1), Value(), 1),
            "label" => new Label(All(), LabelKind(All()), Value()),
            "pcrel" => new Label(All(), FixupKind.Address21, 1),
            "page" => new Label(All(), All().Width == 21 ? FixupKind.Page21 : FixupKind.Page20, 4096),
            "datapage" => new DataPage(All()),
            "barrier" => new NamedNumber(All(), NamedNumber.Barriers, "a barrier", numbers: true),
            "prfop" => new NamedNumber(All(), NamedNumber.Prefetches, "a prefetch operation", numbers: true),
            "sealform" => new NamedNumber(All(), NamedNumber.SealForms, "a form of sealing", numbers: false),
            "isb" => new OptionalCrm(All(), sy: true),
            "clrex" => new OptionalCrm(All(), sy: false),
            "perm" => new Permissions(All()),
            "pstate" => new PstateField(All()),
            "mrs" or "msr" => new SystemRegisterOperand(All(), capability: false),
            "csysreg" => new SystemRegisterOperand(All(), capability: true),
            "at" or "dc" or "ic" or "tlbi" => new SystemOperation(At(0), At(1), kind[0]),
            _ => Vector(All(), kind),
        };
    }

    private EncodingField Field(string name) => EncodingField.Parse(name, pattern, signedLetters);

    private Operand Vector(EncodingField field, string[] kind) =>
        kind[0].StartsWith("list", StringComparison.Ordinal) && kind[0].Length == 5 && kind.Length > 1
            ? new RegisterList(field, kind[0][4] - '0', null, Lanes(kind[1..]))
            : new VectorRegister(field, Lanes(kind));

    private Arrangement Lanes(string[] kind) => kind[0] switch
    {
        "8b" or "16b" or "4h" or "8h" or "2s" or "4s" or "1d" or "2d" or "1q" or "2h" or "4b" => new Arrangement(kind[0]),
        "vb" => new Arrangement(0, Field(kind[1])),
        "vh" => new Arrangement(1, Field(kind[1])),
        "vs" => new Arrangement(2, Field(kind[1])),
        "vd" => new Arrangement(3, Field(kind[1])),
        "v" => new Arrangement(Field(kind[1][..^1]), Field(kind[1][^1..])),
        "eb" or "eh" or "es" or "ed" or "e4b" or "e2h" => new Arrangement(kind[0][1..]),
        _ => throw new FormatException($"there is no operand kind '{string.Join('.', kind)}'"),
    };

    private FixupKind LabelKind(EncodingField field) => field.Width switch
    {
        26 => mnemonic == "bl" ? FixupKind.Call26 : FixupKind.Branch26,
        19 => mnemonic.StartsWith("ld", StringComparison.Ordinal) || mnemonic.StartsWith("prfm", StringComparison.Ordinal) ? FixupKind.Literal19 : FixupKind.Branch19,
        17 => FixupKind.Literal17,
        _ => FixupKind.Branch14,
    };
}
