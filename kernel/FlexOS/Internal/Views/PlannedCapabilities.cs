using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Views;
using FlexCap.Morello;
using static FlexCap.Morello.CapabilityPermissions;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>
/// What the trusted base will derive from the boot table, by mechanism as its C does it; a test compares it, capability by
/// capability, with what a machine of every mechanism holds when main begins.
/// </summary>
internal sealed class PlannedCapabilities
{
    private const CapabilityPermissions
        Table = Load | LoadCap | MutableLoad | Global, // ukboot/boot.c: SWITCHER_DDC_PERMISSIONS
        Area = Load | Store | LoadCap | StoreCap | StoreLocalCap | MutableLoad | Global, // flexos-hardened: AREA_PERMISSIONS
        Device = Load | Store | Global;

    private const ulong ConsoleLength = 0x1000, PairSize = 32, Granule = 16, EntriesInRecord = 48, WholeAddressSpace = 1UL << 40;
    private const uint EntryType = 16, FirstReturnType = 17; // flexos-sealed/sealed.c
    private const string Base = "trusted base";
    private readonly Image _image;
    private readonly PlannedBootTable _boot;
    private readonly IsolationMechanism _mechanism;
    private readonly int _count;
    private readonly List<CapabilityEntry> _entries = [];

    public PlannedCapabilities(Image image)
    {
        (_image, _boot, _mechanism) = (image, new PlannedBootTable(image), IsolationMechanism.Of(image.Plan.Configuration));
        _count = image.Plan.Configuration.Compartments.Count;
    }

    /// <summary>The name of the capability that every compartment has in c18.</summary>
    public const string RegisterRegion = "region behind c18";

    public CapabilityTable Build()
    {
        AddRights();
        switch (_mechanism)
        {
            case SealedMechanism: AddSealedPairs(); break;
            case HardenedMechanism: AddHardened(); break;
            case { HasSwitcher: true, HasOperations: false }: AddSwitcher(); break;
        }

        if (_boot.ConsoleSlot != 0)
        {
            var id = _image.Regions.First(r => _boot.ConsoleSlot >= r.Start && _boot.ConsoleSlot < r.Start + r.Size).Compartment;
            Add(id, "console", _boot.ConsoleSlot, Make(_boot.Uart, _boot.Uart + ConsoleLength, _boot.Uart, Device));
        }

        if (_boot.RegisterStart != 0 && Symbol("ukboot_shared_register") is { } kept)
        {
            Add(-1, RegisterRegion, kept, Make(_boot.RegisterStart, _boot.RegisterEnd, _boot.RegisterStart, Device));
        }

        return new CapabilityTable(_image, IsPlanned: true, Order(_entries));
    }

    /// <summary>
    /// Whether main's way back to the trusted base lies at an address: on main's own stack, or in the trusted area. It
    /// leads into a frame of the trusted base, so what it is is known when the machine gets there.
    /// </summary>
    public bool IsWayBackOutOfMain(ulong address) =>
        _mechanism is HardenedMechanism ? address == Frames : _mechanism.HasSwitcher && _boot.StackTop(_boot.MainCompartment) is var top && address >= top - PairSize && address < top;

    // The frames of calls under way, in the trusted area; thread 0's first.
    private ulong Frames => _boot.TrustedStart + TrustedArea.RecordOffset(_count, _count + 1) + (TrustedArea.Threads * TrustedArea.ThreadSize);

    /// <summary>The order of every table: the trusted base, then the compartments; DDC and PCC first.</summary>
    public static IReadOnlyList<CapabilityEntry> Order(IEnumerable<CapabilityEntry> entries) =>
        [.. entries.OrderBy(e => e.Compartment).ThenBy(e => e.Name switch { "DDC" => 0, "PCC" => 1, _ => 2 }).ThenBy(e => e.Address ?? 0).ThenBy(e => e.Name, StringComparer.Ordinal)];

    private void AddRights()
    {
        for (var id = 0; id < _count; id++)
        {
            if (!_mechanism.IsIsolated)
            {
                Add(id, "DDC", null, Capability.Maximal);
                Add(id, "PCC", null, Capability.Maximal);
                continue;
            }

            var row = _boot.CapabilityTable + (PairSize * (ulong)id);
            var (dataStart, dataEnd, textStart, textEnd) = !_mechanism.HasBounds ? (0UL, WholeAddressSpace, 0UL, WholeAddressSpace)
                : (_boot.DataStart(id), _boot.DataEnd(id), _mechanism.SharesText ? _boot.ImageStart : _boot.TextStart(id), _mechanism.SharesText ? _boot.CodeEnd : _boot.TextEnd(id));
            Add(id, "DDC", row, Make(dataStart, dataEnd, dataStart, _mechanism.DataPermissions));
            Add(id, "PCC", row + Granule, Make(textStart, textEnd, _boot.Trampoline(id), _mechanism.CodePermissions));
        }
    }

    // One pair for all compartments, behind an entry in each (ukboot/boot.c: derive_switcher).
    private void AddSwitcher()
    {
        var pair = _mechanism.HasPairInFirst ? _boot.TrustedStart : Symbol("switcher") ?? 0;
        var holder = _mechanism.HasPairInFirst ? 0 : -1;
        Add(holder, "switcher DDC", pair, Make(_boot.CapabilityTable, _boot.CapabilityTable + (PairSize * (ulong)_count), _boot.CapabilityTable, _mechanism.HasPairInFirst ? _mechanism.DataPermissions : Table));
        Add(holder, "switcher PCC", pair + Granule, Make(_boot.SwitcherStart, _boot.SwitcherEnd, _boot.SwitcherStart, _mechanism.CodePermissions));
        for (var id = 0; id < _count; id++)
        {
            Add(id, "switcher entry", _boot.Slot(id), Make(pair, pair + PairSize, pair, Table).SealEntry(ObjectTypes.LoadPairBranch));
        }
    }

    // Code and data of the switcher under one type, and the authority for the ways back (flexos-sealed/sealed.c).
    private void AddSealedPairs()
    {
        Add(-1, "authority to seal ways back", _boot.TrustedEnd - PairSize, Make(FirstReturnType, FirstReturnType + (ulong)_count, FirstReturnType, CapabilityPermissions.Seal));
        for (var id = 0; id < _count; id++)
        {
            var code = Make(_boot.SwitcherStart, _boot.SwitcherEnd, _boot.SwitcherStart, _mechanism.CodePermissions);
            var data = Make(_boot.TrustedStart, _boot.TrustedEnd, _boot.CapabilityTable + (PairSize * (ulong)id), Table | BranchSealedPair);
            Add(id, "switcher entry, code", _boot.Slot(id), code.Seal(Capability.Maximal.SetValue(EntryType)));
            Add(id, "switcher entry, data", _boot.Slot(id) + Granule, data.Seal(Capability.Maximal.SetValue(EntryType)));
        }
    }

    // A pair for calls and one for returns, of each compartment (flexos-hardened/hardened.c).
    private void AddHardened()
    {
        var records = _boot.TrustedStart + TrustedArea.RecordOffset(_count, 0);
        var rest = Frames + (_boot.Threads * TrustedArea.Depth * TrustedArea.FrameSize);
        for (var id = 0; id < _count; id++)
        {
            var record = records + ((ulong)id * TrustedArea.RecordSize);
            if (_boot.EntriesEnd > _boot.EntriesStart)
            {
                Add(-1, $"entry table for {_image.CompartmentName(id)}", record + EntriesInRecord, Make(_boot.EntriesStart, _boot.EntriesEnd, _boot.EntriesStart, Load | Global));
            }

            foreach (var (i, what, at) in new[] { (0UL, "entry", _boot.SwitcherStart), (1UL, "return", Symbol("flexos_switcher_back") ?? 0) })
            {
                var pair = rest + (((2 * (ulong)id) + i) * PairSize);
                Add(-1, $"switcher DDC, {what} of {_image.CompartmentName(id)}", pair, Make(_boot.TrustedStart, _boot.TrustedEnd, record, Area));
                Add(-1, $"switcher PCC, {what} of {_image.CompartmentName(id)}", pair + Granule, Make(_boot.SwitcherStart, _boot.SwitcherEnd, at, _mechanism.CodePermissions));
                Add(id, $"switcher {what}", _boot.Slot(id) + (i * Granule), Make(pair, pair + PairSize, pair, Table).SealEntry(ObjectTypes.LoadPairBranch));
            }
        }
    }

    private void Add(int id, string name, ulong? address, Capability capability) =>
        _entries.Add(new(id < 0 ? Base : _image.CompartmentName(id), id, name, address, capability));

    private static Capability Make(ulong start, ulong end, ulong value, CapabilityPermissions permissions) =>
        Capability.Maximal.SetValue(start).SetBounds(end - start, exact: true).SetValue(value).ClearPermissions(~permissions & All);

    private ulong? Symbol(string name) => _image.Symbols.FirstOrDefault(s => s.Compartment < 0 && s.Name == name)?.Address;
}
