using System.Runtime.InteropServices;

namespace FlexCap.Morello.Internal;

/// <summary>Whether a function that is executing has its frame record: it sets x29 after storing it and x30, and loads both before it returns.</summary>
internal static class Prologue
{
    private const int LongestPrologue = 64;
    private const int LongestEpilogue = 8;

    /// <summary>True if the record is there when the instruction at <paramref name="pc"/> executes.</summary>
    internal static bool HasRecord(Machine machine, ulong pc, ulong start)
    {
        if (pc <= start || pc - start > 1 << 20)
        {
            return false;
        }

        Span<uint> words = stackalloc uint[LongestPrologue];
        words = words[..(int)Math.Min((pc - start) / 4, LongestPrologue)];
        machine.ReadVirtual(start, MemoryMarshal.AsBytes(words));
        var stored = false;
        var made = false;
        foreach (var word in words)
        {
            stored |= IsPair(word, load: false);
            made |= stored && SetsFramePointer(word);
        }

        return made && !IsUndone(machine, pc, start);
    }

    // Behind a load of x29 and x30, with nothing but the rest of an epilogue between.
    private static bool IsUndone(Machine machine, ulong pc, ulong start)
    {
        Span<uint> word = stackalloc uint[1];
        for (var i = 1ul; i <= LongestEpilogue && pc - (4 * i) >= start; i++)
        {
            machine.ReadVirtual(pc - (4 * i), MemoryMarshal.AsBytes(word));
            if (IsPair(word[0], load: true))
            {
                return true;
            }

            if (!IsEpilogue(word[0]))
            {
                return false;
            }
        }

        return false;
    }

    // STP or LDP of x29 (or c29) and x30 (or c30) through the stack pointer, in every addressing mode.
    private static bool IsPair(uint word, bool load)
    {
        var registers = (word & 0x1F) == 29 && (word >> 10 & 0x1F) == 30 && (word >> 5 & 0x1F) == 31;
        var integer = (word & 0xFE00_0000) == 0xA800_0000 && (word >> 22 & 1) == (load ? 1u : 0);
        var capability = ((word & 0xFF00_0000) == 0x4200_0000 || (word & 0xFE00_0000) == 0x2200_0000) && (word >> 22 & 1) == (load ? 1u : 0);
        return registers && (integer || capability);
    }

    // MOV x29, sp; ADD x29, sp, #n; MOV c29, csp; ADD c29, csp, #n.
    private static bool SetsFramePointer(uint word) =>
        (word & 0xFF80_03FF) == 0x9100_03FD || (word & 0xFF80_03FF) == 0x0200_03FD || word == 0xC2C1_D3FD;

    // LDP and LDR of other registers from the stack, ADD to sp.
    private static bool IsEpilogue(uint word) =>
        ((word & 0xFE40_03E0) == 0xA840_03E0) || (word & 0xFFC0_03E0) == 0xF940_03E0 || (word & 0xFF80_03FF) == 0x9100_03FF;
}
