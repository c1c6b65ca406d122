using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Access to the lanes of vectors whose lane size is known only at run time. Sizes are log2 of bytes.</summary>
internal static class VectorLanes
{
    /// <summary>Writes a result; a 64-bit operation (q = 0) clears the upper half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Write(Cpu cpu, uint d, uint q, Vector128<ulong> value) =>
        cpu.V(d) = q != 0 ? value : Vector128.CreateScalar(value.ToScalar());

    /// <summary>Reads a lane, sign- or zero-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long Get(Vector128<ulong> vector, int lane, int size, bool signed) => size switch
    {
        0 => signed ? vector.AsSByte()[lane] : vector.AsByte()[lane],
        1 => signed ? vector.AsInt16()[lane] : vector.AsUInt16()[lane],
        2 => signed ? vector.AsInt32()[lane] : vector.AsUInt32()[lane],
        _ => (long)vector[lane],
    };

    /// <summary>Writes the low bits of a value to a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Set(ref Vector128<ulong> vector, int lane, int size, ulong value) => vector = size switch
    {
        0 => vector.AsByte().WithElement(lane, (byte)value).AsUInt64(),
        1 => vector.AsUInt16().WithElement(lane, (ushort)value).AsUInt64(),
        2 => vector.AsUInt32().WithElement(lane, (uint)value).AsUInt64(),
        _ => vector.WithElement(lane, value),
    };

    /// <summary>A value in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<ulong> Broadcast(ulong value, int size) => size switch
    {
        0 => Vector128.Create((byte)value).AsUInt64(),
        1 => Vector128.Create((ushort)value).AsUInt64(),
        2 => Vector128.Create((uint)value).AsUInt64(),
        _ => Vector128.Create(value),
    };

    /// <summary>The low 8, 16, 32 or 64 bits.</summary>
    internal static ulong Truncate(ulong value, int size) => size >= 3 ? value : value & ((1UL << (8 << size)) - 1);
}
