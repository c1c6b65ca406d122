namespace FlexCap.Morello.Conformance;

/// <summary>One case of capability arithmetic: a capability, operands, and what the Sail model's functions give for them.</summary>
/// <remarks>Read with <see cref="CapabilityVectorReader"/>, compared with <see cref="CapabilityVectorRunner"/>.</remarks>
/// <param name="Name">Number of the case (<c>id</c>).</param>
/// <param name="Kind">How the capability was chosen, such as <c>random</c>, <c>edge</c> or <c>derived</c>.</param>
/// <param name="Input">The capability (<c>tag</c>, <c>meta</c>, <c>addr</c>).</param>
/// <param name="NewAddress">The address that it is given (<c>newaddr</c>).</param>
/// <param name="Length">The length that is asked for, in bytes (<c>reqlen</c>).</param>
/// <param name="Values">Every numeric column by its name, inputs and results; limits have 65 bits.</param>
public sealed record CapabilityVector(
    string Name, string Kind, Capability Input, ulong NewAddress, ulong Length, IReadOnlyDictionary<string, UInt128> Values);
