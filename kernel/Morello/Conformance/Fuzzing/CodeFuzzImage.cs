using System.Globalization;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Conformance.Fuzzing;

/// <summary>What lies in RAM when random code starts: the code, vectors that go on behind an exception, page tables, capabilities.</summary>
internal static class CodeFuzzImage
{
    // Offsets in RAM.
    internal const ulong Code = 0x2000;
    internal const ulong Vectors = 0x4000;
    internal const ulong Tables = 0x8000;
    internal const ulong StageTwoTable = 0xB000;
    internal const ulong Data = 0xC000;
    internal const int CodeSize = 0x1000;

    private const int PageSize = 0x1000;
    private const int EntryCount = 512;
    private const int IdentityGiB = 8;

    // Identity map of the first 8 GiB by blocks, readable and writable at EL1 and up.
    private const ulong Block = PageTables.CodePage & ~(3UL << 6 | 2);
    private const ulong StageTwoBlock = 3UL << 60 | 1UL << 10 | 3UL << 8 | 3UL << 6 | 0xFUL << 2 | 1;

    private static readonly byte[][] s_vectors = [.. Enumerable.Range(1, 3).SelectMany(el => new[] { MakeVectors(el, false), MakeVectors(el, true) })];

    /// <summary>Writes the vectors of an exception level: with capabilities enabled, and without, ELR is another register.</summary>
    internal static void WriteVectors(PhysicalMemory memory, uint el, bool capabilities) =>
        memory.Write(memory.Start + Vectors + ((el - 1) * PageSize), s_vectors[((el - 1) * 2) + (capabilities ? 1 : 0)]);

    /// <summary>The code, again and again for a page of it, and some data with tags.</summary>
    internal static void WriteCode(PhysicalMemory memory, ReadOnlySpan<byte> code, InputBytes source)
    {
        for (int at = 0; at < CodeSize && !code.IsEmpty; at += code.Length)
        {
            memory.Write(memory.Start + Code + (ulong)at, code[..Math.Min(code.Length, CodeSize - at)]);
        }

        Span<byte> bytes = stackalloc byte[16];
        for (ulong at = 0; at < 1024; at += 16)
        {
            ulong address = memory.Start + Data + at;
            Capability value = source.OneIn(2) ? Capability.Maximal.SetValue(address) : new(address ^ source.Byte(), source.Word(), false);
            value.Write(bytes);
            memory.Write(address, bytes);
            memory.SetTag(address, !source.OneIn(4));
        }
    }

    /// <summary>
    /// Levels 1, 2 and 3 of stage 1, and level 1 of stage 2: the identity. Every page of RAM has attributes of its own, but code, vectors
    /// and tables keep what they need.
    /// </summary>
    /// <param name="memory">RAM.</param>
    /// <param name="damaged">True to spoil some entries.</param>
    /// <param name="source">Attributes.</param>
    internal static void WriteTables(PhysicalMemory memory, bool damaged, InputBytes source)
    {
        ulong tables = memory.Start + Tables;
        ulong gib = memory.Start >> 30;
        for (ulong i = 0; i < IdentityGiB; i++)
        {
            Set(memory, tables, i, i << 30 | Block);
            Set(memory, memory.Start + StageTwoTable, i, i << 30 | StageTwoBlock);
        }

        Set(memory, tables, gib, (tables + PageSize) | 3);
        for (ulong i = 0; i < EntryCount; i++)
        {
            Set(memory, tables + PageSize, i, gib << 30 | i << 21 | Block);
            Set(memory, tables + (2 * PageSize), i, Page(memory.Start, i, source));
        }

        Set(memory, tables + PageSize, (memory.Start >> 21) % EntryCount, (tables + (2 * PageSize)) | 3);
        for (int count = damaged ? source.Below(24) : 0; count > 0; count--)
        {
            ulong table = (uint)source.Below(4);
            ulong entry = (uint)source.Below(source.OneIn(2) ? EntryCount : 16);
            Set(memory, tables + (table * PageSize), entry, source.OneIn(2) ? source.Word() : (tables + ((ulong)(source.Byte() % 4) * PageSize)) | source.Byte());
        }
    }

    private static ulong Page(ulong start, ulong number, InputBytes source)
    {
        ulong address = start + (number * PageSize);
        ulong offset = number * PageSize;
        if (offset is >= Code and < Tables)
        {
            return address | PageTables.CodePage;
        }

        // AP, AF, nG, DBM, PXN, UXN, SC and LC as they come; mostly valid.
        ulong random = source.Byte();
        ulong attributes = (random & 3) << 6 | (random >> 2 & 1) << 11 | (random >> 3 & 3) << 53 | (random >> 5 & 1) << 51 | (ulong)(source.Byte() & 3) << 60;
        return offset < Data ? address | PageTables.DataPage : address | attributes | 3UL << 8 | (source.OneIn(8) ? 0 : 1UL << 10) | (source.OneIn(8) ? 0 : 3UL);
    }

    private static void Set(PhysicalMemory memory, ulong table, ulong index, ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        memory.Write(table + (index * 8), bytes);
    }

    // Sixteen times the same: go on behind the instruction that ELR names if it lies in the page of the code, else at the next but one
    // after the place in (C)TPIDR, so that no loop of exceptions lasts for ever. IL is cleared, or nothing would execute again.
    private static byte[] MakeVectors(int el, bool capabilities)
    {
        string r = capabilities ? "c" : "x";
        string p = capabilities ? "c" : "";
        string check = capabilities ? "gctag x29, c30\n cbz x29, 1f" : "";
        string source = string.Create(CultureInfo.InvariantCulture, $"""
            .rept 16
            .p2align 7
            mrs {r}30, {p}elr_el{el}
            {check}
            add {r}30, {r}30, #4
            mrs x29, tpidr_el{el}
            eor x29, x29, x30
            lsr x29, x29, #12
            cbz x29, 2f
            1: mrs {r}30, {p}tpidr_el{el}
            add {r}30, {r}30, #8
            msr {p}tpidr_el{el}, {r}30
            2: msr {p}elr_el{el}, {r}30
            mrs x29, spsr_el{el}
            and x29, x29, #0xffffffffffefffff
            msr spsr_el{el}, x29
            eret
            .endr
            """);
        return new Assembler().Assemble(source, "vectors.s").Bytes().ToArray();
    }
}
