using FlexCap.Jupyter.Protocol;
using FlexCap.Jupyter.Protocol.Messages;
using FlexCap.Notebooks;

namespace FlexCap.Jupyter.Tests.Testing;

/// <summary>A language of one-word cells, each of which does one thing that a kernel must cope with.</summary>
internal sealed class ScriptedInterpreter : IInterpreter
{
    public LanguageInfo Language { get; } = new("scripted", "1", "text/plain", ".txt", "text", "text");

    public List<CellRequest> Executed { get; } = [];

    public async Task<CellOutcome> ExecuteAsync(CellRequest cell, CellOutput output, CancellationToken cancellation)
    {
        Executed.Add(cell);
        switch (cell.Code)
        {
            case "print":
                output.Write("one two\n");
                output.Write("stderr", "three\n");
                return Nothing;
            case "display":
                output.Write("before\n");
                var shown = output.Show(MimeBundle.Html("<b>1</b>", "1"));
                output.Write("after\n");
                shown.Update(MimeBundle.Html("<b>2</b>", "2"));
                return Nothing;
            case "clear":
                output.Clear(wait: true);
                return Nothing;
            case "fail":
                return new CellOutcome(null, null, new CellError("Failure", "on purpose", ["Failure: on purpose"], []));
            case "crash":
                throw new InvalidOperationException("a defect of the interpreter");
            case "input":
                return Value(output.ReadLine("name? ", password: true, cancellation));
            case "wait":
                output.Write("waiting\n");
                await Task.Delay(Timeout.Infinite, cancellation).ContinueWith(_ => { }, TaskScheduler.Default);
                return new CellOutcome(null, null, new CellError("Interrupted", "interrupted", [], []));
            case "stuck":
                output.Write("stuck\n");
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
                return Nothing;
            default:
                return Value(cell.Code);
        }
    }

    public Task<CellOutcome> EvaluateAsync(string expression, CellOutput output, CancellationToken cancellation) =>
        ExecuteAsync(new CellRequest(expression, 0, null), output, cancellation);

    public Task<CompletionList> CompleteAsync(string code, int position) =>
        code == "crash" ? throw new InvalidOperationException("a defect of the completion")
        : Task.FromResult(new CompletionList(Math.Max(0, position - 2), position, [new Completion("word", "key", "A word.")]));

    public Task<MimeBundle?> InspectAsync(string code, int position) =>
        Task.FromResult(code.Length == 0 ? null : MimeBundle.Plain($"{position} of {code}"));

    public Completeness CheckCompleteness(string code) => code.EndsWith('\\') ? Completeness.Incomplete : Completeness.Complete;

    private static CellOutcome Nothing { get; } = new(null, null, null);

    private static CellOutcome Value(string text) => new(
        text, new MimeBundle(new SortedDictionary<string, string>(StringComparer.Ordinal) { ["application/json"] = "{\"n\":1}", ["text/plain"] = text }), null);
}
