using FlexCap.Notebooks;
using Microsoft.CodeAnalysis;

namespace FlexCap.Jupyter.Interpreter;

/// <summary>What every C# cell sees without a <c>using</c> or <c>#r</c>.</summary>
internal static class ScriptEnvironment
{
    /// <summary>Namespaces, and types whose static members are in scope (as <c>using static</c>).</summary>
    public static IReadOnlyList<string> Imports { get; } =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text", "System.Threading", "System.Threading.Tasks",
        "FlexCap.Diagnostics", "FlexCap.Morello", "FlexCap.FlexOS", "FlexCap.Experiments", "FlexCap.Notebooks",
        typeof(FlexCapSession).FullName!, typeof(DisplayFunctions).FullName!,
        // Not Plotly.NET itself: its Chart and Frame would clash with Plotly.NET.CSharp's Chart and Deedle's Frame.
        "Microsoft.Data.Analysis", "Deedle", "Plotly.NET.CSharp",
    ];

    /// <summary>The kernel's own machinery, which is no business of a cell.</summary>
    private static readonly string[] s_machinery =
        ["Microsoft.CodeAnalysis", "Microsoft.DiaSymReader", "NetMQ", "AsyncIO", "NaCl", "System.CommandLine", "Spectre.Console", "System.Composition"];

    /// <summary>The framework and everything that FlexCap.Notebooks brings, with its documentation.</summary>
    public static IReadOnlyList<MetadataReference> References { get; } = [.. Assemblies().Select(Reference)];

    private static IEnumerable<string> Assemblies() =>
        // The runtime's list of trusted assemblies: the framework and the application's own closure, each with its full path.
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(p => !s_machinery.Any(m => Path.GetFileName(p).StartsWith(m, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);

    private static MetadataReference Reference(string path)
    {
        var documentation = Path.ChangeExtension(path, ".xml");
        return MetadataReference.CreateFromFile(
            path, documentation: File.Exists(documentation) ? XmlDocumentationProvider.CreateFromFile(documentation) : null);
    }
}
