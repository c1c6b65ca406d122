namespace FlexCap.FlexOS.Tests.Validation;

/// <summary>
/// The three kraft.yaml files of the published artefact (jkressel/flexos-morello-hybrid) give their compartments. The files
/// themselves are read where FLEXCAP_FMH names a copy of it; texts of the same shape, written anew, are always tested.
/// </summary>
public class ArtefactTests
{
    private const string Sqlite = """
        name: sqlite
        specification: '0.6'
        unikraft: {version: staging, kconfig: [CONFIG_LIBDEVFS=y, 'CONFIG_LIBVFSCORE_ROOTDEV="fs0"', CONFIG_LIBUKMMAP=y]}
        targets: [{architecture: arm64, platform: morello}]
        compartments:
          - {name: comp1, mechanism: {driver: morello}, default: true}
          - {name: comp2, mechanism: {driver: morello}}
          - {name: comp3, mechanism: {driver: morello}}
        libraries:
          uktime: {is_core: true, compartment: comp3}
          vfscore: {is_core: true, compartment: comp2}
          ramfs: {is_core: true, compartment: comp2}
          tlsf: {version: staging, kconfig: [CONFIG_LIBTLSF=y]}
          pthread-embedded: {version: staging, compartment: comp1}
          newlib: {version: staging, kconfig: [CONFIG_LIBNEWLIBC=y], compartment: comp1}
          sqlite: {version: staging, kconfig: [CONFIG_LIBSQLITE_MAIN_FUNCTION=n]}
        """;

    private const string Two = """
        specification: '0.6'
        unikraft: {version: staging, kconfig: [CONFIG_LIBFLEXOS=y]}
        targets: [{architecture: arm64, platform: morello}]
        compartments:
          - {name: comp1, mechanism: {driver: morello, noisolstack: false}, default: true}
          - {name: comp2, mechanism: {driver: morello, noisolstack: true}}
        volumes: {}
        networks: {}

        """;

    private const string Microbenchmarks = "name: flexos-microbenchmarks\n" + Two + "libraries:\n  newlib: {version: staging, compartment: comp1}\n  flexos-microbenchmarks: {version: staging, compartment: comp2}\n";

    private const string Libsodium = "name: flexos-example\n" + Two
        + "libraries:\n  newlib: {version: staging, compartment: comp1}\n  flexos-example: {version: staging, compartment: comp2}\n  lib-libsodium: {version: staging, compartment: comp1}\n";

    // App folder, text of the same shape, compartments, and libraries by compartment (the rest is in the default one).
    public static TheoryData<string, string, string, string> Apps => new()
    {
        { "app-sqlite", Sqlite, "comp1* comp2 comp3", "uktime:comp3 vfscore:comp2 ramfs:comp2 tlsf: pthread-embedded:comp1 newlib:comp1 sqlite:" },
        { "flexos-microbenchmarks", Microbenchmarks, "comp1* comp2", "newlib:comp1 flexos-microbenchmarks:comp2" },
        { "libsodium-bmk", Libsodium, "comp1* comp2", "newlib:comp1 flexos-example:comp2 lib-libsodium:comp1" },
    };

    [Theory]
    [MemberData(nameof(Apps))]
    public void A_kraft_yaml_of_the_artefacts_shape_gives_its_compartments(string app, string text, string compartments, string libraries)
    {
        _ = app;
        Compare(text, compartments, libraries);
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public void The_artefacts_own_kraft_yaml_gives_its_compartments(string app, string text, string compartments, string libraries)
    {
        _ = text;
        var folder = Environment.GetEnvironmentVariable("FLEXCAP_FMH");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "FLEXCAP_FMH does not name a copy of flexos-morello-hybrid");
        Compare(File.ReadAllText(Path.Combine(folder!, "apps", app, "kraft.yaml")), compartments, libraries);
    }

    public static TheoryData<string, string, string> Runs => new()
    {
        { "app-sqlite", "rounds=1 inserts=50 timing=0", "sqlite: done, 1 rounds of 50 inserts" },
        { "flexos-microbenchmarks", "", "empty calls" },
        { "libsodium-bmk", "rounds=1 iterations=2", "libsodium" },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void The_artefacts_own_kraft_yaml_boots_and_runs(string app, string parameters, string says)
    {
        var folder = Environment.GetEnvironmentVariable("FLEXCAP_FMH");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "FLEXCAP_FMH does not name a copy of flexos-morello-hybrid");
        var configuration = Configuration.ReadFile(Path.Combine(folder!, "apps", app, "kraft.yaml"));
        foreach (var parameter in parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            configuration = configuration.WithParameter(parameter.Split('=')[0], ulong.Parse(parameter.Split('=')[1], System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.True(configuration.TryCheck(out var plan, out var diagnostics), string.Join('\n', diagnostics));
        Assert.Equal(configuration.Compartments.Select(c => c.Name), plan!.Configuration.Compartments.Select(c => c.Name));
        var result = plan.Link().Load().Run();
        Assert.Contains(says, result.Console, StringComparison.Ordinal);
        Assert.Contains("flexos: main returned 0", result.Console, StringComparison.Ordinal);
        Assert.Empty(result.Faults);
        // Which functions of libsodium are sandboxed is in the artefact's sources, not in its kraft.yaml: nothing of NuGet's calls the second compartment.
        Assert.Equal(app == "libsodium-bmk", diagnostics.Any(d => d.Id == "FX0342"));
        Assert.Equal(app != "libsodium-bmk", result.GateCounts.Any(count => count > 0));
    }

    [Fact]
    public void The_micro_benchmark_runs_as_it_stands() =>
        Assert.Contains("empty calls", Configuration.Parse(Microbenchmarks).Boot().Run().Console, StringComparison.Ordinal);

    private static void Compare(string text, string compartments, string libraries)
    {
        Assert.True(Configuration.TryParse(text, "kraft.yaml", out var configuration, out var diagnostics), string.Join('\n', diagnostics));
        Assert.Equal(compartments, string.Join(' ', configuration!.Compartments.Select(c => c.Name + (c.IsDefault ? "*" : ""))));
        Assert.All(configuration.Compartments, c => Assert.Equal(Mechanism.Morello, c.Mechanism));
        Assert.Equal(libraries.Split(' ').Order(), configuration.Libraries.Select(l => $"{l.Name}:{l.Compartment}").Order());

        // With its names found, the plan has the same compartments; each library is ours by its name or by an alias.
        Assert.SkipUnless(Catalogue.Libraries.Any(l => l.Role == LibraryRole.Application && (l.Name == configuration.Application || (configuration.Application, l.Name) is ("flexos-example", "libsodium-bmk"))), $"the catalogue has no application {configuration.Application}");
        configuration.TryCheck(out var plan, out diagnostics);
        Assert.DoesNotContain(diagnostics, d => d.Id is "FX0301" or "FX0302" or "FX0340" or "FX0248");
        if (plan is not null)
        {
            Assert.Equal(configuration.Compartments, plan.Configuration.Compartments);
        }
    }
}
