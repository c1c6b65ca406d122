using FlexCap.FlexOS.Learning;
using FlexCap.FlexOS.Tests.Sqlite;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.Learning;

/// <summary>What learning proposes without having seen an interface takes the place of the written one, and everything goes on as before.</summary>
public class ProposedInterfaceTests
{
    private const int Inserts = 40;

    private static Configuration Sqlite(string name) =>
        Configuration.Parse(Configurations.Read(name), name + ".yaml").WithParameter("rounds", 1).WithParameter("inserts", Inserts).WithParameter("timing", 0);

    private static LearningResult Learn(Configuration configuration) => configuration.Learn(new LearningOptions { WithoutInterfaces = true }, TestContext.Current.CancellationToken);

    private static Configuration WithProposals(Configuration configuration, LearningResult learned) =>
        learned.Libraries.Aggregate(configuration, (c, library) => c.WithInterface(library, learned.InterfaceOf(library)));

    [Theory]
    [InlineData("sqlite-cheri2", null)]
    [InlineData("sqlite-cheri2", Sharing.Copy)]
    [InlineData("sqlite-cheri3", null)]
    public void The_file_system_works_with_the_interface_that_is_proposed_for_it(string name, Sharing? sharing)
    {
        var learned = Learn(Sqlite(name));
        Assert.True(learned.Run.Stop is StopReason.Halted { ExitCode: 0 }, learned.Run.Console);
        Assert.Empty(learned.Run.Faults);
        Assert.Equal(["vfscore"], learned.Libraries);

        // The interface is not the written one: nothing else has it.
        var configuration = WithProposals(Sqlite(name), learned) with { Sharing = sharing };
        Assert.All(configuration.Check().TypedGates, g => Assert.All(g.Interface.Arguments.Index(), a => Assert.Equal($"a{a.Index}", a.Item.Name)));
        Assert.NotEmpty(configuration.Check().TypedGates);
        var machine = configuration.Boot();
        var run = machine.Run();
        Assert.True(run.Faults.Count == 0, run.Console);
        Assert.Contains($"sqlite: done, 1 rounds of {Inserts} inserts\nflexos: main returned 0", run.Console, StringComparison.Ordinal);
        using var host = new HostSqlite(machine.ReadFile("/database.db"));
        Assert.Equal(["ok"], host.Query("PRAGMA integrity_check"));
        Assert.Equal([.. Enumerable.Range(1, Inserts).Select(i => $"{i}:value")], host.Query("SELECT id || ':' || text FROM tab ORDER BY id"));

        // Nothing is left to learn.
        Assert.Empty(configuration.Learn().Accesses);
    }

    [Fact]
    public void Without_the_interface_the_file_system_faults()
    {
        var run = Sqlite("sqlite-cheri2").WithInterface("vfscore", LibraryInterface.Empty).Boot().Run();
        Assert.Contains(run.Faults, f => f is { Compartment: "comp2", Fault.Kind: GuestFaultKind.CapabilityBounds });
    }

    [Fact]
    public void The_whole_of_libsodium_works_with_the_interface_that_is_proposed_for_it()
    {
        var configuration = Configuration.Parse(Configurations.Read("libsodium-isolated"), "libsodium-isolated.yaml")
            .WithParameter("rounds", 1).WithParameter("iterations", 2).WithParameter("timing", 0).WithParameter("seed", 4).WithParameter("edges", 0);
        var written = configuration.Boot().Run();
        var learned = Learn(configuration);
        Assert.Empty(learned.Run.Faults);
        var run = WithProposals(configuration, learned).Boot().Run();
        Assert.Empty(run.Faults);
        Assert.Equal(written.Console, run.Console);
    }

    [Fact]
    public void The_learners_functions_work_with_the_interface_that_is_proposed_for_them()
    {
        var configuration = Configuration.Parse("""
            name: flexos-learning
            compartments:
              - {name: app, mechanism: morello, default: true}
              - {name: lib, mechanism: morello}
            libraries:
              flexos-learner: {compartment: lib}
            """);
        var learned = Learn(configuration);
        var again = WithProposals(configuration, learned).Learn();

        // The variable that is used without a call is left: no interface can name it.
        Assert.Equal(["flexos_learning_factor"], again.Accesses.Select(a => a.Object).Distinct());
        Assert.Empty(again.Run.Faults);
        Assert.Equal(learned.Run.Console, again.Run.Console);
    }

    [Fact]
    public void Proposals_are_what_is_written_by_hand_for_the_file_system()
    {
        var rows = Learn(Sqlite("sqlite-cheri2")).Compare().Rows;
        Assert.Equal(
            [("vfscore_fstat", "to"), ("vfscore_open", "path"), ("vfscore_pread", "to"), ("vfscore_pwrite", "from"), ("vfscore_stat", "path"), ("vfscore_stat", "to"), ("vfscore_unlink", "path")],
            rows.Select(r => (r.Function, r.Argument)));
        Assert.All(rows, r => Assert.Equal((InterfaceVerdict.Same, r.Written), (r.Verdict, r.Proposed)));
    }

    [Fact]
    public void Learning_ends_when_it_is_told_to_with_what_it_knows()
    {
        using var stop = new CancellationTokenSource();
        var seen = new List<LearningProgress>();
        var learned = Sqlite("sqlite-cheri2").WithParameter("rounds", 1000).WithParameter("inserts", 5000).Learn(
            new LearningOptions
            {
                WithoutInterfaces = true,
                Progress = p =>
                {
                    seen.Add(p);
                    stop.Cancel();
                },
            }, stop.Token);
        Assert.IsType<StopReason.Cancelled>(learned.Run.Stop);
        Assert.NotEmpty(learned.Arguments);
        Assert.True(seen[0] is { Accesses: > 1000, Places: > 5 }, seen[0].ToString());
    }
}
