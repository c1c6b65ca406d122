namespace FlexCap.Morello.Internal;

// Seam: system registers. To be replaced.
internal sealed unsafe partial class Cpu
{
    /// <summary>CID_EL0's value.</summary>
    internal ulong CompartmentId { get; private set; }

    private const ulong CctlrPccBase = 8;
    private const ulong CctlrSealLink = 0x80;

    internal ulong CapabilityControl { get; private set; }
}
