using System.Numerics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>The immediates of the logical instructions (Sail <c>DecodeBitMasks</c>).</summary>
internal static class BitMasks
{
    private static readonly ulong[] s_immediates = Build();

    /// <summary>Value of N:immr:imms (13 bits); 0 for a reserved combination.</summary>
    internal static ulong Immediate(uint encoding) => s_immediates[encoding];

    private static ulong[] Build()
    {
        var values = new ulong[1 << 13];
        for (uint encoding = 0; encoding < values.Length; encoding++)
        {
            uint imms = encoding & 0x3F;
            uint immr = (encoding >> 6) & 0x3F;
            int length = BitOperations.Log2(((encoding >> 12) << 6) | (~imms & 0x3F));
            if ((encoding >> 12) == 0 && (~imms & 0x3F) == 0)
            {
                continue;
            }

            uint levels = (1u << length) - 1;
            uint ones = imms & levels;
            uint rotation = immr & levels;
            if (length < 1 || ones == levels)
            {
                continue;
            }

            int size = 1 << length;
            ulong element = (1UL << (int)(ones + 1)) - 1;
            element = (element >> (int)rotation) | (element << (size - (int)rotation));
            ulong value = size == 64 ? element : element & ((1UL << size) - 1);
            for (int width = size; width < 64; width *= 2)
            {
                value |= value << width;
            }

            values[encoding] = value;
        }

        return values;
    }
}
