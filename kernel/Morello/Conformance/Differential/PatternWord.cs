using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Conformance;

/// <summary>Makes a word of an entry from the values of its pattern's fields.</summary>
internal static class PatternWord
{
    /// <summary>Width in bits of each field, by its letter; <c>x</c>, the bits that the body ignores, is no field.</summary>
    internal static SortedDictionary<char, int> Fields(InstructionEntry entry)
    {
        var fields = new SortedDictionary<char, int>();
        foreach (char c in entry.Pattern)
        {
            if (char.IsLetter(c) && c != 'x')
            {
                fields[c] = fields.GetValueOrDefault(c) + 1;
            }
        }

        return fields;
    }

    internal static uint Make(InstructionEntry entry, IReadOnlyDictionary<char, uint> values, Func<uint> ignoredBit)
    {
        uint word = 0;
        var left = Fields(entry);
        foreach (char c in entry.Pattern)
        {
            uint bit = c switch
            {
                '0' => 0,
                '1' => 1,
                'x' => ignoredBit(),
                _ => (values[c] >> --left[c]) & 1,
            };
            word = (word << 1) | bit;
        }

        return word;
    }
}
