using System.Globalization;
using CsCheck;
using FlexCap.Diagnostics;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.Gates.Random;

/// <summary>
/// Random interfaces, called across by a random mechanism with a random way to share: the callee gets exactly what the caller
/// passed, the caller gets back exactly what the callee wrote, and nothing else of its memory changes.
/// </summary>
public sealed class RandomInterfaceTests
{
    /// <summary>Images that every run makes, from one seed; each has up to six functions.</summary>
    private const uint Images = 60;

    /// <summary><c>FLEXCAP_GATE_CASES</c>: how many more, from a seed of the moment; CsCheck tells the seed of what fails, and finds a simpler case.</summary>
    private static readonly long More = long.TryParse(Environment.GetEnvironmentVariable("FLEXCAP_GATE_CASES"), NumberStyles.None, CultureInfo.InvariantCulture, out var cases) ? cases : 0;

    private static readonly string[] Mechanisms = [.. MechanismNames.All];

    private sealed record Case(string Mechanism, string Sharing, int Threads, IReadOnlyList<RandomFunction> Functions)
    {
        public string Yaml => $$"""
            name: random-calls
            threads: {{Threads}}
            compartments:
              - {name: comp1, mechanism: morello, default: true, heap: 1 MiB}
              - {name: comp2, mechanism: morello, heap: 1 MiB}
            libraries:
              random-callee: {compartment: comp2}
            shared_heap: 1 MiB
            {{(Sharing.Length == 0 ? "" : $"sharing: {Sharing}")}}
            """;

        public override string ToString() => $"{Mechanism}, sharing '{Sharing}', {Threads} threads\n{string.Join('\n', Functions.Select(f => $"  {f.Name}: {f.Yaml()}"))}";
    }

    // The seed of CsCheck decides everything; fewer functions and arguments are simpler cases.
    private static readonly Gen<Case> Generator = Gen.Select(Gen.Int[1, 6], Gen.Int[0, 14], Gen.ULong, (functions, arguments, seed) =>
    {
        var random = new RandomSource(seed);
        var mechanism = random.Of(Mechanisms);
        var sharing = mechanism switch
        {
            "function" => "",
            "page-table" => random.Of("", "overlap", "copy"),
            _ => random.Of("", "overlap", "copy", "capability", "shared-register"),
        };
        return new Case(mechanism, sharing, random.Of(1, 1, 3),
            [.. Enumerable.Range(0, functions).Select(i => RandomFunction.Make($"random{i}", random.Next(), arguments, mechanism != "function"))]);
    });

    [Fact]
    public void What_is_passed_arrives_and_what_is_written_comes_back()
    {
        for (var i = 0U; i < Images; i++)
        {
            Check(Generator.Generate(new PCG(i, 2026), null, out _));
        }
    }

    [Fact]
    public void More_of_them()
    {
        Assert.SkipWhen(More == 0, "Set FLEXCAP_GATE_CASES to a number of images with random interfaces.");
        Generator.Sample(Check, iter: More, threads: 1, print: c => c.ToString());
    }

    [Fact]
    public void A_byte_that_does_not_come_back_is_found()
    {
        // The comparison itself: a callee that writes something else than it should.
        var @case = Generator.Generate(new PCG(3, 2026), null, out _) with { Mechanism = "morello", Sharing = "copy" };
        var function = @case.Functions.SelectMany(f => f.Buffers.Select(b => (f, b))).First(p => p.b.Writes.Length != 0 && !p.f.Fails);
        Assert.Empty(Run(@case));
        Assert.Contains(Run(@case, () => function.b.Writes[0] ^= 1), w => w.Contains(function.b.Name, StringComparison.Ordinal));
    }

    private static void Check(Case @case)
    {
        var wrong = Run(@case);
        Assert.True(wrong.Count == 0, $"{@case}\n{string.Join('\n', wrong)}");
    }

    private static List<string> Run(Case @case, Action? spoil = null)
    {
        var program = new RandomProgram(@case.Functions);
        if (!Configuration.Parse(@case.Yaml).WithMechanism(@case.Mechanism).TryCheck(program.Catalogue(), out var plan, out var diagnostics))
        {
            return [.. diagnostics.Select(d => d.ToString())];
        }

        var machine = plan!.Link().Load();
        var result = machine.Run(200_000_000);
        spoil?.Invoke();
        return result is { Stop: StopReason.Halted { ExitCode: 0 }, Faults.Count: 0 } ? program.Check(machine) : [$"{result.Stop} {result.Console} {string.Join('\n', result.Faults)}", .. program.Check(machine)];
    }
}
