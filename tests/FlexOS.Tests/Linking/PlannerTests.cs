using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Planning;
using static FlexCap.FlexOS.Tests.Linking.TestObject;

namespace FlexCap.FlexOS.Tests.Linking;

public class PlannerTests
{
    internal const string Two = """
        name: app
        compartments:
          - {name: comp1, mechanism: morello, default: true}
          - {name: comp2, mechanism: morello}
        libraries:
          lib: {compartment: comp2}
        """;

    internal static Plan Check(string yaml, LibraryCatalogue catalogue)
    {
        Assert.True(Configuration.Parse(yaml).TryCheck(catalogue, out var plan, out var diagnostics), string.Join('\n', diagnostics));
        return plan!;
    }

    private static Diagnostic Error(string id, string yaml, params TestObject[] objects)
    {
        Assert.False(Configuration.Parse(yaml).TryCheck(Catalogue(objects), out _, out var diagnostics));
        return Assert.Single(diagnostics, d => d.Id == id);
    }

    private static TestObject App(params string[] callees) => new TestObject("app", LibraryRole.Application).Caller("main", callees);

    [Fact]
    public void A_call_across_is_a_gate_and_a_call_inside_is_none()
    {
        var catalogue = Catalogue(App("f", "g", "f"), new TestObject("lib").Function("f", Ret).Caller("g", "f"));
        Assert.Equal([new Gate(0, 1, "f", Mechanism.Morello), new Gate(0, 1, "g", Mechanism.Morello)], Check(Two, catalogue).Gates);
        Assert.Empty(Check(Two.Replace("compartment: comp2", "compartment: comp1", StringComparison.Ordinal), catalogue).Gates);
    }

    [Fact]
    public void What_nothing_refers_to_is_left_out_and_what_something_needs_is_taken_in()
    {
        var catalogue = Catalogue(
            App("f"), new TestObject("lib").Function("f", Ret).Caller("unused", "nowhere"), new TestObject("other").Function("h", Ret));
        var plan = Check(Two, catalogue);
        Assert.DoesNotContain(plan.Pieces, p => p.Name == ".text.unused");
        Assert.DoesNotContain(plan.Libraries, l => l.Name == "other");

        var needing = Check(Two, Catalogue(App("f", "h"), new TestObject("lib").Function("f", Ret), new TestObject("other").Function("h", Ret)));
        Assert.Contains(new PlannedLibrary("other", "other", LibraryRole.Library, 0, false), needing.Libraries.Select(l => l with { Need = null }));
    }

    [Fact]
    public void Stateless_code_is_copied_into_each_compartment_that_uses_it()
    {
        var libc = new TestObject("libc").Code(".text.stateless.copy", Adrp, Ret).Symbol("copy", ".text.stateless.copy", 0, 8, Morello.Elf.ElfSymbolType.Function)
            .Variable("constant", 7, ".rodata.constant", isReadOnly: true).Refer(".text.stateless.copy", 0, PageHi21, "constant");
        var plan = Check(Two, Catalogue(App("f", "copy"), new TestObject("lib").Caller("f", "copy"), libc));
        Assert.Equal([new Gate(0, 1, "f", Mechanism.Morello)], plan.Gates);
        Assert.Equal([0, 1], plan.Pieces.Where(p => p.Name == ".text.stateless.copy").Select(p => p.Compartment));
        Assert.Equal([0, 1], plan.Pieces.Where(p => p.Name == ".rodata.constant").Select(p => p.Compartment));
        Assert.DoesNotContain(plan.Libraries, l => l.Name == "libc");
    }

    [Fact]
    public void An_array_points_to_every_instance()
    {
        var app = App("f").Refer(".text.main", 0, PageHi21, "__instances_call_start").Refer(".text.main", 0, AddLo12, "__instances_call_end");
        var plan = Check(Two + "\n  a: {from: callee, compartment: comp2}\n  b: {from: a, compartment: comp1}", Catalogue(app, new TestObject("lib").Function("f", Ret), new TestObject("callee").Function("call", Ret)));
        Assert.Equal(["a/call", "f"], plan.Gates.Select(g => g.Function));
        var array = Assert.Single(plan.Pieces, p => p.Name == "__instances_call");
        Assert.Equal(16UL, array.Size);
        Assert.Equal(["flexos_gate_comp2_a/call", ".text.call"], array.Relocations.Select(r => r.Target is Target.ThroughGate through ? through.Gate.Entry.Piece.Name : ((Target.InPiece)r.Target).Piece.Name));
    }

    [Fact]
    public void Shared_data_is_shared_by_those_who_refer_to_it_or_by_its_owner_and_the_only_neighbour()
    {
        TestObject Lib() => new TestObject("lib").Function("f", Ret).Variable("buffer", 0, ".data_shared");
        var referring = App("f").Refer(".text.main", 0, PageHi21, "buffer");
        Assert.Equal([0, 1], Check(Two, Catalogue(referring, Lib())).SharedBy);
        var owner = App("f").Variable("text", 0, ".data_shared").Refer(".text.main", 0, PageHi21, "text");
        Assert.Equal([0, 1], Check(Two, Catalogue(owner, Lib())).SharedBy);
        var three = Two.Replace("libraries:", "  - {name: comp3, mechanism: morello}\nlibraries:\n  lib2: {compartment: comp3}", StringComparison.Ordinal);
        var two = App("f", "g").Variable("text", 0, ".data_shared").Refer(".text.main", 0, PageHi21, "text");
        var own = Check(three, Catalogue(two, Lib(), new TestObject("lib2").Function("g", Ret)));
        Assert.Empty(own.SharedBy);
        Assert.Equal("comp1 data, text+0x0", own.Link() is var image ? image.OwnerOf(image.Symbols.Single(s => s.Name == "text").Address) : "");
        Assert.Equal([0, 2], Check(three + "\nshared_between: [comp3, comp1]", Catalogue(two, Lib(), new TestObject("lib2").Function("g", Ret))).SharedBy);
    }

    [Theory]
    [InlineData("FX0301", 6, "Did you mean 'lib'?", "  lip: {compartment: comp2}")]
    [InlineData("FX0301", 6, "no micro-library 'other'", "  x: {from: other}")]
    [InlineData("FX0303", 6, "a → b → a", "  a: {from: b}\n  b: {from: a}")]
    [InlineData("FX0304", 7, "Did you mean 'rounds'?", "  lib: {}\nparameters: {round: 1}")]
    [InlineData("FX0309", 4, "'comp2' has no micro-library", "  lib: {}")]
    [InlineData("FX0310", 6, "trusted base", "  core: {}")]
    [InlineData("FX0302", 7, "Did you mean 'app'?", "  lib: {}\napplication: ap")]
    public void A_wrong_name_is_diagnosed_in_its_place(string id, int line, string part, string libraries)
    {
        var yaml = Two[..Two.IndexOf("  lib:", StringComparison.Ordinal)] + libraries;
        var app = App("f").Variable("flexos_param_rounds");
        Configuration.Parse(yaml).TryCheck(Catalogue(app, new TestObject("lib").Function("f", Ret)), out _, out var diagnostics);
        var found = diagnostics.First(d => d.Id == id);
        Assert.Equal(line, found.Location.Line);
        Assert.Contains(part, found.Message + found.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_symbol_is_diagnosed_where_its_user_is_declared()
    {
        var error = Error("FX0305", Two, App("f"), new TestObject("lib").Caller("f", "prnitf"), new TestObject("libc").Function("printf", Ret));
        Assert.Equal((6, 3), (error.Location.Line, error.Location.Column));
        Assert.Contains("'prnitf'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'printf'?", error.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_weak_symbol_is_zero() =>
        Assert.Empty(Check(Two, Catalogue(App().Refer(".text.main", 0, Call26, "nothing", binding: Morello.Elf.ElfSymbolBinding.Weak), new TestObject("lib"))).Gates);

    [Fact]
    public void An_ambiguous_symbol_is_diagnosed()
    {
        Assert.Contains("a, b", Error("FX0306", Two + "\n  a: {from: lib}\n  b: {from: lib}".Replace("from", "from", StringComparison.Ordinal), App("f"), new TestObject("lib").Function("f", Ret)).Message, StringComparison.Ordinal);
        Assert.Contains("one, two", Error("FX0306", Two, App("f"), new TestObject("lib"), new TestObject("one").Function("f", Ret), new TestObject("two").Function("f", Ret)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_of_another_compartment_is_out_of_reach()
    {
        var app = App("f").Refer(".text.main", 0, PageHi21, "counter");
        var lib = new TestObject("lib").Function("f", Ret).Variable("counter");
        Assert.Contains("'counter' of lib", Error("FX0307", Two, app, lib).Message, StringComparison.Ordinal);
        Check(Two.Replace("morello", "function", StringComparison.Ordinal), Catalogue(app, lib));
    }

    [Fact]
    public void The_trusted_base_is_out_of_reach() =>
        Assert.Contains("'_start'", Error("FX0308", Two, App("_start"), new TestObject("lib")).Message, StringComparison.Ordinal);

    [Fact]
    public void Stateless_code_with_state_is_diagnosed()
    {
        var lib = new TestObject("lib").Code(".text.stateless.f", Adrp, Ret).Symbol("f", ".text.stateless.f", 0, 8, Morello.Elf.ElfSymbolType.Function).Variable("state").Refer(".text.stateless.f", 0, PageHi21, "state");
        Assert.Contains("'state'", Error("FX0311", Two, App("f"), lib).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Three_compartments_cannot_share()
    {
        var yaml = Two.Replace("libraries:", "  - {name: comp3, mechanism: morello}\nlibraries:\n  lib2: {compartment: comp3}", StringComparison.Ordinal);
        var lib = new TestObject("lib").Function("f", Ret).Variable("buffer", 0, ".data_shared").Refer(".text.f", 0, PageHi21, "buffer");
        var lib2 = new TestObject("lib2").Function("g", Ret).Refer(".text.g", 0, PageHi21, "buffer");
        var app = App("f", "g").Refer(".text.main", 0, PageHi21, "buffer");
        Assert.Contains("'buffer' is used in comp1, comp2, comp3", Error("FX0312", yaml, app, lib, lib2).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_application_without_main_is_diagnosed() =>
        Assert.Equal("FX0313", Error("FX0313", Two, new TestObject("app", LibraryRole.Application), new TestObject("lib")).Id);
}
