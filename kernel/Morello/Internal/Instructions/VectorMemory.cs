using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>
/// Accesses of vector registers. False: an exception has been taken, by the access or because FP and SIMD are trapped.
/// </summary>
internal static class VectorMemory
{
    /// <summary>Loads 1 to 16 bytes into Vt; the rest of it becomes zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryLoad<E>(Cpu cpu, in VirtualAddress address, ulong offset, int size, uint t)
        where E : struct, IEngine
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return false;
        }

        if (size == 16)
        {
            if (!cpu.TryLoad128<E>(address, offset, out UInt128 wide))
            {
                return false;
            }

            cpu.V(t) = Unsafe.BitCast<UInt128, Vector128<ulong>>(wide);
            return true;
        }

        if (!cpu.TryLoad<E>(address, offset, size, out ulong value))
        {
            return false;
        }

        cpu.SetVLow(t, value);
        return true;
    }

    /// <summary>Stores the low 1 to 16 bytes of Vt.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryStore<E>(Cpu cpu, in VirtualAddress address, ulong offset, int size, uint t)
        where E : struct, IEngine
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return false;
        }

        return size == 16
            ? cpu.TryStore128<E>(address, offset, Unsafe.BitCast<Vector128<ulong>, UInt128>(cpu.V(t)))
            : cpu.TryStore<E>(address, offset, size, cpu.V(t).ToScalar());
    }

    /// <summary>Loads two registers of 4, 8 or 16 bytes each.</summary>
    internal static bool TryLoadPair<E>(Cpu cpu, in VirtualAddress address, ulong offset, int size, uint t, uint u)
        where E : struct, IEngine
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return false;
        }

        if (size == 16)
        {
            if (!cpu.TryLoad128Pair<E>(address, offset, out UInt128 first, out UInt128 second))
            {
                return false;
            }

            cpu.V(t) = Unsafe.BitCast<UInt128, Vector128<ulong>>(first);
            cpu.V(u) = Unsafe.BitCast<UInt128, Vector128<ulong>>(second);
            return true;
        }

        if (!cpu.TryLoadPair<E>(address, offset, size, out ulong low, out ulong high))
        {
            return false;
        }

        cpu.SetVLow(t, low);
        cpu.SetVLow(u, high);
        return true;
    }

    /// <summary>Stores two registers of 4, 8 or 16 bytes each.</summary>
    internal static bool TryStorePair<E>(Cpu cpu, in VirtualAddress address, ulong offset, int size, uint t, uint u)
        where E : struct, IEngine
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return false;
        }

        return size == 16
            ? cpu.TryStore128Pair<E>(address, offset,
                Unsafe.BitCast<Vector128<ulong>, UInt128>(cpu.V(t)), Unsafe.BitCast<Vector128<ulong>, UInt128>(cpu.V(u)))
            : cpu.TryStorePair<E>(address, offset, size, cpu.V(t).ToScalar(), cpu.V(u).ToScalar());
    }
}
