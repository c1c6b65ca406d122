using System.CommandLine;
using System.CommandLine.Parsing;
using FlexCap.FlexOS;

namespace FlexCap.Cli.Commands;

/// <summary>The option by which a command takes several mechanisms.</summary>
internal static class MechanismList
{
    /// <summary>Its value is empty where the option is not given.</summary>
    public static Option<string[]> Option(string description) => new("--mechanism", "-m") { Description = description, HelpName = "NAME,NAME,...", CustomParser = Parse };

    private static string[] Parse(ArgumentResult result)
    {
        var names = result.Tokens.SelectMany(t => t.Value.Split(',')).ToArray();
        foreach (var name in names.Where(n => !MechanismNames.All.Contains(n, StringComparer.Ordinal)))
        {
            result.AddError($"'{name}' is no mechanism: use {string.Join(", ", MechanismNames.All)}.");
        }

        return names;
    }
}
