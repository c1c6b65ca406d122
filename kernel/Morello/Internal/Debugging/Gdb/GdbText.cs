using System.Globalization;
using System.Text;

namespace FlexCap.Morello.Internal.Gdb;

/// <summary>Numbers and bytes as packets write them.</summary>
internal static class GdbText
{
    /// <summary>Two digits for each byte.</summary>
    internal static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    /// <summary>A text, two digits for each byte of its UTF-8 form.</summary>
    internal static string HexText(string text) => Hex(Encoding.UTF8.GetBytes(text));

    internal static bool TryBytes(ReadOnlySpan<char> hex, out byte[] bytes)
    {
        bytes = [];
        if (hex.Length % 2 != 0 || hex.ContainsAnyExcept(s_digits))
        {
            return false;
        }

        bytes = Convert.FromHexString(hex);
        return true;
    }

    /// <summary>A number in hexadecimal digits, most significant first.</summary>
    internal static bool TryNumber(ReadOnlySpan<char> hex, out ulong value) =>
        ulong.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);

    /// <summary>Two numbers with a separator between.</summary>
    internal static bool TryPair(ReadOnlySpan<char> text, char separator, out ulong first, out ulong second)
    {
        second = 0;
        var middle = text.IndexOf(separator);
        first = 0;
        return middle >= 0 && TryNumber(text[..middle], out first) && TryNumber(text[(middle + 1)..], out second);
    }

    private static readonly System.Buffers.SearchValues<char> s_digits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");
}
