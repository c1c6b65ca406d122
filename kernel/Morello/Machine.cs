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
    public Machine(MachineProfile profile, MachineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        _cpu = new Internal.Cpu(profile, options ?? new MachineOptions());
    }

    /// <summary>The board.</summary>
    public MachineProfile Profile => throw new NotImplementedException();

    /// <summary>Every guest fault since reset, oldest first; at most the newest 4,096 are kept.</summary>
    public IReadOnlyList<GuestFault> Faults => throw new NotImplementedException();

    /// <summary>Raised with the bytes that the guest writes to its UART or tube, on the thread that calls <see cref="Run"/>.</summary>
    public event Action<ReadOnlyMemory<byte>>? ConsoleOutput { add => throw new NotImplementedException(); remove => throw new NotImplementedException(); }

    /// <summary>Loads an executable at its physical addresses and sets PC to its entry point.</summary>
    public void Load(ElfFile image) => throw new NotImplementedException();

    /// <summary>Copies physical memory out, without side effects and without tags.</summary>
    public void ReadMemory(ulong physicalAddress, Span<byte> destination) => throw new NotImplementedException();
}

/// <summary>Choices about how a machine runs; the functional result depends on none of them but <see cref="Timing"/> through the guest's own cycle counter.</summary>
public sealed record MachineOptions
{
    /// <summary>The cycle model.</summary>
    public TimingModel Timing { get; init; } = TimingModel.Simple;
}
