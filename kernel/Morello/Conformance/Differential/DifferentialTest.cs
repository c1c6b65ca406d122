using System.Globalization;
using FlexCap.Diagnostics;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Conformance;

/// <summary>
/// Random sequences of instructions on this machine and on an independent emulator: every register, flag, byte of memory and tag is
/// compared. The sequences come from the instruction table alone, so a new entry is under test at once.
/// </summary>
public static class DifferentialTest
{
    /// <summary>Names of the emulators that can be compared with.</summary>
    public static IReadOnlyList<string> Oracles { get; } = [.. Targets().Select(t => t.Name)];

    /// <summary>Runs random sequences.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="progress">Called with the number of instructions compared since the last call; may be null.</param>
    /// <param name="cancellation">Ends the run with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InputException">The emulator is not installed (<c>FX0165</c>), or no instruction is selected (<c>FX0166</c>).</exception>
    public static DifferentialReport Run(DifferentialOptions options, Action<long>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Run(Target(options.Oracle), options, progress, cancellation);
    }

    internal static DifferentialReport Run(DifferentialTarget target, DifferentialOptions options, Action<long>? progress, CancellationToken cancellation)
    {
        InstructionEntry[] entries = Select(target, options.Only);
        var session = new DifferentialSession(target, options);
        long sequences = (options.Instructions + target.SequenceLength - 1) / target.SequenceLength;
        for (long from = 0; from < sequences; from += target.BatchSize)
        {
            int count = (int)Math.Min(target.BatchSize, sequences - from);
            DifferentialCase[] cases = [.. Enumerable.Range(0, count).Select(i => Generate(target, entries, options.Seed, from + i))];
            session.Add(cases, cancellation);
            progress?.Invoke((long)count * target.SequenceLength);
        }

        return session.Report(entries.Length);
    }

    /// <summary>Runs one reproducer again.</summary>
    /// <param name="text">What <see cref="DifferentialFailure.Reproducer"/> gave.</param>
    /// <param name="source">Name of the file, for diagnostics.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="InputException">It is no reproducer (<c>FX0167</c>), or the emulator is not installed (<c>FX0165</c>).</exception>
    public static DifferentialReport Replay(string text, string source, CancellationToken cancellation)
    {
        var (target, single) = Reproducer.Read(text, source);
        var session = new DifferentialSession(target, new DifferentialOptions { Oracle = target.Name });
        session.Add([single], cancellation);
        return session.Report(0);
    }

    internal static DifferentialTarget Target(string oracle) => Targets().FirstOrDefault(t => t.Name == oracle)
        ?? throw new ArgumentException($"There is no oracle {oracle}.", nameof(oracle));

    /// <summary>True if random sequences for some oracle contain the instruction.</summary>
    internal static bool Covers(InstructionEntry entry) => Targets().Any(t => t.Covers(entry));

    /// <summary>Case number <paramref name="number"/> of a seed; no other case has to be made for it.</summary>
    internal static DifferentialCase Generate(DifferentialTarget target, IReadOnlyList<InstructionEntry> entries, int seed, long number)
    {
        ulong mixed = ((ulong)seed << 40) + (ulong)number;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        var random = new Random((int)(mixed >> 33));
        return target.Generate(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, sequence {number}"), random, entries);
    }

    internal static InstructionEntry[] Select(DifferentialTarget target, IReadOnlyList<string> only)
    {
        InstructionEntry[] entries = [.. InstructionTable.Entries.Where(e => target.Covers(e) && (only.Count == 0 || only.Any(o => InstructionClass.Matches(e, o))))];
        return entries.Length > 0 ? entries : throw new InputException([new Diagnostic("FX0166", DiagnosticSeverity.Error, new(string.Join(',', only)),
            $"{target.Name} can compare no instruction of this name or class.",
            $"Classes are {string.Join(", ", InstructionClass.All)}; anything else is looked for in the names of the instruction table.")]);
    }

    private static DifferentialTarget[] Targets() => [new QemuUserTarget(), new QemuMorelloTarget()];
}
