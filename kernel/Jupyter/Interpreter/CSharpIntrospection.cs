using System.Collections.Immutable;
using FlexCap.Notebooks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.QuickInfo;
using Microsoft.CodeAnalysis.Text;
using CompletionList = FlexCap.Notebooks.CompletionList;

namespace FlexCap.Jupyter.Interpreter;

/// <summary>
/// Completion and documentation for C# cells by Roslyn's own editor services: one project per executed cell, each referring to the
/// one before, as the script chain does. Made when first used: the services take a second to load.
/// </summary>
internal sealed class CSharpIntrospection
{
    private readonly Lock _gate = new();
    private readonly List<string> _pending = [];
    private AdhocWorkspace? _workspace;
    private Solution _solution = null!;
    private ProjectId? _newest;

    /// <summary>Notes a cell that ran, for those after it.</summary>
    public void Add(string code)
    {
        lock (_gate)
        {
            _pending.Add(code);
        }
    }

    public async Task<CompletionList> CompleteAsync(string code, int position, CancellationToken cancellation)
    {
        var document = Document(code);
        var service = CompletionService.GetService(document)!;
        var found = await service.GetCompletionsAsync(document, position, cancellationToken: cancellation).ConfigureAwait(false);
        var typed = code[found.Span.Start..position];
        var items = service.FilterItems(document, [.. found.ItemsList], typed)
            .Where(i => MatchesFromTheStart(i, typed) && !i.IsComplexTextEdit)
            .OrderBy(i => i.SortText, StringComparer.OrdinalIgnoreCase).ThenBy(i => i.DisplayText, StringComparer.Ordinal)
            .Select(i => new Completion(i.DisplayText, i.Tags.FirstOrDefault("").ToLowerInvariant(), ""))
            .DistinctBy(c => c.Text)
            .ToList();
        return new CompletionList(found.Span.Start, Math.Max(found.Span.End, position), items);
    }

    public async Task<MimeBundle?> InspectAsync(string code, int position, CancellationToken cancellation)
    {
        var document = Document(code);
        var service = QuickInfoService.GetService(document)!;
        // Front ends ask with the cursor behind the name as often as within it, or behind the opening bracket of a call.
        foreach (var at in new[] { position, position - 1, position - 2 }.Where(p => p >= 0 && p <= code.Length))
        {
            if (await service.GetQuickInfoAsync(document, at, cancellation).ConfigureAwait(false) is { Sections.Length: > 0 } info)
            {
                return Bundle(info.Sections);
            }
        }

        return null;
    }

    private static bool MatchesFromTheStart(CompletionItem item, string typed) =>
        item.FilterText.StartsWith(typed, StringComparison.OrdinalIgnoreCase);

    private static MimeBundle Bundle(ImmutableArray<QuickInfoSection> sections)
    {
        var text = string.Join("\n\n", sections.Select(s => s.Text));
        var markdown = string.Join("\n\n", sections.Select(
            s => s.Kind == QuickInfoSectionKinds.Description ? $"```csharp\n{s.Text}\n```" : s.Text));
        return new MimeBundle(new SortedDictionary<string, string>(StringComparer.Ordinal) { ["text/markdown"] = markdown, ["text/plain"] = text });
    }

    /// <summary>A document with the code at the end of the chain; it does not stay there.</summary>
    private Document Document(string code)
    {
        lock (_gate)
        {
            _workspace ??= new AdhocWorkspace(MefHostServices.DefaultHost);
            _solution ??= _workspace.CurrentSolution;
            foreach (var cell in _pending)
            {
                (_solution, _newest) = Append(_solution, _newest, cell);
            }

            _pending.Clear();
            var (solution, project) = Append(_solution, _newest, code);
            return solution.GetProject(project)!.Documents.Single();
        }
    }

    private static (Solution Solution, ProjectId Project) Append(Solution solution, ProjectId? previous, string code)
    {
        var id = ProjectId.CreateNewId();
        var name = $"cell{solution.ProjectIds.Count + 1}";
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, usings: ScriptEnvironment.Imports, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Annotations);
        var project = ProjectInfo.Create(
            id, VersionStamp.Default, name, name, LanguageNames.CSharp, isSubmission: true,
            compilationOptions: options, parseOptions: CSharpParseOptions.Default.WithKind(SourceCodeKind.Script),
            metadataReferences: ScriptEnvironment.References,
            projectReferences: previous is null ? null : [new ProjectReference(previous)]);
        var document = DocumentInfo.Create(
            DocumentId.CreateNewId(id), name + ".csx", sourceCodeKind: SourceCodeKind.Script,
            loader: TextLoader.From(TextAndVersion.Create(SourceText.From(code), VersionStamp.Default)));
        return (solution.AddProject(project).AddDocument(document), id);
    }
}
