using System.Numerics;
using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Shift types in the order of their encoding.</summary>
internal enum Shift
{
    Lsl,
    Lsr,
    Asr,
    Ror,
}

/// <summary>Logical operations.</summary>
internal enum Logic
{
    And,
    Or,
    Xor,
    AndFlags,
}

/// <summary>What MOVN, MOVZ and MOVK do with the other bits.</summary>
internal enum MoveWideKind
{
    Not,
    Zero,
    Keep,
}

/// <summary>What a bitfield move does around the field.</summary>
internal enum BitfieldKind
{
    Signed,
    Insert,
    Unsigned,
}

/// <summary>Shifted and extended operands (Sail <c>ShiftReg</c>, <c>ExtendReg</c>).</summary>
internal static class Shifter
{
    /// <summary>Shifts by an amount below the operand's width; f = 0 takes the low 32 bits. The bits above 32 of a 32-bit result mean nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Apply(Shift shift, uint f, ulong value, uint amount)
    {
        int by = (int)amount;
        return shift switch
        {
            Shift.Lsl => value << by,
            Shift.Lsr => f != 0 ? value >> by : (uint)value >> by,
            Shift.Asr => f != 0 ? (ulong)((long)value >> by) : (uint)((int)value >> by),
            _ => f != 0 ? BitOperations.RotateRight(value, by) : BitOperations.RotateRight((uint)value, by),
        };
    }

    /// <summary>Extends a register: UXTB, UXTH, UXTW, UXTX, SXTB, SXTH, SXTW, SXTX.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Extend(uint option, ulong value) => option switch
    {
        0 => (byte)value,
        1 => (ushort)value,
        2 => (uint)value,
        4 => (ulong)(sbyte)value,
        5 => (ulong)(short)value,
        6 => (ulong)(int)value,
        _ => value,
    };
}
