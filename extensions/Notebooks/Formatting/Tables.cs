using FlexCap.FlexOS;

namespace FlexCap.Notebooks.Formatting;

/// <summary>The tables that notebooks and the command line share. Every number names its kind: measured or modelled.</summary>
public static class Tables
{
    /// <summary>Compartments with their mechanism and micro-libraries, one row each, in the order of ids.</summary>
    public static Table Compartments(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var rows = configuration.Compartments.Select((c, id) => (IReadOnlyList<string>)
        [
            id.ToString(),
            c.Name + (c.IsDefault ? " (default)" : ""),
            MechanismName(c.Mechanism),
            string.Join(", ", configuration.Libraries.Where(l => l.Compartment == c.Name || (l.Compartment is null && c.IsDefault)).Select(LibraryName)),
        ]).ToList();
        var application = configuration.ApplicationCompartment is { } place ? $"{configuration.Application} in {place}" : configuration.Application;
        return new Table($"Configuration {configuration.Name}", [new("id", true), new("compartment"), new("mechanism"), new("micro-libraries")], rows, $"application: {application}");
    }

    /// <summary>Run-time parameters that the configuration sets, by name.</summary>
    public static Table Parameters(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new Table("Parameters", [new("name"), new("value", true)], [.. configuration.Parameters.Select(p => (IReadOnlyList<string>)[p.Key, p.Value.ToString()])]);
    }

    /// <summary>Gates of a plan, in its order.</summary>
    public static Table Gates(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var compartments = plan.Configuration.Compartments;
        var rows = plan.Gates.Select(g => (IReadOnlyList<string>)[compartments[g.From].Name, compartments[g.To].Name, g.Function, MechanismName(g.Mechanism)]).ToList();
        return new Table("Gates", [new("from"), new("to"), new("function"), new("mechanism")], rows, rows.Count == 0 ? "No call crosses a boundary." : "");
    }

    /// <summary>The table of an experiment; the kind of every number stands in its heading.</summary>
    public static Table Result(Experiments.Tables.ResultTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return ResultFormatter.Table(table);
    }

    /// <summary>Why a run stopped, and its counters.</summary>
    public static Table Counters(RunResult run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new Table(
            "Run: " + StopReasonFormatter.Text(run.Stop),
            [new("counter"), new("value", true)],
            [
                ["measured instructions", ValueText.Count(run.Instructions)],
                ["modelled cycles", ValueText.Count(run.Cycles)],
                ["measured compartment switches", ValueText.Count(run.GateCounts.Sum())],
                ["measured guest faults", ValueText.Count(run.Faults.Count)],
            ]);
    }

    /// <summary>Guest faults, oldest first; at most 100.</summary>
    public static Table Faults(IReadOnlyList<FaultReport> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        return new Table(
            "Guest faults",
            [new("fault"), new("address"), new("PC"), new("compartment and gate"), new("capability")],
            [.. faults.Take(SequenceFormatter.MaxRows).Select(f => (IReadOnlyList<string>)
            [
                $"{f.Fault.Kind}\n{RunFormatter.Access(f.Fault)}",
                $"{ValueText.Hex(f.Fault.Address)}\n{f.AddressOwner}",
                $"{ValueText.Hex(f.Fault.ProgramCounter)}\n{f.Symbol}",
                f.Gate.Length == 0 ? f.Compartment : $"{f.Compartment}\n{f.Gate.Replace(": ", ":\n", StringComparison.Ordinal)}",
                f.Fault.Capability is { } c ? $"{f.Fault.CapabilityName} = {c}".Replace(" [", "\n[", StringComparison.Ordinal) : "",
            ])],
            faults.Count > SequenceFormatter.MaxRows ? $"{ValueText.Count(faults.Count - SequenceFormatter.MaxRows)} more faults" : faults.Count == 0 ? "No guest fault." : "");
    }

    /// <summary>Why a machine stopped, in a few words.</summary>
    public static string StopText(Morello.StopReason stop) => StopReasonFormatter.Text(stop);

    /// <summary>The name that configurations and results use: <c>morello</c>, <c>function</c>.</summary>
    public static string MechanismName(Mechanism mechanism) => MechanismNames.NameOf(mechanism);

    /// <summary>A size in bytes, with a binary unit where it is a whole number of it.</summary>
    public static string ByteSize(ulong bytes) =>
        bytes >= 1 << 20 && bytes % (1 << 20) == 0 ? string.Create(null, $"{bytes >> 20} MiB")
        : bytes >= 1 << 10 && bytes % (1 << 10) == 0 ? string.Create(null, $"{bytes >> 10} KiB")
        : string.Create(null, $"{bytes:N0} bytes");

    private static string LibraryName(Library library) => library.From == library.Name ? library.Name : $"{library.Name} (from {library.From})";
}
