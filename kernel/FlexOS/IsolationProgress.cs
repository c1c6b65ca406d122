namespace FlexCap.FlexOS;

/// <summary>How far the attacks of an <see cref="IsolationReport"/> are.</summary>
/// <param name="Mechanism">Mechanism whose attacks begin.</param>
/// <param name="Completed">Mechanisms whose attacks have ended.</param>
/// <param name="Total">Mechanisms in all; at least 1.</param>
public sealed record IsolationProgress(string Mechanism, int Completed, int Total);
