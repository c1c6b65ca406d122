using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FlexCap.Morello.Internal.FloatingPoint;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Access to lanes whose size is that of a floating-point format, known when the code is compiled.</summary>
internal static class FloatingPointLanes<F>
    where F : struct, IFormat
{
    /// <summary>Lanes in a whole vector register (q = 1) or in its lower half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Count(uint q) => (64 << (int)q) / F.Bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Get(ref readonly Vector128<ulong> vector, int lane)
    {
        ref Vector128<ulong> lanes = ref Unsafe.AsRef(in vector);
        return F.Bits switch
        {
            16 => Unsafe.Add(ref Unsafe.As<Vector128<ulong>, ushort>(ref lanes), lane),
            32 => Unsafe.Add(ref Unsafe.As<Vector128<ulong>, uint>(ref lanes), lane),
            _ => Unsafe.Add(ref Unsafe.As<Vector128<ulong>, ulong>(ref lanes), lane),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Set(ref Vector128<ulong> vector, int lane, ulong value)
    {
        switch (F.Bits)
        {
            case 16:
                Unsafe.Add(ref Unsafe.As<Vector128<ulong>, ushort>(ref vector), lane) = (ushort)value;
                break;
            case 32:
                Unsafe.Add(ref Unsafe.As<Vector128<ulong>, uint>(ref vector), lane) = (uint)value;
                break;
            default:
                Unsafe.Add(ref Unsafe.As<Vector128<ulong>, ulong>(ref vector), lane) = value;
                break;
        }
    }

    /// <summary>The scalar in a vector register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Scalar(Cpu cpu, uint n) => Get(ref cpu.V(n), 0);

    /// <summary>A vector to compute with: of a 64-bit operation the lower half twice, so that the upper lanes add no exception of their own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<ulong> Operand(Cpu cpu, uint n, uint q)
    {
        Vector128<ulong> value = cpu.V(n);
        return q != 0 ? value : Vector128.Create(value.ToScalar());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<ulong> Broadcast(ulong value) => VectorLanes.Broadcast(value, F.Bits == 16 ? 1 : F.Bits == 32 ? 2 : 3);
}
