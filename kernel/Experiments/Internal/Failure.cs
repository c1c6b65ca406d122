using FlexCap.Diagnostics;
using FlexCap.FlexOS;

namespace FlexCap.Experiments.Internal;

/// <summary>Makes the input error of an experiment that cannot use a configuration.</summary>
internal static class Failure
{
    internal static InputException Of(Configuration configuration, string id, string message, string help) =>
        new([new Diagnostic(id, DiagnosticSeverity.Error, configuration.Compartments is [var first, ..] ? first.Location : new SourceLocation(configuration.Name), message, help)]);
}
