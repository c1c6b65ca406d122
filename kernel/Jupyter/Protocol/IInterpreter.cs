using FlexCap.Jupyter.Protocol.Messages;
using FlexCap.Notebooks;

namespace FlexCap.Jupyter.Protocol;

/// <summary>A cell as the front end sends it.</summary>
/// <param name="Code">Text.</param>
/// <param name="ExecutionCount">The number that the person sees beside the cell.</param>
/// <param name="Id">The front end's id of the cell, or null.</param>
internal sealed record CellRequest(string Code, int ExecutionCount, string? Id);

/// <summary>The language behind the protocol. Knows nothing of sockets and messages; positions are UTF-16 indices.</summary>
internal interface IInterpreter
{
    LanguageInfo Language { get; }

    /// <summary>Executes a cell. Failures of the cell are values. Stops as soon as it can when the token is signalled.</summary>
    Task<CellOutcome> ExecuteAsync(CellRequest cell, CellOutput output, CancellationToken cancellation);

    /// <summary>Evaluates a user expression, without output.</summary>
    Task<CellOutcome> EvaluateAsync(string expression, CellOutput output, CancellationToken cancellation);

    Task<CompletionList> CompleteAsync(string code, int position);

    Task<MimeBundle?> InspectAsync(string code, int position);

    Completeness CheckCompleteness(string code);
}
