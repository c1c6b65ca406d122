using FlexCap.FlexOS.Tests.SharedObjects;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.Running;

/// <summary>Supervision of programs in C: constructors, and compartments that pose as others.</summary>
public class SupervisedProgramTests
{
    /// <summary>Every mechanism that isolates.</summary>
    public static TheoryData<string> All => [.. MechanismNames.All.Where(m => m != "function")];

    private static string Source(string file) => Path.Combine(AppContext.BaseDirectory, "Data", "supervision", file);

    private static RunResult Run(Configuration configuration)
    {
        var run = configuration.Boot().Run(2_000_000_000, TestContext.Current.CancellationToken);
        Assert.True(run.Stop is StopReason.Halted { ExitCode: 0 }, $"{run.Stop}\n{run.Console}\n{string.Join('\n', run.Faults)}");
        return run;
    }

    private static IEnumerable<string> Lines(RunResult run) =>
        run.Console.Split('\n').Where(l => l.StartsWith("supervision: ", StringComparison.Ordinal)).Select(l => l["supervision: ".Length..]);

    [Theory]
    [MemberData(nameof(All))]
    public void A_restart_gives_back_what_constructors_left(string mechanism)
    {
        Assert.SkipUnless(Clang.IsThere, "There is no clang on this machine.");
        var configuration = Configuration.Parse($$"""
            name: constructing
            compartments:
              - {name: app, mechanism: morello, default: true}
              - {name: lib, mechanism: morello, on_fault: restart}
            libraries:
              constructing: {source: [{{Source("constructing.c")}}]}
              constructed: {source: [{{Source("constructed.c")}}], compartment: lib}
            """).WithMechanism(mechanism);
        Assert.Equal(["107 108", "-14", "107 108"], Lines(Run(configuration)));
    }

    [Theory]
    [InlineData("morello/hardened")]
    [InlineData("morello/exception")]
    [InlineData("page-table")]
    public void A_stack_pointer_lays_a_fault_at_nobody_elses_door(string mechanism)
    {
        Assert.SkipUnless(Clang.IsThere, "There is no clang on this machine.");
        var run = Run(Configuration.Parse($$"""
            name: posing
            threads: 2
            compartments:
              - {name: app, mechanism: morello, default: true}
              - {name: victim, mechanism: morello, on_fault: restart}
              - {name: poser, mechanism: morello, on_fault: fail}
            libraries:
              posing: {source: [{{Source("posing.c")}}]}
              victim: {source: [{{Source("victim.c")}}], compartment: victim}
              poser: {source: [{{Source("poser.c")}}], compartment: poser}
            """).WithMechanism(mechanism));
        Assert.Equal(["the poser -14", "the victim 11"], Lines(run));
        var failed = Assert.Single(run.Events);
        Assert.Equal((SupervisionEventKind.CallFailed, "poser", "app", 0), (failed.Kind, failed.Compartment, failed.Caller, failed.Thread));
    }
}
