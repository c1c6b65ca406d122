namespace FlexCap.FlexOS;

/// <summary>The typed gate of a function: how its pointers cross, and the code that was made for it.</summary>
/// <param name="Gate">The raw gate in it.</param>
/// <param name="Interface">What the function takes and gives.</param>
/// <param name="Sharing">How data crosses; <see cref="Sharing.Capability"/> only where the library defines the function's capability version.</param>
/// <param name="Stub">Assembly of the caller's half, which the caller calls.</param>
/// <param name="Shim">Assembly of the callee's half, which the raw gate enters; null where it enters the function itself.</param>
public sealed record TypedGate(Gate Gate, FunctionInterface Interface, Sharing Sharing, string Stub, string? Shim);
