using System.Numerics;

namespace FlexCap.Morello.Internal;

/// <summary>
/// One encoding as written in its <see cref="InstructionAttribute"/>, or in its <see cref="AbsentAttribute"/>, which alone gives
/// <c>AbsentFeature</c>: the extension (Arm's name, FEAT_...) that Morello lacks, so that the encoding is UNDEFINED.
/// <c>SignedFields</c> are the letters whose parameter is signed; <c>Aliases</c> the <see cref="AliasAttribute"/>s, one a line, columns
/// syntax, condition and "1" for the assembler only, separated by tabs: text, because only the assembly language reads them, late.
/// </summary>
internal sealed record InstructionEntry(
    string Name, string Pattern, string Syntax, TimingClass Timing, string? AbsentFeature, string SignedFields, string? Aliases);

/// <summary>One decoding: an entry, or one combination of its split letters.</summary>
internal readonly record struct InstructionVariant(uint Mask, uint Value, int Entry);

/// <summary>The instruction table; its data and stubs are generated from the <see cref="InstructionAttribute"/>s and <see cref="AbsentAttribute"/>s.</summary>
internal static unsafe partial class InstructionTable
{
    // Words are sorted into buckets by their top bits: few enough candidates are left in each to search in order. A decoding that lies
    // inside another one (STADD in LDADD) comes before it; no others meet.
    private const int BucketBits = 11;

    private static readonly int[][] s_buckets = BuildBuckets();

    /// <summary>All entries, ordered by name.</summary>
    internal static IReadOnlyList<InstructionEntry> Entries { get; } = BuildEntries();

    /// <summary>Number of decodings.</summary>
    internal static int VariantCount => VariantData.Length / 3;

    /// <summary>One decoding.</summary>
    internal static InstructionVariant Variant(int index) =>
        new(VariantData[index * 3], VariantData[(index * 3) + 1], (int)VariantData[(index * 3) + 2]);

    /// <summary>Finds the decoding of a word; negative if it is unallocated.</summary>
    internal static int Find(uint word)
    {
        ReadOnlySpan<uint> data = VariantData;
        foreach (int i in s_buckets[word >> (32 - BucketBits)])
        {
            if ((word & data[i * 3]) == data[(i * 3) + 1])
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The code that executes a decoding.</summary>
    internal static delegate*<Cpu, uint, void> Handler(int variant) => FunctionalHandler(variant);

    private static int[][] BuildBuckets()
    {
        var lists = new List<int>[1 << BucketBits];
        for (int v = 0; v < VariantCount; v++)
        {
            InstructionVariant variant = Variant(v);
            uint mask = variant.Mask >> (32 - BucketBits);
            uint value = variant.Value >> (32 - BucketBits);
            uint free = ~mask & ((1u << BucketBits) - 1);
            uint part = 0;
            do
            {
                (lists[value | part] ??= []).Add(v);
                part = (part - free) & free;
            }
            while (part != 0);
        }

        return Array.ConvertAll(lists, list => list is null ? [] : list.OrderByDescending(v => BitOperations.PopCount(Variant(v).Mask)).ToArray());
    }
}
