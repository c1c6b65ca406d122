namespace FlexCap.Morello.Conformance.Fuzzing;

/// <summary>
/// Something that must survive any input: it makes random inputs and tells what goes wrong with one. Implementations hold no state
/// that changes, for inputs run on all cores at once.
/// </summary>
public abstract class FuzzTarget
{
    /// <summary>Name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What is fed with what, in one sentence.</summary>
    public abstract string Description { get; }

    /// <summary>Makes an input. Equal random numbers give an equal input.</summary>
    /// <param name="random">The only source of randomness.</param>
    public abstract byte[] Generate(Random random);

    /// <summary>Feeds an input; null if all is well, else what went wrong. It may throw as well: that is a failure too.</summary>
    /// <param name="input">The input.</param>
    public abstract string? Run(byte[] input);

    /// <summary>The input as a person reads it.</summary>
    /// <param name="input">The input.</param>
    public abstract string Show(byte[] input);
}
