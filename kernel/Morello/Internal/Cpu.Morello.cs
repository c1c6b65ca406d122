using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal;

// What only the instructions on capabilities need.
internal sealed unsafe partial class Cpu
{
    /// <summary>True if a bit of the current CCTLR_ELx is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool HasCapabilityControl(CctlrBits bit) => (CapabilityControl & (ulong)bit) != 0;

    /// <summary>
    /// Reads the base of a branch through memory: Cn, or CSP, which must be aligned (Sail <c>CheckSPAlignment</c>).
    /// False: the exception has been taken.
    /// </summary>
    internal bool TryReadBranchBase(uint n, out Capability value)
    {
        value = CSp(n);
        if (n == 31 && (value.Value & 15) != 0 && StackAlignmentChecked)
        {
            RaiseStackAlignment();
            return false;
        }

        return true;
    }
}
