using System.Text.RegularExpressions;
using FlexCap.Morello.Internal;
using FlexCap.Morello.Tests.Platform;

namespace FlexCap.Morello.Tests.Instructions;

/// <summary>
/// Tags in memory, over all entries of the instruction table that touch memory: what a store clears, what a capability store
/// sets, and the page attributes and permissions that decide (Sail AArch64_MemSingle_set, AArch64_TaggedMemSingle,
/// CheckLoadTagsPermission, CheckStoreTagsPermission, CheckCapability).
/// </summary>
public sealed partial class MemoryTagTests
{
    private const int Rounds = 40;
    private const ulong CapabilityBits = 15UL << 59;

    // Instructions that store capabilities, and those that load them (into registers, or into PCC).
    [GeneratedRegex("^(A?ST(R|UR|TR|LR)_C|ST[NLX]*P_C|STP_CC|STXR|STLXR|STXP|STLXP|SWP[AL]*_CC|CAS[AL]*_C)")]
    private static partial Regex CapabilityStores();

    [GeneratedRegex("^(A?LD(R|UR|TR|AR|APR)_C|LD[NA]*P_C|LDP_CC|LDA?XR_C|LDA?XP_C|SWP[AL]*_CC|CAS[AL]*_C|LDPBL?R|BL?R_CI|LDCT)")]
    private static partial Regex CapabilityLoads();

    // Instructions that store, by the clause's name.
    [GeneratedRegex("(^|_)(str|st[0-9]|stp|store|stur|stlr|stllr|stx|stl|stnp|sttr|swp|cas|ldadd|ldclr|ldeor|ldset|ldsmax|ldsmin|ldumax|ldumin|A?ST)", RegexOptions.IgnoreCase)]
    private static partial Regex StoreNames();

    private static IEnumerable<(int Index, InstructionVariant Variant, InstructionEntry Entry)> MemoryInstructions()
    {
        for (var i = 0; i < InstructionTable.VariantCount; i++)
        {
            var variant = InstructionTable.Variant(i);
            var entry = InstructionTable.Entries[variant.Entry];
            if (MemoryBench.IsMemory(entry))
            {
                yield return (i, variant, entry);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_store_of_data_clears_the_tags_that_it_touches_and_no_others(bool isC64)
    {
        var bench = new MemoryBench(isC64 ? 11 : 12);
        var stored = new HashSet<string>(StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var (index, variant, entry) in MemoryInstructions().Where(m => !CapabilityStores().IsMatch(m.Entry.Name)))
        {
            // Read-modify-writes may write what was there, and STCT writes nothing but tags: such granules lose their tags unchanged.
            var silent = entry.Timing == TimingClass.Atomic || entry.Name.StartsWith("STCT", StringComparison.Ordinal);
            for (var round = 0; round < Rounds; round++)
            {
                bench.Arrange(isC64, 0.5);
                var word = bench.RandomWord(variant);
                bench.Reserve(word >> 5 & 31);
                if (entry.Name.StartsWith("cas", StringComparison.OrdinalIgnoreCase) && round % 2 == 0)
                {
                    bench.Match(word);
                }

                bench.Execute(index, word);
                if (bench.Changed.Count + bench.Cleared.Count > 0)
                {
                    stored.Add(entry.Name);
                }

                if (bench.Changed.Except(bench.Cleared).Any() || (!silent && bench.Cleared.Except(bench.Changed).Any()))
                {
                    wrong.Add($"{entry.Name} 0x{word:x8}: changed {string.Join(',', bench.Changed)}, cleared {string.Join(',', bench.Cleared)}");
                    break;
                }
            }
        }

        Assert.Equal([], wrong);
        var expected = MemoryInstructions().Select(m => m.Entry).Where(e => StoreNames().IsMatch(e.Name) && !CapabilityStores().IsMatch(e.Name)).Select(e => e.Name)
            .Where(name => !LoadsOnly().IsMatch(name)).Distinct();
        Assert.Equal([], expected.Where(name => !stored.Contains(name)));
    }

    // Names that the pattern for stores meets by accident.
    [GeneratedRegex("load|^(A?LD|ld)[a-z0-9]*_(?!.*(atomic|ldst))|literal", RegexOptions.IgnoreCase)]
    private static partial Regex LoadsOnly();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_capability_store_writes_the_tag_of_its_register(bool isC64)
    {
        var bench = new MemoryBench(isC64 ? 21 : 22);
        var seen = new HashSet<(string, bool)>();
        foreach (var (index, variant, entry) in MemoryInstructions().Where(m => CapabilityStores().IsMatch(m.Entry.Name)))
        {
            for (var round = 0; round < Rounds; round++)
            {
                bench.Arrange(isC64, 0.5);
                var word = bench.RandomWord(variant);
                bench.Reserve(word >> 5 & 31);
                if (entry.Name.StartsWith("cas", StringComparison.OrdinalIgnoreCase) && round % 2 == 0)
                {
                    bench.Match(word);
                }

                Capability[] registers = [.. Enumerable.Range(0, 31).Select(n => bench.Cpu.C((uint)n)), Capability.Null];
                bench.Execute(index, word);
                foreach (var granule in bench.Changed)
                {
                    var value = bench.Stored(granule);
                    Assert.Contains(value, registers);
                    seen.Add((entry.Name, value.Tag));
                }

                Assert.Equal([], bench.Cleared.Except(bench.Changed));
            }
        }

        var names = MemoryInstructions().Select(m => m.Entry.Name).Where(name => CapabilityStores().IsMatch(name)).Distinct();
        Assert.Equal([], names.SelectMany(name => new[] { (name, false), (name, true) }).Where(pair => !seen.Contains(pair)));
    }

    // SC = 0 and CDBM = 0: what would store a tag faults and stores nothing; what stores none does not.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Storing_a_tag_to_a_page_without_sc_faults(bool isC64)
    {
        var bench = new MemoryBench(isC64 ? 31 : 32);
        bench.Map(Regime.Leaf & ~CapabilityBits | 1UL << 61);
        var faulted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, variant, entry) in MemoryInstructions())
        {
            for (var round = 0; round < Rounds; round++)
            {
                bench.Arrange(isC64, 0.7);
                var word = bench.RandomWord(variant);
                bench.Reserve(word >> 5 & 31);
                if (entry.Name.StartsWith("cas", StringComparison.OrdinalIgnoreCase) && round % 2 == 0)
                {
                    bench.Match(word);
                }

                bench.Execute(index, word);
                if (bench.Taken is [(_, var esr), ..] && (esr & 0x3F) == 0x2C && esr >> 26 == 0x25)
                {
                    Assert.Equal((entry.Name, 1u), (entry.Name, esr >> 6 & 1));
                    faulted.Add(entry.Name);
                }
                else
                {
                    Assert.True(bench.Changed.All(granule => !bench.Stored(granule).Tag), $"{entry.Name} 0x{word:x8}");
                }
            }
        }

        var expected = MemoryInstructions().Select(m => m.Entry.Name).Where(name => CapabilityStores().IsMatch(name) || name.StartsWith("STCT", StringComparison.Ordinal));
        Assert.Equal(expected.Distinct().Order(StringComparer.Ordinal), faulted.Order(StringComparer.Ordinal));
    }

    // LC = 11 with TGEN = 0: what would load a tag faults; LC = 00: it comes without.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Loading_a_tag_from_a_page_with_a_load_barrier_faults_and_from_one_without_lc_gives_none(bool isC64)
    {
        var bench = new MemoryBench(isC64 ? 41 : 42);
        var faulted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var barrier in new[] { true, false })
        {
            bench.Map(Regime.Leaf & ~CapabilityBits | 1UL << 60 | (barrier ? 3UL << 61 : 0));
            foreach (var (index, variant, entry) in MemoryInstructions())
            {
                for (var round = 0; round < Rounds; round++)
                {
                    bench.Arrange(isC64, 0);
                    var word = bench.RandomWord(variant);
                    bench.Reserve(word >> 5 & 31);
                    bench.Execute(index, word);
                    var fault = bench.Taken is [(_, var esr), ..] && (esr & 0x3F) == 0x2C;
                    if (fault)
                    {
                        Assert.Equal((entry.Name, true, 0u), (entry.Name, barrier, bench.Taken[0].Esr >> 6 & 1));
                        faulted.Add(entry.Name);
                    }

                    for (var n = 8u; n < 31; n++)
                    {
                        Assert.False(bench.Cpu.C(n).Tag && n != 30, $"{entry.Name} 0x{word:x8}: C{n}");
                    }
                }
            }
        }

        var expected = MemoryInstructions().Select(m => m.Entry.Name).Where(name => CapabilityLoads().IsMatch(name)).Distinct();
        Assert.Equal(expected.Order(StringComparer.Ordinal), faulted.Order(StringComparer.Ordinal));
    }
}
