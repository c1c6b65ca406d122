using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FlexCap.FlexOS;
using FlexCap.Morello;

namespace FlexCap.Cli.Commands;

/// <summary>Arguments and options that several commands take. Each command gets instances of its own.</summary>
internal sealed class SharedOptions
{
    public Argument<string> Configuration { get; } = new("CONFIG.yaml") { Description = "Configuration in YAML (a superset of kraft.yaml), or the name of a shipped one; - reads standard input." };

    public Option<string?> Mechanism { get; } = new Option<string?>("--mechanism") { Description = $"Isolation mechanism of every compartment, in place of the configuration's: {string.Join(", ", MechanismNames.All)}.", HelpName = "MECHANISM" }.AcceptOnlyFromAmong([.. MechanismNames.All]);

    public Option<KeyValuePair<string, ulong>[]> Parameters { get; } = new("--parameter", "-p")
    {
        Description = "Run-time parameter NAME=NUMBER of the application; may be repeated.",
        HelpName = "NAME=NUMBER",
        AllowMultipleArgumentsPerToken = false,
        CustomParser = ParseParameters,
        DefaultValueFactory = _ => [],
    };

    public Option<long> MaxInstructions { get; } = new("--max-instructions")
    {
        Description = "Instruction budget; exit code 4 when it is spent.",
        HelpName = "N",
        DefaultValueFactory = _ => 10_000_000_000,
        Validators =
        {
            result =>
            {
                if (result.Tokens.Count == 1 && long.TryParse(result.Tokens[0].Value, out var value) && value < 1)
                {
                    result.AddError("--max-instructions must be at least 1.");
                }
            },
        },
    };

    public Option<string> Board { get; } = new Option<string>("--board")
    {
        Description = "Board for an ELF file. A configuration brings its own.",
        HelpName = string.Join('|', MachineProfile.All.Select(profile => profile.Name)),
        DefaultValueFactory = _ => MachineProfile.Virt.Name,
    }.AcceptOnlyFromAmong([.. MachineProfile.All.Select(profile => profile.Name)]);

    public Option<bool> Json { get; } = new("--json") { Description = "Print the result as JSON." };

    /// <summary>The configuration with what the command line changes in it.</summary>
    public Configuration Apply(Configuration configuration, ParseResult parsed)
    {
        if (parsed.GetValue(Mechanism) is { } name)
        {
            configuration = configuration.WithMechanism(name);
        }

        return parsed.GetValue(Parameters)!.Aggregate(configuration, (c, p) => c.WithParameter(p.Key, p.Value));
    }

    /// <summary>The board that the command line names.</summary>
    public MachineProfile BoardOf(ParseResult parsed) => MachineProfile.All.First(profile => profile.Name == parsed.GetValue(Board));

    private static KeyValuePair<string, ulong>[] ParseParameters(ArgumentResult result)
    {
        var parameters = new List<KeyValuePair<string, ulong>>();
        foreach (var token in result.Tokens)
        {
            var equals = token.Value.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? "" : token.Value[..equals];
            var number = token.Value[(equals + 1)..];
            var isHex = number.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
            if (name.Length == 0 || !ulong.TryParse(isHex ? number[2..] : number, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                result.AddError($"'{token.Value}' is no parameter: write NAME=NUMBER with a number from 0 to 2^64-1, decimal or after 0x.");
                return [];
            }

            parameters.Add(new(name, value));
        }

        return [.. parameters];
    }
}
