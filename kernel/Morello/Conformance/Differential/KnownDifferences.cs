using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Conformance;

/// <summary>A difference between this machine and an oracle that stays, because the Sail model decides as this machine does.</summary>
/// <param name="Oracle">Name of the oracle.</param>
/// <param name="Title">What differs, in a few words.</param>
/// <param name="Reason">Why, with the place in the Sail model or the manual.</param>
/// <param name="Explains">True if it explains a difference of an instruction.</param>
internal sealed record KnownDifference(string Oracle, string Title, string Reason, Func<InstructionEntry, uint, StateDifference, bool> Explains);

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
    ];

    /// <summary>The known difference that explains everything in which a unit ended differently, or null.</summary>
    internal static KnownDifference? Find(string oracle, IReadOnlyList<uint> words, IReadOnlyList<StateDifference> differences)
    {
        uint word = words[^1];
        int variant = InstructionTable.Find(word);
        return variant < 0 || differences.Count == 0
            ? null
            : All.FirstOrDefault(k => k.Oracle == oracle && differences.All(d => k.Explains(InstructionTable.Entries[InstructionTable.Variant(variant).Entry], word, d)));
    }
}
