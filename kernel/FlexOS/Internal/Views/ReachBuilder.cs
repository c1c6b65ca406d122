using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Internal.Planning;
using FlexCap.FlexOS.Views;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>Follows capabilities through memory to a fixpoint, for each compartment.</summary>
internal sealed class ReachBuilder
{
    private const ulong PageSize = 4096, UartSize = 0x1000;
    private const ulong MapsShared = 1, MapsConsole = 2;
    private const int FlagsWord = 18;
    private const int SharedRegister = 18, MostVariables = 8;
    private const string RegisterName = "register-shared";
    private const long BootBudget = 500_000_000;

    // What a capability keeps when it is loaded through one without MutableLoad (Sail CapSquashPostLoadCap).
    private const CapabilityPermissions Mutable =
        CapabilityPermissions.Store | CapabilityPermissions.StoreCap | CapabilityPermissions.StoreLocalCap | CapabilityPermissions.MutableLoad;

    private readonly FlexOSMachine? _machine;
    private readonly Image _image;
    private readonly ulong _ramStart, _ramEnd;
    private readonly IntervalSet _code = new();
    private readonly List<(ulong Address, Capability Capability)> _tagged;
    private readonly ILookup<int, Capability> _roots;
    private readonly List<Capability> _everyones = [];

    /// <summary>From what a machine holds now.</summary>
    public ReachBuilder(FlexOSMachine machine) : this(machine.Image)
    {
        _machine = machine;
        _tagged = [.. TaggedMemory.In(machine.Machine, _image.Regions[0].Start, _image.Regions[^1].Start + _image.Regions[^1].Size)];
        _roots = machine.CapabilityTable().Entries.Where(e => e.Name is "DDC" or "PCC" || e.Address is null).ToLookup(e => e.Compartment, e => e.Capability);
        if (RegisterArea is not null && machine.Machine.Registers.C(SharedRegister) is { Tag: true } shared)
        {
            _everyones.Add(shared); // no gate takes it away
        }
    }

    private ReachBuilder(Image image)
    {
        (_tagged, _roots) = ([], Array.Empty<CapabilityEntry>().ToLookup(e => e.Compartment, e => e.Capability));
        _image = image;
        (_ramStart, _ramEnd) = (_image.Profile.RamBase, _image.Profile.RamBase + _image.Profile.RamSize);
        foreach (var region in _image.Regions.Where(r => r.Kind == RegionKind.Code))
        {
            _code.Add(region.Start & ~(PageSize - 1), (region.Start + region.Size + PageSize - 1) & ~(PageSize - 1));
        }
    }

    /// <summary>From the capabilities that the trusted base will make.</summary>
    private ReachBuilder(CapabilityTable planned) : this(planned.Image)
    {
        _tagged = [.. planned.Entries.Where(e => e.Address is not null).Select(e => (e.Address!.Value, e.Capability)).OrderBy(e => e.Value)];
        _roots = planned.Entries.Where(e => e.Name is "DDC" or "PCC").ToLookup(e => e.Compartment, e => e.Capability);
        // In c18, which no gate takes away.
        _everyones.AddRange(planned.Entries.Where(e => e.Name == PlannedCapabilities.RegisterRegion).Select(e => e.Capability));
    }

    /// <summary>What follows from the plan alone: nothing runs.</summary>
    public static MemoryReach Planned(Image image) => new ReachBuilder(image.CapabilityTable()).Build() with { IsPlanned = true };

    private SharedArea? RegisterArea => _image.Plan.Areas.FirstOrDefault(a => a.IsRegister);

    /// <summary>Boots an image up to its main and looks there.</summary>
    public static MemoryReach AtMain(Image image) => MachineAtMain(image).Reach();

    /// <summary>A machine that stands before the first instruction of its main.</summary>
    public static FlexOSMachine MachineAtMain(Image image)
    {
        var machine = image.Load();
        if (image.Symbols.FirstOrDefault(s => s.Name == "main" && s.Compartment >= 0) is { } main)
        {
            machine.Machine.AddBreakpoint(main.Address);
        }

        machine.Run(BootBudget);
        return machine;
    }

    public MemoryReach Build() =>
        new(_image, [.. _image.Plan.Configuration.Compartments.Select((c, id) => Of(id, c))]);

    private CompartmentReach Of(int id, Compartment compartment)
    {
        var (read, write, execute) = (new IntervalSet(), new IntervalSet(), new IntervalSet());
        var isEverything = !IsolationMechanism.Of(compartment).IsIsolated;
        var sealedEntries = new HashSet<Capability>();
        if (isEverything)
        {
            read.Add(0, ulong.MaxValue);
            write.Add(0, ulong.MaxValue);
            execute.Add(0, ulong.MaxValue);
        }
        else if (!IsolationMechanism.Of(compartment).HasBounds)
        {
            AddPages(id, read, write, execute);
        }
        else
        {
            Follow(_roots[id].Concat(_everyones), read, write, execute, sealedEntries);
        }

        var gates = _image.Plan.Gates.Count(g => g.From == id);
        return new(id, compartment.Name, MechanismNames.NameOf(compartment.Mechanism, compartment.Gate), isEverything, [.. Regions(read, write, execute).Select(r => r with { Why = Why(id, isEverything, r) })], sealedEntries.Count, gates);
    }

    // Where pages isolate, a compartment's capabilities cover everything, and what it has mapped is what it reaches: its text, its
    // data, and the shared region and the UART if the boot table says so (kernel/guest/flexos-page-table).
    private void AddPages(int id, IntervalSet read, IntervalSet write, IntervalSet execute)
    {
        var bounds = _image.Bounds[id];
        var flags = FlagsOf(id);
        execute.Add(bounds.TextStart, bounds.TextEnd);
        List<(ulong Start, ulong End)> data = [(bounds.DataStart, bounds.DataEnd)];
        if ((flags & MapsShared) != 0)
        {
            data.AddRange(_image.Regions.Where(r => r.Kind == RegionKind.Shared).Select(r => (r.Start, r.Start + r.Size)));
        }

        if ((flags & MapsConsole) != 0 && _image.Profile.UartBase is { } uart)
        {
            data.Add((uart, uart + UartSize));
        }

        read.Add(bounds.TextStart, bounds.TextEnd);
        foreach (var (start, end) in data)
        {
            var (first, last) = (start & ~(PageSize - 1), (end + PageSize - 1) & ~(PageSize - 1));
            read.Add(first, last);
            write.Add(first, last);
        }
    }

    private ulong FlagsOf(int id)
    {
        if (_machine is null)
        {
            var console = _image.Symbols.FirstOrDefault(s => s.Name == "ukplat_console_capability")?.Compartment;
            return (_image.Plan.SharedBy.Contains(id) ? MapsShared : 0) | (console == id ? MapsConsole : 0);
        }

        Span<byte> word = stackalloc byte[8];
        var table = _image.Symbols.FirstOrDefault(s => s is { Compartment: < 0, Name: BootTable.Symbol });
        var offset = 8 * (ulong)(BootTable.HeaderWords + (id * BootTable.CompartmentWords) + FlagsWord);
        return table is not null && _machine.Machine.ReadVirtual(table.Address + offset, word) == word.Length ? BitConverter.ToUInt64(word) : 0;
    }

    private void Follow(IEnumerable<Capability> roots, IntervalSet read, IntervalSet write, IntervalSet execute, HashSet<Capability> sealedEntries)
    {
        var open = new Queue<Capability>(roots);
        var seen = new HashSet<(ulong, UInt128, CapabilityPermissions)>();
        while (open.TryDequeue(out var capability))
        {
            if (capability.IsSealed)
            {
                sealedEntries.Add(capability);
                continue;
            }

            var bounds = capability.Bounds;
            var permissions = capability.Permissions;
            if (!capability.Tag || !bounds.IsValid || !seen.Add((bounds.Base, bounds.Limit, permissions)))
            {
                continue;
            }

            var (start, end) = (bounds.Base, bounds.Limit > ulong.MaxValue ? ulong.MaxValue : (ulong)bounds.Limit);
            AddIf(read, CapabilityPermissions.Load);
            AddIf(write, CapabilityPermissions.Store);
            AddIf(execute, CapabilityPermissions.Execute);
            if (capability.Has(CapabilityPermissions.Load | CapabilityPermissions.LoadCap))
            {
                foreach (var loaded in LoadedFrom(start, end))
                {
                    open.Enqueue(capability.Has(CapabilityPermissions.MutableLoad) || loaded.IsSealed ? loaded : loaded.ClearPermissions(Mutable));
                }
            }

            void AddIf(IntervalSet set, CapabilityPermissions permission)
            {
                if (permissions.HasFlag(permission))
                {
                    set.Add(start, end);
                }
            }
        }
    }

    /// <summary>Which of its capabilities gets it there.</summary>
    private string Why(int id, bool isEverything, ReachedRegion reached)
    {
        if (isEverything)
        {
            return "nothing limits it";
        }

        var bounds = _image.Bounds[id];
        var hasBounds = IsolationMechanism.Of(_image.Plan.Configuration.Compartments[id]).HasBounds;
        if (_image.Regions.FirstOrDefault(r => r.Name == reached.Region) is not { } region)
        {
            return reached.Region == "UART" ? hasBounds ? "through the console's capability in its data" : "by its pages: it has the console" : "by bounds that were rounded until a capability can have them";
        }

        var holds = AreaOf(region) is { } shared && Variables(shared) is { Count: > 0 } variables && region.Kind == RegionKind.Shared ? $"; there: {string.Join(' ', variables.Take(MostVariables))}{(variables.Count > MostVariables ? " …" : "")}" : "";
        if (AreaOf(region) is { } area)
        {
            return area.IsRegister ? $"through the capability in c18 that every compartment has{holds}"
                : $"{(hasBounds ? "inside its DDC where it overlaps with" : "by pages that it shares with")} {string.Join(" and ", area.Compartments.Where(c => c != id).Select(c => _image.CompartmentName(c)))}{holds}";
        }

        var (textStart, textEnd) = IsolationMechanism.Of(_image.Plan.Configuration).SharesText ? _image.AllText : (bounds.TextStart, bounds.TextEnd);
        return Inside(textStart, textEnd) ? "inside its PCC"
            : Inside(bounds.DataStart, bounds.DataEnd) ? "inside its DDC"
            : region.Compartment == id ? "by its pages" : "by a capability that it can load";

        bool Inside(ulong start, ulong end) => hasBounds && region.Start >= start && region.Start + region.Size <= end;
    }

    private SharedArea? AreaOf(Region region) => region.Kind != RegionKind.Shared ? null : _image.Plan.Areas.FirstOrDefault(a =>
        region.Name.StartsWith(a.IsRegister ? RegisterName : a.Index == 0 ? "shared " : $"shared {a.Index} ", StringComparison.Ordinal) && (a.Index != 0 || a.IsRegister || !char.IsAsciiDigit(region.Name["shared ".Length])));

    private static List<string> Variables(SharedArea area) =>
        [.. area.Pieces.SelectMany(p => p.Symbols).Where(s => !s.IsFunction && s.Name.Length != 0).Select(s => s.Name).Distinct().Order(StringComparer.Ordinal)];

    private IEnumerable<Capability> LoadedFrom(ulong start, ulong end)
    {
        var (low, high) = (0, _tagged.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _tagged[middle].Address < start ? (middle + 1, high) : (low, middle);
        }

        for (; low < _tagged.Count && _tagged[low].Address + Capability.SizeInMemory <= end; low++)
        {
            yield return _tagged[low].Capability;
        }
    }

    private IEnumerable<ReachedRegion> Regions(IntervalSet read, IntervalSet write, IntervalSet execute)
    {
        var (padding, outside) = (new ReachedRegion("padding", "", -1, 0, 0, 0), new ReachedRegion("RAM outside the image", "", -1, 0, 0, 0));
        var (first, last) = (_image.Regions[0].Start, _image.Regions[^1].Start + _image.Regions[^1].Size);
        var cursor = first;
        foreach (var region in _image.Regions)
        {
            padding = Sum(padding, Bytes("padding", "", -1, cursor, region.Start));
            cursor = region.Start + region.Size;
            var owner = region.Kind == RegionKind.Shared ? "shared" : _image.CompartmentName(region.Compartment);
            if (Bytes(region.Name, owner, region.Compartment, region.Start, cursor) is { Read: > 0 } or { Write: > 0 } or { Execute: > 0 })
            {
                yield return Bytes(region.Name, owner, region.Compartment, region.Start, cursor);
            }
        }

        outside = Sum(Sum(outside, Bytes("", "", -1, _ramStart, first)), Bytes("", "", -1, last, _ramEnd));
        var uart = _image.Profile.UartBase is { } uartBase ? Bytes("UART", "", -1, uartBase, uartBase + UartSize) : padding with { Read = 0, Write = 0, Execute = 0 };
        foreach (var rest in new[] { padding, uart, outside })
        {
            if (rest.Read + rest.Write + rest.Execute != 0)
            {
                yield return rest;
            }
        }

        // Pages of code are mapped read-only and may be run; all others are the opposite (kernel/guest/ukboot/mmu.c).
        ReachedRegion Bytes(string name, string owner, int id, ulong start, ulong end) => start >= end ? new(name, owner, id, 0, 0, 0) : new(
            name, owner, id, read.Within(start, end),
            write.Within(start, end) - _code.Intervals.Aggregate(0UL, (sum, page) => sum + write.Within(Math.Max(start, page.Start), Math.Min(end, page.End))),
            _code.Intervals.Aggregate(0UL, (sum, page) => sum + execute.Within(Math.Max(start, page.Start), Math.Min(end, page.End))));
    }

    private static ReachedRegion Sum(ReachedRegion a, ReachedRegion b) => a with { Read = a.Read + b.Read, Write = a.Write + b.Write, Execute = a.Execute + b.Execute };
}
