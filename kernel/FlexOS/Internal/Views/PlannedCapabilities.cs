using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Views;
using FlexCap.Morello;
using static FlexCap.Morello.CapabilityPermissions;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>What the trusted base will derive from the boot table; a test compares it with what it has derived.</summary>
internal sealed class PlannedCapabilities(Image image)
{
    // As kernel/guest/ukboot/boot.c has them.
    private const CapabilityPermissions
        SwitcherCode = Execute | Load | Global, Table = Load | LoadCap | MutableLoad | Global, Console = Load | Store | Global;

    private const ulong ConsoleLength = 0x1000, PairSize = 32;

    public CapabilityTable Build()
    {
        var entries = new List<CapabilityEntry>();
        var compartments = image.Plan.Configuration.Compartments;
        for (var id = 0; id < compartments.Count; id++)
        {
            var mechanism = IsolationMechanism.Of(compartments[id]);
            var bounds = image.Bounds[id];
            var table = SymbolIn(-1, "flexos_capability_table") + (PairSize * (ulong)id);
            void Add(string name, ulong? address, Capability capability) => entries.Add(new(compartments[id].Name, id, name, address, capability));
            if (!mechanism.HasBounds)
            {
                Add("DDC", null, Capability.Maximal);
                Add("PCC", null, Capability.Maximal);
                continue;
            }

            Add("DDC", table, Make(bounds.DataStart, bounds.DataEnd, bounds.DataStart, mechanism.DataPermissions));
            Add("PCC", table + 16, Make(bounds.TextStart, bounds.TextEnd, SymbolIn(id, "flexos_trampoline") ?? bounds.TextStart, mechanism.CodePermissions));
            if (SymbolIn(id, "flexos_switcher_call") is { } slot && Switcher is { } switcher)
            {
                Add("switcher entry", slot, Make(switcher, switcher + PairSize, switcher, Table).SealEntry(ObjectTypes.LoadPairBranch));
            }
        }

        if (Switcher is { } pair && IsolationMechanism.Of(image.Plan.Configuration).HasSwitcher
            && SymbolIn(-1, "flexos_capability_table") is { } start && SymbolIn(-1, "flexos_switcher_start") is { } code && SymbolIn(-1, "flexos_switcher_end") is { } end)
        {
            entries.Add(new("trusted base", -1, "switcher DDC", pair, Make(start, start + (PairSize * (ulong)compartments.Count), start, Table)));
            entries.Add(new("trusted base", -1, "switcher PCC", pair + 16, Make(code, end, code, SwitcherCode)));
        }

        if (image.Symbols.FirstOrDefault(s => s.Name == "ukplat_console_capability") is { } console && image.Profile.UartBase is { } uart)
        {
            entries.Add(new(image.CompartmentName(console.Compartment), console.Compartment, "console", console.Address, Make(uart, uart + ConsoleLength, uart, Console)));
        }

        return new CapabilityTable(image, IsPlanned: true, Order(entries));
    }

    /// <summary>The order of every table: the trusted base, then the compartments; DDC and PCC first.</summary>
    public static IReadOnlyList<CapabilityEntry> Order(IEnumerable<CapabilityEntry> entries) =>
        [.. entries.OrderBy(e => e.Compartment).ThenBy(e => e.Name switch { "DDC" => 0, "PCC" => 1, _ => 2 }).ThenBy(e => e.Address ?? 0).ThenBy(e => e.Name, StringComparer.Ordinal)];

    private ulong? Switcher => SymbolIn(-1, "switcher");

    private static Capability Make(ulong start, ulong end, ulong value, CapabilityPermissions permissions) =>
        Capability.Maximal.SetValue(start).SetBounds(end - start, exact: true).SetValue(value).ClearPermissions(~permissions & All);

    private ulong? SymbolIn(int compartment, string name) => image.Symbols.FirstOrDefault(s => s.Compartment == compartment && s.Name == name)?.Address;
}
