
namespace FlexCap.FlexOS.Internal.Mechanisms;

/// <summary>EL0 with page tables and an ASID of its own; the trusted base at EL1 switches (what the papers call PT).</summary>
internal sealed class PageTableMechanism : MorelloMechanism
{
    private const int MostCompartments = ushort.MaxValue - 1; // an ASID has 16 bits, and the trusted base has one

    public override Mechanism Mechanism => Mechanism.PageTable;

    public override string Description => "EL0 with page tables and an ASID of its own, SVC into the trusted base";

    public override bool HasBounds => false;

    public override bool HasTrustedArea => true;

    public override bool BuildsPageTables => true;

    public override bool HasEntrySlot => false;

    public override bool CopiesByThunk => false;

    public override int SharingLimit => int.MaxValue;

    public override void Validate(Configuration configuration, Diagnostics.DiagnosticBag diagnostics)
    {
        if (configuration.Compartments.Count > MostCompartments)
        {
            diagnostics.Error("FX0223", configuration.Place("compartments"), $"'page-table' has {MostCompartments} address space identifiers, and the configuration {configuration.Compartments.Count} compartments.",
                "Use fewer compartments, or mechanism 'morello'.");
        }
    }
}
