using CsCheck;
using FlexCap.Diagnostics;

namespace FlexCap.FlexOS.Tests.Yaml;

public class ConfigurationTests
{
    internal static string Data(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", name));

    [Fact]
    public void The_micro_benchmarks_kraft_yaml_gives_its_compartments()
    {
        var configuration = Configuration.Parse(Data("microbenchmarks-kraft.yaml"));

        Assert.Equal("flexos-microbenchmarks", configuration.Name);
        Assert.Equal("flexos-microbenchmarks", configuration.Application);
        Assert.Equal([("comp1", true), ("comp2", false)], configuration.Compartments.Select(c => (c.Name, c.IsDefault)));
        Assert.All(configuration.Compartments, c => Assert.Equal(Mechanism.Morello, c.Mechanism));
        Assert.Equal([("newlib", "comp1"), ("flexos-microbenchmarks", "comp2")], configuration.Libraries.Select(l => (l.Name, l.Compartment)));
    }

    [Fact]
    public void Our_additions_are_read()
    {
        var configuration = Configuration.Parse("""
            name: many
            application: { name: flexos-many-compartments, compartment: two }
            compartments:
              - { name: one, mechanism: function, default: true, heap: 1 MiB }
              - { name: two, mechanism: fcalls }
            libraries:
              callee1: { from: flexos-callee, compartment: two }
              newlib:
            parameters: { repetitions: 50, mask: 0xffffffffffffffff }
            """);

        Assert.Equal(("flexos-many-compartments", "two"), (configuration.Application, configuration.ApplicationCompartment));
        Assert.Equal(1024UL * 1024, configuration.Compartments[0].HeapSize);
        Assert.Equal(("flexos-callee", "two"), (configuration.Libraries[0].From, configuration.Libraries[0].Compartment));
        Assert.Equal([new("mask", ulong.MaxValue), new("repetitions", 50)], configuration.Parameters);
        Assert.Equal(new SourceLocation("<cell>", 7, 3, 7), configuration.Libraries[0].Location);
    }

    // Each row: number, place, a part of message and help, text.
    public static TheoryData<string, int, int, string, string> Mistakes => new()
    {
        { "FX0201", 2, 6, "not valid YAML", "name: a\n  bad: [\n" },
        { "FX0201", 1, 7, "unknown anchor 'x'", "name: *x" },
        { "FX0202", 1, 1, "is a mapping", "- a" },
        { "FX0202", 2, 15, "must be a list", "name: a\ncompartments: no" },
        { "FX0202", 1, 7, "must be a text", "name: [a]" },
        { "FX0203", 2, 1, "Did you mean 'compartments'?", "name: a\ncompartmets: []" },
        { "FX0203", 2, 31, "Did you mean 'mechanism'?", "name: a\ncompartments: [{name: c1,     mechansim: morello}]" },
        { "FX0204", 3, 1, "'name' is written twice", "name: a\ncompartments: [{name: c, mechanism: morello}]\nname: b" },
        { "FX0204", 4, 3, "'l' is written twice", "name: a\nlibraries:\n  l: {}\n  l: {}" },
        { "FX0205", 1, 1, "has no name", "compartments: [{name: c, mechanism: morello}]" },
        { "FX0205", 2, 23, "has no mechanism", "name: a\ncompartments: [{name: c}]" },
        { "FX0205", 1, 1, "is empty", "" },
        { "FX0206", 1, 7, "is not a name", "name: 'a b'" },
        { "FX0206", 2, 55, "neither true nor false", "name: a\ncompartments: [{name: c, mechanism: morello, default: perhaps}]" },
        { "FX0206", 2, 52, "not a size", "name: a\ncompartments: [{name: c, mechanism: morello, heap: 1 MB}]" },
        { "FX0206", 2, 20, "whole number", "name: a\nparameters: { rep: -1 }" },
        { "FX0207", 2, 37, "Did you mean 'morello'?", "name: a\ncompartments: [{name: c, mechanism: morelo}]" },
        { "FX0208", 2, 46, "x86", "name: a\ncompartments: [{name: c, mechanism: {driver: intel-pku}}]" },
        { "FX0208", 2, 37, "x86", "name: a\ncompartments: [{name: c, mechanism: vmept}]" },
        { "FX0209", 4, 12, "two compartments named 'c' (the first at <cell>:3:12)", "name: a\ncompartments:\n  - {name: c, mechanism: morello}\n  - {name: c, mechanism: morello}" },
        { "FX0210", 4, 44, "Both 'c' and 'd'", "name: a\ncompartments:\n  - {name: c, mechanism: morello, default: true}\n  - {name: d, mechanism: morello, default: true}" },
        { "FX0211", 3, 12, "No compartment is the default", "name: a\ncompartments:\n  - {name: c, mechanism: morello}\n  - {name: d, mechanism: morello}" },
        { "FX0212", 4, 26, "different mechanisms", "name: a\ncompartments:\n  - {name: c, mechanism: morello, default: true}\n  - {name: d, mechanism: function}" },
        { "FX0213", 4, 20, "Did you mean 'comp1'?", "name: a\ncompartments: [{name: comp1, mechanism: morello}]\nlibraries:\n  l: {compartment: cmop1}" },
        { "FX0213", 2, 38, "no compartment 'x'", "name: a\napplication: {name: b, compartment:  x}\ncompartments: [{name: comp1, mechanism: morello}]" },
        { "FX0214", 3, 3, "'l' is in no compartment", "name: a\nlibraries:\n  l: {}\ncompartments: [{name: c, mechanism: morello}, {name: d, mechanism: morello}]" },
        { "FX0215", 4, 1, "more than one YAML document", "name: a\ncompartments: [{name: c, mechanism: morello}]\n\n---\nname: b" },
        { "FX0216", 2, 68, "no effect", "name: a\ncompartments: [{name: c, mechanism: {driver: morello, noisolstack: true}}]" },
        { "FX0217", 2, 26, "arm64 with Morello", "name: a\ntargets: [{architecture: x86_64, platform: kvm}]" },
        { "FX0219", 3, 17, "two compartments, not 1", "name: a\ncompartments: [{name: c, mechanism: morello}]\nshared_between: [c, c]" },
        { "FX0206", 3, 10, "from 1 to 32", "name: a\ncompartments: [{name: c, mechanism: morello}]\nthreads: 33" },
        { "FX0206", 3, 10, "from 1 to 32", "name: a\ncompartments: [{name: c, mechanism: morello}]\nthreads: none" },
        { "FX0213", 3, 21, "no compartment 'dd'", "name: a\ncompartments: [{name: c, mechanism: morello}]\nshared_between: [c, dd]" },
        { "FX0218", 1, 1, "no compartment", "name: a" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Each_mistake_is_diagnosed_in_its_place(string id, int line, int column, string part, string yaml)
    {
        Configuration.TryParse(yaml, "<cell>", out _, out var diagnostics);
        var found = Assert.Single(diagnostics, d => d.Id == id);
        Assert.Equal((line, column), (found.Location.Line, found.Location.Column));
        Assert.Contains(part, found.Message + " " + found.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_are_collected_in_the_order_of_the_text()
    {
        var error = Assert.Throws<InputException>(() => Configuration.Parse("""
            nam: a
            compartments:
              - {name: c, mechanism: morelo}
              - {name: c, mechanism: function, deflt: true}
            libraries:
              l: {compartment: d}
            """));
        Assert.Equal(new[] { "FX0205", "FX0203", "FX0209", "FX0211", "FX0207", "FX0203", "FX0213", "FX0301" }.Order(), error.Diagnostics.Select(d => d.Id).Order());
        Assert.Equal(error.Diagnostics.OrderBy(d => d.Location.Line), error.Diagnostics);
    }

    [Fact]
    public void Hostile_nesting_is_an_error_not_a_crash()
    {
        Assert.False(Configuration.TryParse("name: " + new string('[', 100_000), "<cell>", out _, out var diagnostics));
        Assert.Equal("FX0201", Assert.Single(diagnostics).Id);
    }

    [Fact]
    public void Damaged_text_gives_diagnostics_and_never_an_exception()
    {
        var original = Data("microbenchmarks-kraft.yaml");
        Gen.Select(Gen.Int[0, original.Length - 1], Gen.Int[0, 6], Gen.String[Gen.Char["{}[]:,&*!|>'\"%@`#?- \n\t\0abc~\u00e9\ud800"], 0, 6]).Array[1, 4].Sample(changes =>
        {
            var text = original;
            foreach (var (position, length, insert) in changes)
            {
                var start = Math.Min(position, text.Length);
                text = text[..start] + insert + text[Math.Min(text.Length, start + length)..];
            }

            var isRead = Configuration.TryParse(text, "<cell>", out var configuration, out var diagnostics);
            return isRead == (configuration is not null) && (isRead || diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error));
        }, iter: 2000);
    }

    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789_-."], 1, 12], Gen.OneOf(Gen.Const("null"), Gen.Const("true"), Gen.Const("1"), Gen.Const("0x1"), Gen.Const("-"), Gen.Const("1e3"), Gen.Const("no")));

    [Fact]
    public void Yaml_round_trips()
    {
        Gen.Select(Name, Name.Array[1, 6], Name.Array[0, 6], Gen.ULong.Array[0, 3], Gen.Int[0, 100], Gen.UInt, Gen.Bool)
            .Sample((name, compartments, libraries, values, mechanism, size, withApplication) =>
            {
                compartments = [.. compartments.Distinct()];
                var original = new Configuration
                {
                    Name = name,
                    Application = withApplication ? "app" : name,
                    ApplicationCompartment = withApplication ? compartments[^1] : null,
                    Compartments = [.. compartments.Select((c, i) => new Compartment(c, default, i == 0, default) { HeapSize = size + (ulong)i })],
                    Libraries = [.. libraries.Distinct().Select((l, i) => new Library(l, i % 2 == 0 ? l : "x", i % 3 == 0 ? null : compartments[i % compartments.Length], default))],
                    SharedBetween = compartments.Length > 1 && withApplication ? [compartments[1], compartments[0]] : [],
                    Parameters = [.. values.Select((v, i) => new KeyValuePair<string, ulong>("p" + i, v))],
                };
                original = original.WithMechanism(MechanismNames.All[mechanism % MechanismNames.All.Count]);
                var yaml = original.ToYaml();
                var read = Configuration.Parse(yaml);
                return read.Equals(original) && read.ToYaml() == yaml;
            });
    }

    [Fact]
    public void A_gate_that_is_unknown_or_has_no_meaning_is_an_error()
    {
        Assert.Contains(Errors("name: x\ncompartments:\n- {name: a, mechanism: {driver: morello, gate: hardend}}\n"), d => d.Id == "FX0207" && d.Help.Contains("hardened", StringComparison.Ordinal));
        Assert.Contains(Errors("name: x\ncompartments:\n- {name: a, mechanism: {driver: function, gate: hardened}}\n"), d => d.Id == "FX0221");

        static IReadOnlyList<FlexCap.Diagnostics.Diagnostic> Errors(string yaml)
        {
            Assert.False(Configuration.TryParse(yaml, "x.yaml", out _, out var diagnostics));
            return diagnostics;
        }
    }

    [Fact]
    public void Mechanism_and_parameter_can_be_changed()
    {
        var configuration = Configuration.Parse(Data("microbenchmarks-kraft.yaml"));
        var changed = configuration.WithMechanism(Mechanism.Function).WithParameter("b", 2).WithParameter("a", 1).WithParameter("b", 3);
        Assert.All(changed.Compartments, c => Assert.Equal(Mechanism.Function, c.Mechanism));
        Assert.Equal([new("a", 1), new("b", 3)], changed.Parameters);
        Assert.NotEqual(configuration, changed);
    }
}
