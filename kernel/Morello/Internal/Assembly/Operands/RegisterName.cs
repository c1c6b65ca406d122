using System.Globalization;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>Names of registers.</summary>
internal static class RegisterName
{
    /// <summary>Name of a general-purpose register: <c>w</c>, <c>x</c> or <c>c</c>; 31 is the zero register, or the stack pointer.</summary>
    internal static string General(char size, uint number, bool stackPointer)
    {
        if (number != 31)
        {
            return size + number.ToString(CultureInfo.InvariantCulture);
        }

        return (size, stackPointer) switch
        {
            ('x', true) => "sp",
            (_, true) => size + "sp",
            _ => size + "zr",
        };
    }

    /// <summary>Number of a general-purpose register of a size.</summary>
    internal static bool TryGeneral(string text, char size, bool stackPointer, out uint number)
    {
        text = text.ToLowerInvariant();
        if (text == General(size, 31, stackPointer))
        {
            number = 31;
            return true;
        }

        number = (size, text) switch
        {
            ('x', "fp") or ('c', "cfp") => 29,
            ('x', "lr") or ('c', "clr") => 30,
            ('x', "ip0") => 16,
            ('x', "ip1") => 17,
            _ => 32,
        };
        return number < 31 || (text.Length > 1 && text[0] == size && TryNumber(text.AsSpan(1), 30, out number));
    }

    /// <summary>Number of a scalar or vector register: <c>d3</c>, <c>v3</c>.</summary>
    internal static bool TryVector(ReadOnlySpan<char> text, char letter, out uint number)
    {
        number = 0;
        return text.Length > 1 && (text[0] | 0x20) == letter && TryNumber(text[1..], 31, out number);
    }

    /// <summary>True for anything that can only be a register, so that it is no symbol in an expression.</summary>
    internal static bool IsRegister(string text)
    {
        ReadOnlySpan<char> name = text.Contains('.', StringComparison.Ordinal) ? text.AsSpan(0, text.IndexOf('.', StringComparison.Ordinal)) : text;
        if (name.Length is < 2 or > 4)
        {
            return false;
        }

        foreach (char letter in "bhsdqv")
        {
            if (TryVector(name, letter, out _))
            {
                return true;
            }
        }

        foreach (char size in "wxc")
        {
            if (TryGeneral(text, size, true, out _) || TryGeneral(text, size, false, out _))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, uint most, out uint number)
    {
        number = 0;
        return digits.Length is 1 or 2 && (digits.Length == 1 || digits[0] != '0')
            && uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= most;
    }
}
