using FlexCap.FlexOS;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;

namespace FlexCap.Notebooks.Tests;

/// <summary>Compiles and runs extension.dib as a host does, against stand-ins of the host's types.</summary>
public class ExtensionTests
{
    private static readonly Lazy<Task<CompositeKernel>> Loaded = new(LoadAsync);

    private static async Task<CompositeKernel> LoadAsync()
    {
        var root = new CompositeKernel();
        var csharp = new CSharpKernel();
        root.Add(csharp);
        KernelInvocationContext.Current = new KernelInvocationContext(new SubmitCode("#r"), csharp, CancellationToken.None);
        var dib = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "extensions", "DotNetInteractive", "extension.dib"));
        Assert.StartsWith("#!csharp\n", dib, StringComparison.Ordinal);

        // The imports and the language version of the host's C# kernel.
        var options = ScriptOptions.Default
            .WithImports("System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq", "Microsoft.DotNet.Interactive")
            .WithReferences(AppDomain.CurrentDomain.GetAssemblies().Where(a => !a.IsDynamic && a.Location.Length > 0).Append(typeof(Configuration).Assembly).Append(typeof(NotebookSession).Assembly).Append(typeof(Experiments.Measurement).Assembly).Distinct());
        await CSharpScript.RunAsync(dib["#!csharp\n".Length..], options);
        Assert.Contains("#!flexos", Assert.IsType<DisplayedValueProduced>(KernelInvocationContext.Current.Published[^1]).Shown.FormattedValues[0].Value, StringComparison.Ordinal);
        return root;
    }

    private static async Task<(KernelInvocationContext Context, CompositeKernel Root)> Send<T>(T command)
        where T : KernelCommand
    {
        var root = await Loaded.Value;
        var kernel = root.Children.Single(k => k.Name == "flexos");
        var context = new KernelInvocationContext(command, kernel, CancellationToken.None);
        KernelInvocationContext.Current = context;
        await ((IKernelCommandHandler<T>)kernel).HandleAsync(command, context);
        return (context, root);
    }

    [Fact]
    public async Task A_submission_gives_a_configuration_that_csharp_sees_by_name()
    {
        var command = new SubmitCode(NotebookSessionTests.TwoYaml);
        command.Parameters["--name"] = "submitted";

        var (context, root) = await Send(command);

        Assert.Null(context.Failure);
        var value = Assert.Single(context.Published.OfType<ReturnValueProduced>());
        Assert.Contains(value.FormattedValues, f => f.MimeType == "text/html" && f.Value.Contains("<table", StringComparison.Ordinal));
        var variable = ((CSharpKernel)root.Children[0]).Variables["submitted"];
        Assert.Same(value.Value, variable.Value);
        Assert.Equal(typeof(Configuration), variable.Type);
        var (asked, _) = await Send(new RequestValue("submitted", "text/plain"));
        Assert.Same(value.Value, Assert.IsType<ValueProduced>(Assert.Single(asked.Published)).Value);
        var (infos, _) = await Send(new RequestValueInfos("text/plain"));
        Assert.Contains(Assert.IsType<ValueInfosProduced>(Assert.Single(infos.Published)).ValueInfos, i => i.Name == "submitted" && i.Type == typeof(Configuration));
    }

    [Fact]
    public async Task A_wrong_submission_fails_with_located_diagnostics()
    {
        var (context, _) = await Send(new SubmitCode("name: x\nkompartments: []\n"));

        var diagnostic = Assert.Single(context.Published.OfType<DiagnosticsProduced>()).Diagnostics.Single(d => d.ToString().Contains("kompartments", StringComparison.Ordinal));
        Assert.Equal(new LinePositionSpan(new LinePosition(1, 0), new LinePosition(1, 12)), diagnostic.LinePositionSpan);
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Contains("    2 | kompartments: []", context.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completion_hover_and_diagnosis_answer_in_the_places_of_the_host()
    {
        var (completions, _) = await Send(new RequestCompletions("name: x\ncomp", new LinePosition(1, 4)));
        var produced = Assert.IsType<CompletionsProduced>(Assert.Single(completions.Published));
        Assert.Equal("compartments:", Assert.Single(produced.Completions).DisplayText);
        Assert.Equal(new LinePositionSpan(new LinePosition(1, 0), new LinePosition(1, 4)), produced.LinePositionSpan);

        var (hover, _) = await Send(new RequestHoverText("name: x\ncompartments:\n", new LinePosition(1, 2)));
        Assert.Contains("compartments (key)", Assert.IsType<HoverTextProduced>(Assert.Single(hover.Published)).Content.Last().Value, StringComparison.Ordinal);
        var (nothing, _) = await Send(new RequestHoverText("name: x", new LinePosition(0, 6)));
        Assert.Empty(nothing.Published);

        var (diagnosis, _) = await Send(new RequestDiagnostics("nome: x\n"));
        Assert.NotEmpty(Assert.IsType<DiagnosticsProduced>(Assert.Single(diagnosis.Published)).Diagnostics);
    }

    [Fact]
    public async Task Values_of_other_kernels_arrive()
    {
        await Send(new SendValue("sent", 12));

        Assert.True(DotNetInteractive.Session.TryGetValue("sent", out var value));
        Assert.Equal(12, value);
        var (missing, _) = await Send(new RequestValue("nothing", "text/plain"));
        Assert.Contains("nothing", missing.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_directive_has_the_languages_options_with_their_values()
    {
        var root = await Loaded.Value;
        var parameters = root.Children.Single(k => k.Name == "flexos").KernelSpecifierDirective.Parameters;

        Assert.Equal(["--name", "--learn", "--mechanism"], parameters.Select(p => p.Name));
        Assert.Equal(MechanismNames.All, parameters.Last().Completions!());
    }

    [Fact]
    public async Task Output_of_csharp_cells_goes_through_the_host()
    {
        var root = await Loaded.Value;
        var context = new KernelInvocationContext(new SubmitCode("x"), root.Children[0], CancellationToken.None);
        KernelInvocationContext.Current = context;

        FlexCapSession.Progress("work").Update(0.5, "half");

        var shown = Assert.IsType<DisplayedValueProduced>(Assert.Single(context.Published)).Shown;
        Assert.Equal(["text/html", "text/plain"], shown.FormattedValues.Select(f => f.MimeType));
        Assert.Contains("value=\"50\"", shown.FormattedValues[0].Value, StringComparison.Ordinal);
        Assert.Equal("work 50 % half", shown.FormattedValues[1].Value);
    }

    [Theory]
    [InlineData("ab\ncd\n", 1, 1, 4)]
    [InlineData("ab\ncd", 1, 9, 5)]
    [InlineData("ab\ncd", 7, 0, 5)]
    [InlineData("ab\ncd", 0, 9, 2)]
    [InlineData("", 0, 0, 0)]
    public void Places_and_offsets_agree(string code, int line, int character, int offset)
    {
        Assert.Equal(offset, DotNetInteractive.Offset(code, line, character));
        var back = DotNetInteractive.Position(code, offset);
        Assert.Equal(offset, DotNetInteractive.Offset(code, back.Line, back.Character));
    }

    [Fact]
    public void Nothing_is_missing_here() => Assert.Null(DotNetInteractive.Warning);

    [Theory]
    [InlineData("10.1.0.0", "10.1.404")]
    [InlineData("10.0.0.0", "10.1.404")]
    [InlineData("11.0.0.0", "11.0.101")]
    [InlineData("10.2.0.0", null)]
    public void A_newer_fsharp_core_is_found_among_restored_packages(string wanted, string? expected)
    {
        var folder = Directory.CreateTempSubdirectory("flexcap-packages-").FullName;
        try
        {
            foreach (var version in new[] { "10.0.111", "10.1.201", "10.1.404", "11.0.101", "10.2.1-preview" })
            {
                var lib = Directory.CreateDirectory(Path.Combine(folder, "fsharp.core", version, "lib", "netstandard2.1")).FullName;
                File.WriteAllText(Path.Combine(lib, "FSharp.Core.dll"), "");
            }

            var found = Internal.FSharpCoreResolver.Find([Path.Combine(folder, "none"), folder], new Version(wanted));

            Assert.Equal(expected, found is null ? null : Path.GetFileName(Path.GetFullPath(Path.Combine(found, "..", "..", ".."))));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
