namespace FlexCap.Notebooks;

/// <summary>What running code can reach of its cell: where output goes, how values are shown, and when to stop.</summary>
/// <param name="Display">Where the cell's output goes.</param>
/// <param name="Formatters">How values are shown.</param>
/// <param name="Cancellation">Signalled when the person interrupts the cell.</param>
public sealed record CellContext(IDisplay Display, Formatters Formatters, CancellationToken Cancellation)
{
    /// <summary>The front end's id of the cell, or its text; empty outside of any cell.</summary>
    public string CellId { get; init; } = "";

    private static readonly AsyncLocal<CellContext?> Ambient = new();
    private static Func<CellContext?>? s_host;

    /// <summary>
    /// The cell that the calling code belongs to; flows into tasks that it starts. Outside of any cell, output goes
    /// to the standard output of the process, so that notebook code also runs in a script.
    /// </summary>
    public static CellContext Current => Ambient.Value ?? s_host?.Invoke() ?? Internal.ConsoleDisplay.Context;

    /// <summary>Makes this the current cell until the result is disposed.</summary>
    public IDisposable Enter()
    {
        var previous = Ambient.Value;
        Ambient.Value = this;
        return new Scope(previous);
    }

    /// <summary>
    /// Tells where <see cref="Current"/> comes from in a host that runs cells by itself (.NET Interactive); null
    /// restores the default. Process-wide, since such a host has one session.
    /// </summary>
    public static void UseHost(Func<CellContext?>? current) => s_host = current;

    private sealed class Scope(CellContext? previous) : IDisposable
    {
        public void Dispose() => Ambient.Value = previous;
    }
}
