using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.Mechanisms;

/// <summary>
/// Every way to call across with every mechanism: arguments on the stack and in vector registers, variadic functions, results
/// in memory, callbacks that nest (app-flexos-typed), and threads that switch inside gates (app-flexos-threads).
/// </summary>
public sealed class CallTests
{
    private const string Callbacks = """
        name: flexos-typed
        compartments:
          - {name: comp1, mechanism: morello, default: true, heap: 1 MiB}
          - {name: comp2, mechanism: morello, heap: 1 MiB}
        libraries:
          flexos-typed-callee: {compartment: comp2}
        shared_heap: 1 MiB
        """;

    private const string Threads = """
        name: flexos-threads
        threads: 4
        compartments:
          - {name: comp1, mechanism: morello, default: true}
          - {name: comp2, mechanism: morello}
        libraries:
          flexos-threads-outer: {compartment: comp2}
          flexos-threads-inner: {compartment: comp1}
          uksched: {compartment: comp2}
          uktime: {compartment: comp2}
        """;

    private static IEnumerable<string> Isolating => MechanismNames.All.Where(m => m != "function");

    public static TheoryData<string, string> Sharings =>
    [
        .. from mechanism in Isolating
           from sharing in new[] { "", "overlap", "copy", "capability", "shared-register" }
           where mechanism != "page-table" // below: the rest needs bounds
           select (mechanism, sharing),
    ];

    public static TheoryData<string> All => [.. Isolating];

    private static RunResult Run(Configuration configuration)
    {
        var result = configuration.Boot().Run(2_000_000_000, TestContext.Current.CancellationToken);
        Assert.True(result.Stop is StopReason.Halted { ExitCode: 0 }, $"{result.Stop}\n{result.Console}\n{string.Join('\n', result.Faults)}");
        return result;
    }

    [Theory]
    [MemberData(nameof(Sharings))]
    public void Arguments_of_every_kind_arrive(string mechanism, string sharing)
    {
        var result = Run(Configuration.Parse(Callbacks + (sharing.Length == 0 ? "" : $"\nsharing: {sharing}")).WithMechanism(mechanism));
        Assert.Contains(" checks, 0 failed", result.Console, StringComparison.Ordinal);
        Assert.Empty(result.Faults);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sharing: overlap")]
    [InlineData("sharing: copy")]
    public void Arguments_of_every_kind_arrive_in_other_address_spaces(string sharing)
    {
        Assert.SkipUnless(SharedObjects.Clang.IsThere, "There is no clang on this machine.");
        var source = File.ReadAllText(Path.Combine(Root(), "kernel", "guest", "app-flexos-typed", "main.c"));
        var behind = source.IndexOf("        FLEXOS_REGISTER_STORE", StringComparison.Ordinal);
        source = source.Remove(behind, source.IndexOf("    }\n", behind, StringComparison.Ordinal) - behind) // pages have no register for it (FX0354)
            .Replace("static flexos_shared_register uint64_t behind_the_register;\n", "", StringComparison.Ordinal);
        var file = Path.Combine(Directory.CreateTempSubdirectory("flexcap-calls-").FullName, "main.c");
        File.WriteAllText(file, source);
        var yaml = Callbacks.Replace("name: flexos-typed", "name: calls", StringComparison.Ordinal)
            .Replace("libraries:\n", $"libraries:\n  calls: {{source: [{file}]}}\n", StringComparison.Ordinal);
        Assert.Contains(" checks, 0 failed", Run(Configuration.Parse($"{yaml}\n{sharing}").WithMechanism("page-table")).Console, StringComparison.Ordinal);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "FlexCap.Notebooks.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not inside the repository");
        }

        return folder;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Four_threads_switch_inside_gates(string mechanism)
    {
        var groups = Run(Configuration.Parse(Threads).WithMechanism(mechanism)).Console.Split('\n').Where(l => l.StartsWith("threads: ", StringComparison.Ordinal)).ToList();
        Assert.Equal(7, groups.Count);
        Assert.All(groups, g => Assert.Matches(@"^threads: [\w ]+: (\d+) of \1 checks hold$", g));
    }
}
