using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.OwnLibraries;
using FlexCap.FlexOS.Internal.Planning;

namespace FlexCap.FlexOS;

public sealed partial record Configuration
{
    /// <summary>Resolves names against the catalogue of micro-libraries and decides gates and layout; throws <see cref="InputException"/> with every error at once.</summary>
    public Plan Check() => TryCheck(out var plan, out var diagnostics) ? plan! : throw new InputException(diagnostics);

    /// <summary>As <see cref="Check"/>, without throwing.</summary>
    /// <param name="plan">The plan, or null.</param>
    /// <param name="diagnostics">Errors and warnings (FX02xx, FX03xx), in the order of the text.</param>
    public bool TryCheck(out Plan? plan, out IReadOnlyList<Diagnostic> diagnostics) => TryCheck(LibraryCatalogue.Embedded, out plan, out diagnostics);

    internal bool TryCheck(LibraryCatalogue catalogue, out Plan? plan, out IReadOnlyList<Diagnostic> diagnostics)
    {
        var bag = new DiagnosticBag();
        var extended = OwnLibraries.Extend(this, catalogue, bag);
        plan = Planner.Plan(this, extended, bag);
        diagnostics = [.. bag.OrderBy(d => d.Location.Line).ThenBy(d => d.Location.Column)];
        return plan is not null;
    }

    /// <summary>Check, link and load in one step: a machine that is ready to run.</summary>
    public FlexOSMachine Boot() => Check().Link().Load();
}
