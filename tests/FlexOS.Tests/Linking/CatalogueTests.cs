using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Tests.Linking;

/// <summary>The real micro-libraries.</summary>
public class CatalogueTests
{
    public static TheoryData<string, string> All => new(
        from name in Configurations.Names from mechanism in MechanismNames.All select (name, mechanism));

    [Theory]
    [MemberData(nameof(All))]
    public void Every_configuration_links(string name, string mechanism)
    {
        var configuration = Configuration.Parse(Configurations.Read(name), name + ".yaml").WithMechanism(mechanism);
        Assert.SkipUnless(configuration.Libraries.All(l => l.Path is not { } path || !CacheFolder.IsCached(path) || Setup.LibsodiumSetup.IsComplete), "This configuration needs: flexcap setup libsodium.");
        Assert.SkipWhen(!configuration.TryCheck(out _, out var diagnostics) && diagnostics.Any(d => d.Id == "FX0355"), "More than two compartments cannot share stacks.");
        var image = configuration.Check().Link();
        var file = ElfFile.Read(image.Elf, name);
        Assert.Equal(image.Symbols.Single(s => s.Name == "_start").Address, file.Entry);
        Assert.Equal(image.Regions.Count, file.Segments.Count);
        Assert.NotEqual(0UL, image.Symbols.Single(s => s.Name == "main").Address);
        Assert.All(image.Gates, g => Assert.Equal(mechanism, MechanismNames.NameOf(g.Gate.Mechanism, g.Gate.Variant)));
    }

    [Fact]
    public void The_micro_benchmark_has_gates_only_for_what_it_calls_across()
    {
        var plan = Configurations.FirstCompartments.Check();
        Assert.Equal(["flexos_microbenchmark_empty", "flexos_microbenchmark_increment"], plan.Gates.Select(g => g.Function));
        Assert.All(plan.Gates, g => Assert.Equal((0, 1), (g.From, g.To)));
    }

    [Fact]
    public void The_artefacts_micro_benchmark_checks_as_it_is()
    {
        var plan = Configuration.Parse(Yaml.ConfigurationTests.Data("microbenchmarks-kraft.yaml")).Check();
        Assert.Contains(plan.Gates, g => g is { From: 0, To: 1, Function: "flexos_microbenchmark_empty" });
    }

    [Fact]
    public void Many_compartments_have_a_gate_for_each_instance()
    {
        var plan = Configurations.ManyCompartments(64).Check();
        Assert.Equal(63, plan.Gates.Count);
        Assert.Equal("callee2/flexos_callee_call", plan.Gates[0].Function);
    }

    [Fact]
    public void The_catalogue_names_applications_and_their_parameters()
    {
        var application = Assert.Single(Catalogue.Libraries, l => l is { Role: LibraryRole.Application, Name: "flexos-microbenchmarks" });
        Assert.Equal(["repetitions", "warmup"], application.Parameters);
    }
}
