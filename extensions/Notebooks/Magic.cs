using FlexCap.Diagnostics;

namespace FlexCap.Notebooks;

/// <summary>One use of a magic.</summary>
/// <param name="Session">The session that it acts on.</param>
/// <param name="Options">Options of the line, by name without dashes.</param>
public sealed record MagicCall(NotebookSession Session, IReadOnlyDictionary<string, string> Options);

/// <summary>A command on a line of its own, such as <c>#!help</c>; the text around it keeps its language. Knows no host.</summary>
public interface IMagic
{
    /// <summary>Name after <c>#!</c>.</summary>
    string Name { get; }

    /// <summary>One line for help.</summary>
    string Description { get; }

    /// <summary>Options that the line takes, in the order of help; any other is an error (FX0503).</summary>
    IReadOnlyList<CellOption> Options => [];

    /// <summary>Runs it. The value of the result is displayed; diagnostics with an error fail the cell.</summary>
    Task<CellResult> ExecuteAsync(MagicCall use, IDisplay display, CancellationToken cancellation);
}
