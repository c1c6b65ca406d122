namespace FlexCap.Morello;

/// <summary>A device of a <see cref="MachineProfile"/>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Address">Its first physical address.</param>
/// <param name="Interrupt">INTID of its interrupt (32 and above), or null.</param>
public sealed record BoardDevice(BoardDeviceKind Kind, ulong Address, int? Interrupt = null);

/// <summary>The devices that a board can have.</summary>
public enum BoardDeviceKind
{
    /// <summary>PL011.</summary>
    Uart,
    /// <summary>PL031, which counts virtual time.</summary>
    RealTimeClock,
    /// <summary>Distributor of a GICv3. It needs an <see cref="InterruptRedistributor"/>.</summary>
    InterruptDistributor,
    /// <summary>Redistributor of a GICv3 for the one core.</summary>
    InterruptRedistributor,
    /// <summary>Tube of the generated ISA tests.</summary>
    Tube,
}
