using System.CommandLine;
using FlexCap.Cli.Internal;
using FlexCap.Experiments;
using FlexCap.Notebooks.Formatting;
using FlexCap.PaperFigures;
using Spectre.Console;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap figures</c>: draws figures of the papers from experiments on our machine, beside the published numbers.</summary>
internal static class FiguresCommand
{
    public static Command Create(Terminal terminal)
    {
        var ids = new Argument<string[]>("FIGURE") { Description = $"Figures to draw: {string.Join(", ", PaperFigure.All.Select(f => f.Id))}; all of them if none is named.", HelpName = "FIGURE", Arity = ArgumentArity.ZeroOrMore };
        ids.AcceptOnlyFromAmong([.. PaperFigure.All.Select(f => f.Id)]);
        var output = new Option<string>("--output", "-o") { Description = "Folder to write into; created if need be.", HelpName = "DIR", DefaultValueFactory = _ => "figures" };
        var list = new Option<bool>("--list") { Description = "List the figures and stop." };
        var command = new Command("figures", "Draw figures of the papers: SVG, interactive HTML that works offline, and every point as CSV. Exit code 5 if a claim does not hold.") { ids, output, list };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(list))
            {
                terminal.Write(new Notebooks.Formatting.Table("Figures", [new("figure"), new("title")], [.. PaperFigure.All.Select(f => (IReadOnlyList<string>)[f.Id, f.Title])]));
                return Task.FromResult(ExitCode.Success);
            }

            var named = parsed.GetValue(ids) ?? [];
            var holds = true;
            foreach (var figure in PaperFigure.All.Where(f => named.Length == 0 || named.Contains(f.Id)))
            {
                holds &= Draw(figure, parsed.GetRequiredValue(output), terminal, cancellation);
            }

            return Task.FromResult(holds ? ExitCode.Success : ExitCode.ClaimFails);
        });
        return command;
    }

    private static bool Draw(PaperFigure figure, string folder, Terminal terminal, CancellationToken cancellation)
    {
        var result = DrawWithProgress(figure, terminal, cancellation);
        foreach (var path in result.WriteTo(folder))
        {
            terminal.Out.WriteLine(path);
        }

        foreach (var claim in result.Claims)
        {
            terminal.Out.WriteLine($"  {(claim.Holds ? "holds" : "DOES NOT HOLD")}: {claim.Text} ({claim.Evidence})");
        }

        return result.Holds;
    }

    private static PaperFigureResult DrawWithProgress(PaperFigure figure, Terminal terminal, CancellationToken cancellation)
    {
        if (!terminal.IsErrorTerminal)
        {
            var lines = new Reporter<ExperimentProgress>(p => terminal.Error.WriteLine($"flexcap: {figure.Id}: {p.Step} ({p.Completed}/{p.Total})"));
            return figure.Draw(null, lines, cancellation);
        }

        return Terminal.Rich(terminal.Error).Progress().HideCompleted(true).Start(context =>
        {
            var task = context.AddTask(Markup.Escape(figure.Id), maxValue: 1);
            return figure.Draw(null, new Reporter<ExperimentProgress>(p =>
            {
                task.Description = Markup.Escape(p.Step);
                task.Value = p.Fraction;
            }), cancellation);
        });
    }
}
