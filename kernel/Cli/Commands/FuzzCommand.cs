using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FlexCap.Cli.Internal;
using FlexCap.Morello.Conformance.Fuzzing;
using Spectre.Console;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap fuzz</c>: feeds a part of the machine with generated inputs; every failure with its input, and the sums in the last line.</summary>
internal sealed class FuzzCommand
{
    private readonly Argument<string> _target;
    private readonly Option<long> _inputs = new("--inputs") { Description = "Number of inputs.", HelpName = "N", DefaultValueFactory = _ => 1_000_000 };
    private readonly Option<int> _seed = new("--seed") { Description = "Decides every input.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<long?> _only = new("--only") { Description = "Show and run the one input of this number.", HelpName = "NUMBER" };
    private readonly Option<string?> _file = new("--file") { Description = "Show and run the input in this file.", HelpName = "FILE" };
    private readonly Option<string?> _save = new("--save") { Description = "Folder for the smallest input found of each failure.", HelpName = "DIR" };
    private readonly Terminal _terminal;

    private FuzzCommand(Terminal terminal)
    {
        _terminal = terminal;
        _target = new Argument<string>("TARGET") { Description = "What to feed: " + string.Join(' ', Fuzzer.Targets.Select(t => $"{t.Name}: {t.Description}")) }
            .AcceptOnlyFromAmong([.. Fuzzer.Targets.Select(t => t.Name)]);
    }

    public static Command Create(Terminal terminal)
    {
        var fuzz = new FuzzCommand(terminal);
        var command = new Command("fuzz", "Feed a part of the machine with generated inputs; the last line is 'N passed, N failed'. Exit code 1 if an input fails.")
        {
            fuzz._target, fuzz._inputs, fuzz._seed, fuzz._only, fuzz._file, fuzz._save,
        };
        fuzz._inputs.Validators.Add(result => CheckAtLeast(result, 1));
        fuzz._only.Validators.Add(result => CheckAtLeast(result, 0));
        command.SetAction((parsed, cancellation) => Task.FromResult(fuzz.Run(parsed, cancellation)));
        return command;
    }

    private static void CheckAtLeast(OptionResult result, long least)
    {
        if (result.Tokens.Count == 1 && long.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value) && value < least)
        {
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{result.Option.Name} must be at least {least}."));
        }
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var target = Fuzzer.Targets.First(t => t.Name == parsed.GetValue(_target));
        var (seed, count) = (parsed.GetValue(_seed), parsed.GetValue(_inputs));
        IReadOnlyList<FuzzFailure> failures;
        if (parsed.GetValue(_file) is { } path)
        {
            return RunFile(target, path);
        }

        if (parsed.GetValue(_only) is { } number)
        {
            count = 1;
            _terminal.Out.WriteLine(target.Show(Fuzzer.Input(target, seed, number)));
            failures = Fuzzer.RunOne(target, seed, number) is { } failure ? [failure] : [];
        }
        else if (_terminal.IsErrorTerminal)
        {
            failures = Terminal.Rich(_terminal.Error).Progress().HideCompleted(true).Start(context =>
            {
                var task = context.AddTask(Markup.Escape(target.Name), maxValue: count);
                return Fuzzer.Run(target, seed, count, () => task.Increment(1), cancellation);
            });
        }
        else
        {
            failures = Fuzzer.Run(target, seed, count, null, cancellation);
        }

        foreach (var failure in failures)
        {
            _terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"FAILED {target.Name} --seed {seed} --only {failure.Number}: {failure.Message}\n{failure.Input}\n"));
            if (parsed.GetValue(_save) is { } folder)
            {
                Save(folder, target, seed, failure.Number);
            }
        }

        _terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count - failures.Count} passed, {failures.Count} failed"));
        return failures.Count == 0 ? ExitCode.Success : ExitCode.GuestFailed;
    }

    private int RunFile(FuzzTarget target, string path)
    {
        var input = InputFile.ReadBytes(path, "Give the path of an input that --save wrote.");
        _terminal.Out.WriteLine(target.Show(input));
        var failure = Fuzzer.RunInput(target, input);
        _terminal.Out.WriteLine(failure is null ? "1 passed, 0 failed" : $"FAILED {target.Name} --file {path}: {failure.Message}\n\n0 passed, 1 failed");
        return failure is null ? ExitCode.Success : ExitCode.GuestFailed;
    }

    private void Save(string folder, FuzzTarget target, int seed, long number)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"fuzz-{target.Name}-{seed}-{number}.bin"));
        var input = FuzzReducer.Reduce(target, Fuzzer.Input(target, seed, number));
        File.WriteAllBytes(path, input);
        _terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The smallest input found, {input.Length} bytes, is in {path}.\n"));
    }
}
