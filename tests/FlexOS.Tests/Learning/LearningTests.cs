using FlexCap.Diagnostics;
using FlexCap.FlexOS.Learning;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.Learning;

/// <summary>An application that says nothing of what it shares is learned; with what learning proposes it runs without faults.</summary>
public class LearningTests
{
    private const string Yaml = """
        name: flexos-learning
        compartments:
          - {name: app, mechanism: morello, default: true}
          - {name: lib, mechanism: morello}
        libraries:
          flexos-learner: {compartment: lib}
        """;

    private static string Line(string console) => console.Split('\n').Single(l => l.StartsWith("learning: ", StringComparison.Ordinal));

    [Fact]
    public void Planning_refuses_what_learning_lets_through()
    {
        Assert.False(Configuration.Parse(Yaml).TryCheck(out _, out var diagnostics));
        Assert.Equal(["FX0307"], diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id));
        var reference = Assert.Single(Configuration.Parse(Yaml).Learn().References);
        Assert.Equal(("lib", "app", "flexos-learning", "flexos_learning_factor"), (reference.Compartment, reference.Owner, reference.OwnerLibrary, reference.Variable));
    }

    [Fact]
    public void Every_access_across_is_recorded_with_where_it_came_from()
    {
        var learned = Configuration.Parse(Yaml).Learn();
        Assert.True(learned.Run.Stop is StopReason.Halted { ExitCode: 0 }, learned.Run.Console);
        Assert.Empty(learned.Run.Faults);
        Assert.Equal(Line(Configuration.Parse(Yaml).WithMechanism(Mechanism.Function).Boot().Run(100_000_000).Console), Line(learned.Run.Console));

        // 8 and 3 values and twice the factor, 48 bytes, 14 letters with NUL, twice a load and a store.
        Assert.Equal(
            [("flexos_learner_bump", 0, "inout", 8UL, 4L), ("flexos_learner_fill", 0, "out", 48, 48), ("flexos_learner_length", 0, "string", 14, 14), ("flexos_learner_sum", 0, "in", 64, 11)],
            learned.Arguments.Select(a => (a.Function, a.Argument, a.Pass, a.Bytes, a.Count)));
        Assert.Equal(["8", "a1", null, "a1 * 8"], learned.Arguments.Select(a => a.Size?.ToString()));
        Assert.Equal(4 + 48 + 14 + 11 + 2, learned.Accesses.Sum(a => a.Count));
        var factor = Assert.Single(learned.Accesses, a => a.Object == "flexos_learning_factor");
        Assert.Equal(("lib", "flexos-learner", "app", "flexos-learning", LearnedObjectKind.Variable, false, 2L, (int?)null), (factor.Compartment, factor.Library, factor.Owner, factor.OwnerLibrary, factor.Kind, factor.IsStore, factor.Count, factor.Argument));
        Assert.StartsWith("flexos_learner_sum+0x", factor.Code, StringComparison.Ordinal);
        Assert.Contains(learned.Accesses, a => a is { Kind: LearnedObjectKind.Heap, IsStore: true } && a.Object.StartsWith("block of 48 bytes allocated in main+0x", StringComparison.Ordinal));
        Assert.Contains(learned.Accesses, a => a is { Kind: LearnedObjectKind.Stack });
        Assert.Contains(learned.Proposals, p => p.Text == "Annotate 'values' of flexos-learning (app), which lib uses, with __shared.");
        Assert.Equal(learned.Proposals.OrderByDescending(p => p.Count).Select(p => p.Count), learned.Proposals.Select(p => p.Count));
        Assert.All(new[] { learned.ToText(), learned.ToHtml(), learned.ToJson() }, text => Assert.Contains("flexos_learning_factor", text, StringComparison.Ordinal));
        Assert.Equal(learned.ToText(), Configuration.Parse(Yaml).Learn().ToText());
    }

    [Fact]
    public void The_proposed_interface_is_one()
    {
        var parsed = LibraryInterface.Parse(Configuration.Parse(Yaml).Learn().ToInterfaceYaml("flexos-learner"));
        Assert.Equal(4, parsed.Functions.Count);
        Assert.Equal([Pass.InOut, Pass.Out, Pass.String, Pass.In], parsed.Functions.Select(f => f.Arguments[0].Pass));
    }

    [Fact]
    public void With_the_proposed_annotations_nothing_is_left_to_learn()
    {
        var annotated = Configuration.Parse(Yaml.Replace("name: flexos-learning", "name: flexos-learning-annotated", StringComparison.Ordinal));
        var run = annotated.Boot().Run(100_000_000);
        Assert.True(run.Stop is StopReason.Halted { ExitCode: 0 }, run.Console);
        Assert.Empty(run.Faults);
        Assert.Equal(Line(Configuration.Parse(Yaml).Learn().Run.Console), Line(run.Console));
        Assert.Empty(annotated.Learn().Accesses);
    }

    [Fact]
    public void What_is_no_sharing_stays_a_fault()
    {
        var learned = Configurations.Isolation.Learn();
        Assert.Equal(["CapabilityBounds", "CapabilityTag", "CapabilitySeal", "CapabilityPermission"], learned.Run.Faults.Select(f => f.Fault.Kind.ToString()));
        Assert.Equal(2, learned.Accesses.Count); // the load and the store of the victim's data are let through
    }
}
