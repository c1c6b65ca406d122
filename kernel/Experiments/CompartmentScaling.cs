using FlexCap.Diagnostics;
using FlexCap.Experiments.Internal;
using FlexCap.FlexOS;

namespace FlexCap.Experiments;

/// <summary>
/// Does a compartment switch get dearer with the number of compartments? Boots images with 2, 4, 8 ... compartments, in
/// which the application calls the same small library in every other compartment in turn, and measures the cost of one
/// call and the memory of the image. Intel's protection keys end at 16.
/// </summary>
public static class CompartmentScaling
{
    /// <summary>Name in progress reports and results.</summary>
    public const string Name = "compartment-scaling";

    /// <summary>
    /// Compartments that FlexOS can isolate with Intel MPK: a page names one of 16 protection keys in 4 bits (Intel SDM,
    /// volume 3A, section 4.6.2), and FlexOS keeps one key for the shared domain (FlexOS, ASPLOS'22).
    /// </summary>
    public const int MpkCompartments = 15;

    /// <summary>The numbers of compartments that are measured unless others are given.</summary>
    public static IReadOnlyList<int> DefaultCompartments { get; } = [2, 4, 8, 16, 32, 64, 128, 256, 512, 1000];

    /// <summary>How often the application calls each compartment. The first round is not hot.</summary>
    public const int Rounds = 20;

    // The called function allocates nothing; a full heap would hide what a compartment itself needs.
    private const ulong CalleeHeap = 4096;

    /// <summary>The mechanisms that are measured unless others are given.</summary>
    public static IReadOnlyList<string> DefaultMechanisms { get; } = [Baseline, "morello"];

    // What the others are compared with.
    private const string Baseline = "function";

    /// <summary>The configuration with a number of compartments: one for the application, each other one with its own instance of <c>flexos-callee</c>.</summary>
    /// <param name="compartments">Number of compartments; at least 2.</param>
    /// <param name="mechanism">How all of them are isolated.</param>
    public static Configuration ConfigurationFor(int compartments, Mechanism mechanism)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(compartments, 2);
        var place = new SourceLocation("<CompartmentScaling>");
        return new Configuration
        {
            Name = $"many-compartments-{compartments}",
            Application = "flexos-many-compartments",
            Compartments = [.. Enumerable.Range(1, compartments).Select(i => new Compartment($"comp{i}", mechanism, i == 1, place) { HeapSize = i == 1 ? Compartment.DefaultHeapSize : CalleeHeap })],
            Libraries = [.. Enumerable.Range(2, compartments - 1).Select(i => new Library($"callee{i}", "flexos-callee", $"comp{i}", place))],
            Parameters = [new("rounds", Rounds)],
        };
    }

    /// <summary>Runs the experiment.</summary>
    /// <param name="compartments">Numbers of compartments, ascending; <see cref="DefaultCompartments"/> if null.</param>
    /// <param name="mechanisms">
    /// Names as in <see cref="MechanismNames.All"/>; <see cref="DefaultMechanisms"/> if null. <c>function</c>, with which
    /// the others are compared, is always measured, and first.
    /// </param>
    /// <param name="options">Choices about the runs.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Stops the experiment with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InputException">A configuration cannot be linked or does not run to its end (FX0711).</exception>
    public static CompartmentScalingResult Run(
        IReadOnlyList<int>? compartments = null, IReadOnlyList<string>? mechanisms = null, ExperimentOptions? options = null, IProgress<ExperimentProgress>? progress = null, CancellationToken cancellation = default)
    {
        compartments ??= DefaultCompartments;
        options ??= ExperimentOptions.Default;
        var names = (mechanisms ?? DefaultMechanisms).Where(m => m != Baseline).Prepend(Baseline).Distinct(StringComparer.Ordinal);
        var points = names.SelectMany(m => compartments.Select(n => ConfigurationFor(n, Mechanism.Function).WithMechanism(m))).ToList();
        return new CompartmentScalingResult(Runner.ForEach(
            Name, points, c => $"{c.Compartments.Count} compartments ({NameOf(c)})",
            (configuration, report) => RunOne(configuration, options, report, cancellation),
            options, progress, cancellation));
    }

    private static ScalingPoint RunOne(Configuration configuration, ExperimentOptions options, Action<string> report, CancellationToken cancellation)
    {
        report("link");
        var image = configuration.Check().Link();
        report("run");
        var machine = image.Load(options.Machine);
        var calls = new CallRecorder();
        calls.Attach(machine);
        var result = Runner.RunToEnd(machine, options, cancellation);
        var others = configuration.Compartments.Count - 1;
        if (calls.Calls.Count != others * Rounds)
        {
            throw Failure.Of(configuration, "FX0712", $"the application made {calls.Calls.Count} calls instead of {others * Rounds}", "This is a defect of the application or the linker: please report it.");
        }

        // A heap grows until its compartment's bounds are representable: it is left out, so as to compare what isolation needs.
        var regions = image.Regions.Where(r => r.Kind != RegionKind.Heap).ToList();
        // Page tables are built at boot, behind the image.
        var pageTables = machine.MemoryUse().Rows.Sum(r => (long)r.PageTables);
        return new ScalingPoint(
            configuration.Compartments[0].Mechanism,
            configuration.Compartments.Count,
            Measurement.Of(image, result, options.Machine),
            // Every compartment's first call is cold, so a whole round is.
            CostSummary.Of(calls.Calls, Math.Max(options.WarmUp, others)),
            regions.Sum(r => (long)r.Size) + pageTables,
            regions.Where(r => r.Compartment > 0).Sum(r => (long)r.Size) / others)
        {
            Gate = configuration.Compartments[0].Gate,
        };
    }

    private static string NameOf(Configuration configuration) => MechanismNames.NameOf(configuration.Compartments[0].Mechanism, configuration.Compartments[0].Gate);
}

/// <summary>One image of <see cref="CompartmentScaling"/>.</summary>
/// <param name="Mechanism">How its compartments are isolated.</param>
/// <param name="Compartments">Number of compartments.</param>
/// <param name="Measurement">The run.</param>
/// <param name="Cost">One call from the application into another compartment and back.</param>
/// <param name="ImageBytes">Bytes of all regions of the image but heaps, and of page tables; measured, exact.</param>
/// <param name="BytesPerCompartment">Mean bytes of a called compartment's own regions (code, data and stack, no heap), rounded down; measured.</param>
public sealed record ScalingPoint(
    Mechanism Mechanism, int Compartments, Measurement Measurement, CostSummary Cost, long ImageBytes, long BytesPerCompartment)
{
    /// <summary>The variant of its gates; without meaning unless the mechanism is <see cref="FlexOS.Mechanism.Morello"/>.</summary>
    public GateVariant Gate { get; init; }

    /// <summary>Mechanism and variant as configurations write them, such as <c>morello/hardened</c>.</summary>
    public string Name => MechanismNames.NameOf(Mechanism, Gate);
}
