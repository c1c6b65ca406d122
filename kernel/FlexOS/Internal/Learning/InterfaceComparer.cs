using System.Globalization;
using System.Text;
using FlexCap.FlexOS.Learning;

namespace FlexCap.FlexOS.Internal.Learning;

/// <summary>Lays a proposed interface beside a written one.</summary>
internal static class InterfaceComparer
{
    public static InterfaceComparison Compare(LearningResult result)
    {
        var rows = new List<InterfaceComparisonRow>();
        foreach (var function in result.Functions)
        {
            var learned = result.Arguments.Where(a => a.Library == function.Library && a.Function == function.Function).ToList();
            var written = result.Written.GetValueOrDefault(function.Library)?.Find(function.Function);
            var pointers = (written?.Arguments ?? []).Index().Where(a => a.Item.IsBuffer || a.Item.Pass == Pass.Callback).ToDictionary(a => a.Index, a => a.Item);
            string Name(int number) => written is not null && number < written.Arguments.Count ? written.Arguments[number].Name : $"a{number}";
            foreach (var number in pointers.Keys.Concat(learned.Where(a => !a.IsNested).Select(a => a.Argument)).Distinct().Order())
            {
                var proposal = learned.Find(a => !a.IsNested && a.Argument == number);
                rows.Add(Row(function, Name, pointers.GetValueOrDefault(number), proposal, number));
            }

            rows.AddRange(learned.Where(a => a.IsNested).Select(a => new InterfaceComparisonRow(
                function.Library, function.Function, $"{Name(a.Argument)}{a.Path[1..]}", "", Text(a, Name), InterfaceVerdict.Unwritten, "a pointer in memory, which no interface can name", function.Calls)));
        }

        return new(result.Name, rows);
    }

    public static string ToMarkdown(InterfaceComparison comparison)
    {
        var text = new StringBuilder("| function | calls | argument | written | proposed | verdict | why |\n|---|---|---|---|---|---|---|\n");
        foreach (var row in comparison.Rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{row.Function}` | {row.Calls.ToString("N0", CultureInfo.InvariantCulture)} | {row.Argument} | {Code(row.Written)} | {Code(row.Proposed)} | {Word(row.Verdict)} | {row.Reason} |\n");
        }

        var sums = Enum.GetValues<InterfaceVerdict>().Select(v => (Verdict: v, Count: comparison.Rows.Count(r => r.Verdict == v))).Where(v => v.Count != 0);
        return text.Append('\n').Append(CultureInfo.InvariantCulture, $"{comparison.Name}: {comparison.Rows.Count} pointer arguments: {string.Join(", ", sums.Select(s => $"{s.Count} {Word(s.Verdict)}"))}.\n").ToString();
    }

    private static string Code(string text) => text.Length == 0 ? "–" : $"`{text}`";

    private static string Word(InterfaceVerdict verdict) => verdict switch
    {
        InterfaceVerdict.Same => "same",
        InterfaceVerdict.Wider => "wider",
        InterfaceVerdict.Narrower => "narrower",
        InterfaceVerdict.Missing => "missing",
        _ => "not written",
    };

    private static InterfaceComparisonRow Row(LearnedFunction function, Func<int, string> name, InterfaceArgument? written, LearnedArgument? proposal, int number)
    {
        var (left, right) = (written is null ? "" : Text(written), proposal is null ? function.Callbacks.Contains(number) ? "callback" : "" : Text(proposal, name));
        var (verdict, reason) = written is null ? (InterfaceVerdict.Unwritten, "no interface says that it is followed")
            : right.Length == 0 ? (InterfaceVerdict.Missing, function.Shared.Contains(number) ? "lies in shared memory already" : "null, or not followed, in every call")
            : proposal is null || left == right || written.Pass == Pass.String && proposal.Pass == "string" ? (InterfaceVerdict.Same, "")
            : Judge(written, proposal, name);
        return new(function.Library, function.Function, name(number), left, right, verdict, verdict == InterfaceVerdict.Same ? "" : reason, function.Calls);
    }

    private static (InterfaceVerdict, string) Judge(InterfaceArgument written, LearnedArgument proposal, Func<int, string> name)
    {
        var (isWider, isNarrower) = (false, false);
        var pass = Word(written.Pass);
        if (pass != proposal.Pass)
        {
            isWider = proposal.Pass == "inout" || written.Pass == Pass.String;
            isNarrower = !isWider;
        }

        isWider |= proposal.Written.Length == 0 && (written.Written is not null || written.IsWrittenWhole);

        var (left, right) = (written.Size?.ToString(), proposal.Size?.Write(name));
        if (left != right && left is not null && right is not null)
        {
            var isLess = proposal.Size is { Argument: null } fixedSize && (written.Size!.Argument is not null || (ulong)fixedSize.Plus < written.Size.Plus);
            (isWider, isNarrower) = (isWider || !isLess, isNarrower || isLess);
        }

        var why = isNarrower ? $"no call used more than {proposal.Bytes} bytes{(pass == proposal.Pass ? "" : $", or more than '{proposal.Pass}' gives")}" : proposal.Reason;
        return (isNarrower ? InterfaceVerdict.Narrower : InterfaceVerdict.Wider, why);
    }

    private static string Word(Pass pass) => pass switch { Pass.In => "in", Pass.Out => "out", Pass.InOut => "inout", Pass.String => "string", Pass.Callback => "callback", _ => "value" };

    private static string Text(InterfaceArgument argument) => argument.Pass == Pass.String || argument.Size is null ? Word(argument.Pass) : $"{Word(argument.Pass)}, {argument.Size}{(argument.Written is { } written ? $", written {written}" : argument.IsWrittenWhole ? ", written all" : "")}";

    private static string Text(LearnedArgument argument, Func<int, string> name) => argument.Size is null ? argument.Pass : $"{argument.Pass}, {argument.Size.Write(name)}{(argument.Written.Length == 0 ? "" : $", written {argument.Written}")}";
}
