namespace FlexCap.Morello.Conformance;

/// <summary>Stage 1 tables of the bare images: the image itself by blocks for EL1, and two pages that change with the case.</summary>
internal static class PageTables
{
    // Normal write-back memory (attribute 1), inner shareable, accessed, SC = 1, LC = 1.
    private const ulong Normal = (1UL << 60) | (1UL << 61) | (1UL << 10) | (3UL << 8) | (1UL << 2);

    private const ulong NeverAtEl0 = 1UL << 54;
    private const ulong NeverAtEl1 = 1UL << 53;

    /// <summary>Read-only and executable at EL0 and EL1.</summary>
    internal const ulong CodePage = Normal | (3UL << 6) | 3;

    /// <summary>Readable and writable at EL0 and EL1.</summary>
    internal const ulong DataPage = Normal | (1UL << 6) | 3 | NeverAtEl0 | NeverAtEl1;

    /// <summary>39 bits by TTBR0 alone, and bits 60 to 62 of descriptors given to SC and LC, for which HPD0 must be set too.</summary>
    internal const ulong Tcr = (64 - 39) | (1UL << 8) | (1UL << 10) | (3UL << 12) | (1UL << 23) | (2UL << 32) | (1UL << 41) | (7UL << 44);

    /// <summary>Three tables, one behind the other: level 1, level 2 for the second GiB, and level 3 for the two pages.</summary>
    internal static byte[] Make(ulong address, ulong imageStart, ulong imageEnd)
    {
        var tables = new byte[0x3000];
        void Set(int table, ulong index, ulong value) => BitConverter.TryWriteBytes(tables.AsSpan((table * 0x1000) + ((int)index * 8)), value);
        Set(0, 1, (address + 0x1000) | 3);
        for (ulong block = imageStart; block < imageEnd; block += 0x20_0000)
        {
            Set(1, (block >> 21) & 511, block | Normal | NeverAtEl0 | 1);
        }

        Set(1, (MorelloLayout.CodeAddress >> 21) & 511, (address + 0x2000) | 3);
        return tables;
    }
}
