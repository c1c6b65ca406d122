using System.Text;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>
/// <c>{18-5,4-0:dc}</c>, <c>ic</c>, <c>at</c>, <c>tlbi</c>: an operation of SYS by its name and, if it takes one, its register. An
/// address is a capability in C64 for DC and IC.
/// </summary>
internal sealed class SystemOperation(EncodingField operation, EncodingField register, string group) : Operand
{
    // Name, op1, CRn, CRm, op2 as in the Arm manual; a star marks operations without a register.
    private static readonly Dictionary<string, (string Name, uint Code, bool HasRegister)[]> s_operations = new(StringComparer.Ordinal)
    {
        ["ic"] = Read("*ialluis 0 7 1 0, *iallu 0 7 5 0, ivau 3 7 5 1"),
        ["dc"] = Read("ivac 0 7 6 1, isw 0 7 6 2, csw 0 7 10 2, cisw 0 7 14 2, zva 3 7 4 1, cvac 3 7 10 1, cvau 3 7 11 1, cvap 3 7 12 1, civac 3 7 14 1"),
        ["at"] = Read(
            "s1e1r 0 7 8 0, s1e1w 0 7 8 1, s1e0r 0 7 8 2, s1e0w 0 7 8 3, s1e1rp 0 7 9 0, s1e1wp 0 7 9 1, s1e2r 4 7 8 0, s1e2w 4 7 8 1, "
            + "s12e1r 4 7 8 4, s12e1w 4 7 8 5, s12e0r 4 7 8 6, s12e0w 4 7 8 7, s1e3r 6 7 8 0, s1e3w 6 7 8 1"),
        ["tlbi"] = Read(
            "ipas2e1is 4 8 0 1, ipas2le1is 4 8 0 5, *vmalle1is 0 8 3 0, *alle2is 4 8 3 0, *alle3is 6 8 3 0, vae1is 0 8 3 1, vae2is 4 8 3 1, vae3is 6 8 3 1, "
            + "aside1is 0 8 3 2, vaae1is 0 8 3 3, *alle1is 4 8 3 4, vale1is 0 8 3 5, vale2is 4 8 3 5, vale3is 6 8 3 5, *vmalls12e1is 4 8 3 6, vaale1is 0 8 3 7, "
            + "ipas2e1 4 8 4 1, ipas2le1 4 8 4 5, *vmalle1 0 8 7 0, *alle2 4 8 7 0, *alle3 6 8 7 0, vae1 0 8 7 1, vae2 4 8 7 1, vae3 6 8 7 1, aside1 0 8 7 2, "
            + "vaae1 0 8 7 3, *alle1 4 8 7 4, vale1 0 8 7 5, vale2 4 8 7 5, vale3 6 8 7 5, *vmalls12e1 4 8 7 6, vaale1 0 8 7 7"),
    };

    internal override bool Print(in PrintContext context, StringBuilder text)
    {
        uint code = operation.Read(context.Word);
        int known = Array.FindIndex(s_operations[group], o => o.Code == code);
        if (known < 0)
        {
            return false;
        }

        (string name, _, bool hasRegister) = s_operations[group][known];
        text.Append(name);
        if (hasRegister)
        {
            text.Append(", ").Append(RegisterName.General(Size(context.C64), register.Read(context.Word), false));
        }

        return hasRegister || register.Read(context.Word) == 31;
    }

    internal override bool Parse(OperandReader reader)
    {
        int start = reader.Tokens.Position;
        int known = Array.FindIndex(s_operations[group], o => reader.Tokens.TryTake(o.Name));
        if (known < 0)
        {
            return reader.Expected($"an operation of {group} ({string.Join(", ", s_operations[group].Select(o => o.Name))})");
        }

        (_, uint code, bool hasRegister) = s_operations[group][known];
        if (!reader.Set(operation, code, start))
        {
            return false;
        }

        if (!hasRegister)
        {
            return reader.Set(register, 31);
        }

        return reader.Tokens.TryTake(",") ? GeneralRegister.Parse(reader, register, Size(reader.C64), false) : reader.Expected("','");
    }

    private char Size(bool c64) => c64 && (group is "dc" or "ic") ? 'c' : 'x';

    private static (string Name, uint Code, bool HasRegister)[] Read(string lines) => [.. lines.Split(", ").Select(line =>
    {
        string[] columns = line.Split(' ');
        uint[] n = [.. columns[1..].Select(c => uint.Parse(c, System.Globalization.CultureInfo.InvariantCulture))];
        return (columns[0].TrimStart('*'), n[0] << 11 | n[1] << 7 | n[2] << 3 | n[3], columns[0][0] != '*');
    })];
}
