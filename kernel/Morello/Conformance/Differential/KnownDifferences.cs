using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Conformance;

/// <summary>A difference between this machine and an oracle that stays, because the Sail model decides as this machine does.</summary>
/// <param name="Oracle">Name of the oracle.</param>
/// <param name="Title">What differs, in a few words.</param>
/// <param name="Reason">Why, with the place in the Sail model or the manual.</param>
/// <param name="Explains">True if it explains a difference of an instruction.</param>
/// <param name="ExplainsAll">Instead: true if it explains all differences of an instruction together.</param>
internal sealed record KnownDifference(
    string Oracle, string Title, string Reason, Func<InstructionEntry, uint, StateDifference, bool> Explains, Func<InstructionEntry, IReadOnlyList<StateDifference>, bool>? ExplainsAll = null);

/// <summary>All known differences. Each is reported by name and count whenever it is met, and docs/conformance.md lists them.</summary>
internal static class KnownDifferences
{
    internal static IReadOnlyList<KnownDifference> All { get; } =
    [
        new("qemu-aarch64", "MSR SSBS, #imm is UNDEFINED here",
            "Morello's core has no FEAT_SSBS (ID_AA64PFR1_EL1.SSBS is 0; Sail HaveSSBSExt), the Neoverse N1 that QEMU is told to be has.",
            static (entry, word, _) => entry.Name.StartsWith("msr_imm_", StringComparison.Ordinal) && (word & 0x000700E0) == 0x00030020),
        new("qemu-aarch64", "FCVTZS (scalar, fixed-point) to a negative half-precision result: bits 31 to 16 are zero here",
            "A write of a scalar clears the bits above it (Sail V_set with 16 bits); QEMU leaves the sign there.",
            static (entry, word, difference) => entry.Name == "fcvtzs_advsimd_fix_aarch64_instrs_vector_shift_conv_float_sisd" && (word & 0x00700000) == 0x00100000
                && difference.Field[0] == 'v' && (difference.HereBits | 0xFFFF_0000) == difference.OracleBits),
        new(Morello, "a branch through a capability that may not be fetched through, to an unmapped address: a capability fault here, a translation fault there",
            "The checks of PCC come before translation (Sail AArch64_CheckPCCCapability in the fetch); QEMU translates first.",
            static (_, _, difference) => difference.Field.StartsWith("fault-esr", StringComparison.Ordinal) && (difference.HereBits >> 26) is 0x20 or 0x21
                && (difference.HereBits & 0x3C) == 0x28 && (difference.OracleBits & 0x3F) < 0x10),
        new(Morello, "a load-acquire or store-release of an unaligned address: an alignment fault here",
            "Ordered accesses must be aligned without FEAT_LSE2 (Sail AArch64_CheckAlignment); QEMU does not check.",
            static (_, _, _) => false,
            static (entry, differences) => entry.Name.Contains("_memory_ordered", StringComparison.Ordinal) && differences.Any(d => d.Field == "fault-esr0" && (d.HereBits & 0x3F) == 0x21)),
        new(Morello, "a translation or permission fault of an atomic access: ESR.WnR is 0 here",
            "WnR is 0 if a read would have faulted too (Arm DDI 0487, ESR_ELx); QEMU reports a write.",
            static (entry, _, difference) => difference.Field.StartsWith("fault-esr", StringComparison.Ordinal) && IsAtomic(entry) && (difference.HereBits ^ difference.OracleBits) == 0x40),
        new(Morello, "a pair of capabilities that crosses a bound: FAR is the address of the access here, of its second half there",
            "The whole access is checked first (Sail VACheckAddress with twice CAPABILITY_DBYTES); QEMU checks each half.",
            static (_, _, difference) => difference.Field.StartsWith("fault-far", StringComparison.Ordinal) && difference.OracleBits - difference.HereBits == 16),
        new(Morello, "an integer result written to XZR clears metadata and tag of CSP there",
            "XZR is no register (Sail X_set with 31); QEMU makes an integer of CSP.",
            static (_, word, difference) => difference.Field.StartsWith("CSP", StringComparison.Ordinal) && (word & 31) == 31 && difference.HereBits == difference.OracleBits
                && difference.Oracle.StartsWith("0x0000000000000000_", StringComparison.Ordinal)),
        new(Morello, "CTPIDR_EL0 at EL1 in Restricted: CTPIDR_EL0 here, RCTPIDR_EL0 there",
            "Only at EL0 does Restricted choose RCTPIDR_EL0 (Sail CTPIDR_EL0_CapSysRegRead and Write).",
            static (_, word, _) => (word & 0xFFEF_FFE0) == 0xC28B_D040),
    ];

    private const string Morello = "qemu-system-morello";

    private static bool IsAtomic(InstructionEntry entry) => entry.Name.StartsWith("SWP", StringComparison.Ordinal) || entry.Name.StartsWith("CAS", StringComparison.Ordinal)
        || entry.Name.Contains("_atomicops_", StringComparison.Ordinal);

    /// <summary>The known difference that explains everything in which a unit ended differently, or null.</summary>
    internal static KnownDifference? Find(string oracle, IReadOnlyList<uint> words, IReadOnlyList<StateDifference> differences)
    {
        uint word = words[^1];
        int variant = InstructionTable.Find(word);
        if (variant < 0 || differences.Count == 0)
        {
            return null;
        }

        InstructionEntry entry = InstructionTable.Entries[InstructionTable.Variant(variant).Entry];
        return All.FirstOrDefault(k => k.Oracle == oracle && (k.ExplainsAll is { } all ? all(entry, differences) : differences.All(d => k.Explains(entry, word, d))));
    }
}
