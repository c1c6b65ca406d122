using System.Globalization;
using System.Text.RegularExpressions;

namespace FlexCap.Morello.Tests.Assembly;

/// <summary>
/// Agreement with VIXL's Morello disassembler over the words of the open test suite, in both states. What VIXL writes differently:
/// numbers (<c>#+0x10</c>), upper case, no zero offsets, the value of a shifted immediate (also once more in parentheses), X for
/// every register that ADD of a capability extends, literals as <c>pcc+N</c>; it writes
/// reserved forms of SEAL and reserved shifts of ADD; and it does not know LDTR and STTR of capabilities.
/// </summary>
public sealed partial class VixlTests
{
    private const int UnknownToVixl = 2 * 57;

    [Fact]
    public void Morello_words_mean_what_VIXL_says()
    {
        var differences = new SortedDictionary<string, string>(StringComparer.Ordinal);
        int rows = 0, unknown = 0;
        foreach (string line in File.ReadLines(SharedData.Require("isa/disassembly-open.csv")).Skip(1))
        {
            string[] columns = [.. Column().Matches(line).Select(m => m.Value.Trim('"'))];
            uint word = Convert.ToUInt32(columns[1], 16);
            rows++;
            foreach (bool c64 in (bool[])[false, true])
            {
                string theirs = Normalize(columns[c64 ? 3 : 2]);
                string ours = Normalize(LikeVixl(columns[0], Disassembler.Disassemble(word, 0, c64)));
                unknown += theirs.StartsWith("unimplemented", StringComparison.Ordinal) ? 1 : 0;
                if (ours != theirs && !theirs.StartsWith("unimplemented", StringComparison.Ordinal)
                    && !(IsReserved(columns[0], word) && ours.StartsWith(".inst", StringComparison.Ordinal)))
                {
                    differences.TryAdd($"{columns[0]} {(c64 ? "C64" : "A64")}", $"{columns[1]} ours: {ours} | VIXL: {theirs}");
                }
            }
        }

        Assert.Equal((4962, UnknownToVixl), (rows, unknown));
        Assert.True(differences.Count == 0, $"{differences.Count}\n{string.Join('\n', differences.Select(d => d.Key + " " + d.Value))}");
    }

    // UNDEFINED in the model, though VIXL writes them.
    private static bool IsReserved(string clause, uint word) =>
        (clause == "SEAL_C_CI_C" && (word >> 13 & 3) == 0) || (clause == "ADD_C_CRI_C" && (word >> 10 & 7) > 4);

    private static string LikeVixl(string clause, string text) => clause switch
    {
        "ADD_C_CIS_C" or "SUB_C_CIS_C" => Shifted().Replace(text, m => $"#{int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) << 12}"),
        "ADD_C_CRI_C" => ExtendedW().Replace(text, ", x$1, "),
        // VIXL counts from the instruction, which stood 12 bytes after a multiple of 16, we as the architecture does from that multiple.
        "LDR_C_I_C" => Literal().Replace(text, m => $"pcc{int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) - 12:+0;-0}"),
        _ => text,
    };

    private static string Normalize(string text)
    {
        text = Parenthesis().Replace(text.ToLowerInvariant(), "");
        text = Numbers().Replace(text, m => "#" + (m.Groups[1].Value == "-" ? "-" : "") + (m.Groups[2].Value.StartsWith("0x", StringComparison.Ordinal)
            ? ulong.Parse(m.Groups[2].Value.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : ulong.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture));
        return text.Replace(", #0]", "]", StringComparison.Ordinal);
    }

    [GeneratedRegex(@" \(\d+\)$")]
    private static partial Regex Parenthesis();

    [GeneratedRegex(@"#(\d+), lsl #12$")]
    private static partial Regex Shifted();

    [GeneratedRegex(@", w(\d+|zr), ")]
    private static partial Regex ExtendedW();

    [GeneratedRegex(@"#(-?\d+)$")]
    private static partial Regex Literal();

    [GeneratedRegex(@"""[^""]*""|[^,]+")]
    private static partial Regex Column();

    [GeneratedRegex(@"#([+-]?)(0x[0-9a-f]+|\d+)")]
    private static partial Regex Numbers();
}
