using FlexCap.FlexOS;
using FlexCap.Morello;

namespace FlexCap.EndToEnd.Tests;

/// <summary>What the guest's applications print on our machine. Addresses in fault reports are left out: the linker chooses them.</summary>
public sealed class GuestTests
{
    private const long Budget = 100_000_000;

    [Theory]
    [MemberData(nameof(GuestImages.All), MemberType = typeof(GuestImages))]
    public void Ends_by_itself_with_main_returning_0(string application, string mechanism)
    {
        var result = Run(application, mechanism);

        Assert.IsType<StopReason.Halted>(result.Stop);
        Assert.EndsWith("flexos: main returned 0, system off\n", result.Console, StringComparison.Ordinal);
    }

    public static TheoryData<string> Mechanisms { get; } = [.. MechanismNames.All];

    [Theory]
    [MemberData(nameof(Mechanisms))]
    public void Every_check_of_the_self_test_holds(string mechanism)
    {
        var groups = Lines(Run("flexos-selftest", mechanism)).Where(l => l.StartsWith("selftest: ", StringComparison.Ordinal)).ToArray();

        Assert.Equal(
            [
                "selftest: strings: 18 of 18 checks hold",
                "selftest: printing: 12 of 12 checks hold",
                "selftest: numbers: 6 of 6 checks hold",
                "selftest: allocator: 76 of 76 checks hold",
                "selftest: gates: 42 of 42 checks hold",
                "selftest: recovery: 13 of 13 checks hold",
            ],
            groups);
    }

    [Fact]
    public void Isolation_stops_every_attempt_with_the_fault_of_its_kind() =>
        Assert.Equal(
            [
                "flexos: 3 compartments, morello; main in compartment 0 \"comp1\"",
                "flexos: capability bounds fault: load by compartment 1 \"comp2\"",
                "isolation: load of the victim's data: stopped, bounds",
                "flexos: capability bounds fault: store by compartment 1 \"comp2\"",
                "isolation: store to the victim's data: stopped, bounds",
                "flexos: capability bounds fault: fetch by compartment 1 \"comp2\"",
                "isolation: jump into the victim's code: stopped, bounds",
                "flexos: capability tag fault: load by compartment 1 \"comp2\"",
                "isolation: load through a forged capability: stopped, tag",
                "flexos: capability seal fault: load by compartment 1 \"comp2\"",
                "isolation: load through a sealed capability: stopped, seal",
                "flexos: capability permission fault: store by compartment 1 \"comp2\"",
                "isolation: store through a read-only capability: stopped, permission",
                "isolation: 6 of 6 attempts stopped, the victim is intact",
                "flexos: main returned 0, system off",
            ],
            Lines(Run("flexos-isolation", Mechanism.Morello)).Select(WithoutAddresses));

    [Fact]
    public void Without_isolation_the_victim_is_compromised() =>
        Assert.Equal(
            [
                "isolation: load of the victim's data: SUCCEEDED",
                "isolation: store to the victim's data: SUCCEEDED",
                "isolation: jump into the victim's code: SUCCEEDED",
                "isolation: load through a forged capability: stopped, tag",
                "isolation: load through a sealed capability: stopped, seal",
                "isolation: store through a read-only capability: stopped, permission",
                "isolation: 3 of 6 attempts stopped, the victim is compromised",
            ],
            Lines(Run("flexos-isolation", Mechanism.Function)).Where(l => l.StartsWith("isolation: ", StringComparison.Ordinal)));

    [Theory]
    [InlineData(Mechanism.Function)]
    [InlineData(Mechanism.Morello)]
    public void Every_instance_counts_for_itself(Mechanism mechanism) =>
        Assert.Contains("many-compartments: 7 rounds over 3 instances, token 84", Lines(Run("flexos-many-compartments", mechanism)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void A_parameter_of_the_configuration_reaches_the_application(ulong repetitions)
    {
        var configuration = GuestImages.Configuration("flexos-microbenchmarks", Mechanism.Morello).WithParameter("repetitions", repetitions);

        Assert.Contains($"microbenchmark: {repetitions} empty calls after 10 to warm up", Lines(configuration.Boot().Run(Budget, TestContext.Current.CancellationToken)));
    }

    private static RunResult Run(string application, Mechanism mechanism) => Run(application, MechanismNames.NameOf(mechanism));

    private static RunResult Run(string application, string mechanism) =>
        GuestImages.Configuration(application, mechanism).Boot().Run(Budget, TestContext.Current.CancellationToken);

    private static string[] Lines(RunResult result) => result.Console.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string WithoutAddresses(string line) =>
        line.Contains(" fault: ", StringComparison.Ordinal)
            ? string.Join(' ', line.Replace(",", "", StringComparison.Ordinal).Split(' ').Where(w => w is not ("at" or "pc") && !w.StartsWith("0x", StringComparison.Ordinal)))
            : line;
}
