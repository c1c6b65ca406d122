namespace FlexCap.Diagnostics;

/// <summary>How serious a <see cref="Diagnostic"/> is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Info,

    /// <summary>Probably a mistake; work goes on.</summary>
    Warning,

    /// <summary>The input cannot be used.</summary>
    Error,
}

/// <summary>A place in an input. Lines and columns count from 1; 0 means that the input has none (a binary file).</summary>
/// <param name="File">Name of the input as the person knows it: a path, or <c>&lt;cell&gt;</c>.</param>
/// <param name="Line">Line, from 1, or 0.</param>
/// <param name="Column">Column, from 1, or 0.</param>
/// <param name="Length">Number of characters that the diagnostic covers, or 0 where unknown.</param>
public readonly record struct SourceLocation(string File, int Line = 0, int Column = 0, int Length = 0)
{
    /// <inheritdoc/>
    public override string ToString() =>
        Line == 0 ? File : string.Create(null, $"{File}:{Line}:{Column}");
}

/// <summary>
/// One thing that is wrong with an input (ELF, YAML, assembly, notebook, CSV): numbered, located, and with advice.
/// </summary>
/// <param name="Id">Stable number, such as <c>FX0103</c>; every number is listed in <c>docs/diagnostics.md</c>.</param>
/// <param name="Severity">How serious it is.</param>
/// <param name="Location">Where it is.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Help">What to do about it, in one sentence; empty only where the message already says it.</param>
public sealed record Diagnostic(string Id, DiagnosticSeverity Severity, SourceLocation Location, string Message, string Help)
{
    /// <summary>The form compilers use: <c>file:line:column: error FX0103: message. help</c>.</summary>
    public override string ToString()
    {
        var severity = Severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "info",
        };
        var help = Help.Length == 0 ? "" : "\n    help: " + Help;
        return $"{Location}: {severity} {Id}: {Message}{help}";
    }
}
