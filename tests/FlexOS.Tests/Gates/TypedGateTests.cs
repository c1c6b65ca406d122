using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.Gates;

public sealed class TypedGateTests
{
    internal const string Typed = """
        name: flexos-typed
        compartments:
          - {name: comp1, mechanism: morello, default: true, heap: 1 MiB}
          - {name: comp2, mechanism: morello, heap: 1 MiB}
        libraries:
          flexos-typed-callee: {compartment: comp2}
        shared_heap: 1 MiB

        """;

    internal static RunResult Run(Configuration configuration)
    {
        var result = configuration.Boot().Run(2_000_000_000);
        Assert.True(result.Stop is StopReason.Halted, $"{result.Stop}\n{result.Console}\n{string.Join('\n', result.Faults)}");
        return result;
    }

    [Theory]
    [InlineData("sharing: overlap")]
    [InlineData("sharing: copy")]
    [InlineData("sharing: copy\nshared_between: [comp1, comp2]")]
    [InlineData("sharing: capability")]
    [InlineData("sharing: shared-register")]
    [InlineData("edges: [{from: comp1, to: comp2, sharing: copy}]")]
    [InlineData("")]
    public void Every_way_to_pass_an_argument_works_with_every_way_to_share(string sharing)
    {
        var result = Run(Configuration.Parse(Typed + sharing));
        Assert.True(result.Console.Contains(" checks, 0 failed", StringComparison.Ordinal), result.Console + string.Join("\n", result.Faults));
    }

    [Theory]
    [InlineData("sharing: copy", "capability tag fault", "flexos_shim_comp1_typed_overrun")]
    [InlineData("sharing: shared-register", "capability tag fault", "flexos_shim_comp1_typed_overrun")]
    [InlineData("sharing: capability", "capability bounds fault", "typed_overrun__capability")]
    public void A_callee_that_writes_beyond_a_buffer_faults_under_the_name_of_the_gate(string sharing, string fault, string symbol)
    {
        var result = Run(Configuration.Parse(Typed + sharing).WithParameter("overrun", 1));
        Assert.Contains("canaries intact", result.Console, StringComparison.Ordinal);
        var report = Assert.Single(result.Faults).ToString();
        Assert.Contains(fault, report, StringComparison.Ordinal);
        Assert.Contains(symbol, report, StringComparison.Ordinal);
        Assert.Contains("comp1 → comp2: typed_overrun", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gate_shows_its_assembly()
    {
        var plan = Configuration.Parse(Typed + "sharing: copy").Check();
        var sum = plan.TypedGates.Single(g => g.Gate.Function == "typed_sum");
        Assert.Equal(Sharing.Copy, sum.Sharing);
        Assert.Contains("scbndse", sum.Stub, StringComparison.Ordinal);
        Assert.Contains("flexos_copy_in", sum.Shim, StringComparison.Ordinal);
        Assert.DoesNotContain("flexos_copy_out", sum.Shim, StringComparison.Ordinal);
        var capability = Configuration.Parse(Typed + "sharing: capability").Check().TypedGates.Single(g => g.Gate.Function == "typed_sum");
        Assert.Equal((Sharing.Capability, null), (capability.Sharing, capability.Shim));
    }

    /// <summary>Exact instructions of one call: two runs that differ in one.</summary>
    private static long Cost(Configuration configuration, ulong what)
    {
        long Instructions(ulong repetitions) => configuration.WithParameter("cost", what).WithParameter("repetitions", repetitions).Boot().Run(10_000_000).Instructions;
        return Instructions(4) - Instructions(3);
    }

    [Fact]
    public void Crossings_cost_what_the_documentation_says()
    {
        var table = new System.Text.StringBuilder();
        var function = Configuration.Parse(Typed).WithMechanism(Mechanism.Function);
        string[] what = ["no argument", "in, 16 bytes", "out, 16 bytes", "inout, 16 bytes", "in, 4,096 bytes", "in, 16 bytes, shared", "string of 11", "callback, called once", "in with floating point", "struct of 48 returned", "out, 16 bytes, written: all", "out, 16 bytes, written: result of 1"];
        var costs = new Dictionary<(string, int), long>();
        for (var i = 0; i < what.Length; i++)
        {
            table.Append("| ").Append(what[i]);
            var plain = Cost(function, (ulong)i + 1);
            foreach (var sharing in new[] { "overlap", "copy", "capability", "shared-register" })
            {
                costs[(sharing, i)] = Cost(Configuration.Parse(Typed + "sharing: " + sharing), (ulong)i + 1) - plain;
                table.Append(" | ").Append(costs[(sharing, i)]);
            }

            table.Append(" |\n");
        }

        var raw = costs[("overlap", 0)];
        Assert.Equal(raw, costs[("copy", 0)]);
        Assert.True(costs[("overlap", 5)] - raw <= 8, table.ToString()); // a pointer that both reach: a handful
        Assert.True(costs[("copy", 1)] - raw <= 100, table.ToString());
        var documented = File.ReadAllText(Path.Combine(Root(), "docs", "benchmarks.md"));
        Assert.True(documented.Contains(table.ToString(), StringComparison.Ordinal), "docs/benchmarks.md should have:\n" + table);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "FlexCap.Notebooks.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no repository around the tests");
        }

        return folder;
    }

    [Fact]
    public void Without_isolation_the_same_program_gives_the_same_results() =>
        Assert.Contains(" checks, 0 failed", Run(Configuration.Parse(Typed).WithMechanism(Mechanism.Function).WithParameter("limits", 0)).Console, StringComparison.Ordinal);
}
