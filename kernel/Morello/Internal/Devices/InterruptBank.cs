using System.Numerics;

namespace FlexCap.Morello.Internal;

/// <summary>The state of 32 interrupts of a GIC, bit n for the n-th: what one 32-bit register of each kind covers.</summary>
internal sealed class InterruptBank : IStateful
{
    internal const int Count = 32;

    internal uint Enabled;
    internal uint Active;

    /// <summary>GICD_IGROUPR: with two Security states set for Non-secure Group 1, with one for Group 1.</summary>
    internal uint Group;

    /// <summary>GICD_IGRPMODR: with <see cref="Group"/> clear, set for Secure Group 1.</summary>
    internal uint GroupModifier;

    /// <summary>Edge-triggered; the others follow the level of their input.</summary>
    internal uint Edge;

    // Set by an edge, by software, or by an SGI; cleared when the interrupt is acknowledged.
    internal uint Latched;

    /// <summary>Levels of the inputs.</summary>
    internal uint Input;

    /// <summary>Priorities; the low three bits are zero.</summary>
    internal readonly byte[] Priority = new byte[Count];

    internal uint Pending => Latched | (Input & ~Edge);

    public void Save(StateWriter writer) => FieldState.Of<InterruptBank>().Save(this, writer);

    public void Restore(StateReader reader) => FieldState.Of<InterruptBank>().Restore(this, reader);

    /// <summary>Sets the level of an input.</summary>
    internal void SetInput(int n, bool level)
    {
        uint bit = 1u << n;
        if (level && (Input & bit) == 0)
        {
            Latched |= bit & Edge;
        }

        Input = level ? Input | bit : Input & ~bit;
    }

    /// <summary>The interrupt of highest priority among some of these, the lowest number if several have it; negative if there is none.</summary>
    internal int Highest(uint among)
    {
        int best = -1;
        while (among != 0)
        {
            int n = BitOperations.TrailingZeroCount(among);
            among &= among - 1;
            if (best < 0 || Priority[n] < Priority[best])
            {
                best = n;
            }
        }

        return best;
    }
}
