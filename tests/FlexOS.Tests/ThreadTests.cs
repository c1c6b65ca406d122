using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests;

/// <summary>Threads inside the machine: app-flexos-threads counts its own checks, the rest is seen from outside.</summary>
public class ThreadTests
{
    // Where the scheduler is must not matter: with the application, with whom it calls, or alone.
    private static Configuration Threads(int count, Mechanism mechanism = Mechanism.Morello, string scheduler = "comp4") =>
        Configuration.Parse($$"""
            name: flexos-threads
            threads: {{count}}
            compartments:
              - {name: comp1, mechanism: morello, default: true}
              - {name: comp2, mechanism: morello}
              - {name: comp3, mechanism: morello}
              - {name: comp4, mechanism: morello}
            libraries:
              flexos-threads-outer: {compartment: comp2}
              flexos-threads-inner: {compartment: comp3}
              uksched: {compartment: {{scheduler}}}
              uktime: {compartment: comp4}
            """).WithMechanism(mechanism);

    private static RunResult Run(Configuration configuration) => configuration.Boot().Run(200_000_000);

    private static void AssertEnded(RunResult result) =>
        Assert.True(result.Stop is StopReason.Halted { ExitCode: 0 }, $"{result.Stop}\n{result.Console}\n{string.Join('\n', result.Faults)}");

    // Every mechanism and gate that there is, and some places for the scheduler.
    public static TheoryData<int, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string, string>
            {
                { 5, "morello", "comp1" }, { 6, "morello", "comp2" }, { 32, "morello", "comp4" }, { 32, "function", "comp1" },
            };
            foreach (var mechanism in MechanismNames.All.Where(m => m != "morello/shared-stack")) // has two compartments: Mechanisms/CallTests
            {
                cases.Add(4, mechanism, "comp4");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void All_checks_of_the_guest_hold(int count, string mechanism, string scheduler)
    {
        var result = Run(Threads(count, scheduler: scheduler).WithMechanism(mechanism));
        AssertEnded(result);
        var groups = result.Console.Split('\n').Where(l => l.StartsWith("threads: ", StringComparison.Ordinal)).ToList();
        Assert.Equal(7, groups.Count);
        Assert.All(groups, g => Assert.Matches(@"^threads: [\w ]+: (\d+) of \1 checks hold$", g));
    }

    public static TheoryData<string, bool> FileCases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var mechanism in MechanismNames.All.Where(m => m != "morello/shared-stack")) // has two compartments
            {
                cases.Add(mechanism, true);
            }

            cases.Add("morello", false);
            return cases;
        }
    }

    /// <summary>vfscore has no locks: nothing in it waits. What threads do with files at the same time is whole all the same.</summary>
    [Theory]
    [MemberData(nameof(FileCases))]
    public void Threads_work_on_files_while_others_are_inside_calls(string mechanism, bool filesApart)
    {
        Assert.SkipUnless(SharedObjects.Clang.IsThere, "There is no clang on this machine.");
        var result = Run(Configuration.Parse($$"""
            name: files
            threads: 4
            compartments:
              - {name: comp1, mechanism: morello, default: true, heap: 2 MiB}
              - {name: comp2, mechanism: morello, heap: 4 MiB}
              - {name: comp3, mechanism: morello}
            libraries:
              files: {source: [{{SharedObjects.Clang.Source("files.c")}}]}
              walk: {source: [{{SharedObjects.Clang.Source("walk.c")}}], interface: {{SharedObjects.Clang.Source("walk.yaml")}}, compartment: comp3}
              vfscore: {compartment: {{(filesApart ? "comp2" : "comp1")}}}
              ramfs: {compartment: {{(filesApart ? "comp2" : "comp1")}}}
              uksched: {compartment: comp2}
            """).WithMechanism(mechanism));
        AssertEnded(result);
        Assert.Contains("200 lines, 0 failures\n", result.Console, StringComparison.Ordinal);
        Assert.Empty(result.Faults);
    }

    [Fact]
    public void Calls_across_are_as_many_with_and_without_isolation()
    {
        var isolated = Threads(5).Boot();
        var counts = isolated.Run(200_000_000).GateCounts;
        // How often the clock is read depends on how long everything else takes.
        var timeless = isolated.Image.Gates.Index().Where(g => !g.Item.Gate.Function.StartsWith("ukplat_", StringComparison.Ordinal)).Select(g => g.Index).ToList();
        var others = Run(Threads(5, Mechanism.Function)).GateCounts;
        Assert.Equal(timeless.Select(i => counts[i]), timeless.Select(i => others[i]));
        Assert.Contains(timeless, i => counts[i] > 100);
    }

    [Theory]
    [InlineData(Mechanism.Morello)]
    [InlineData(Mechanism.Function)]
    public void A_deadlock_is_told_and_ends_the_run(Mechanism mechanism)
    {
        var machine = Threads(4, mechanism).WithParameter("deadlock", 1).Boot();
        var result = machine.Run(20_000_000);
        Assert.IsType<StopReason.Halted>(result.Stop);
        Assert.EndsWith("flexos: exit 134, system off\n", result.Console, StringComparison.Ordinal);
        var (mutex, other) = (Address(machine, "mutex"), Address(machine, "other"));
        var expected = $"uksched: deadlock, no thread can run: thread 0 joins thread 2, thread 1 waits for 0x{other:x}, thread 2 waits for 0x{mutex:x}\n";
        Assert.True(result.Console.Contains(expected, StringComparison.Ordinal), $"{expected}{result.Console}");
    }

    private static ulong Address(FlexOSMachine machine, string variable) =>
        machine.Image.Symbols.Single(s => s.Name == variable && s.Library == "flexos-threads" && s.Size == 40).Address;

    [Fact]
    public void A_fault_is_laid_at_its_thread_and_at_the_gates_that_this_thread_went_through()
    {
        var result = Run(Threads(4).WithParameter("fault", 1));
        var fault = Assert.Single(result.Faults);
        Assert.Equal((2, "comp3", "comp2 → comp3: flexos_threads_inner_fault"), (fault.Thread, fault.Compartment, fault.Gate));
        Assert.StartsWith("capability bounds fault: comp3 in thread 2 stored to 0x10", fault.ToString(), StringComparison.Ordinal);
        var frames = fault.Backtrace.Frames.Select(f => (f.Compartment, f.Symbol)).ToList();
        Assert.Equal(
            [("comp3", "flexos_threads_inner_fault"), ("comp2", "flexos_threads_outer_fault"), ("comp1", "fault_for_good"), ("comp1", "uk_thread_enter"), ("comp4", "uksched_run")],
            frames.Where(f => !f.Symbol.StartsWith("flexos_trampoline", StringComparison.Ordinal) && !f.Symbol.StartsWith("flexos_gate", StringComparison.Ordinal)));
    }

    [Fact]
    public void With_one_thread_and_nobody_waiting_no_lock_leaves_its_compartment()
    {
        var machine = Threads(4).Boot();
        var result = machine.Run(200_000_000);
        var image = machine.Image;
        // pthread_mutex_lock and its kind are in the application's compartment: no gate leads to them.
        Assert.DoesNotContain(image.Gates, g => g.Gate.Function.Contains("pthread", StringComparison.Ordinal));
        Assert.Contains(image.Plan.Libraries, l => l is { Name: "pthread-embedded", Compartment: 0 });
        AssertEnded(result);
    }
}
