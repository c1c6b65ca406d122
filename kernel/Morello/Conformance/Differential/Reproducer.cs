using System.Globalization;
using System.Text;
using FlexCap.Diagnostics;

namespace FlexCap.Morello.Conformance;

/// <summary>
/// A case as text: a line each for the oracle, the name, every word of the sequence and every field of the state that is not zero.
/// <c>#</c> begins a comment.
/// </summary>
internal static class Reproducer
{
    internal static string Write(DifferentialTarget target, DifferentialCase single)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"oracle {target.Name}\nname {single.Name}\n");
        foreach (StateField field in target.Layout.Fields.Where(f => f.IsInput && !single.State.IsZero(f)))
        {
            text.Append(CultureInfo.InvariantCulture, $"state {field.Name} {single.State.Text(field)}\n");
        }

        foreach (uint word in single.Units.SelectMany(u => u))
        {
            text.Append(CultureInfo.InvariantCulture, $"word {word:x8} # {FailureText.Instruction(word)}\n");
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InputException">It is something else: <c>FX0167</c>, for every line that is wrong.</exception>
    internal static (DifferentialTarget Target, DifferentialCase Case) Read(string text, string source)
    {
        var problems = new DiagnosticBag();
        DifferentialTarget? target = null;
        CaseState? state = null;
        string name = source;
        List<uint> words = [];
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Split('#')[0].Trim();
            string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            bool right = parts switch
            {
                [] => true,
                ["oracle", var oracle] when DifferentialTest.Oracles.Contains(oracle) => (state = new CaseState((target = DifferentialTest.Target(oracle)).Layout)) is not null,
                ["name", ..] => (name = line[4..].Trim()).Length > 0,
                ["word", var digits] when uint.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint word) => Add(words, word),
                ["state", var field, var value] when target?.Layout.Find(field) is { IsInput: true } known => state!.TrySet(known, value),
                _ => false,
            };
            if (!right)
            {
                problems.Error("FX0167", new SourceLocation(source, i + 1), $"'{line}' is no line of a reproducer for the oracle named above it.", "Give a file that flexcap differential wrote, unchanged.");
            }
        }

        if (target is null)
        {
            problems.Error("FX0167", new SourceLocation(source), "No line names the oracle.", "Give a file that flexcap differential wrote, unchanged.");
        }

        problems.ThrowIfErrors();
        return (target!, new(name, [words], state!));
    }

    private static bool Add(List<uint> words, uint word)
    {
        words.Add(word);
        return true;
    }
}
