using System.Globalization;
using System.Text;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>An operand that is one of a few names, or <c>#N</c> where there is none.</summary>
/// <param name="field">The number.</param>
/// <param name="names">Names by number; null where there is none.</param>
/// <param name="what">What to expect, for messages.</param>
/// <param name="numbers">True if other values are numbers; false if they cannot be written.</param>
internal sealed class NamedNumber(EncodingField field, IReadOnlyList<string?> names, string what, bool numbers) : FieldOperand(field)
{
    /// <summary>Barriers (<c>{11-8:barrier}</c>).</summary>
    internal static readonly string?[] Barriers =
        [null, "oshld", "oshst", "osh", null, "nshld", "nshst", "nsh", null, "ishld", "ishst", "ish", null, "ld", "st", "sy"];

    /// <summary>Prefetch operations (<c>{4-0:prfop}</c>): kind, level, policy.</summary>
    internal static readonly string?[] Prefetches = [.. Enumerable.Range(0, 24).Select(i => (i & 7) < 6 ? $"p{"ldlist".Substring(i / 8 * 2, 2)}l{(i >> 1 & 3) + 1}{(i % 2 == 0 ? "keep" : "strm")}" : null)];

    /// <summary>What SEAL with an immediate seals for (<c>{f:sealform}</c>).</summary>
    internal static readonly string?[] SealForms = [null, "rb", "lpb", "lb"];

    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        int value = (int)Field.Read(context.Word);
        if (value < names.Count && names[value] is { } name)
        {
            text.Append(name);
            return true;
        }

        text.Append('#').Append(value);
        return numbers;
    }

    internal override bool Parse(OperandReader reader)
    {
        int start = reader.Tokens.Position;
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] is { } name && reader.Tokens.TryTake(name))
            {
                return reader.Set(Field, (uint)i, start);
            }
        }

        if (!numbers || reader.Tokens.Peek.Kind == TokenKind.Identifier)
        {
            return reader.Expected($"{what} ({string.Join(", ", names.Where(name => name is not null))})");
        }

        return reader.TryConstant(what, 0, (1L << Field.Width) - 1, out long value, out start) && reader.Set(Field, (uint)value, start);
    }
}

/// <summary><c>{11-8:isb}</c>, <c>{11-8:clrex}</c>: CRm, omitted if it is 15; ISB may say <c>sy</c>.</summary>
internal sealed class OptionalCrm(EncodingField field, bool sy) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        uint value = Field.Read(context.Word);
        text.Append(value == 15 ? "" : "#" + value.ToString(CultureInfo.InvariantCulture));
        return true;
    }

    internal override bool Parse(OperandReader reader)
    {
        if (reader.Tokens.AtEnd || (sy && reader.Tokens.TryTake("sy")))
        {
            return reader.Set(Field, 15);
        }

        return reader.TryConstant("the operand", 0, 15, out long value, out int start) && reader.Set(Field, (uint)value, start);
    }
}

/// <summary><c>{p:perm}</c>: permissions that CLRPERM clears, letters r, w, x.</summary>
internal sealed class Permissions(EncodingField field) : FieldOperand(field)
{
    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        text.Append(Name(Field.Read(context.Word)));
        return true;
    }

    internal override bool Parse(OperandReader reader)
    {
        int start = reader.Tokens.Position;
        for (uint value = 1; value < 8; value++)
        {
            if (reader.Tokens.TryTake(Name(value)))
            {
                return reader.Set(Field, value, start);
            }
        }

        if (reader.Tokens.Peek.Kind == TokenKind.Identifier)
        {
            return reader.Expected("permissions (r, w, x, rw, rx, wx or rwx)");
        }

        return reader.TryConstant("the permissions", 0, 7, out long number, out start) && reader.Set(Field, (uint)number, start);
    }

    private static string Name(uint value) =>
        value == 0 ? "#0" : $"{((value & 4) != 0 ? "r" : "")}{((value & 2) != 0 ? "w" : "")}{((value & 1) != 0 ? "x" : "")}";
}

/// <summary><c>{o,p:pstate}</c>: a field of PSTATE that MSR (immediate) sets, by op1 and op2.</summary>
internal sealed class PstateField(EncodingField field) : FieldOperand(field)
{
    private static readonly (string Name, uint Value)[] s_fields = [("UAO", 3), ("PAN", 4), ("SPSel", 5), ("SSBS", 0b011_001), ("DIT", 0b011_010), ("TCO", 0b011_100), ("DAIFSet", 0b011_110), ("DAIFClr", 0b011_111)];

    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        uint value = Field.Read(context.Word);
        int known = Array.FindIndex(s_fields, f => f.Value == value);
        text.Append(known < 0 ? "" : s_fields[known].Name);
        return known >= 0;
    }

    internal override bool Parse(OperandReader reader)
    {
        int start = reader.Tokens.Position;
        int known = Array.FindIndex(s_fields, f => reader.Tokens.TryTake(f.Name));
        return known < 0
            ? reader.Expected("a field of PSTATE (DAIFSet, DAIFClr, SPSel, PAN, UAO, SSBS)")
            : reader.Set(Field, s_fields[known].Value, start);
    }
}

/// <summary>
/// <c>{19-5:mrs}</c>, <c>{19-5:msr}</c>: a system register, by the name that it has in the machine, or <c>S3_0_C4_C1_0</c>;
/// <c>{19-5:csysreg}</c>: a capability system register.
/// </summary>
internal sealed class SystemRegisterOperand(EncodingField field, bool capability) : FieldOperand(field)
{
    private static readonly Lazy<Dictionary<string, uint>> s_ordinary = new(() => SystemRegisters.All.ToDictionary(r => r.Name, r => r.Encoding.Packed, StringComparer.OrdinalIgnoreCase));

    private static readonly Lazy<Dictionary<string, uint>> s_capability = new(() => SystemRegisters.AllCapability.ToDictionary(r => r.Name, r => r.Encoding.Packed, StringComparer.OrdinalIgnoreCase));

    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        // Bit 20 of the instruction, the upper one of op0, is always set.
        uint packed = Field.Read(context.Word) | 0x8000;
        var encoding = new SystemEncoding(packed >> 14, packed >> 11 & 7, packed >> 7 & 15, packed >> 3 & 15, packed & 7);
        string? name = capability ? SystemRegisters.FindCapability(encoding)?.Name : SystemRegisters.Find(encoding)?.Name;
        text.Append(name ?? string.Create(CultureInfo.InvariantCulture, $"S{encoding.Op0}_{encoding.Op1}_C{encoding.Crn}_C{encoding.Crm}_{encoding.Op2}"));
        return true;
    }

    internal override bool Parse(OperandReader reader)
    {
        int start = reader.Tokens.Position;
        Token token = reader.Tokens.Peek;
        if (token.Kind == TokenKind.Identifier
            && ((capability ? s_capability : s_ordinary).Value.TryGetValue(token.Text, out uint packed) || TryGeneric(token.Text, out packed)))
        {
            reader.Tokens.Next();
            return reader.Set(Field, packed & 0x7FFF, start);
        }

        return reader.Expected(capability ? "a capability system register such as DDC, CVBAR_EL1 or S3_3_C4_C1_1" : "a system register such as SCTLR_EL1 or S3_0_C1_C0_0");
    }

    private static bool TryGeneric(string text, out uint packed)
    {
        packed = 0;
        string[] parts = text.ToLowerInvariant().Split('_');
        if (parts.Length != 5 || parts[0].Length != 2 || parts[0][0] != 's' || parts[0][1] is not ('2' or '3')
            || !uint.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out uint op1) || op1 > 7
            || !RegisterName.TryGeneral(parts[2], 'c', false, out uint n) || n > 15 || !RegisterName.TryGeneral(parts[3], 'c', false, out uint m) || m > 15
            || !uint.TryParse(parts[4], NumberStyles.None, CultureInfo.InvariantCulture, out uint op2) || op2 > 7)
        {
            return false;
        }

        packed = new SystemEncoding((uint)(parts[0][1] - '0'), op1, n, m, op2).Packed;
        return true;
    }
}
