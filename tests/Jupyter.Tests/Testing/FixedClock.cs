namespace FlexCap.Jupyter.Tests.Testing;

/// <summary>Always the same date; timers run as usual.</summary>
internal sealed class FixedClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
}
