using System.CommandLine;
using System.Text;
using FlexCap.Experiments;

namespace FlexCap.Cli.Internal;

/// <summary>What commands that run an experiment have in common: progress on standard error, and files of the result.</summary>
internal static class ExperimentOutput
{
    public static Option<string?> FolderOption() =>
        new("--output", "-o") { Description = "Folder for charts (SVG, and HTML that works offline) and tables (CSV); created if need be.", HelpName = "DIR" };

    public static IProgress<ExperimentProgress> Progress(Terminal terminal) =>
        new Reporter<ExperimentProgress>(p => terminal.Error.WriteLine($"flexcap: {p.Step} ({p.Completed}/{p.Total})"));

    /// <summary>Writes every table and chart into a folder, and prints the paths; without a folder nothing happens.</summary>
    public static void Write(Terminal terminal, string? folder, IExperimentResult result)
    {
        if (folder is null)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        foreach (var table in result.Tables)
        {
            // Every experiment has a table of its runs.
            Write(terminal, folder, table.Name == "measurements" ? $"{result.Experiment}-runs.csv" : $"{table.Name}.csv", table.ToCsv());
        }

        foreach (var chart in result.Charts)
        {
            Write(terminal, folder, $"{chart.Id}.svg", chart.ToSvg());
            Write(terminal, folder, $"{chart.Id}.html", chart.ToHtmlPage());
        }
    }

    private static void Write(Terminal terminal, string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(text));
        terminal.Out.WriteLine(path);
    }
}
