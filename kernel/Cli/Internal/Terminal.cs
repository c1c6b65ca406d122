using System.Text;
using FlexCap.Diagnostics;
using FlexCap.Notebooks;
using FlexCap.Notebooks.Formatting;
using Spectre.Console;
using Table = FlexCap.Notebooks.Formatting.Table;

namespace FlexCap.Cli.Internal;

/// <summary>
/// Where a command writes: results to <see cref="Out"/>, everything else to <see cref="Error"/>. Colour, boxes and
/// progress appear only on a terminal; redirected output is plain text.
/// </summary>
internal sealed class Terminal(TextWriter output, TextWriter error, bool isOutputTerminal, bool isErrorTerminal)
{
    public TextWriter Out { get; } = output;

    public TextWriter Error { get; } = error;

    public bool IsErrorTerminal { get; } = isErrorTerminal;

    /// <summary>What the guest may read, or null for nothing.</summary>
    public Func<Stream>? Input { get; init; }

    public static Terminal OfProcess()
    {
        // Text is UTF-8 whatever the locale: the guest's console is bytes, and captured output must be the same everywhere.
        Console.OutputEncoding = new UTF8Encoding(false);
        return new Terminal(Console.Out, Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected)
        {
            Input = Console.OpenStandardInput,
        };
    }

    public void Write(Table table)
    {
        if (!isOutputTerminal)
        {
            Out.WriteLine(table.ToText());
            Out.WriteLine();
            return;
        }

        var drawn = new Spectre.Console.Table().Border(TableBorder.Rounded).Title(Markup.Escape(table.Caption));
        foreach (var column in table.Columns)
        {
            var header = new TableColumn(Markup.Escape(column.Name));
            drawn.AddColumn(column.IsNumeric ? header.RightAligned() : header);
        }

        foreach (var row in table.Rows)
        {
            drawn.AddRow([.. row.Select(c => new Text(c))]);
        }

        if (table.Note.Length > 0)
        {
            drawn.Caption(Markup.Escape(table.Note));
        }

        Rich(Out).Write(drawn);
    }

    public void WriteDiagnostics(IReadOnlyList<Diagnostic> diagnostics, SourceTexts sources)
    {
        foreach (var line in DiagnosticPrinter.Lines(diagnostics, sources))
        {
            Error.WriteLine(line);
        }
    }

    /// <summary>A Spectre console on a writer; it honours NO_COLOR and TERM by itself.</summary>
    public static IAnsiConsole Rich(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
}
