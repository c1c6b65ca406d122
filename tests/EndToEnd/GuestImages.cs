using FlexCap.FlexOS;

namespace FlexCap.EndToEnd.Tests;

/// <summary>The configurations that the guest is tested with: every application, isolated and not.</summary>
internal static class GuestImages
{
    public static TheoryData<string, Mechanism> All { get; } = Pairs("helloworld", "flexos-microbenchmarks", "flexos-many-compartments", "flexos-isolation", "flexos-selftest", "libsodium-attacks");

    /// <summary>Two compartments: the application and the C library in the first, the library that it calls in the second.</summary>
    public static Configuration Configuration(string application, Mechanism mechanism) =>
        FlexOS.Configuration.Parse(application switch
        {
            "helloworld" => """
                name: helloworld
                compartments:
                  - {name: comp1, mechanism: morello, default: true}
                """,
            "flexos-many-compartments" => """
                name: flexos-many-compartments
                compartments:
                  - {name: comp1, mechanism: morello, default: true}
                  - {name: comp2, mechanism: morello}
                  - {name: comp3, mechanism: morello}
                  - {name: comp4, mechanism: morello}
                libraries:
                  callee1: {from: flexos-callee, compartment: comp2}
                  callee2: {from: flexos-callee, compartment: comp3}
                  callee3: {from: flexos-callee, compartment: comp4}
                parameters: {rounds: 7}
                """,
            "libsodium-attacks" => Configurations.Read("libsodium-attacks"),
            "flexos-isolation" => """
                name: flexos-isolation
                compartments:
                  - {name: comp1, mechanism: morello, default: true}
                  - {name: comp2, mechanism: morello}
                  - {name: comp3, mechanism: morello}
                libraries:
                  flexos-isolation-attacker: {compartment: comp2}
                  flexos-isolation-victim: {compartment: comp3}
                """,
            _ => $$"""
                name: {{application}}
                compartments:
                  - {name: comp1, mechanism: morello, default: true}
                  - {name: comp2, mechanism: morello}
                libraries:
                  {{application}}: {compartment: comp2}
                """,
        }).WithMechanism(mechanism);

    private static TheoryData<string, Mechanism> Pairs(params string[] applications)
    {
        var pairs = new TheoryData<string, Mechanism>();
        foreach (var application in applications)
        {
            pairs.Add(application, Mechanism.Function);
            pairs.Add(application, Mechanism.Morello);
        }

        return pairs;
    }
}
