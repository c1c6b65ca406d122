using FlexCap.Diagnostics;

namespace FlexCap.FlexOS;

public sealed partial record Configuration
{
    /// <summary>Resolves names against the catalogue of micro-libraries and decides gates and layout; throws <see cref="InputException"/> with every error at once.</summary>
    public Plan Check() => TryCheck(out var plan, out var diagnostics) ? plan! : throw new InputException(diagnostics);

    /// <summary>As <see cref="Check"/>, without throwing.</summary>
    public bool TryCheck(out Plan? plan, out IReadOnlyList<Diagnostic> diagnostics) => throw new NotImplementedException();

    /// <summary>Check, link and load in one step: a machine that is ready to run.</summary>
    public FlexOSMachine Boot() => Check().Link().Load();
}
