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
    /// <summary>How many images; each has up to six functions. <c>FLEXCAP_GATE_CASES</c> asks for more.</summary>
    private static readonly long Cases = long.TryParse(Environment.GetEnvironmentVariable("FLEXCAP_GATE_CASES"), NumberStyles.None, CultureInfo.InvariantCulture, out var cases) ? cases : 60;

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
    public void What_is_passed_arrives_and_what_is_written_comes_back() =>
        Generator.Sample(@case =>
        {
            var wrong = Run(@case);
            Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        }, iter: Cases, threads: 1, seed: null, print: c => c.ToString());

    private static List<string> Run(Case @case)
    {
        var program = new RandomProgram(@case.Functions);
        if (!Configuration.Parse(@case.Yaml).WithMechanism(@case.Mechanism).TryCheck(program.Catalogue(), out var plan, out var diagnostics))
        {
            return [.. diagnostics.Select(d => d.ToString())];
        }

        var machine = plan!.Link().Load();
        if (Environment.GetEnvironmentVariable("DUMP") is { } dump)
        {
            File.WriteAllBytes(dump + ".elf", machine.Image.Elf.ToArray());
            File.WriteAllText(dump + ".s", string.Join("\n\n", plan.TypedGates.Select(g => g.Gate + "\n" + g.Stub + "\n" + g.Shim)) + program.CallerText + program.CalleeText);
            foreach (var s in machine.Image.Symbols.Where(s => s.Name.StartsWith("flexos_stub", StringComparison.Ordinal) || s.Name.StartsWith("random", StringComparison.Ordinal) || s.Name.StartsWith("flexos_shared_", StringComparison.Ordinal)))
            {
                machine.Machine.AddProbe(s.Address, h => File.AppendAllText(dump + ".log", $"{s.Name}\n"));
            }
        }

        var result = machine.Run(200_000_000);
        return result is { Stop: StopReason.Halted { ExitCode: 0 }, Faults.Count: 0 } ? program.Check(machine) : [$"{result.Stop} {result.Console} {string.Join('\n', result.Faults)}", .. program.Check(machine)];
    }
}
