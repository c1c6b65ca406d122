using System.Globalization;

namespace FlexCap.Notebooks.Formatting;

/// <summary>One value as text, in the invariant culture.</summary>
internal static class ValueText
{
    internal static string Of(object? value) => value switch
    {
        null => "",
        string s => s,
        bool b => b ? "true" : "false",
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    internal static bool IsNumeric(Type type)
    {
        var t = Nullable.GetUnderlyingType(type) ?? type;
        return !t.IsEnum && Type.GetTypeCode(t) is >= TypeCode.SByte and <= TypeCode.Decimal;
    }

    /// <summary>An integer with groups of three digits, the way the papers' tables have them.</summary>
    internal static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    internal static string Hex(ulong value) => "0x" + value.ToString("x", CultureInfo.InvariantCulture);
}
