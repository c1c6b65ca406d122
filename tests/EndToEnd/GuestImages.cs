using FlexCap.FlexOS;

namespace FlexCap.EndToEnd.Tests;

/// <summary>The configurations that the guest is tested with: every application, isolated and not.</summary>
internal static class GuestImages
{
    public static TheoryData<string, string> All { get; } = Pairs("helloworld", "flexos-microbenchmarks", "flexos-many-compartments", "flexos-isolation", "flexos-selftest", "flexos-libc-selftest", "flexos-path");

    /// <summary>Typed gates: every way to share with mechanisms that differ most.</summary>
    public static TheoryData<string, string> TypedGates { get; } =
        [.. from mechanism in new[] { "morello", "morello/hardened", "morello/shared-stack", "morello/sealed-pair", "morello/exception" } from sharing in new[] { "overlap", "copy", "capability", "shared-register" } select (sharing, mechanism)];

    /// <summary>Two compartments: the application and the C library in the first, the library that it calls in the second.</summary>
    public static Configuration Configuration(string application, Mechanism mechanism) => Configuration(application, MechanismNames.NameOf(mechanism));

    /// <summary>The same, by a name of <see cref="MechanismNames.All"/>.</summary>
    public static Configuration Configuration(string application, string mechanism) =>
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
            "flexos-path" => """
                name: flexos-path
                compartments:
                  - {name: comp1, mechanism: morello, default: true}
                  - {name: comp2, mechanism: morello}
                  - {name: comp3, mechanism: morello}
                libraries:
                  flexos-path-middle: {compartment: comp2}
                  flexos-path-end: {compartment: comp3}
                """,
            "flexos-typed" => """
                name: flexos-typed
                compartments:
                  - {name: comp1, mechanism: morello, default: true, heap: 1 MiB}
                  - {name: comp2, mechanism: morello, heap: 1 MiB}
                libraries:
                  flexos-typed-callee: {compartment: comp2}
                shared_heap: 1 MiB
                """,
            "flexos-libc-selftest" => """
                name: flexos-libc-selftest
                compartments: [{name: comp1, mechanism: morello, default: true, heap: 4 MiB}]
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

    private static TheoryData<string, string> Pairs(params string[] applications) =>
        new((from application in applications from mechanism in MechanismNames.All select (application, mechanism))
            .Where(p => p.mechanism != "morello/shared-stack" || p.application is not ("flexos-many-compartments" or "flexos-isolation" or "flexos-path")) // more than two compartments
            .Concat([("libsodium-attacks", "function"), ("libsodium-attacks", "morello")]));
}
