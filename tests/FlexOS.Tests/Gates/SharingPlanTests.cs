using FlexCap.FlexOS.Internal.Linking;
using FlexCap.FlexOS.Tests.Linking;

namespace FlexCap.FlexOS.Tests.Gates;

public sealed class SharingPlanTests
{
    private const uint Ret = 0xd65f03c0;

    private static string Yaml(int compartments, string rest) => "name: app\ncompartments:\n"
        + string.Concat(Enumerable.Range(0, compartments).Select(i => $"  - {{name: c{i}, mechanism: morello, default: {(i == 0 ? "true" : "false")}}}\n"))
        + "libraries:\n" + string.Concat(Enumerable.Range(1, compartments - 1).Select(i => $"  lib{i}: {{compartment: c{i}}}\n")) + rest;

    private static TestObject[] Objects(int compartments) =>
        [
            new TestObject("app", LibraryRole.Application).Caller("main", [.. Enumerable.Range(1, compartments - 1).Select(i => $"f{i}")]),
            .. Enumerable.Range(1, compartments - 1).Select(i => new TestObject($"lib{i}").Function($"f{i}", Ret)),
        ];

    private static (Plan? Plan, IReadOnlyList<Diagnostics.Diagnostic> Diagnostics) Check(int compartments, string rest)
    {
        Configuration.Parse(Yaml(compartments, rest)).TryCheck(TestObject.Catalogue(Objects(compartments)), out var plan, out var diagnostics);
        return (plan, diagnostics);
    }

    [Fact]
    public void Compartments_that_share_lie_on_a_path_with_a_region_between_each_two()
    {
        var (plan, diagnostics) = Check(4, "edges: [{from: c2, to: c0, sharing: overlap}, {from: c2, to: c3, sharing: overlap}, {from: c1, to: c3, sharing: overlap}]");
        Assert.Empty(diagnostics);
        Assert.Equal(["0,2", "2,3", "1,3"], plan!.Areas.Select(a => string.Join(',', a.Compartments)));
        var bounds = plan.Link().Bounds;
        // c0 | region | c2 | region | c3 | region | c1
        foreach (var (left, right) in new[] { (0, 2), (2, 3), (3, 1) })
        {
            var (start, end) = (bounds[right].DataStart, bounds[left].DataEnd);
            Assert.True(end > start, $"{left} and {right} do not overlap");
            Assert.True(end - start >= Compartment.StackSize && (end - start) % Compartment.StackSize == 0);
        }

        foreach (var (one, other) in new[] { (0, 3), (0, 1), (2, 1) })
        {
            Assert.True(bounds[one].DataEnd <= bounds[other].DataStart || bounds[other].DataEnd <= bounds[one].DataStart, $"{one} and {other} overlap");
        }

        Assert.All(bounds, b => Assert.True(Linker.IsExact(b.DataStart, b.DataEnd)));
    }

    [Theory]
    [InlineData(4, "edges: [{from: c0, to: c1, sharing: overlap}, {from: c0, to: c2, sharing: overlap}, {from: c0, to: c3, sharing: overlap}]", "FX0350", "an interval has two ends")]
    [InlineData(3, "edges: [{from: c0, to: c1, sharing: overlap}, {from: c1, to: c2, sharing: overlap}, {from: c2, to: c0, sharing: overlap}]", "FX0350", "a ring")]
    [InlineData(2, "edges: [{from: c0, to: c0, sharing: copy}]", "FX0288", "to itself")]
    [InlineData(2, "edges: [{from: c0, to: c1, sharing: copy}, {from: c0, to: c1, sharing: overlap}]", "FX0288", "written twice")]
    public void What_cannot_overlap_is_explained(int compartments, string rest, string id, string part)
    {
        var configuration = Configuration.TryParse(Yaml(compartments, rest), "t.yaml", out var parsed, out var diagnostics) ? parsed : null;
        if (configuration is not null)
        {
            configuration.TryCheck(TestObject.Catalogue(Objects(compartments)), out _, out diagnostics);
        }

        var found = Assert.Single(diagnostics, d => d.Id == id);
        Assert.Contains(part, found.Message, StringComparison.Ordinal);
        Assert.NotEmpty(found.Help);
    }

    [Fact]
    public void What_is_shared_with_nobody_that_is_there_is_told()
    {
        var objects = new TestObject[] { new TestObject("app", LibraryRole.Application).Caller("main", "f1").Variable("seen", 1, ".data_shared.with.nobody").Refer(".text.main", 0, TestObject.PageHi21, "seen"), Objects(2)[1] };
        Configuration.Parse(Yaml(2, "")).TryCheck(TestObject.Catalogue(objects), out _, out var diagnostics);
        var found = Assert.Single(diagnostics, d => d.Id == "FX0351");
        Assert.Contains("'nobody'", found.Message, StringComparison.Ordinal);
        Assert.Equal((1, 7), (found.Location.Line, found.Location.Column));
    }

    [Fact]
    public void Where_compartments_cannot_overlap_data_is_copied_and_that_is_told()
    {
        var contract = LibraryInterface.Parse("functions: {f1: {arguments: [{name: text, pass: string}]}, f2: {arguments: [{name: text, pass: string}]}, f3: {arguments: [{name: text, pass: string}]}}", "interface.yaml");
        var catalogue = TestObject.Catalogue(Objects(4));
        Configuration.Parse(Yaml(4, "sharing: overlap")).TryCheck(new([.. catalogue.Objects.Select(o => o.Library.Role == LibraryRole.Library ? o.With(contract) : o)]), out _, out var diagnostics);
        var found = Assert.Single(diagnostics, d => d.Id == "FX0352");
        Assert.Contains("data is copied", found.Message, StringComparison.Ordinal);
        Assert.Equal((11, 10), (found.Location.Line, found.Location.Column));
    }

    [Fact]
    public void Page_tables_bound_no_register()
    {
        Configuration.Parse("name: helloworld\ncompartments: [{name: c0, mechanism: page-table, default: true}, {name: c1, mechanism: page-table}]\nedges: [{from: c0, to: c1, sharing: shared-register}]").TryCheck(out _, out var diagnostics);
        var found = Assert.Single(diagnostics, d => d.Id == "FX0354");
        Assert.Contains("shared-register", found.Help, StringComparison.Ordinal);
        Assert.True(found.Location.Line > 0);
    }

    [Fact]
    public void A_heap_can_lie_in_the_region()
    {
        var configuration = Configuration.Parse(Yaml(2, "shared_between: [c0, c1]").Replace("c1, mechanism: morello", "c1, mechanism: morello, heap: {size: 1 MiB, shared: true}", StringComparison.Ordinal));
        Assert.True(configuration.Compartments[1].IsHeapShared);
        Assert.Equal(configuration, Configuration.Parse(configuration.ToYaml()));
        Assert.True(configuration.TryCheck(TestObject.Catalogue(Objects(2)), out var plan, out _));
        var image = plan!.Link();
        var heap = image.Regions.Single(r => r.Name == "c1 heap");
        Assert.True(heap.Start >= image.Bounds[0].DataStart && heap.Start + heap.Size <= image.Bounds[0].DataEnd, "the neighbour reaches it");
        Assert.True(heap.Size >= 1 << 20);
        Configuration.Parse(Yaml(2, "").Replace("c1, mechanism: morello", "c1, mechanism: morello, heap: {shared: true}", StringComparison.Ordinal))
            .TryCheck(TestObject.Catalogue(Objects(2)), out _, out var diagnostics);
        Assert.Contains(diagnostics, d => d.Id == "FX0353");
    }

    [Fact]
    public void What_a_configuration_says_of_sharing_is_written_as_it_was_read()
    {
        var configuration = Configuration.Parse(Yaml(3, "sharing: copy\nedges: [{from: c0, to: c1, sharing: shared-register}]\nshared_heap: 64 KiB"));
        Assert.Equal((Sharing.Copy, 65536UL), (configuration.Sharing, configuration.SharedHeapSize));
        Assert.Equal(("c0", "c1", Sharing.SharedRegister), (configuration.Edges[0].From, configuration.Edges[0].To, configuration.Edges[0].Sharing));
        Assert.Equal(configuration, Configuration.Parse(configuration.ToYaml()));
        Assert.NotEqual(configuration, configuration with { Edges = [] });
    }
}
