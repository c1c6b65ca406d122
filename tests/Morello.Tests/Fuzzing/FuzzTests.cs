using FlexCap.Morello.Conformance.Fuzzing;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Fuzzing;

/// <summary>No file, word or program makes the host throw, hang or take too much memory; and what watches for that notices it.</summary>
public sealed class FuzzTests
{
    [Theory]
    [InlineData("elf", 4000)]
    [InlineData("code", 200)]
    [InlineData("decode", 1000)]
    public void Random_inputs_break_no_promise(string name, int count)
    {
        FuzzTarget target = Fuzzer.Targets.Single(t => t.Name == name);
        var failures = Fuzzer.Run(target, 1, count, null, TestContext.Current.CancellationToken);
        foreach (FuzzFailure failure in failures.Take(3))
        {
            File.WriteAllBytes($"fuzz-{name}-1-{failure.Number}.bin", Fuzzer.Input(target, 1, failure.Number));
        }

        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures.Take(3).Select(f =>
            $"flexcap fuzz {name} --seed 1 --only {f.Number} (the input is in {Path.GetFullPath($"fuzz-{name}-1-{f.Number}.bin")}): {f.Message}")));
    }

    [Fact]
    public void Random_code_runs_far_on_every_board_at_every_level_and_ends_in_several_ways()
    {
        FuzzTarget target = Fuzzer.Targets.Single(t => t.Name == "code");
        SortedDictionary<string, int> reasons = new(StringComparer.Ordinal);
        HashSet<string> boards = [];
        HashSet<uint> levels = [];
        long instructions = 0;
        long exceptions = 0;
        const int Inputs = 150;
        for (int n = 0; n < Inputs; n++)
        {
            (Machine machine, StopReason reason) = CodeFuzzTarget.Execute(Fuzzer.Input(target, 2, n));
            reasons[reason.GetType().Name] = reasons.GetValueOrDefault(reason.GetType().Name) + 1;
            boards.Add(machine.Profile.Name);
            levels.Add(machine.Core.El);
            instructions += machine.Instructions;
            exceptions += machine.Core.ExceptionCount;
        }

        string found = $"{string.Join(", ", reasons)}; {instructions / Inputs} instructions, {exceptions / Inputs} exceptions each";
        TestContext.Current.TestOutputHelper?.WriteLine(found);
        Assert.True(reasons.Count > 2 && reasons.GetValueOrDefault("Faulted") < Inputs / 2, found);
        Assert.True(instructions > 500 * Inputs && exceptions > 20 * Inputs, found);
        Assert.Equal(MachineProfile.All.Count, boards.Count);
        Assert.Equal([0u, 1u, 2u, 3u], levels.Order());
    }

    [Fact]
    public void A_failing_input_is_made_small() => Assert.Equal([0x42], FuzzReducer.Reduce(new Fragile(), [.. Enumerable.Range(0, 200).Select(i => (byte)i)]));

    [Fact]
    public void A_census_of_words_counts_each_once()
    {
        DecodeCensus census = DecodeCensus.Take(0x1000_0000, 1 << 23, null, TestContext.Current.CancellationToken);
        Assert.Equal(1 << 23, census.Allocated + census.Absent + census.Unallocated);
        Assert.Equal(new(1 << 16, 0, 0), DecodeCensus.Take(0, 1 << 16, null, TestContext.Current.CancellationToken)); // UDF
        Assert.Equal(new(0, 1, 0), DecodeCensus.Take(0xD503_30FF, 1, null, TestContext.Current.CancellationToken)); // SB
        Assert.Equal(new(0, 0, 1), DecodeCensus.Take(0xFFFF_FFFF, 1, null, TestContext.Current.CancellationToken));
    }

    private sealed class Fragile : FuzzTarget
    {
        public override string Name => "fragile";

        public override string Description => "Fails on 0x42.";

        public override byte[] Generate(Random random) => [];

        public override string? Run(byte[] input) => !input.Contains((byte)0x42) ? null : throw new InvalidOperationException("0x42");

        public override string Show(byte[] input) => Convert.ToHexString(input);
    }
}
