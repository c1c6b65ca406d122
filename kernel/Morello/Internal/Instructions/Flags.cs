using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>The condition flags.</summary>
internal static class Flags
{
    internal const uint N = 1u << 31;
    internal const uint Z = 1u << 30;
    internal const uint C = 1u << 29;
    internal const uint V = 1u << 28;

    /// <summary>The carry flag as 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Carry(Cpu cpu) => (cpu.Nzcv >> 29) & 1;

    /// <summary>Adds and sets the flags (Sail <c>AddWithCarry</c>); f = 0 adds the low 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Add(Cpu cpu, uint f, ulong left, ulong right, uint carry)
    {
        if (f != 0)
        {
            ulong sum = left + right + carry;

            // The carries out of each bit: bit 63 is the carry flag.
            ulong carries = (left & right) | ((left | right) & ~sum);
            ulong overflow = (left ^ sum) & (right ^ sum);
            cpu.Nzcv = ((uint)(sum >> 32) & N) | (sum == 0 ? Z : 0) | ((uint)(carries >> 34) & C) | ((uint)(overflow >> 35) & V);
            return sum;
        }
        else
        {
            uint a = (uint)left;
            uint b = (uint)right;
            uint sum = a + b + carry;
            uint carries = (a & b) | ((a | b) & ~sum);
            uint overflow = (a ^ sum) & (b ^ sum);
            cpu.Nzcv = (sum & N) | (sum == 0 ? Z : 0) | ((carries >> 2) & C) | ((overflow >> 3) & V);
            return sum;
        }
    }

    /// <summary>N and Z from a result, C and V zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SetLogical(Cpu cpu, uint f, ulong result) =>
        cpu.Nzcv = ((f != 0 ? (uint)(result >> 32) : (uint)result) & N) | (result == 0 ? Z : 0);

    /// <summary>Whether a condition holds (Sail <c>ConditionHolds</c>). Folds to a test or two where the condition is a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Holds(Cpu cpu, uint condition)
    {
        uint nzcv = cpu.Nzcv;
        bool holds = (condition >> 1) switch
        {
            0 => (nzcv & Z) != 0,
            1 => (nzcv & C) != 0,
            2 => (nzcv & N) != 0,
            3 => (nzcv & V) != 0,
            4 => (nzcv & (C | Z)) == C,
            5 => ((nzcv >> 31) ^ (nzcv >> 28) & 1) == 0,
            6 => ((nzcv >> 31) ^ (nzcv >> 28) & 1) == 0 && (nzcv & Z) == 0,
            _ => true,
        };
        return holds ^ ((condition & 1) != 0 && condition != 15);
    }
}
