using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>
/// Lanes of a type known at compile time. The width of an operation is its field Q, 0 for the low 64 bits of the registers and 1
/// for all 128, or <see cref="Scalar"/>, the lowest lane alone.
/// </summary>
internal static class Lane
{
    internal const uint Scalar = 2;

    /// <summary>A lane by reference. No bounds check: lanes come from loops over <see cref="Count"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref T Of<T>(ref Vector128<ulong> vector, int lane) => ref Unsafe.Add(ref Unsafe.As<Vector128<ulong>, T>(ref vector), lane);

    /// <summary>How many lanes take part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Count<T>(uint q) => q == Scalar ? 1 : (8 << (int)q) / Unsafe.SizeOf<T>();

    /// <summary>The first lane of the half that a widening operation reads or a narrowing one writes: the upper one for the "2" forms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int FirstOfHalf<T>(uint q) => q == 1 ? 8 / Unsafe.SizeOf<T>() : 0;

    /// <summary>How many lanes a widening or narrowing operation has; T is the narrow type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int CountOfHalf<T>(uint q) => q == Scalar ? 1 : 8 / Unsafe.SizeOf<T>();

    /// <summary>The lanes that take part; the rest is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<T> Keep<T>(uint q, Vector128<T> vector) => q switch
    {
        0 => Vector128.CreateScalar(vector.AsUInt64().ToScalar()).As<ulong, T>(),
        1 => vector,
        _ => Vector128.CreateScalar(vector.ToScalar()),
    };

    /// <summary>Reads the lanes that take part; the rest is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<T> Read<T>(Cpu cpu, uint register, uint q) => Keep(q, cpu.V(register).As<ulong, T>());

    /// <summary>Writes the lanes that take part and clears the rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Write<T>(Cpu cpu, uint register, uint q, Vector128<T> value) => cpu.V(register) = Keep(q, value).AsUInt64();

    /// <summary>The lane that an instruction "by element" names: the lane number lies in H:L:M for 16 bits and in H:L for 32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<T> Element<T>(Cpu cpu, uint m, uint h, uint l, uint k) =>
        Vector128.Create(Of<T>(ref cpu.V(m), (int)(Unsafe.SizeOf<T>() == 2 ? (h << 2) | (l << 1) | k : (h << 1) | l)));

    /// <summary>The nearest value of the type; FPSR.QC remembers that it is another (Sail <c>SatQ</c>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Saturate<T>(Cpu cpu, Int128 value)
        where T : unmanaged, IBinaryInteger<T>
    {
        T result = T.CreateSaturating(value);
        if (Int128.CreateTruncating(result) != value)
        {
            cpu.Fpsr |= Cpu.FpsrSaturated;
        }

        return result;
    }
}
