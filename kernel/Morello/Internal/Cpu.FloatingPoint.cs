namespace FlexCap.Morello.Internal;

// The state of floating-point arithmetic.
internal sealed unsafe partial class Cpu
{
    /// <summary>Saturation happened (FPSR.QC).</summary>
    internal const uint FpsrSaturated = 1u << 27;

    // AHP, DN, FZ, RMode, FZ16. The core cannot trap floating-point exceptions, so their enables read as zero and ignore writes, and
    // Len and Stride are for AArch32 (Arm Neoverse N1 core technical reference manual, FPCR).
    private const uint FpcrWritable = 0x07C8_0000;

    // QC, IDC, IXC, UFC, OFC, DZC, IOC.
    private const uint FpsrWritable = 0x0800_009F;

    /// <summary>FPCR: rounding mode, flushing to zero, default NaN, alternative half precision.</summary>
    internal uint Fpcr;

    /// <summary>FPSR: the cumulative exception bits.</summary>
    internal uint Fpsr;
}
