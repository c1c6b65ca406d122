using System.Xml.Linq;
using FlexCap.FlexOS.Views;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.Views;

/// <summary>Views of images of the real micro-libraries, before and after they have run.</summary>
public class ImageViewTests
{
    private static FlexOSMachine Ran(Configuration configuration)
    {
        var machine = configuration.Boot();
        Assert.True(machine.Run(100_000_000).Stop is StopReason.Halted);
        return machine;
    }

    public static TheoryData<string> Names => [.. ImageViews.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_view_has_text_a_well_formed_picture_and_a_rectangular_table(string name)
    {
        foreach (var configuration in new[] { Configurations.Isolation, Configurations.Isolation.WithMechanism(Mechanism.Function), Configurations.ManyCompartments(30) })
        {
            var image = configuration.Check().Link();
            foreach (var view in new[] { image.View(name), Ran(configuration).View(name) })
            {
                Assert.Equal(name, view.Name);
                Assert.NotEmpty(view.ToText());
                var svg = view.ToSvg();
                Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
                Assert.DoesNotContain("href", svg, StringComparison.Ordinal);
                Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
                Assert.Equal(svg, view.ToSvg());
                var lines = view.ToCsv().Split('\n')[..^1];
                Assert.All(lines, line => Assert.Equal(lines[0].Count(c => c == ','), line.Count(c => c == ',')));
            }
        }

        Assert.Throws<ArgumentException>(() => Configurations.HelloWorld.Check().Link().View("nothing"));
    }

    [Fact]
    public void What_is_planned_is_what_the_trusted_base_makes()
    {
        var machine = Ran(Configurations.Isolation);
        var planned = machine.Image.CapabilityTable();
        var live = machine.CapabilityTable().Entries.Where(e => e.Address is not null).ToLookup(e => e.Address);
        Assert.NotEmpty(planned.Entries);
        Assert.All(planned.Entries, entry => Assert.Equal(entry, Assert.Single(live[entry.Address])));
        Assert.Contains(planned.Entries, e => e is { Name: "console", Holder: "comp1" });
        Assert.Contains(planned.Entries, e => e is { Name: "switcher entry", Holder: "comp2" } && e.Capability.ObjectType == ObjectTypes.LoadPairBranch);
        Assert.Contains("comp2", planned.ToText(), StringComparison.Ordinal);
        Assert.Contains("rw-RW-", planned.ToText(), StringComparison.Ordinal);
    }

    public static TheoryData<string, int> Boots
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in MechanismNames.All)
            {
                data.Add(name, 1);
                data.Add(name, 3);
            }

            return data;
        }
    }

    /// <summary>When main begins, the image holds the planned capabilities, main's way back and no other; what the trusted base left behind on its own stack is not counted.</summary>
    [Theory]
    [MemberData(nameof(Boots))]
    public void The_planned_table_is_what_the_machine_has_after_boot(string mechanism, int threads)
    {
        Configuration[] configurations =
        [
            Configurations.FirstCompartments, Configurations.HelloWorld,
            Configuration.Parse("name: flexos-threads\nthreads: 2\ncompartments: [{name: a, mechanism: morello, default: true}, {name: b, mechanism: morello}]\nlibraries: {flexos-threads-outer: {compartment: b}, flexos-threads-inner: {compartment: b}}\n"),
            .. mechanism == "morello/shared-stack" ? Array.Empty<Configuration>() : [Configurations.Isolation, Configurations.ManyCompartments(5)],
            .. mechanism == "page-table" ? Array.Empty<Configuration>() : [Configuration.Parse("name: flexos-typed\ncompartments: [{name: a, mechanism: morello, default: true}, {name: b, mechanism: morello}]\nlibraries: {flexos-typed-callee: {compartment: b}}\nsharing: shared-register\n")],
        ];
        foreach (var configuration in configurations)
        {
            var image = (configuration.WithMechanism(mechanism) with { Threads = threads }).Check().Link();
            var machine = image.Load();
            machine.Machine.AddBreakpoint(image.Symbols.First(s => s is { Name: "main", IsFunction: true, Compartment: >= 0 }).Address);
            Assert.IsType<StopReason.Breakpoint>(machine.Run(10_000_000).Stop);
            var planned = image.CapabilityTable().Entries.Where(e => e.Address is not null).ToList();
            var stack = image.Regions.Single(r => r.Name == "boot stack");
            var actual = machine.CapabilityTable().Entries.Where(e => e.Address is { } address && !(address >= stack.Start && address < stack.Start + stack.Size)).ToList();
            var back = actual.RemoveAll(e => e.Name == "way back out of main");
            Assert.Equal(mechanism switch { "morello" or "morello/artefact" or "morello/hardened" => 1, "morello/sealed-pair" or "morello/shared-stack" => 2, _ => 0 }, back);
            Assert.True(planned.SequenceEqual(actual), $"planned only: {string.Join('\n', planned.Except(actual))}\nactual only: {string.Join('\n', actual.Except(planned))}");
        }
    }

    [Fact]
    public void Heaps_show_what_is_used_the_peak_and_what_is_free()
    {
        var machine = Ran(Configuration.Parse("name: flexos-selftest\ncompartments: [{name: a, mechanism: morello, default: true}, {name: b, mechanism: morello}]\nlibraries: {flexos-selftest: {compartment: b}}\n"));
        var heap = machine.Heaps.First(h => h.Peak > 0);
        var row = machine.MemoryUse().Rows.Single(r => r.Owner == heap.Compartment);
        Assert.Equal((heap.InUse, heap.Peak, heap.Size - heap.InUse), (row.HeapInUse!.Value, row.HeapPeak!.Value, row.HeapFree!.Value));
        Assert.Contains("heap peak", machine.MemoryUse().ToText(), StringComparison.Ordinal);
        Assert.DoesNotContain("heap peak", machine.Image.MemoryUse().ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_are_counted_and_named()
    {
        var machine = Ran(Configurations.FirstCompartments.WithParameter("repetitions", 20).WithParameter("warmup", 3));
        var edge = Assert.Single(machine.CallGraph().Edges);
        Assert.Equal(("flexos_microbenchmark_empty", 23L), (edge.Functions[0].Function, edge.Functions[0].Calls!.Value));
        Assert.Equal(edge.Calls, machine.GateMatrix().Cell(edge.From, edge.To).Calls);
        Assert.Null(machine.Image.CallGraph().Edges[0].Calls);
        Assert.Contains("flexos_microbenchmark_empty (23)", machine.CallGraph().ToText(), StringComparison.Ordinal);
        Assert.Matches(@"c\d -> c\d \[label=""flexos_microbenchmark_empty \(23\)", machine.CallGraph().ToDot());
        Assert.All(machine.CallGraph().Nodes, n => Assert.NotEqual(0UL, n.CodeBytes));
    }

    [Fact]
    public void A_compartment_reaches_its_own_and_what_is_shared_and_no_more()
    {
        var reach = Configurations.Isolation.Check().Link().Reach();
        Assert.All(reach.Compartments, c =>
        {
            Assert.False(c.IsEverything);
            Assert.DoesNotContain(c.Regions, r => r.OwnerId >= 0 && r.OwnerId != c.Compartment);
            Assert.DoesNotContain(c.Regions, r => r.Owner == "trusted base" || r.Region == "RAM outside the image");
            var bounds = reach.Image.Bounds[c.Compartment];
            Assert.Equal(bounds.DataEnd - bounds.DataStart, c.Write - c.Regions.Where(r => r.Region == "UART").Aggregate(0UL, (sum, r) => sum + r.Write));
            Assert.All(c.Regions, r => Assert.False(r is { Write: > 0, Execute: > 0 }));
        });

        // The console's capability lies in one compartment's data; sealed are the entry of the switcher and the way back out of main.
        Assert.Equal(["comp1"], reach.Compartments.Where(c => c.Regions.Any(r => r.Region == "UART")).Select(c => c.Name));
        Assert.Equal(2, reach.Compartments[0].SealedEntries);
    }

    [Fact]
    public void A_capability_in_memory_extends_what_is_reached_through_others()
    {
        var machine = Ran(Configurations.Isolation);
        var image = machine.Image;
        var (attacker, victim) = (image.Bounds[1], image.Bounds[2]);
        Assert.DoesNotContain(machine.Reach().Compartments[1].Regions, r => r.OwnerId == 2);

        // A read-only capability to the victim's heap, in which lies one to its stack that may also be written: read-only is what is left of it.
        Put(machine.Machine, attacker.DataEnd - 16, Make(victim.DataEnd - 4096, 4096, CapabilityPermissions.Load | CapabilityPermissions.LoadCap));
        Put(machine.Machine, victim.DataEnd - 16, Make(victim.DataStart, 256, CapabilityPermissions.Load | CapabilityPermissions.Store));
        var regions = machine.Reach().Compartments[1].Regions.Where(r => r.OwnerId == 2).ToList();
        Assert.Equal([("comp3 stack", 256UL, 0UL, 0UL), ("comp3 heap", 4096UL, 0UL, 0UL)], regions.Select(r => (r.Region, r.Read, r.Write, r.Execute)));

        // Sealed, it opens nothing.
        Put(machine.Machine, attacker.DataEnd - 16, Make(victim.DataEnd - 4096, 4096, CapabilityPermissions.Load | CapabilityPermissions.LoadCap).SealEntry(ObjectTypes.LoadPairBranch));
        Assert.DoesNotContain(machine.Reach().Compartments[1].Regions, r => r.OwnerId == 2);
    }

    private static Capability Make(ulong start, ulong length, CapabilityPermissions permissions) =>
        Capability.Maximal.SetValue(start).SetBounds(length, exact: true).ClearPermissions(~permissions & CapabilityPermissions.All);

    private static void Put(Machine machine, ulong address, Capability capability)
    {
        var bytes = new byte[16];
        capability.Write(bytes);
        machine.WriteMemory(address, bytes);
        machine.WriteTag(address, capability.Tag);
    }

    [Fact]
    public void Without_isolation_everything_is_reached()
    {
        var reach = Configurations.Isolation.WithMechanism(Mechanism.Function).Check().Link().Reach();
        Assert.All(reach.Compartments, c =>
        {
            Assert.True(c.IsEverything);
            Assert.Equal(reach.Image.Profile.RamSize + 0x1000, c.Read);
            Assert.True(c.Write < c.Read);
            Assert.All(reach.Image.Regions.Where(r => r.Kind == RegionKind.Code), r => Assert.Contains(c.Regions, x => x.Region == r.Name && x.Execute == r.Size && x.Write == 0));
        });
    }

    [Fact]
    public void The_trusted_base_is_counted_and_who_trusts_whom()
    {
        var isolated = Configurations.Isolation.Check().Link().TrustedBase();
        var text = isolated.Image.Regions.Single(r => r.Name == "trusted text").Size;
        Assert.InRange(isolated.CodeBytes, text - 4096, text); // the vectors are aligned to 2 KiB
        Assert.Equal(["flexos-blocks", "flexos-core", "ukboot"], isolated.Parts.Where(p => p is { Compartment: < 0, CodeBytes: > 0 }).Select(p => p.Name));
        Assert.InRange(isolated.SourceLines!.Value, 500, 5000);
        Assert.All(isolated.Compartments, c => Assert.Equal(0UL, c.OthersBytes));
        var open = Configurations.Isolation.WithMechanism(Mechanism.Function).Check().Link().TrustedBase();
        Assert.All(open.Compartments, c => Assert.Equal(open.Compartments.Aggregate(0UL, (sum, o) => sum + o.OwnBytes), c.OwnBytes + c.OthersBytes));
    }

    [Theory]
    [InlineData(Mechanism.Function)]
    [InlineData(Mechanism.Morello)]
    public void Every_byte_of_memory_has_an_owner_and_a_purpose(Mechanism mechanism)
    {
        foreach (var configuration in new[] { Configurations.FirstCompartments, Configurations.Isolation, Configurations.ManyCompartments(12) })
        {
            var image = configuration.WithMechanism(mechanism).Check().Link();
            var use = image.MemoryUse();
            Assert.Equal(image.Regions[^1].Start + image.Regions[^1].Size - image.Regions[0].Start, use.Total);
            Assert.Equal(image.Regions.Where(r => r.Kind == RegionKind.Code).Aggregate(0UL, (sum, r) => sum + r.Size), use.Rows.Aggregate(0UL, (sum, r) => sum + r.Code));
            Assert.All(use.Rows.Where(r => r.Compartment >= 0), r => Assert.Equal(configuration.Compartments[r.Compartment].HeapSize, r.Heap));
        }
    }

    [Theory]
    [InlineData("function", false)]
    [InlineData("morello/hardened", false)]
    [InlineData("page-table", true)]
    public void Page_tables_are_built_behind_the_image_and_counted(string mechanism, bool hasTables)
    {
        var image = Configurations.ManyCompartments(5).WithMechanism(mechanism).Check().Link();
        var linked = image.Regions[^1].Start + image.Regions[^1].Size - image.Regions[0].Start;
        var use = image.MemoryUse();
        var tables = use.Rows.Single(r => r.Owner == "trusted base").PageTables;
        Assert.Equal(linked + tables, use.Total);
        Assert.Equal(hasTables, use.ToText().Contains("page tables", StringComparison.Ordinal));
        if (hasTables)
        {
            // At least one at each of three levels for each compartment, and the same when it has run.
            Assert.Equal(0UL, tables % 4096);
            Assert.True(tables >= 5 * 3 * 4096, $"{tables} bytes");
            var machine = image.Load();
            machine.Run(50_000_000);
            Assert.Equal(tables, machine.MemoryUse().Rows.Single(r => r.Owner == "trusted base").PageTables);
        }
        else
        {
            Assert.Equal(0UL, tables);
        }
    }

    [Fact]
    public void A_run_says_what_was_allocated_and_what_is_needed()
    {
        var machine = Configuration.Parse("""
            name: flexos-selftest
            compartments: [{name: comp1, mechanism: morello, default: true}, {name: comp2, mechanism: morello}]
            libraries: {flexos-selftest: {compartment: comp2}}
            """).Boot();
        Assert.Null(machine.Image.MemoryUse().Needed);
        machine.Run(50_000_000);
        var use = machine.MemoryUse();
        var heap = Assert.Single(machine.Heaps);
        Assert.Equal((heap.InUse, heap.Peak), (use.Rows.Single(r => r.Owner == heap.Compartment).HeapInUse, use.HeapPeak));
        Assert.True(heap.Peak > 0);
        Assert.Equal(use.Total - use.Rows.Aggregate(0UL, (sum, r) => sum + r.Heap) + heap.Peak, use.Needed);
        var comparison = MemoryUse.Compare([KeyValuePair.Create("linked", machine.Image.MemoryUse()), KeyValuePair.Create("run", use)]);
        var rows = comparison.ToCsv().TrimEnd('\n').Split('\n');
        Assert.EndsWith(",heap peak,needed", rows[0], StringComparison.Ordinal);
        Assert.EndsWith(",,", rows[1], StringComparison.Ordinal);
        Assert.EndsWith($",{use.HeapPeak},{use.Needed}", rows[2], StringComparison.Ordinal);
        Assert.Contains("heap never allocated", comparison.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void Configurations_are_compared()
    {
        var comparison = MemoryUse.Compare(new[] { Mechanism.Function, Mechanism.Morello }.Select(m => KeyValuePair.Create($"{m}", Configurations.Isolation.WithMechanism(m).Check().Link())));
        Assert.Equal(3, comparison.ToCsv().Split('\n').Length - 1);
        Assert.Contains("Morello", comparison.ToSvg(), StringComparison.Ordinal);
    }
}
