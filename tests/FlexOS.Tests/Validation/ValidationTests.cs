using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Planning;
using FlexCap.FlexOS.Tests.Linking;

namespace FlexCap.FlexOS.Tests.Validation;

/// <summary>The rules of kraft and FlexOS: one small configuration for each, and what it must say where.</summary>
public class ValidationTests
{
    private const string One = "name: app\ncompartments: [{name: c, mechanism: morello}]\n";
    private const string Two = "name: app\ncompartments:\n  - {name: c, mechanism: morello, default: true}\n  - {name: d, mechanism: morello}\n";

    public static TheoryData<string, int, int, string, string> Rules => new()
    {
        // Compartments.
        { "FX0240", 4, 12, "'d' has no micro-library, but a later one has", Two + "  - {name: e, mechanism: morello}\nlibraries: {lib: {compartment: e}}" },
        { "FX0309", 4, 12, "'d' has no micro-library, and is left out", Two },
        { "FX0253", 5, 17, "no region overlaps", Two + "shared_between: [c, d]\ntrust: sandbox" },
        { "FX0206", 3, 8, "Did you mean 'sandbox'?", One + "trust: sandbx" },
        { "FX0203", 3, 1, "Did you mean 'trust'?", One + "trsut: sandbox" },

        { "FX0342", 4, 12, "nothing in this image refers to 'lib'", Two + "libraries: {lib: {compartment: d}}" },
        { "FX0342", 4, 12, "no micro-library is in it", Two + "edges: [{from: c, to: d, sharing: copy}]" },
        { "FX0342", 4, 12, "no micro-library is in it", Two + "shared_between: [c, d]" },

        { "FX0220", 4, 12, "different gates", "name: app\ncompartments:\n  - {name: c, mechanism: {driver: morello, gate: hardened}, default: true}\n  - {name: d, mechanism: morello}\nlibraries: {lib: {compartment: d}}" },

        // Kconfig.
        { "FX0242", 3, 22, "does not go with the mechanism of compartment 'c'", One + "unikraft: {kconfig: [CONFIG_LIBFLEXOS_NONE=y]}" },
        { "FX0242", 3, 22, "switches FlexOS off", One + "unikraft: {kconfig: [CONFIG_LIBFLEXOS=n]}" },
        { "FX0242", 3, 22, "does not go with", "name: app\ncompartments: [{name: c, mechanism: function}]\nunikraft: {kconfig: [CONFIG_LIBFLEXOS_MORELLO=y]}" },
        { "FX0208", 3, 22, "x86", One + "unikraft: {kconfig: [CONFIG_LIBFLEXOS_INTELPKU=y]}" },
        { "FX0208", 3, 29, "x86", One + "libraries: {lib: {kconfig: [CONFIG_LIBFLEXOS_VMEPT=y]}}" },
        { "FX0206", 3, 22, "pages of 4 KiB", One + "unikraft: {kconfig: [CONFIG_LIBFLEXOS_COMP_HEAP_SIZE=big]}" },
        { "FX0244", 3, 22, "Data shadow stacks", One + "unikraft: {kconfig: [CONFIG_LIBFLEXOS_ENABLE_DSS=y]}" },
        { "FX0243", 3, 22, "gate: shared-stack", One + "unikraft: {kconfig: [CONFIG_LIBFLEXOS_GATE_INTELPKU_SHARED_STACKS=y]}" },
        { "FX0243", 3, 22, "always counted", One + "unikraft: {kconfig: [CONFIG_LIBFLEXOS_GATE_INTELPKU_COUNT_EXECUTIONS=y]}" },
        { "FX0243", 3, 22, "flexcap trace", One + "unikraft: {kconfig: [CONFIG_LIBFLEXOS_DEBUG=y]}" },
        { "FX0243", 3, 22, "hardening", One + "unikraft: {kconfig: [CONFIG_LIBUBSAN=y]}" },
        { "FX0243", 3, 22, "hardening", One + "unikraft: {kconfig: [CONFIG_LIBUKSP_GLOBAL=y]}" },
        { "FX0245", 3, 22, "x86 only", One + "unikraft: {kconfig: [CONFIG_LIBKASAN=y]}" },
        { "FX0249", 3, 22, "not a Kconfig option", One + "unikraft: {kconfig: [LIBFLEXOS]}" },
        { "FX0250", 3, 22, "Did you mean 'CONFIG_LIBFLEXOS_MORELLO'?", One + "unikraft: {kconfig: [CONFIG_LIBFLEXOS_MORELO=y]}" },
        { "FX0202", 3, 21, "must be a list", One + "unikraft: {kconfig: CONFIG_LIBFLEXOS=y}" },

        // Hardening.
        { "FX0246", 3, 31, "Did you mean 'ubsan'?", One + "libraries: {lib: {hardening: [ubsam]}}" },
        { "FX0245", 3, 31, "x86 only", One + "libraries: {lib: {hardening: [kasan]}}" },
        { "FX0245", 2, 58, "x86 only", "name: app\ncompartments: [{name: c, mechanism: morello, hardening: [asan]}]" },
        { "FX0243", 3, 31, "hardened", One + "libraries: {lib: {hardening: [cfi]}}" },
        { "FX0247", 3, 30, "compiled beforehand ('lib')", One + "libraries: {lib: {hardening: [ubsan]}}" },
        { "FX0247", 2, 57, "those of 'c'", "name: app\ncompartments: [{name: c, mechanism: morello, hardening: [sp]}]" },

        // Targets.
        { "FX0217", 3, 26, "architecture 'x86_64'", One + "targets: [{architecture: x86_64, platform: kvm}]" },
        { "FX0217", 3, 43, "platform 'kvm'", One + "targets: [{architecture: arm64, platform: kvm}]" },
        { "FX0203", 3, 12, "Did you mean 'architecture'?", One + "targets: [{architectur: arm64}]" },

        // Micro-libraries that belong together, and kraft's names.
        { "FX0248", 7, 23, "'fs' and 'vfs' must be in one compartment", Two + "libraries:\n  vfs: {compartment: d}\n  fs: { compartment:  c}" },
        { "FX0248", 7, 29, "'oldlib' is part of 'lib' here", Two + "libraries:\n  lib: {compartment: d}\n  oldlib: {   compartment:  c}" },
        { "FX0341", 7, 3, "'oldlib' is part of 'lib' here", Two + "libraries:\n  lib: {compartment: d}\n  oldlib: {compartment: d}" },
        { "FX0340", 4, 3, "left out", One + "libraries:\n  lwip: {version: staging}" },
        { "FX0301", 4, 3, "no micro-library 'lwip'", One + "libraries:\n  lwip: {}" },
    };

    internal static LibraryCatalogue Catalogue()
    {
        var objects = TestObject.Catalogue(
            new TestObject("app", LibraryRole.Application).Function("main", TestObject.Ret), new TestObject("lib").Function("f", TestObject.Ret),
            new TestObject("vfs").Function("g", TestObject.Ret), new TestObject("fs").Function("h", TestObject.Ret));
        return new LibraryCatalogue(objects.Objects)
        {
            Aliases = new Dictionary<(LibraryRole, string), string> { [(LibraryRole.Library, "oldlib")] = "lib" },
            Together = [["vfs", "fs"]],
        };
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_rule_says_what_is_wrong_where_and_what_to_do(string id, int line, int column, string part, string yaml)
    {
        Configuration.TryParse(yaml, "<cell>", out var configuration, out var diagnostics);
        if (configuration is not null)
        {
            configuration.TryCheck(Catalogue(), out _, out var more);
            diagnostics = [.. diagnostics.Concat(more).Distinct()];
        }

        var found = Assert.Single(diagnostics, d => d.Id == id);
        Assert.Equal((line, column), (found.Location.Line, found.Location.Column));
        Assert.Contains(part, found.Message + " " + found.Help, StringComparison.Ordinal);
        Assert.NotEmpty(found.Help);
    }

    [Fact]
    public void All_mistakes_are_reported_at_once()
    {
        Configuration.TryParse("""
            name: helloworld
            trust: sandbx
            unikraft: {kconfig: [CONFIG_LIBFLEXOS_ENABLE_DSS=y, CONFIG_LIBFLEXOS_NONE=y]}
            compartments:
              - {name: c, mechanism: morello, default: true, hardening: [kasan]}
            libraries:
              lib: {compartment: e, hardening: [ubsam]}
            """, "<cell>", out _, out var diagnostics);
        Assert.Equal(["FX0206", "FX0244", "FX0242", "FX0245", "FX0301", "FX0213", "FX0246"], diagnostics.Select(d => d.Id));
    }

    [Fact]
    public void An_unused_compartment_behind_the_others_is_not_built()
    {
        Assert.True(Configuration.Parse(Two).TryCheck(Catalogue(), out var plan, out _));
        Assert.Equal("c", Assert.Single(plan!.Configuration.Compartments).Name);
    }

    [Fact]
    public void Kconfigs_heap_size_is_every_compartments_that_does_not_say()
    {
        var configuration = Configuration.Parse("""
            name: app
            unikraft: {kconfig: ["CONFIG_LIBFLEXOS=y", CONFIG_LIBFLEXOS_MORELLO=y, CONFIG_LIBFLEXOS_COMP_HEAP_SIZE=100, CONFIG_LIBDEVFS=y, 'CONFIG_LIBVFSCORE_ROOTDEV="fs0"']}
            compartments:
              - {name: c, mechanism: morello, default: true}
              - {name: d, mechanism: morello, heap: 64 KiB}
            """);
        Assert.Equal([100 * 4096UL, 64 * 1024UL], configuration.Compartments.Select(c => c.HeapSize));
    }

    [Fact]
    public void A_name_of_krafts_gives_our_micro_library()
    {
        Assert.True(Configuration.Parse(Two + "libraries:\n  oldlib: {compartment: d}").TryCheck(Catalogue(), out var plan, out _));
        Assert.Contains(new PlannedLibrary("oldlib", "lib", LibraryRole.Library, 1, true), plan!.Libraries);
    }

    [Fact]
    public void What_is_taken_in_lies_with_those_that_it_belongs_to()
    {
        var catalogue = TestObject.Catalogue(
            new TestObject("app", LibraryRole.Application).Caller("main", "g"), new TestObject("vfs").Caller("g", "h"), new TestObject("fs").Function("h", TestObject.Ret));
        var together = new LibraryCatalogue(catalogue.Objects) { Together = [["vfs", "fs"]] };
        Assert.True(Configuration.Parse(Two + "libraries:\n  vfs: {compartment: d}").TryCheck(together, out var plan, out _));
        Assert.Equal(1, plan!.Libraries.Single(l => l.Name == "fs").Compartment);
        Assert.Equal([("g", 0, 1)], plan.Gates.Select(g => (g.Function, g.From, g.To)));
    }

    [Fact]
    public void More_compartments_than_a_gate_can_name_are_refused()
    {
        Configurations.ManyCompartments(65_537).TryCheck(out _, out var diagnostics);
        Assert.Equal("FX0241", Assert.Single(diagnostics).Id);
    }

    [Fact]
    public void More_compartments_than_address_spaces_are_refused()
    {
        Configurations.ManyCompartments(65_535).WithMechanism(Mechanism.PageTable).TryCheck(out _, out var diagnostics);
        Assert.Equal("FX0223", Assert.Single(diagnostics).Id);
    }

    [Fact]
    public void Hardening_of_what_is_compiled_takes_effect_and_is_not_warned_of()
    {
        Configuration.TryParse(One + "libraries: {lib: {source: [a.c], hardening: [ubsan]}}", "<cell>", out _, out var diagnostics);
        Assert.DoesNotContain(diagnostics, d => d.Id == "FX0247");
    }

    [Fact]
    public void Trust_hardening_and_krafts_marks_round_trip()
    {
        var configuration = Configuration.Parse("""
            name: app
            compartments: [{name: c, mechanism: morello, hardening: [sp, ubsan, sp]}]
            libraries: {lib: {version: '0.6', is_core: true, hardening: [ubsan]}}
            trust: sandbox
            """);
        Assert.Equal([Hardening.UndefinedBehaviour, Hardening.StackProtector], configuration.Compartments[0].Hardening);
        Assert.Equal(configuration, Configuration.Parse(configuration.ToYaml()));
        Assert.NotEqual(configuration, configuration with { Trust = TrustModel.MutualDistrust });
        Assert.NotEqual(configuration.Libraries[0], configuration.Libraries[0] with { Hardening = [] });
    }
}
