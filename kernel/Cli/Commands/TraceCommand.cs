using System.CommandLine;
using System.Globalization;
using System.Text;
using FlexCap.Cli.Internal;
using FlexCap.Diagnostics;
using FlexCap.Morello;
using FlexCap.Notebooks;
using FlexCap.Notebooks.Formatting;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap trace</c>: runs an image and writes every instruction with what it did.</summary>
internal sealed class TraceCommand
{
    private readonly TargetOptions _target = new();
    private readonly Option<string?> _output = new("--output", "-o") { Description = "File for the trace; without it standard output, and the guest's console goes to standard error.", HelpName = "FILE" };
    private readonly Option<string[]> _at = Many("--at", "PLACE", "Only instructions in a function (its symbol), or in a range of addresses START-END (hexadecimal, END not included).");
    private readonly Option<string[]> _compartment = Many("--compartment", "NAME|ID", "Only instructions executed with this compartment in CID_EL0.");
    private readonly Option<string[]> _class = Many("--class", "CLASS", "Only instructions of a timing class, such as load, capabilitybranch or system.");
    private readonly Option<int?> _level = new Option<int?>("--el") { Description = "Only instructions at this exception level.", HelpName = "0-3" };
    private readonly Option<bool> _exceptions = new("--exceptions") { Description = "Also every instruction at which an exception was taken." };
    private readonly Option<bool> _loads = new("--loads") { Description = "Write what is loaded, not only what is stored." };
    private readonly Option<long> _skip = Number("--skip", 0, "Run this many instructions at full speed first.");
    private readonly Option<long> _limit = Number("--limit", long.MaxValue, "Stop after this many traced instructions.");
    private readonly Option<long> _maxInstructions = Number("--max-instructions", 10_000_000_000, "Instruction budget; exit code 4 when it is spent.");
    private readonly Terminal _terminal;
    private readonly SourceTexts _sources;

    private TraceCommand(Terminal terminal, SourceTexts sources) => (_terminal, _sources) = (terminal, sources);

    public static Command Create(Terminal terminal, SourceTexts sources)
    {
        var trace = new TraceCommand(terminal, sources);
        var command = new Command("trace", "Run an image and write its instructions with changed registers, capabilities, stores, exceptions and switches of compartments.");
        trace._target.AddTo(command);
        foreach (var option in (Option[])[trace._output, trace._at, trace._compartment, trace._class, trace._level, trace._exceptions, trace._loads, trace._skip, trace._limit, trace._maxInstructions])
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) => Task.FromResult(trace.Run(parsed, cancellation)));
        return command;
    }

    private static Option<string[]> Many(string name, string help, string description) =>
        new(name) { Description = description + " May be repeated.", HelpName = help, AllowMultipleArgumentsPerToken = false, DefaultValueFactory = _ => [] };

    private static Option<long> Number(string name, long value, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => value,
        Validators =
        {
            result =>
            {
                if (result.Tokens.Count == 1 && long.TryParse(result.Tokens[0].Value, out var number) && number < 0)
                {
                    result.AddError($"{name} must not be negative.");
                }
            },
        },
    };

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var target = _target.Open(parsed, _terminal, _sources);
        var symbols = new SymbolTable(target.Elf);
        var filter = Filter(parsed, target, symbols);
        var path = parsed.GetValue(_output);
        var console = path == null ? _terminal.Error : _terminal.Out;
        target.Machine.ConsoleOutput += bytes => console.Write(Encoding.UTF8.GetString(bytes.Span));
        StopReason stop;
        if (path == null)
        {
            stop = Trace(target.Machine, filter, parsed, new(_terminal.Out, symbols, parsed.GetValue(_loads)), cancellation);
            _terminal.Out.Flush();
        }
        else
        {
            using var file = new StreamWriter(path, append: false, new UTF8Encoding(false));
            stop = Trace(target.Machine, filter, parsed, new(file, symbols, parsed.GetValue(_loads)), cancellation);
        }

        _terminal.Error.WriteLine($"flexcap: {Tables.StopText(stop)}; measured: {target.Machine.Instructions:N0} instructions; modelled: {target.Machine.Cycles:N0} cycles");
        cancellation.ThrowIfCancellationRequested();
        return stop switch
        {
            StopReason.Halted { ExitCode: 0 } => ExitCode.Success,
            StopReason.BudgetSpent => filter.Limit != long.MaxValue ? ExitCode.Success : ExitCode.BudgetSpent,
            _ => ExitCode.GuestFailed,
        };
    }

    private StopReason Trace(Machine machine, TraceFilter filter, ParseResult parsed, TraceWriter writer, CancellationToken cancellation) =>
        machine.Trace(writer.Write, filter, parsed.GetValue(_maxInstructions), cancellation);

    private TraceFilter Filter(ParseResult parsed, DebugTarget target, SymbolTable symbols)
    {
        var problems = new DiagnosticBag();
        var filter = new TraceFilter
        {
            Ranges = [.. parsed.GetValue(_at)!.SelectMany(place => Ranges(place, symbols, problems))],
            Compartments = [.. parsed.GetValue(_compartment)!.SelectMany(name => Compartment(name, target, problems))],
            Classes = [.. parsed.GetValue(_class)!.SelectMany(name => Class(name, problems))],
            ExceptionLevel = parsed.GetValue(_level),
            AllExceptions = parsed.GetValue(_exceptions),
            Skip = parsed.GetValue(_skip),
            Limit = parsed.GetValue(_limit),
        };
        if (filter.ExceptionLevel is < 0 or > 3)
        {
            Error(problems, "FX0907", $"There is no exception level {filter.ExceptionLevel}.", "Give --el 0, 1, 2 or 3.");
        }

        problems.ThrowIfErrors();
        return filter;
    }

    private static List<AddressRange> Ranges(string place, SymbolTable symbols, DiagnosticBag problems)
    {
        var dash = place.IndexOf('-', StringComparison.Ordinal);
        if (dash > 0 && TryHex(place[..dash], out var start) && TryHex(place[(dash + 1)..], out var end) && start < end)
        {
            return [new(start, end)];
        }

        var found = symbols.Named(place).Where(symbol => symbol.Size != 0).Select(symbol => new AddressRange(symbol.Value, symbol.Value + symbol.Size)).ToList();
        if (found.Count == 0)
        {
            Error(problems, "FX0904", $"'{place}' is neither a function of the image nor a range of addresses.", "Give a symbol that nm shows with a size, or START-END in hexadecimal.");
        }

        return found;
    }

    private static IEnumerable<ulong> Compartment(string name, DebugTarget target, DiagnosticBag problems)
    {
        if (ulong.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return [id];
        }

        var index = target.FlexOS?.Image.Plan.Configuration.Compartments.ToList().FindIndex(compartment => compartment.Name == name) ?? -1;
        if (index < 0)
        {
            Error(problems, "FX0905", $"There is no compartment '{name}'.", target.FlexOS == null ? "An ELF file has no names of compartments: give the number in CID_EL0." : "Give a name from the configuration, or the number in CID_EL0.");
            return [];
        }

        return [(ulong)index];
    }

    private static IEnumerable<TimingClass> Class(string name, DiagnosticBag problems)
    {
        if (!char.IsAsciiDigit(name.FirstOrDefault('0')) && Enum.TryParse<TimingClass>(name, ignoreCase: true, out var value))
        {
            return [value];
        }

        Error(problems, "FX0906", $"There is no timing class '{name}'.", $"They are {string.Join(", ", Enum.GetNames<TimingClass>()).ToLowerInvariant()}.");
        return [];
    }

    private static bool TryHex(string text, out ulong value) =>
        ulong.TryParse(text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);

    private static void Error(DiagnosticBag problems, string id, string message, string help) => problems.Error(id, new SourceLocation("command line"), message, help);
}
