using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Internal.Planning;

namespace FlexCap.FlexOS.Internal.Explanations;

/// <summary>
/// The modelled cost of a crossing: the instructions of gate, switcher and trampoline, each counted once, for they are
/// straight-line code. A run measures the exact number.
/// </summary>
internal static class CrossingCosts
{
    /// <summary>What a gate costs, or null where there is nothing to count.</summary>
    public static int? Of(Plan plan, Gate gate) => Of(plan.Catalogue, IsolationMechanism.Of(gate));

    /// <summary>The same call by every other mechanism and gate variant, cheapest first.</summary>
    public static IEnumerable<Alternative> Others(Plan plan, Gate gate) =>
        IsolationMechanism.All.Where(m => m != IsolationMechanism.Of(gate) && m.HasGates)
            .Select(m => (Mechanism: m, Cost: Of(plan.Catalogue, m))).Where(m => m.Cost is not null).OrderBy(m => m.Cost)
            .Select(m => new Alternative($"{m.Mechanism.Name}: {m.Mechanism.Description}", m.Cost));

    private static int? Of(LibraryCatalogue? catalogue, IsolationMechanism mechanism)
    {
        if (catalogue is null || !mechanism.HasGates)
        {
            return null;
        }

        ulong bytes = 0;
        foreach (var library in catalogue.Objects.Where(o => o.Library.Role == LibraryRole.Trusted && mechanism.Uses(o)))
        {
            bytes += Section(library, LibraryObject.GateSection);
            bytes += mechanism.HasTrampoline ? Section(library, LibraryObject.TrampolineSection) : 0;
            if (mechanism.HasSwitcher && Symbol(library, "flexos_switcher_start") is { } start && Symbol(library, "flexos_switcher_end") is { } end)
            {
                bytes += end - start;
            }
        }

        return bytes == 0 ? null : (int)(bytes / 4);
    }

    private static ulong Section(LibraryObject library, string name) => library.FindSection(name) is > 0 and var index ? library.Elf.Sections[index].Size : 0;

    private static ulong? Symbol(LibraryObject library, string name) => library.Find(name) is >= 0 and var index ? library.Elf.Symbols[index].Value : null;
}
