using FlexCap.FlexOS.Internal.Learning;
using FlexCap.FlexOS.Learning;

namespace FlexCap.FlexOS;

public sealed partial class FlexOSMachine
{
    /// <summary>
    /// Runs in learning mode: an access through DDC to data of another compartment, which the bounds forbid, is recorded and let
    /// through, and the guest goes on as if it had been allowed. For mechanisms with bounds (<c>morello</c>); with others there is
    /// nothing to learn.
    /// </summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellation">Stops the run; what was learned until then is given.</param>
    public LearningResult Learn(LearningOptions? options = null, CancellationToken cancellation = default) =>
        new Learner(this, options ?? new LearningOptions()).Run(cancellation);
}

public sealed partial record Configuration
{
    /// <summary>True to let references to variables of other compartments through, so that learning can record what they do.</summary>
    internal bool IsLearning { get; init; }

    /// <summary>True if learning takes the interfaces of the called micro-libraries away.</summary>
    internal bool IgnoresInterfaces { get; init; }

    /// <summary>Interfaces that take the place of those of the micro-libraries, by library.</summary>
    internal IReadOnlyDictionary<string, LibraryInterface> GivenInterfaces { get; init; } = new Dictionary<string, LibraryInterface>();

    /// <summary>The configuration with another interface of a micro-library: one that learning proposes, for example.</summary>
    /// <param name="library">Name of the micro-library.</param>
    /// <param name="contract">Its interface; functions that it lacks cross with their registers as they are.</param>
    public Configuration WithInterface(string library, LibraryInterface contract) =>
        this with { GivenInterfaces = new Dictionary<string, LibraryInterface>(GivenInterfaces) { [library] = contract } };

    /// <summary>Checks, links, loads and runs in learning mode: see <see cref="FlexOSMachine.Learn"/>. Variables of other compartments (FX0307) are findings, not errors.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellation">Stops the run; what was learned until then is given.</param>
    /// <exception cref="Diagnostics.InputException">The configuration has other errors.</exception>
    public LearningResult Learn(LearningOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new LearningOptions();
        var machine = (this with { IsLearning = true, IgnoresInterfaces = options.WithoutInterfaces }).Boot();
        var learned = machine.Learn(options, cancellation);
        return options.WithoutInterfaces ? learned with { Written = machine.Image.Plan.WrittenInterfaces } : learned;
    }
}
