using FlexCap.FlexOS.Views;

namespace FlexCap.FlexOS.Tests.Views;

/// <summary>What follows from the plan is compared with what the tagged memory of a machine holds when main begins.</summary>
public sealed class PlannedReachTests
{
    public static TheoryData<string, string> Images =>
    [
        .. from mechanism in MechanismNames.All
           from configuration in new[] { "first", "path", "register", "many" }
           where mechanism != "morello/shared-stack" || configuration is "first"
           where mechanism != "page-table" || configuration is not "register"
           select (configuration, mechanism),
    ];

    private static Configuration Of(string name, string mechanism) => (name switch
    {
        "first" => Configurations.FirstCompartments,
        "path" => Configuration.Parse(Gates.PathTests.Path),
        "register" => Configuration.Parse(Gates.TypedGateTests.Typed + "sharing: shared-register"),
        _ => Configurations.ManyCompartments(5),
    }).WithMechanism(mechanism);

    [Theory]
    [MemberData(nameof(Images))]
    public void The_plan_alone_says_what_the_machine_holds(string configuration, string mechanism)
    {
        var plan = Of(configuration, mechanism).Check();
        var (planned, found) = (plan.Reach(), plan.Link().Reach());
        Assert.True(planned.IsPlanned && !found.IsPlanned);
        Assert.Equal(Rows(found), Rows(planned));
        Assert.All(planned.Compartments.SelectMany(c => c.Regions), r => Assert.NotEmpty(r.Why));
    }

    private static List<string> Rows(MemoryReach reach) =>
        [.. reach.Compartments.SelectMany(c => c.Regions.Select(r => $"{c.Name} {r.Region} {r.Owner} {r.Read} {r.Write} {r.Execute} {r.Why}"))];

    [Fact]
    public void It_is_a_view_in_every_form()
    {
        var reach = Configurations.FirstCompartments.Check().Reach();
        Assert.Contains("(planned)", reach.Title, StringComparison.Ordinal);
        Assert.Contains("inside its DDC", reach.ToText(), StringComparison.Ordinal);
        Assert.Contains("inside its DDC", reach.ToCsv(), StringComparison.Ordinal);
        Assert.StartsWith("<svg", reach.ToSvg(), StringComparison.Ordinal);
    }
}
