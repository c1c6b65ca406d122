using FlexCap.Diagnostics;

namespace FlexCap.Notebooks.Tests;

/// <summary>Stands for C#: hands each submission to a function of the test and keeps variables.</summary>
internal sealed class TestEvaluator(Func<string, object?> run) : IScriptEvaluator
{
    public List<string> Submissions { get; } = [];

    public Dictionary<string, object> Variables { get; } = [];

    public Task<ScriptResult> EvaluateAsync(string code, CancellationToken cancellation)
    {
        Submissions.Add(code);
        try
        {
            return Task.FromResult(new ScriptResult(run(code), []));
        }
        catch (Exception e)
        {
            return Task.FromResult(new ScriptResult(null, [], e));
        }
    }

    public Task SetVariableAsync(string name, object value)
    {
        Variables[name] = value;
        return Task.CompletedTask;
    }

    public bool TryGetVariable(string name, out object? value) => Variables.TryGetValue(name, out value);

    public Task<CompletionList> CompleteAsync(string code, int position, CancellationToken cancellation) =>
        Task.FromResult(new CompletionList(position - 1, position, [new("seen " + code[position - 1], "csharp", "")]));

    public Task<MimeBundle?> InspectAsync(string code, int position, CancellationToken cancellation) =>
        Task.FromResult<MimeBundle?>(MimeBundle.Plain($"{code[position]}"));

    public Task<IReadOnlyList<Diagnostic>> DiagnoseAsync(string code, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Diagnostic>>([new("CS0001", DiagnosticSeverity.Error, new("<cell>", code.Count(c => c == '\n') + 1, 1), "last line", "")]);

    public Completeness CheckCompleteness(string code) => code.TrimEnd().EndsWith('{') ? Completeness.Incomplete : Completeness.Complete;
}
