namespace FlexCap.Morello.Conformance;

/// <summary>A sequence of instructions and the state in which it begins.</summary>
/// <param name="Name">Where it comes from: seed and number.</param>
/// <param name="Units">
/// The sequence in pieces that make sense alone: an instruction behind the ones that make its address, or a branch with what it skips.
/// </param>
/// <param name="State">The initial state.</param>
internal sealed record DifferentialCase(string Name, IReadOnlyList<IReadOnlyList<uint>> Units, CaseState State)
{
    internal int WordCount => Units.Sum(u => u.Count);
}

/// <summary>One field that ended differently.</summary>
/// <param name="Field">Which.</param>
/// <param name="Here">What this machine says.</param>
/// <param name="Oracle">What the oracle says.</param>
/// <param name="HereBits">The low 64 bits here.</param>
/// <param name="OracleBits">The low 64 bits of the oracle.</param>
internal sealed record StateDifference(string Field, string Here, string Oracle, ulong HereBits, ulong OracleBits);

/// <summary>How all cases of an image ended in one emulator, or why there is no result.</summary>
/// <param name="States">Final states in the order of the cases; empty if the emulator did not reach the end.</param>
/// <param name="Problem">Why it did not reach the end.</param>
internal sealed record ImageOutcome(IReadOnlyList<CaseState> States, string? Problem);
