using FlexCap.FlexOS.Internal.Learning;
using FlexCap.FlexOS.Learning;

namespace FlexCap.FlexOS;

public sealed partial class FlexOSMachine
{
    /// <summary>
    /// Runs in learning mode: an access through DDC to data of another compartment, which the bounds forbid, is recorded and let
    /// through, and the guest goes on as if it had been allowed. For mechanisms with bounds (<c>morello</c>); with others there is
    /// nothing to learn. Instructions of exception returns are counted in addition.
    /// </summary>
    /// <param name="maxInstructions">Budget in instructions.</param>
    /// <param name="cancellation">Stops the run.</param>
    public LearningResult Learn(long maxInstructions = 10_000_000_000, CancellationToken cancellation = default) =>
        new Learner(this).Run(maxInstructions, cancellation);

    /// <summary>Lets a learner claim faults, which are then not reported.</summary>
    internal void ClaimFaults(Func<Morello.GuestFault, bool> claim) => _gates.Claim = claim;
}

public sealed partial record Configuration
{
    /// <summary>True to let references to variables of other compartments through, so that learning can record what they do.</summary>
    internal bool IsLearning { get; init; }

    /// <summary>Checks, links, loads and runs in learning mode: see <see cref="FlexOSMachine.Learn"/>. Variables of other compartments (FX0307) are findings, not errors.</summary>
    /// <param name="maxInstructions">Budget in instructions.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="Diagnostics.InputException">The configuration has other errors.</exception>
    public LearningResult Learn(long maxInstructions = 10_000_000_000, CancellationToken cancellation = default) =>
        (this with { IsLearning = true }).Boot().Learn(maxInstructions, cancellation);
}
