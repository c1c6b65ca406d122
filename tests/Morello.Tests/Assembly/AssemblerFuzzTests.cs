using FlexCap.Morello.Conformance.Fuzzing;

namespace FlexCap.Morello.Tests.Assembly;

/// <summary>The property loop of <c>flexcap fuzz assembler</c>, a few thousand inputs of it.</summary>
public class AssemblerFuzzTests
{
    private static readonly FuzzTarget s_target = Fuzzer.Targets.Single(t => t.Name == "assembler");

    [Fact]
    public void Nothing_but_diagnostics_comes_out_of_any_input()
    {
        var failures = Fuzzer.Run(s_target, seed: 2023, count: 4000);
        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(3)));
    }

    [Fact]
    public void Inputs_depend_on_seed_and_number_alone_and_many_of_them_assemble()
    {
        Assert.Equal(Fuzzer.Input(s_target, 1, 17), Fuzzer.Input(s_target, 1, 17));
        Assert.NotEqual(Fuzzer.Input(s_target, 1, 17), Fuzzer.Input(s_target, 2, 17));
        var assembled = Enumerable.Range(0, 1000).Count(n => new Assembler().TryAssemble([new AssemblySource(s_target.Show(Fuzzer.Input(s_target, 3, n)), "x.s")], out _, out _));
        Assert.InRange(assembled, 30, 900);
    }

    [Fact]
    public void A_listing_shows_what_follows_the_first_reservation_in_bss()
    {
        var listing = new Assembler(new AssemblerOptions { WithListing = true }).Assemble(".lcomm own, 8\n.bss\n.skip 1 << 44\n.skip 4\n", "found.s").ToListing();
        Assert.Contains("100000000008", listing, StringComparison.Ordinal);
    }

    [Fact]
    public void What_goes_wrong_is_reported_with_its_number_and_input()
    {
        var failures = Fuzzer.Run(new Broken(), 1, 200);

        Assert.NotEmpty(failures);
        Assert.All(failures, f => Assert.Contains("ArithmeticException", f.Message, StringComparison.Ordinal));
        Assert.Equal(failures.Select(f => f.Number).Order(), failures.Select(f => f.Number));
        Assert.NotNull(Fuzzer.RunOne(new Broken(), 1, failures[0].Number));
    }

    private sealed class Broken : FuzzTarget
    {
        public override string Name => "broken";

        public override string Description => "Fails for one input in eight.";

        public override byte[] Generate(Random random) => [(byte)random.Next(8)];

        public override string? Run(byte[] input) => input[0] == 3 ? throw new ArithmeticException() : null;

        public override string Show(byte[] input) => Convert.ToHexString(input);
    }
}
