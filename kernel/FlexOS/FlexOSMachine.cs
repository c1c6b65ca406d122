using FlexCap.Morello;

namespace FlexCap.FlexOS;

/// <summary>A guest fault with the names of what it touches.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Compartment">Name of the compartment that faulted.</param>
/// <param name="Symbol">Function that faulted, with offset (<c>probe_read+0x10</c>).</param>
/// <param name="AddressOwner">What the faulting address belongs to (<c>comp2 data, secret+0x0</c>), or <c>unmapped</c>.</param>
/// <param name="Gate">The gate through which the compartment was entered (<c>comp1 → comp2: probe_read</c>), or empty at the top.</param>
public sealed record FaultReport(GuestFault Fault, string Compartment, string Symbol, string AddressOwner, string Gate);

/// <summary>What a run left behind.</summary>
/// <param name="Stop">Why it stopped.</param>
/// <param name="Console">Everything that the guest printed.</param>
/// <param name="Instructions">Instructions retired since reset; exact.</param>
/// <param name="Cycles">Cycles since reset; modelled.</param>
/// <param name="GateCounts">Executions of each gate, in the order of <see cref="Image.Gates"/>.</param>
/// <param name="Faults">Guest faults, oldest first.</param>
public sealed record RunResult(
    StopReason Stop, string Console, long Instructions, long Cycles, IReadOnlyList<long> GateCounts, IReadOnlyList<FaultReport> Faults);

/// <summary>A machine with an image loaded.</summary>
public sealed partial class FlexOSMachine
{
    /// <summary>The image.</summary>
    public Image Image => throw new NotImplementedException();

    /// <summary>The machine below.</summary>
    public Machine Machine => throw new NotImplementedException();

    /// <summary>Raised with text as the guest prints it.</summary>
    public event Action<string>? ConsoleOutput { add => throw new NotImplementedException(); remove => throw new NotImplementedException(); }

    /// <summary>Runs until the guest ends, the budget (in instructions) is spent, or the token is signalled; can be called again to go on.</summary>
    public RunResult Run(long maxInstructions = 10_000_000_000, CancellationToken cancellation = default) => throw new NotImplementedException();
}
