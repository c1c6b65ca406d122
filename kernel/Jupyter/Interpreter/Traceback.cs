using System.Text.RegularExpressions;

namespace FlexCap.Jupyter.Interpreter;

/// <summary>
/// Stack frames as the author of a notebook knows them: <c>In[3], line 2</c> with the line itself, instead of the names that Roslyn
/// gives to submissions and their state machines.
/// </summary>
internal sealed partial class Traceback
{
    private readonly Dictionary<string, string[]> _cells = new(StringComparer.Ordinal);

    /// <summary>Name of a cell in frames.</summary>
    public static string CellName(int executionCount) => $"In[{executionCount}]";

    /// <summary>Keeps a cell's text for the frames that point into it, now or when a later cell calls its methods.</summary>
    public void Add(int executionCount, string code) => _cells[CellName(executionCount)] = code.Split('\n');

    public IReadOnlyList<string> Rewrite(IReadOnlyList<string> lines)
    {
        var result = new List<string>();
        foreach (var line in lines)
        {
            var frame = SubmissionFrame().Match(line);
            if (!frame.Success)
            {
                // Where a library was built is nobody's business, and would differ from machine to machine.
                result.Add(SourcePath().Replace(line, ""));
            }
            else if (frame.Groups["cell"] is { Success: true, Value: var cell })
            {
                var (method, number) = (Method(frame.Groups["method"].Value), int.Parse(frame.Groups["line"].Value));
                result.Add($"   at {(method.Length == 0 ? "" : method + " in ")}{cell}, line {number}");
                if (_cells.TryGetValue(cell, out var text) && number <= text.Length)
                {
                    result.Add($"    {number} | {text[number - 1].TrimEnd('\r')}");
                }
            }
        }

        return result;
    }

    // Submission#3.<<Initialize>>d__0.MoveNext() is the cell itself; Submission#3.<FAsync>d__5.MoveNext() is its method FAsync.
    private static string Method(string method)
    {
        var machine = StateMachine().Match(method);
        return !machine.Success ? method : machine.Groups["name"].Value is "<Initialize>" ? "" : machine.Groups["name"].Value;
    }

    [GeneratedRegex(@"^\s*at Submission#\d+\.(?<method>.*?)( in (?<cell>In\[\d+\]):line (?<line>\d+))?$")]
    private static partial Regex SubmissionFrame();

    [GeneratedRegex(@"(?<=^\s*at .*) in [^ ]+:line \d+$")]
    private static partial Regex SourcePath();

    [GeneratedRegex(@"^<(?<name><Initialize>|.+?)>d__\d+(`\d+)?\.MoveNext\(\)$")]
    private static partial Regex StateMachine();
}
