using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Conformance;

/// <summary>A difference between this machine and an oracle that stays, because the Sail model decides as this machine does.</summary>
/// <param name="Oracle">Name of the oracle.</param>
/// <param name="Title">What differs, in a few words.</param>
/// <param name="Reason">Why, with the place in the Sail model or the manual.</param>
/// <param name="Explains">True if it explains everything in which an instruction ended differently.</param>
internal sealed record KnownDifference(string Oracle, string Title, string Reason, Func<DifferentUnit, bool> Explains);

/// <summary>All known differences. Each is reported by name and count whenever it is met, and docs/conformance.md lists them.</summary>
internal static class KnownDifferences
{
    internal static IReadOnlyList<KnownDifference> All { get; } =
    [
        new(User, "MSR SSBS, #imm is UNDEFINED here",
            "Morello's core has no FEAT_SSBS (ID_AA64PFR1_EL1.SSBS is 0; Sail HaveSSBSExt), the Neoverse N1 that QEMU is told to be has.",
            static unit => unit.Name.StartsWith("msr_imm_", StringComparison.Ordinal) && (unit.Word & 0x000700E0) == 0x00030020),
        new(User, "FCVTZS (scalar, fixed-point) to a negative half-precision result: bits 31 to 16 are zero here",
            "A write of a scalar clears the bits above it (Sail V_set with 16 bits); QEMU leaves the sign there.",
            static unit => unit.Name == "fcvtzs_advsimd_fix_aarch64_instrs_vector_shift_conv_float_sisd" && (unit.Word & 0x00700000) == 0x00100000
                && unit.Differences.All(d => d.Field[0] == 'v' && (d.HereBits | 0xFFFF_0000) == d.OracleBits)),
        new(Morello, "a branch to an unmapped address that is not aligned, or through a capability that may not be fetched through: an alignment or capability fault here, a translation fault there",
            "PC's alignment and PCC are checked before translation (Sail __FetchNextInstr: AArch64_CheckPCAlignment, CheckPCCCapability, then the access); QEMU translates first.",
            static unit => unit.AllSyndromes((here, oracle) => IsInstructionAbort(oracle) && IsTranslation(oracle)
                && ((IsInstructionAbort(here) && IsCapabilityFault(here)) || here >> 26 == 0x22))),
        new(Morello, "a load-acquire or store-release of an unaligned address: an alignment fault here",
            "Ordered accesses must be aligned without FEAT_LSE2 (Sail AArch64_CheckAlignment with AccType_ORDERED); QEMU does not check.",
            static unit => unit.Name.Contains("_memory_ordered", StringComparison.Ordinal) && unit.FirstSyndrome is var (here, _) && IsDataAbort(here) && (here & 0x3F) == Alignment),
        new(Morello, "a translation, permission or alignment fault of an atomic access: ESR.WnR is 0 here",
            "The access is translated as a read (Sail AArch64_TranslateAddressForAtomicAccess with iswrite false): WnR is 0 if a read would have faulted too; QEMU reports a write.",
            static unit => IsAtomic(unit.Name) && unit.AllSyndromes(static (here, oracle) => (here ^ oracle) == 0x40 && (oracle & 0x40) != 0)),
        new(Morello, "a store-exclusive without a monitor to an address that faults: the fault here, status 1 there",
            "Alignment is checked first; whether the monitor is checked before translation is IMPLEMENTATION DEFINED (Sail AArch64_ExclusiveMonitorsPass with AArch64_IsExclusiveVA, true in the model); QEMU compares its monitor's address before anything else.",
            static unit => IsExclusiveStore(unit.Name) && unit.FirstSyndrome is var (here, oracle) && IsDataAbort(here) && (here & 0x40) != 0 && (IsTranslation(here) || (here & 0x3F) == Alignment)
                && oracle >> 26 == SupervisorCall && unit.Differences.All(IsFaultOrStatus)),
        new(Morello, "a store that begins in a page and faults in the next: the bytes before the fault are written here",
            "An unaligned access is made byte by byte (Sail Mem_set), and that of several elements element by element; a store that faults leaves what it stores to UNKNOWN by the architecture. QEMU looks at both pages first.",
            static unit => EndsInNextPage(unit, write: true)
                && unit.Differences.All(static d => d.Field is "memory+0x7f0" or "memory+0x7e0" or "memory+0x7d0" or "memory+0x7c0")),
        new(Morello, "a load of several registers that begins in a page and faults in the next: which of them are loaded before the fault",
            "Vectors are loaded element by element, pairs both at once (Sail execute_aarch64_instrs_memory_vector_multiple_no_wb and memory_pair_simdfp); the registers of a load that faults are UNKNOWN by the architecture. QEMU loads in pieces of 8 bytes.",
            static unit => EndsInNextPage(unit, write: false) && unit.Differences.All(static d => d.Field[0] == 'v')),
        new(Morello, "an access that reaches the top of the address space: a bounds fault here; a translation or alignment fault, or status 1, there",
            "The end of the access is 65 bits wide and above every bound (Sail CapIsRangeInBounds), and bounds are checked before alignment, monitor and translation (Sail VACheckAddress); QEMU's check lets the access pass when its end wraps.",
            static unit => unit.FirstSlot is { } slot && unit.Far(slot) > ulong.MaxValue - 64 && unit.FirstSyndrome is var (here, oracle) && IsDataAbort(here) && (here & 0x3F) == 0x2A
                && (oracle >> 26 == SupervisorCall || (IsDataAbort(oracle) && (IsTranslation(oracle) || (oracle & 0x3F) == Alignment)))
                && (IsExclusiveStore(unit.Name) ? unit.Differences.All(IsFaultOrStatus) : unit.Differences.All(static d => d.Field.StartsWith("fault-esr", StringComparison.Ordinal)))),
        new(Morello, "STCT and LDCT that a capability does not wholly allow: which of the four granules is reported, and whether alignment is",
            "Each granule is checked and accessed by itself, alignment after the first check (Sail execute_STCT_R_R__ and execute_LDCT_R_R__); QEMU checks all four at once.",
            static unit => unit.Name is "STCT_R_R__" or "LDCT_R_R__" && unit.Differences.All(static d =>
                (d.Field.StartsWith("fault-esr", StringComparison.Ordinal) && (d.HereBits & 0x3F) == Alignment && IsCapabilityFault(d.OracleBits))
                || (d.Field.StartsWith("fault-far", StringComparison.Ordinal) && d.HereBits - d.OracleBits is 16 or 32 or 48)
                || (d.Field.StartsWith("memory", StringComparison.Ordinal) && Untagged(d.Here) == Untagged(d.Oracle)))),
        new(Morello, "RRLEN and RRMASK of a length whose rounding reaches the next exponent: the next exponent's alignment here",
            "The length is set as bounds at the address all ones minus the length, where rounding may carry (Sail CapGetRepresentableMask with CapSetBounds); QEMU computes it from the length alone.",
            static unit => unit.Name is "RRLEN_R_R_C" or "RRMASK_R_R_C" && unit.Differences is [{ Field: ['c', ..] } only]
                && (unit.Name[2] == 'L' ? only.HereBits == 0 || (ulong.IsPow2(only.HereBits) && only.OracleBits < only.HereBits) : only.HereBits == only.OracleBits << 1)),
        new(Morello, "BLR of an X register in C64 to where PCC cannot point: the link is tagged here",
            "The link is made from PCC before the branch (Sail execute_aarch64_instrs_branch_unconditional_register); QEMU makes it from PCC after the branch, which lost its tag.",
            static unit => unit.Name == "blr_aarch64_instrs_branch_unconditional_register"
                && unit.Differences.All(static d => d.Field == "c30" ? d.Here == "tag:" + d.Oracle : d.Field == "fault-esr0" && IsInstructionAbort(d.OracleBits) && IsTranslation(d.OracleBits) && d.HereBits >> 26 is 0x20 or 0x21 or 0x22)),
        new(Morello, "a store-exclusive of capabilities loaded without their tags or permissions: it stores here, status 1 there",
            "The monitor watches the address (Sail AArch64_ExclusiveMonitorsPass); QEMU compares memory with what was loaded, after LC and other permissions took from it.",
            static unit => IsExclusiveStore(unit.Name) && char.IsUpper(unit.Name[0]) && unit.Differences.All(static d =>
                d.Field.StartsWith("memory", StringComparison.Ordinal) || (d.Field[0] == 'c' && d.HereBits == 0 && d.OracleBits == 1))),
        new(Morello, "a pair of capabilities that crosses a bound: FAR is the address of the access here, of its second half there",
            "The whole access is checked first, and a fault reports its address (Sail VACheckAddress with twice CAPABILITY_DBYTES, CheckCapability); QEMU checks each half.",
            static unit => unit.Name.Split('_')[0].Contains('P', StringComparison.Ordinal)
                && unit.Differences.All(static d => d.Field.StartsWith("fault-far", StringComparison.Ordinal) && d.OracleBits - d.HereBits == 16)),
        new(Morello, "STXP of two X registers: the tag of the memory is clear here, kept there",
            "A store of data clears the tag (Sail _Mem_set writes tags of zero); QEMU's paired_cmpxchg64 does not.",
            static unit => unit.Name.Contains("_exclusive_pair", StringComparison.Ordinal)
                && unit.Differences.All(static d => d.Field.StartsWith("memory", StringComparison.Ordinal) && d.Oracle == "tag:" + d.Here)),
        new(Morello, "an integer result written to XZR clears metadata and tag of CSP there",
            "XZR is no register (Sail X_set with 31); QEMU makes an integer of CSP.",
            static unit => (unit.Word & 31) == 31 && unit.Differences.All(static d => d.Field.Contains("CSP", StringComparison.Ordinal) && d.HereBits == d.OracleBits
                && d.Oracle.StartsWith("0x0000000000000000_", StringComparison.Ordinal))),
        new(Morello, "SEAL (immediate) of or into register 31: CZR here, CSP there",
            "Register 31 is CZR (Sail execute_SEAL_C_CI_C with C_read and C_set); QEMU reads and writes CSP.",
            static unit => unit.Name == "SEAL_C_CI_C"
                && ((((unit.Word >> 5) & 31) == 31 && unit.Differences.All(static d => d.Field[0] == 'c')) || ((unit.Word & 31) == 31 && unit.Differences.All(static d => d.Field.Contains("CSP", StringComparison.Ordinal))))),
        new(Morello, "a branch through memory by a sealed C29 whose load faults: C29 stays sealed here",
            "C29 is written after the load (Sail execute_BR_CI_C and execute_BLR_CI_C); QEMU writes it before.",
            static unit => unit.Name is "BR_CI_C" or "BLR_CI_C" && IsDataAbort(unit.Syndrome(0)) && unit.Differences is [{ Field: "c29" } only] && only.HereBits == only.OracleBits),
        new(Morello, "a store-exclusive of a byte at the last address that faults: ESR.WnR is 1 here",
            "It is translated as a write (Sail AArch64_ExclusiveMonitorsPass with iswrite true); QEMU's empty monitor holds this address and passes, and its read faults.",
            static unit => IsExclusiveStore(unit.Name) && unit.FirstSlot is { } slot && unit.Far(slot) == ulong.MaxValue && unit.AllSyndromes(static (here, oracle) => IsDataAbort(here) && (here ^ oracle) == 0x40 && (here & 0x40) != 0)),
        new(Morello, "CTPIDR_EL0 at EL1 in Restricted: CTPIDR_EL0 here, RCTPIDR_EL0 there",
            "Only at EL0 does Restricted choose RCTPIDR_EL0 (Sail CTPIDR_EL0_CapSysRegRead and Write).",
            static unit => (unit.Word & 0xFFEF_FFE0) == 0xC28B_D040),
        new(Morello, "DDC_EL0 at EL1 with SP_EL0 selected: UNDEFINED here",
            "With PSTATE.SP 0 it is DDC and has no other name (Sail DDC_EL0_CapSysRegRead and Write throw Undefined); QEMU accesses it.",
            static unit => (unit.Word & 0xFFEF_FFE0) == 0xC288_4120 && unit.FirstSyndrome is (0x0200_0000, _)),
    ];

    private const string User = "qemu-aarch64";
    private const string Morello = "qemu-system-morello";

    // Exception class and fault status of ESR.
    private const ulong SupervisorCall = 0x15;
    private const ulong Alignment = 0x21;

    private static bool IsDataAbort(ulong esr) => esr >> 26 is 0x24 or 0x25;

    private static bool IsInstructionAbort(ulong esr) => esr >> 26 is 0x20 or 0x21;

    private static bool IsTranslation(ulong esr) => (esr & 0x3F) < 0x10;

    private static bool IsCapabilityFault(ulong esr) => (esr & 0x3C) == 0x28;

    private static bool IsAtomic(string name) => name.StartsWith("SWP", StringComparison.Ordinal) || name.StartsWith("CAS", StringComparison.Ordinal)
        || name.Contains("_atomicops_", StringComparison.Ordinal);

    private static bool IsExclusiveStore(string name) => MorelloGenerator.IsExclusive(name) && name.StartsWith("st", StringComparison.OrdinalIgnoreCase);

    private static bool IsFaultOrStatus(StateDifference d) => d.Field.StartsWith("fault-", StringComparison.Ordinal) || (d.Field[0] == 'c' && d.OracleBits == 1);

    private static string Untagged(string capability) => capability.StartsWith("tag:", StringComparison.Ordinal) ? capability[4..] : capability;

    // The record is the last page that is mapped.
    private static bool EndsInNextPage(DifferentUnit unit, bool write) => unit.Far(0) == MorelloLayout.RecordAddress + MorelloLayout.Size
        && IsDataAbort(unit.Syndrome(0)) && IsTranslation(unit.Syndrome(0)) && (unit.Syndrome(0) & 0x40) != 0 == write;

    /// <summary>The known difference that explains everything in which a unit ended differently, or null.</summary>
    internal static KnownDifference? Find(string oracle, IReadOnlyList<uint> words, CaseVerdict verdict)
    {
        uint word = words[^1];
        int variant = InstructionTable.Find(word);
        if (variant < 0 || verdict.Differences.Count == 0 || verdict.Here is null)
        {
            return null;
        }

        var unit = new DifferentUnit(InstructionTable.Entries[InstructionTable.Variant(variant).Entry].Name, word, verdict.Differences, verdict.Here);
        return All.FirstOrDefault(k => k.Oracle == oracle && k.Explains(unit));
    }
}
