using System.Text.RegularExpressions;
using FlexCap.Morello.Internal;
using FlexCap.Morello.Tests.Platform;

namespace FlexCap.Morello.Tests.Instructions;

/// <summary>
/// The order in which an access is checked, for every instruction that touches memory: tag, seal, permission, bounds, alignment,
/// translation (Sail CheckCapability, Mem_read, Mem_set, MemC_read, MemC_set). Each round has one defect less.
/// </summary>
public sealed partial class CheckOrderTests
{
    private const uint Tag = 0x28;
    private const uint Seal = 0x29;
    private const uint Bounds = 0x2A;
    private const uint Permission = 0x2B;
    private const uint Alignment = 0x21;
    private const uint Translation = 0x07;

    // What must be aligned whatever SCTLR.A says: capabilities, tags, ordered and exclusive accesses and read-modify-writes.
    [GeneratedRegex("_C($|_)|_CC_|LDCT|STCT|LDPBL?R|_CI_C|ordered|exclusive|rcpc|LDAR|STLR", RegexOptions.IgnoreCase)]
    private static partial Regex Aligned();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Checks_come_in_the_order_of_the_model(bool isC64)
    {
        var bench = new MemoryBench(isC64 ? 51 : 52);
        var wrong = new List<string>();
        var seen = 0;

        // One byte beside a multiple of 64, on memory that is not mapped, and bounds of one byte beside it.
        var good = Capability.Maximal.SetValue(MemoryBench.Middle + 1);
        var narrow = Capability.Maximal.SetValue(MemoryBench.Middle - 0x3E).SetBounds(1UL).SetValue(MemoryBench.Middle + 1);
        Assert.True(narrow.Tag);
        var powerless = narrow.ClearPermissions(CapabilityPermissions.Load | CapabilityPermissions.Store | CapabilityPermissions.LoadCap | CapabilityPermissions.StoreCap);
        var sealedOne = powerless.WithObjectType(5);
        (Capability Authority, uint Status)[] rounds = [(sealedOne.ClearTag(), Tag), (sealedOne, Seal), (powerless, Permission), (narrow, Bounds), (good, Alignment)];
        bench.Map(0);
        for (var index = 0; index < InstructionTable.VariantCount; index++)
        {
            var variant = InstructionTable.Variant(index);
            var entry = InstructionTable.Entries[variant.Entry];
            if (!MemoryBench.IsMemory(entry) || entry.Name.Contains("literal", StringComparison.Ordinal) || entry.Name == "LDR_C_I_C")
            {
                continue;
            }

            // The stack pointer has an alignment check of its own, before all others.
            var word = bench.RandomWord(variant);
            while ((word >> 5 & 31) == 31 && (variant.Mask >> 5 & 31) == 0)
            {
                word = bench.RandomWord(variant);
            }

            // Does it access memory at all, with these fields? An aligned address that is not mapped tells.
            bench.Arrange(isC64, 0);
            bench.Execute(index, word);
            if (bench.Taken is not [(1, var esr), ..] || esr >> 26 != 0x25 || (esr & 0x3F) is not (Translation or Alignment or 0x06 or 0x05 or 0x04))
            {
                continue;
            }

            seen++;
            foreach (var (authority, status) in rounds)
            {
                bench.Arrange(isC64, 0);
                bench.Authorise(authority);
                bench.Execute(index, word);
                var got = bench.Taken.Count == 0 ? 0 : bench.Taken[0].Esr & 0x3F;
                var expected = status != Alignment || Aligned().IsMatch(entry.Name) || entry.Timing == TimingClass.Atomic ? status : Translation;
                if (got != expected && !(expected == Translation && got is 0x04 or 0x05 or 0x06) && !IsOneByte(entry, word, status))
                {
                    wrong.Add($"{entry.Name} 0x{word:x8}: expected 0x{expected:x}, got 0x{got:x}");
                    break;
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.InRange(seen, 300, int.MaxValue);
    }

    // A byte is always aligned.
    private static bool IsOneByte(InstructionEntry entry, uint word, uint status) =>
        status == Alignment && (word >> 30 == 0 || entry.Name.Contains("RB_", StringComparison.Ordinal) || entry.Name.EndsWith("_B", StringComparison.Ordinal));
}
