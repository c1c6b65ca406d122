using System.Globalization;

namespace FlexCap.FlexOS;

/// <summary>What the trusted base did about a fault.</summary>
public enum SupervisionEventKind
{
    /// <summary>A call returned an error value to its caller.</summary>
    CallFailed,

    /// <summary>A compartment was put back to what it was at start.</summary>
    Restarted,
}

/// <summary>Something that the trusted base did about a fault of a supervised compartment.</summary>
/// <param name="Kind">What.</param>
/// <param name="Compartment">Name of the compartment that faulted.</param>
/// <param name="Thread">Id of the thread that faulted.</param>
/// <param name="Caller">Of a failed call: name of the compartment that it returned to; else empty.</param>
/// <param name="Value">Of a failed call its result; of a restart how many there have been.</param>
/// <param name="Instructions">Instructions retired before it; exact.</param>
public sealed record SupervisionEvent(SupervisionEventKind Kind, string Compartment, int Thread, string Caller, long Value, long Instructions)
{
    /// <summary>One sentence.</summary>
    public override string ToString() => Kind == SupervisionEventKind.Restarted
        ? string.Create(CultureInfo.InvariantCulture, $"{Compartment} restarted, time {Value}")
        : string.Create(CultureInfo.InvariantCulture, $"call of {Compartment} by {Caller} failed on thread {Thread}, result {Value}");
}
