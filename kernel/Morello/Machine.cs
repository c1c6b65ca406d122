using FlexCap.Morello.Elf;

namespace FlexCap.Morello;

/// <summary>What a probe sees. Counts are those before the instruction at <paramref name="Address"/> executes.</summary>
/// <param name="Address">Address of the probe.</param>
/// <param name="Instructions">Instructions retired.</param>
/// <param name="Cycles">Model cycles elapsed.</param>
/// <param name="CompartmentId">CID_EL0.</param>
public readonly record struct ProbeHit(ulong Address, long Instructions, long Cycles, ulong CompartmentId);

/// <summary>An emulated Morello machine: one core, tagged memory and the devices of a profile.</summary>
public sealed partial class Machine
{
    /// <summary>Creates a machine at reset.</summary>
    public Machine(MachineProfile profile, MachineOptions? options = null) => throw new NotImplementedException();

    /// <summary>The board.</summary>
    public MachineProfile Profile => throw new NotImplementedException();

    /// <summary>Instructions retired since reset; exact.</summary>
    public long Instructions => throw new NotImplementedException();

    /// <summary>Cycles since reset by <see cref="MachineOptions.Timing"/>; modelled, not measured on hardware.</summary>
    public long Cycles => throw new NotImplementedException();

    /// <summary>Every guest fault since reset, oldest first; at most the newest 4,096 are kept.</summary>
    public IReadOnlyList<GuestFault> Faults => throw new NotImplementedException();

    /// <summary>Raised with the bytes that the guest writes to its UART or tube, on the thread that calls <see cref="Run"/>.</summary>
    public event Action<ReadOnlyMemory<byte>>? ConsoleOutput { add => throw new NotImplementedException(); remove => throw new NotImplementedException(); }

    /// <summary>Loads an executable at its physical addresses and sets PC to its entry point.</summary>
    public void Load(ElfFile image) => throw new NotImplementedException();

    /// <summary>Runs until something stops the machine. Checks <paramref name="cancellation"/> at least every 10 ms of host time.</summary>
    /// <param name="maxInstructions">Instruction budget of this call.</param>
    /// <param name="cancellation">Stops the run with <see cref="StopReason.Cancelled"/>; the machine can be run on afterwards.</param>
    public StopReason Run(long maxInstructions = long.MaxValue, CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Calls <paramref name="handler"/> before every execution of the instruction at a virtual address. Costs nothing elsewhere.</summary>
    public void AddProbe(ulong address, Action<ProbeHit> handler) => throw new NotImplementedException();

    /// <summary>Stops the run before the instruction at <paramref name="address"/> executes.</summary>
    public void AddBreakpoint(ulong address) => throw new NotImplementedException();

    /// <summary>Removes a breakpoint.</summary>
    public void RemoveBreakpoint(ulong address) => throw new NotImplementedException();

    /// <summary>Copies physical memory out, without side effects and without tags.</summary>
    public void ReadMemory(ulong physicalAddress, Span<byte> destination) => throw new NotImplementedException();
}

/// <summary>Choices about how a machine runs; the functional result depends on none of them but <see cref="Timing"/> through the guest's own cycle counter.</summary>
public sealed record MachineOptions
{
    /// <summary>The cycle model.</summary>
    public TimingModel Timing { get; init; } = TimingModel.Simple;
}
