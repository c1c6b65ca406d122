using FlexCap.FlexOS.Internal.Planning;
using static FlexCap.FlexOS.Tests.Linking.TestObject;

namespace FlexCap.FlexOS.Tests.Linking;

public class ReplicatedLibraryTests
{
    private static TestObject App() => new TestObject("app", LibraryRole.Application).Caller("main", "f", "allocate");

    private static TestObject Lib() => new TestObject("lib").Caller("f", "allocate");

    // State behind a static function, as in ukalloc.
    private static TestObject Allocator(string name, bool preferred = false) =>
        new TestObject(name) { IsReplicated = true, IsPreferred = preferred }.Function("allocate", Adrp, Ret).Variable("heap").Refer(".text.allocate", 0, PageHi21, "heap");

    private static Plan Check(string yaml, params TestObject[] objects) => PlannerTests.Check(yaml, Catalogue(objects));

    private static string[] Instances(Plan plan, string from) =>
        [.. plan.Libraries.Where(l => l.From == from).Select(l => $"{l.Name}:{l.Compartment}:{(l.IsRequested ? "named" : "taken in")}").Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_compartment_that_calls_one_gets_its_own_code_and_data()
    {
        var plan = Check(PlannerTests.Two, App(), Lib(), Allocator("alloc"));
        Assert.Equal(["alloc:0:taken in", "alloc@comp2:1:taken in"], Instances(plan, "alloc"));
        Assert.Equal([new Gate(0, 1, "f", Mechanism.Morello)], plan.Gates);
        foreach (var section in new[] { ".text.allocate", ".data.heap" })
        {
            Assert.Equal([0, 1], plan.Pieces.Where(p => p.Name == section).Select(p => p.Compartment));
        }

        // Each code refers to the data beside it.
        Assert.All(plan.Pieces.Where(p => p.Name == ".text.allocate"), p => Assert.Equal(p.Compartment, Assert.IsType<Target.InPiece>(Assert.Single(p.Relocations).Target).Piece.Compartment));
    }

    [Fact]
    public void Nobody_gets_one_who_does_not_refer_to_it()
    {
        var plan = Check(PlannerTests.Two, new TestObject("app", LibraryRole.Application).Caller("main", "f"), Lib(), Allocator("alloc"));
        Assert.Equal(["alloc@comp2:1:taken in"], Instances(plan, "alloc"));
    }

    [Theory]
    [InlineData("comp1", "alloc:0:named", "alloc@comp2:1:taken in")]
    [InlineData("comp2", "alloc:1:named", "alloc@comp1:0:taken in")]
    public void A_named_instance_is_that_of_its_compartment_and_of_no_other(string compartment, string first, string second) =>
        Assert.Equal([first, second], Instances(Check(PlannerTests.Two + $"\n  alloc: {{compartment: {compartment}}}", App(), Lib(), Allocator("alloc")), "alloc"));

    [Fact]
    public void The_configuration_chooses_among_several_for_one_compartment_or_for_all()
    {
        TestObject[] Objects() => [App(), Lib(), Allocator("alloc", preferred: true), Allocator("buddy")];
        Assert.Equal(["alloc:0:taken in", "alloc@comp2:1:taken in"], Instances(Check(PlannerTests.Two, Objects()), "alloc"));

        var one = Check(PlannerTests.Two + "\n  buddy: {compartment: comp2}", Objects());
        Assert.Equal(["alloc:0:taken in"], Instances(one, "alloc"));
        Assert.Equal(["buddy:1:named"], Instances(one, "buddy"));

        var all = Check(PlannerTests.Two + "\n  buddy: {}", Objects());
        Assert.Empty(Instances(all, "alloc"));
        Assert.Equal(["buddy:0:named", "buddy@comp2:1:taken in"], Instances(all, "buddy"));
    }

    [Fact]
    public void Two_for_one_compartment_are_an_error()
    {
        var yaml = PlannerTests.Two + "\n  alloc: {compartment: comp2}\n  buddy: {compartment: comp2}";
        Assert.False(Configuration.Parse(yaml).TryCheck(Catalogue(App(), Lib(), Allocator("alloc", preferred: true), Allocator("buddy")), out _, out var diagnostics));
        Assert.Contains("alloc, buddy", Assert.Single(diagnostics, d => d.Id == "FX0306").Message, StringComparison.Ordinal);
    }
}
