using System.Globalization;
using System.Text;

namespace FlexCap.FlexOS.Internal.Gates;

/// <summary>Assembly source in the making: instructions with their reasons, so that a person can read what a gate does.</summary>
internal sealed class AssemblyText
{
    private const int CommentColumn = 44;
    private readonly StringBuilder _text = new();
    private int _labels;

    /// <summary>A label that nothing else has.</summary>
    public string NewLabel(string what) => string.Create(CultureInfo.InvariantCulture, $".L{what}{++_labels}");

    public void Directive(FormattableString line) => _text.Append("    ").Append(FormattableString.Invariant(line)).Append('\n');

    public void Comment(string text) => _text.Append("    // ").Append(text).Append('\n');

    public void Label(string label) => _text.Append(label).Append(":\n");

    /// <summary>One instruction, and why.</summary>
    public void Op(FormattableString instruction, string? why = null)
    {
        var line = "    " + FormattableString.Invariant(instruction);
        _text.Append(why is null ? line : line.PadRight(CommentColumn) + "// " + why).Append('\n');
    }

    /// <summary>A number of 64 bits into a register.</summary>
    public void Number(string register, ulong value, string? why = null)
    {
        var negative = ~value <= ushort.MaxValue;
        if (negative || value <= ushort.MaxValue)
        {
            Op(negative ? (FormattableString)$"mov     {register}, #{(long)value}" : $"mov     {register}, #{value}", why);
            return;
        }

        var isFirst = true;
        for (var shift = 0; shift < 64; shift += 16)
        {
            var part = (value >> shift) & 0xffff;
            if (part != 0)
            {
                var mnemonic = isFirst ? "movz" : "movk";
                Op($"{mnemonic}    {register}, #{part}, lsl #{shift}", isFirst ? why : null);
                isFirst = false;
            }
        }
    }

    /// <summary>The address of a symbol into a register.</summary>
    public void Address(string register, string symbol, string? why = null)
    {
        Op($"adrp    {register}, {symbol}", why);
        Op($"add     {register}, {register}, :lo12:{symbol}");
    }

    public override string ToString() => _text.ToString();
}
