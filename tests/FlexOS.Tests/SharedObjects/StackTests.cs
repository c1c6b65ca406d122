using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.SharedObjects;

/// <summary>Stacks that overflow, and buffers on them that do: found, and told of whom.</summary>
public class StackTests
{
    private static RunResult Run(string mechanism, string library, int threads, ulong depth, ulong length, string extra = "")
    {
        Assert.SkipUnless(Clang.IsThere, "There is no clang on this machine.");
        return Configuration.Parse($$"""
            name: stacks-main
            threads: {{threads}}
            parameters: {threads: {{Math.Min(2, threads)}}, depth: {{depth}}, length: {{length}}}
            compartments: [{name: comp1, mechanism: morello, default: true}, {name: comp2, mechanism: morello{{extra}}}]
            libraries:
              stacks-main: {source: [{{Clang.Source("stacks-main.c")}}]}
              stacks: {{{library}}, compartment: comp2}
            """).WithMechanism(mechanism).Boot().Run(50_000_000);
    }

    private static string Plain => $"source: [{Clang.Source("stacks.c")}]";

    private static string Protected => $"source: [{Clang.Source("stacks.c")}], hardening: [stack-protector]";

    private static string ProtectedObject => "path: " + Clang.SharedObject("libstacks", "-fstack-protector-all", Clang.Source("stacks.c"));

    public static TheoryData<string, int> Mechanisms
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in MechanismNames.All)
            {
                data.Add(name, 4);
                if (name is not ("function" or "morello/shared-stack")) // where a stack ends within what its compartment reaches
                {
                    data.Add(name, 1);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Mechanisms))]
    public void A_thread_that_runs_out_of_its_stack_is_stopped_and_named(string mechanism, int threads)
    {
        var result = Run(mechanism, Plain, threads, depth: 10_000, length: 16);
        var fault = Assert.Single(result.Faults);
        var thread = threads == 1 ? 0 : 1;
        Assert.True(fault.IsStackOverflow, fault.ToString());
        Assert.Equal((thread, "comp2", "stacks"), (fault.Thread, fault.Compartment, fault.Library));
        Assert.StartsWith($"stack overflow of thread {thread}, ", fault.ToString(), StringComparison.Ordinal);
        Assert.Contains($"flexos: stack overflow of thread {thread} in compartment 1 \"comp2\"\n", result.Console, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Mechanisms))]
    public void A_stack_holds_52_KiB_of_frames(string mechanism, int threads)
    {
        var result = Run(mechanism, Plain, threads, depth: 220, length: 16); // 224 or 240 bytes each
        Assert.Empty(result.Faults);
        Assert.Contains("\ndeep\n", result.Console, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("morello", 1, true)]
    [InlineData("morello", 1, false)]
    [InlineData("morello/hardened", 4, true)]
    [InlineData("page-table", 4, false)]
    [InlineData("function", 1, true)]
    public void A_buffer_that_overflows_is_found_by_the_stack_protector(string mechanism, int threads, bool isSource)
    {
        var result = Run(mechanism, isSource ? Protected : ProtectedObject, threads, depth: 10, length: 40);
        var fault = Assert.Single(result.Faults);
        Assert.Equal("comp2", fault.Compartment);
        Assert.Contains("__stack_chk_fail", fault.Symbol, StringComparison.Ordinal);
        Assert.Contains("flexos: stack protector: a function of compartment 1 wrote beyond a buffer on the stack of thread 0, found at pc 0x", result.Console, StringComparison.Ordinal);
        var intact = Run(mechanism, isSource ? Protected : ProtectedObject, threads, depth: 10, length: 16);
        Assert.Empty(intact.Faults);
        Assert.Contains("smash 120\ndeep\n", intact.Console, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fail")]
    [InlineData("restart")]
    public void A_supervised_compartment_survives_both(string policy)
    {
        foreach (var (depth, length) in new[] { (10_000UL, 16UL), (10UL, 40UL) })
        {
            var result = Run("morello", Protected, 4, depth, length, $", on_fault: {policy}");
            Assert.True(result.Stop is StopReason.Halted { ExitCode: 0 }, $"{result.Stop}\n{result.Console}");
            Assert.Contains("\ndeep\n", result.Console, StringComparison.Ordinal);
            Assert.NotEmpty(result.Events);
        }
    }
}
