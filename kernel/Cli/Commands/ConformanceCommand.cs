using System.CommandLine;
using System.Globalization;
using FlexCap.Cli.Internal;
using FlexCap.Diagnostics;
using FlexCap.Morello.Conformance;
using FlexCap.Notebooks;
using FlexCap.Notebooks.Formatting;
using Spectre.Console;
using Table = FlexCap.Notebooks.Formatting.Table;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap conformance</c>: runs architecture tests on our machine; a table, every failure, and the sums in the last line.</summary>
internal sealed class ConformanceCommand
{
    private readonly Option<string?> _vectors = new("--vectors") { Description = "ISA vectors, one JSON object a line; .gz is unpacked.", HelpName = "FILE.jsonl[.gz]" };
    private readonly Option<string?> _elf = new("--elf") { Description = "Test images: every *.elf and *.elf.gz below the folder, run unmodified in the profile trickbox.", HelpName = "DIR" };
    private readonly Option<string?> _capabilities = new("--capabilities") { Description = "Vectors of capability arithmetic, one a row; .gz is unpacked.", HelpName = "FILE.csv[.gz]" };
    private readonly Option<string?> _only = new("--only") { Description = "Run only the tests named in the file, one a line; # begins a comment.", HelpName = "FILE" };
    private readonly Option<string> _engine = new Option<string>("--engine") { Description = "Engine that executes instructions.", HelpName = "interpreter", DefaultValueFactory = _ => "interpreter" }.AcceptOnlyFromAmong("interpreter");
    private readonly Terminal _terminal;
    private readonly SourceTexts _sources;

    private ConformanceCommand(Terminal terminal, SourceTexts sources) => (_terminal, _sources) = (terminal, sources);

    public static Command Create(Terminal terminal, SourceTexts sources)
    {
        var conformance = new ConformanceCommand(terminal, sources);
        var command = new Command("conformance", "Run architecture tests; the last line is 'N passed, N failed'. Exit code 1 if a test fails. Takes one or more of --vectors, --elf and --capabilities.")
        {
            conformance._vectors, conformance._elf, conformance._capabilities, conformance._only, conformance._engine,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(conformance._vectors) is null && result.GetValue(conformance._elf) is null && result.GetValue(conformance._capabilities) is null)
            {
                result.AddError("Name tests to run: --vectors, --elf or --capabilities.");
            }
        });
        command.SetAction((parsed, cancellation) => Task.FromResult(conformance.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        List<ConformanceSuite> suites = [];
        if (parsed.GetValue(_vectors) is { } vectors)
        {
            suites.Add(ConformanceSuite.OfVectors(vectors));
        }

        if (parsed.GetValue(_elf) is { } folder)
        {
            suites.Add(ConformanceSuite.OfImages(folder));
        }

        if (parsed.GetValue(_capabilities) is { } capabilities)
        {
            suites.Add(ConformanceSuite.OfCapabilities(capabilities));
        }

        if (parsed.GetValue(_only) is { } only)
        {
            suites = Select(suites, NameList.Read(only));
        }

        return Report([.. suites.Select(suite => (suite.Name, Execute(suite, cancellation)))]);
    }

    // A name that no suite has is probably a slip; with none left the run would be green for nothing.
    private List<ConformanceSuite> Select(List<ConformanceSuite> suites, NameList names)
    {
        List<ConformanceSuite> selected = [.. suites.Select(suite => suite.Where(names.Contains))];
        var known = selected.SelectMany(suite => suite.Tests).Select(test => test.Name).ToHashSet(StringComparer.Ordinal);
        _terminal.WriteDiagnostics(names.Unknown(known), _sources);
        return known.Count > 0 ? selected : throw new InputException([names.NothingLeft()]);
    }

    private IReadOnlyList<ConformanceResult> Execute(ConformanceSuite suite, CancellationToken cancellation)
    {
        if (!_terminal.IsErrorTerminal)
        {
            return suite.Run(static () => { }, cancellation);
        }

        return Terminal.Rich(_terminal.Error).Progress().HideCompleted(true).Start(context =>
        {
            var task = context.AddTask(Markup.Escape(suite.Name), maxValue: Math.Max(1, suite.Tests.Count));
            return suite.Run(() => task.Increment(1), cancellation);
        });
    }

    private int Report(IReadOnlyList<(string Suite, IReadOnlyList<ConformanceResult> Results)> runs)
    {
        foreach (var (suite, results) in runs)
        {
            foreach (var result in results.Where(r => r.Outcome != ConformanceOutcome.Passed))
            {
                _terminal.Out.WriteLine($"{(result.Outcome == ConformanceOutcome.Failed ? "FAILED" : "skipped")} {suite} {result.Name}: {result.Message}");
            }
        }

        _terminal.Write(new Table(
            "Conformance",
            [new("suite"), new("total", true), new("passed", true), new("failed", true), new("skipped", true)],
            [.. runs.Select(run => (IReadOnlyList<string>)
            [
                run.Suite, Text(run.Results.Count), Text(Count(run.Results, ConformanceOutcome.Passed)),
                Text(Count(run.Results, ConformanceOutcome.Failed)), Text(Count(run.Results, ConformanceOutcome.Skipped)),
            ])]));
        var passed = runs.Sum(run => Count(run.Results, ConformanceOutcome.Passed));
        var failed = runs.Sum(run => Count(run.Results, ConformanceOutcome.Failed));
        _terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {failed} failed"));
        return failed == 0 ? ExitCode.Success : ExitCode.GuestFailed;
    }

    private static int Count(IReadOnlyList<ConformanceResult> results, ConformanceOutcome outcome) => results.Count(r => r.Outcome == outcome);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
