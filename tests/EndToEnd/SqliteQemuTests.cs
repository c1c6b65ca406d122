using FlexCap.FlexOS;

namespace FlexCap.EndToEnd.Tests;

/// <summary>SQLite, a shared object in an image, on QEMU's Morello target and on our machine (see <see cref="QemuTests"/>).</summary>
public sealed class SqliteQemuTests
{
    public static TheoryData<string> Mechanisms => [.. MechanismNames.All];

    [Theory]
    [MemberData(nameof(Mechanisms))]
    public async Task Inserts_print_what_they_print_on_our_machine(string name)
    {
        Assert.True(MechanismNames.TryParse(name, out var mechanism, out var gate));
        var configuration = Configuration.Parse(Configurations.Read("sqlite-none")).WithParameter("rounds", 1).WithParameter("inserts", 40).WithParameter("timing", 0);
        await Compare(configuration with { Compartments = [.. configuration.Compartments.Select(c => c with { Mechanism = mechanism, Gate = gate })] });
    }

    [Theory]
    [InlineData("sqlite-cheri2")]
    [InlineData("sqlite-cheri3")]
    [InlineData("sqlite-isolated")]
    [InlineData("sqlite-pt2")]
    public async Task Inserts_across_compartments_print_what_they_print_on_our_machine(string file) =>
        await Compare(Configuration.Parse(Configurations.Read(file), file + ".yaml").WithParameter("rounds", 1).WithParameter("inserts", 40).WithParameter("timing", 0));

    [Fact]
    public async Task The_mixed_workload_prints_what_it_prints_on_our_machine() =>
        await Compare(Configuration.Parse(Configurations.Read("sqlite-mixed")).WithParameter("size", 100).WithParameter("timing", 0));

    private static async Task Compare(Configuration configuration)
    {
        var qemu = QemuMorello.FindOrSkip();
        var image = configuration.Check().Link();
        var ours = image.Load().Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Contains("main returned 0", ours.Console, StringComparison.Ordinal);
        Assert.Equal(ours.Console, await QemuMorello.RunAsync(qemu, image));
    }
}
