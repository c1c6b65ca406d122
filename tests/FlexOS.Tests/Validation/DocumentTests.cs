using System.Text.RegularExpressions;

namespace FlexCap.FlexOS.Tests.Validation;

/// <summary>docs/validation.md names for every knob and rule of FlexOS the diagnostics and the tests that there are.</summary>
public partial class DocumentTests
{
    private static readonly string Tests = Path.Combine(Repository.Root, "tests", "FlexOS.Tests");

    [Fact]
    public void Each_number_is_listed_and_tried_by_a_test_that_its_row_names()
    {
        var listed = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics.md"));
        var sources = Directory.EnumerateFiles(Tests, "*Tests.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
            .ToLookup(f => Path.GetFileNameWithoutExtension(f), File.ReadAllText);
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "validation.md")).Where(l => l.StartsWith("| ", StringComparison.Ordinal) && !l.EndsWith("| test |", StringComparison.Ordinal)).ToList();
        List<string> wrong = [];
        foreach (var row in rows)
        {
            var classes = row.Split('|')[^2].Split(',', StringSplitOptions.TrimEntries);
            wrong.AddRange(classes.Where(c => !sources.Contains(c)).Select(c => $"no class {c}: {row}"));
            foreach (var id in Numbers().Matches(row).SelectMany(m => Range(m.Groups[1].Value, m.Groups[2].Value)))
            {
                if (!listed.Contains($"| {id} |", StringComparison.Ordinal))
                {
                    wrong.Add($"{id} is in no list");
                }

                if (!classes.Any(c => sources[c].Any(text => text.Contains(id, StringComparison.Ordinal))))
                {
                    wrong.Add($"{id} is not in {string.Join(", ", classes)}");
                }
            }
        }

        Assert.True(rows.Count > 30 && wrong.Count == 0, string.Join('\n', wrong));
    }

    // "FX0209 to FX0211" means those between as well.
    private static IEnumerable<string> Range(string first, string last)
    {
        var from = int.Parse(first, System.Globalization.CultureInfo.InvariantCulture);
        var to = last.Length == 0 ? from : int.Parse(last, System.Globalization.CultureInfo.InvariantCulture);
        return Enumerable.Range(from, to - from + 1).Select(n => $"FX{n:d4}");
    }

    [GeneratedRegex(@"FX(\d{4})(?: to FX(\d{4}))?")]
    private static partial Regex Numbers();
}
