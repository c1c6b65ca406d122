using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>How a loaded value fills its register.</summary>
internal enum Extend
{
    Zero,
    SignTo32,
    SignTo64,
}

/// <summary>Writes loaded values.</summary>
internal static class Extended
{
    /// <summary>Writes a loaded value of 1, 2, 4 or 8 bytes to an integer register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Write(Cpu cpu, uint t, ulong value, int size, Extend extend)
    {
        if (extend != Extend.Zero)
        {
            ulong wide = size switch
            {
                1 => (ulong)(sbyte)value,
                2 => (ulong)(short)value,
                _ => (ulong)(int)value,
            };
            value = extend == Extend.SignTo32 ? (uint)wide : wide;
        }

        cpu.SetX(t, value);
    }
}
