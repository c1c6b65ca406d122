using System.Diagnostics;
using System.Text.Json;
using FlexCap.Cli.Internal;
using FlexCap.FlexOS;

namespace FlexCap.Cli.Tests;

/// <summary>Boots real images on the real machine.</summary>
public class BootTests
{
    private const string Yaml = """
        name: two
        application: flexos-microbenchmarks
        compartments:
          - {name: comp1, mechanism: morello, default: true}
          - {name: comp2, mechanism: morello}
        libraries:
          flexos-microbenchmarks: {compartment: comp2}
        """;

    [Fact]
    public async Task The_guests_console_goes_to_standard_output_and_the_summary_to_standard_error()
    {
        using var folder = new TemporaryFolder();
        var run = Configuration.Parse(Yaml).Boot().Run(cancellation: TestContext.Current.CancellationToken);

        var outcome = await Flexcap.RunProcess("", "boot", folder.Write("two.yaml", Yaml));

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(run.Console, outcome.Out);
        Assert.Contains("2 compartments, morello", outcome.Out, StringComparison.Ordinal);
        Assert.Equal(
            $"flexcap: halted with exit code 0 (PSCI SYSTEM_OFF); measured: {run.Instructions:N0} instructions, {run.GateCounts.Sum():N0} compartment switches, 0 faults; modelled: {run.Cycles:N0} cycles\n",
            outcome.Error);
    }

    [Fact]
    public async Task A_configuration_that_comes_with_the_product_boots_by_its_name()
    {
        var outcome = await Flexcap.Run("boot", "helloworld");

        Assert.Equal(ExitCode.Success, outcome.ExitCode);
        Assert.Equal(Configurations.HelloWorld.Boot().Run(cancellation: TestContext.Current.CancellationToken).Console, outcome.Out);
    }

    [Fact]
    public async Task Mechanism_and_parameters_can_be_changed_and_json_tells_kinds_apart()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("two.yaml", Yaml);

        var few = await Json("boot", path, "--json", "--mechanism", "function", "-p", "repetitions=3", "--parameter", "warmup=0");
        var many = await Json("boot", path, "--json", "--mechanism", "function", "-p", "repetitions=0x13", "--parameter", "warmup=0");

        Assert.Contains("2 compartments, function", few.GetProperty("console").GetString(), StringComparison.Ordinal);
        Assert.Equal(16, Switches(many) - Switches(few));
        Assert.All(few.GetProperty("gates").EnumerateArray(), g => Assert.Equal("function", g.GetProperty("mechanism").GetString()));
        Assert.True(few.GetProperty("modelled").GetProperty("cycles").GetInt64() > 0);
        Assert.Equal(0, few.GetProperty("guestExitCode").GetInt32());

        static long Switches(JsonElement run) => run.GetProperty("measured").GetProperty("compartmentSwitches").GetInt64();
    }

    [Fact]
    public async Task The_profile_counts_what_happens_behind_each_gate_without_changing_the_run()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("two.yaml", Yaml);

        var plain = await Flexcap.Run("boot", path);
        var profiled = await Flexcap.Run("boot", path, "--profile");

        Assert.Equal(plain.Error, profiled.Error);
        Assert.StartsWith(plain.Out, profiled.Out, StringComparison.Ordinal);
        var counts = Configuration.Parse(Yaml).Boot().Run(cancellation: TestContext.Current.CancellationToken).GateCounts;
        Assert.Matches($@"(?m)^comp1 → comp2: flexos_microbenchmark_empty +{counts[0]} +[0-9,]+ +[0-9,]+$", profiled.Out);
    }

    [Fact]
    public async Task Faults_are_listed_with_compartment_and_symbol()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("isolation.yaml", """
            name: isolation
            application: flexos-isolation
            compartments:
              - {name: comp1, mechanism: morello, default: true}
              - {name: comp2, mechanism: morello}
            libraries:
              flexos-isolation-victim: {compartment: comp2}
            """);

        var morello = await Flexcap.Run("boot", path, "--faults");
        var function = await Flexcap.Run("boot", path, "--faults", "--mechanism", "function");

        Assert.Matches(@"(?m)^CapabilityBounds .*comp1", morello.Out);
        Assert.DoesNotMatch("(?m)^CapabilityBounds ", function.Out);
    }

    [Fact]
    public async Task A_spent_budget_is_exit_code_4()
    {
        using var folder = new TemporaryFolder();

        var outcome = await Flexcap.Run("boot", folder.Write("two.yaml", Yaml), "--max-instructions", "100");

        Assert.Equal(ExitCode.BudgetSpent, outcome.ExitCode);
        Assert.Contains("budget of 100 instructions spent", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_that_the_application_lacks_is_an_input_error()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("two.yaml", Yaml);

        var text = await Flexcap.Run("boot", path, "-p", "repetition=1");
        var json = await Flexcap.Run("boot", path, "-p", "repetition=1", "--json");

        Assert.Equal((ExitCode.InputError, ExitCode.InputError), (text.ExitCode, json.ExitCode));
        Assert.Contains("repetitions", text.Error, StringComparison.Ordinal);
        Assert.Contains("\"diagnostics\"", json.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_stops_the_machine_within_a_second(string signal, int exitCode)
    {
        Assert.SkipWhen(signal == "INT" && Flexcap.InterruptsAreIgnored, "These tests run in the background, where a shell has interrupts ignored by all that they start.");
        using var folder = new TemporaryFolder();
        using var process = Flexcap.Start("boot", folder.Write("two.yaml", Yaml), "-p", "repetitions=1000000000000", "--max-instructions", "9000000000000");
        // The guest has begun to print: the machine runs.
        Assert.NotNull(await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        var clock = Stopwatch.StartNew();
        // The shell's own kill: the program of that name is not on every machine.
        using var kill = Process.Start("sh", ["-c", $"kill -{signal} {process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        clock.Stop();

        Assert.Equal(exitCode, process.ExitCode);
        // A second is what we promise on an idle computer; the tests run on loaded ones.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"It took {clock.Elapsed}.");
        Assert.EndsWith("flexcap: interrupted\n", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_prints_compartments_and_gates()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("two.yaml", Yaml);

        var text = await Flexcap.Run("check", path);
        var json = await Json("check", path, "--json");

        Assert.Equal(0, text.ExitCode);
        Assert.Matches(@"(?m)^ 1  comp2 +morello +flexos-microbenchmarks$", text.Out);
        Assert.Matches(@"(?m)^comp1 +comp2 +flexos_microbenchmark_empty +morello$", text.Out);
        Assert.True(json.GetProperty("ok").GetBoolean());
        Assert.Contains(json.GetProperty("gates").EnumerateArray(), g => g.GetProperty("function").GetString() == "flexos_microbenchmark_empty");
    }

    [Fact]
    public async Task An_image_is_written_whole_and_is_the_one_that_is_booted()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("two.yaml", Yaml);
        var elf = Path.Combine(folder.Path, "two.elf");

        var outcome = await Flexcap.Run("image", path, "-o", elf, "--map");
        var unwritable = await Flexcap.Run("image", path, "-o", Path.Combine(folder.Path, "none", "two.elf"));

        Assert.Equal(0, outcome.ExitCode);
        var image = Configuration.Parse(Yaml).Check().Link();
        Assert.Equal(image.Elf.ToArray(), await File.ReadAllBytesAsync(elf, TestContext.Current.CancellationToken));
        Assert.Contains(image.Hash, outcome.Out, StringComparison.Ordinal);
        Assert.Contains("comp2 heap", outcome.Out, StringComparison.Ordinal);
        Assert.Equal(["two.elf", "two.yaml"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(ExitCode.InputError, unwritable.ExitCode);
    }

    [Fact]
    public async Task Figures_are_drawn_into_a_folder()
    {
        using var folder = new TemporaryFolder();

        var outcome = await Flexcap.Run("figures", "plos23-figure6", "-o", Path.Combine(folder.Path, "out"));

        Assert.Equal(0, outcome.ExitCode);
        Assert.True(File.Exists(Path.Combine(folder.Path, "out", "plos23-figure6.svg")));
        Assert.Contains("  holds: ", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("(2/2)", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupt_ends_a_command_in_good_order()
    {
        using var folder = new TemporaryFolder();
        using var interrupt = new Interrupt();
        interrupt.Cancel();

        var outcome = await Flexcap.Run(interrupt, "boot", folder.Write("two.yaml", Yaml));

        Assert.Equal(ExitCode.Interrupted, outcome.ExitCode);
        Assert.EndsWith("flexcap: interrupted\n", outcome.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> Json(params string[] args)
    {
        var outcome = await Flexcap.Run(args);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        using var document = JsonDocument.Parse(outcome.Out);
        return document.RootElement.Clone();
    }
}
