using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests;

/// <summary>A thousand compartments: they build, boot and pass a token through all of them.</summary>
public class ScaleTests
{
    [Fact]
    public void A_token_passes_through_a_thousand_compartments()
    {
        const int Compartments = 1000, Rounds = 10;
        var configuration = Configurations.ManyCompartments(Compartments);
        configuration = configuration with { Compartments = [.. configuration.Compartments.Select(c => c.IsDefault ? c : c with { HeapSize = 4096 })] };
        var image = configuration.Check().Link();
        Assert.Equal(Compartments, image.Bounds.Count);
        Assert.Equal(Compartments - 1, image.Gates.Count(g => g.Gate.From == 0));

        var result = image.Load().Run();
        Assert.Equal(0, Assert.IsType<StopReason.Halted>(result.Stop).ExitCode);
        Assert.Empty(result.Faults);

        // Each instance adds its own counter to the token, so in round r it adds r.
        Assert.Contains($"{Rounds} rounds over {Compartments - 1} instances, token {(Compartments - 1) * Rounds * (Rounds + 1) / 2}", result.Console, StringComparison.Ordinal);
        Assert.All(image.Gates.Zip(result.GateCounts).Where(g => g.First.Gate.From == 0), g => Assert.Equal(Rounds, g.Second));
    }
}
