namespace FlexCap.FlexOS.Tests.Explanations;

/// <summary>What is said of the shipped configurations is compared with what their images are.</summary>
public class ExplanationTests
{
    private static readonly Plan First = Configurations.FirstCompartments.Check();
    private static readonly Explanation FirstExplained = First.Explain();

    [Fact]
    public void Every_gate_names_its_callers_and_the_function_that_is_called()
    {
        var image = First.Link();
        var findings = FirstExplained.About(FindingTopic.Gate).ToList();
        Assert.Equal(First.Gates.Select(g => $"{image.CompartmentName(g.From)} → {image.CompartmentName(g.To)}: {g.Function}"), findings.Select(f => f.Subject));
        foreach (var (gate, finding) in image.Gates.Zip(findings).Where(g => g.First.CallSites.Count != 0))
        {
            var caller = image.SymbolOf(gate.CallSites[0])!;
            Assert.Contains($"{caller.Library}: {caller.Name}", finding.Reasons[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_modelled_cost_of_a_gate_is_what_an_empty_call_executes()
    {
        var gate = FirstExplained.About(FindingTopic.Gate).Single(f => f.Subject == "comp1 → comp2: flexos_microbenchmark_empty");
        var modelled = int.Parse(gate.Text.Split("back takes ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        // Counted in another way: instructions of the whole run, with and without ten calls.
        long Instructions(ulong repetitions) => Configurations.FirstCompartments.WithParameter("repetitions", repetitions).Boot().Run().Instructions;
        var oneCall = (Instructions(60) - Instructions(50)) / 10;
        Assert.InRange(modelled, oneCall / 2, oneCall);
    }

    [Fact]
    public void Other_mechanisms_are_offered_cheapest_first_and_those_that_do_more_cost_more()
    {
        var ways = FirstExplained.About(FindingTopic.Gate).First().Alternatives;
        var costs = ways.Select(w => w.Instructions ?? 0).ToList();
        Assert.Equal(costs.Order(), costs);
        var hardened = ways.Single(w => w.Text.StartsWith("morello/hardened", StringComparison.Ordinal)).Instructions!.Value;
        Assert.True(hardened > int.Parse(FirstExplained.About(FindingTopic.Gate).First().Text.Split("back takes ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains("modelled", ways[^1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_nobody_named_says_who_needs_it()
    {
        var plan = Configurations.HelloWorld.Check();
        var taken = plan.Libraries.Where(l => l is { Need: not null }).ToList();
        Assert.NotEmpty(taken);
        foreach (var library in taken)
        {
            Assert.Contains(plan.Libraries, l => l.Name == library.Need!.By);
            var finding = plan.Explain().Findings.Single(f => f.Id == $"library/{library.Name}");
            Assert.Contains(library.Need!.Symbol, finding.Reasons[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Sharing_says_who_overlaps_and_why_a_third_cannot()
    {
        var explained = Configurations.Isolation.Check().Explain();
        var third = explained.About(FindingTopic.Sharing).Where(f => f.Text.Contains("reaches no shared region", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(third);
        Assert.All(third, f => Assert.Contains(f.Alternatives, a => a.Text.StartsWith("copy:", StringComparison.Ordinal)));

        var pair = FirstExplained.About(FindingTopic.Sharing).Where(f => f.Text.Contains("overlap on a shared region", StringComparison.Ordinal)).ToList();
        Assert.Equal(First.SharedBy.Count == 0 ? 0 : 1, pair.Count);
    }

    [Fact]
    public void Reach_is_what_the_image_reaches()
    {
        var reach = First.Link().Reach();
        foreach (var (compartment, finding) in reach.Compartments.Zip(FirstExplained.About(FindingTopic.Reach)))
        {
            Assert.Equal(compartment.Name, finding.Subject);
            Assert.All(compartment.Regions.Where(r => r.Region.EndsWith("stack", StringComparison.Ordinal)), r => Assert.Contains(finding.Reasons, why => why.Contains(r.Region, StringComparison.Ordinal) && why.Contains("inside its DDC", StringComparison.Ordinal)));
        }

        Assert.Contains("nothing limits it", Configurations.FirstCompartments.WithMechanism(Mechanism.Function).Check().Explain().About(FindingTopic.Reach).First().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_permission_is_explained_once_for_each_register()
    {
        var names = Enum.GetNames<Morello.CapabilityPermissions>().Except(["None", "All", "User0", "User1", "User2", "User3"]).ToList();
        foreach (var finding in FirstExplained.About(FindingTopic.Permission))
        {
            Assert.All(names, n => Assert.Single(finding.Reasons, r => r.StartsWith(n + ":", StringComparison.Ordinal) || r.StartsWith($"without {n}:", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Ids_are_unique_and_all_forms_have_every_finding()
    {
        var (text, markdown) = (FirstExplained.ToText(), FirstExplained.ToMarkdown().Replace("\\", "", StringComparison.Ordinal));
        Assert.Equal(FirstExplained.Findings.Count, FirstExplained.Findings.Select(f => f.Id).Distinct().Count());
        Assert.All(FirstExplained.Findings, f =>
        {
            Assert.Contains(f.Text, text, StringComparison.Ordinal);
            Assert.Contains(f.Text, markdown, StringComparison.Ordinal);
            Assert.All(f.Reasons, r => Assert.Contains(r, markdown, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void A_plan_differs_from_itself_in_nothing_and_from_another_in_what_was_changed()
    {
        Assert.Empty(First.CompareWith(First).Differences);

        var merged = Configurations.FirstCompartments with { Libraries = [.. Configurations.FirstCompartments.Libraries.Select(l => l with { Compartment = "comp1" })], SharedBetween = [] };
        var comparison = First.CompareWith(merged.Check());
        Assert.Contains(comparison.Differences, d => d is { Topic: DifferenceTopic.Library, Subject: "flexos-microbenchmarks", Before: "comp2", After: "comp1" });
        Assert.Equal(First.Gates.Count, comparison.Differences.Count(d => d is { Topic: DifferenceTopic.Gate, After: "" }));
        Assert.Contains(comparison.Differences, d => d is { Topic: DifferenceTopic.Compartment, Subject: "comp2", After: "" });

        var open = First.CompareWith(Configurations.FirstCompartments.WithMechanism(Mechanism.Function).Check());
        Assert.All(["comp1", "comp2"], name => Assert.Contains(open.Differences, d => d.Topic == DifferenceTopic.Reach && d.Subject == name));
        Assert.Equal(open.Differences.Count + 1, open.ToCsv().TrimEnd('\n').Split('\n').Length);
    }
}
