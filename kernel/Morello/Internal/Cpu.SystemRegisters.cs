namespace FlexCap.Morello.Internal;

// Seam: system registers. To be replaced.
internal sealed unsafe partial class Cpu
{
    /// <summary>CID_EL0's value.</summary>
    internal ulong CompartmentId { get; private set; }
}
