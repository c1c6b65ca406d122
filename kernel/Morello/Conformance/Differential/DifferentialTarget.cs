using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Conformance;

/// <summary>An executable that runs many cases one after the other.</summary>
/// <param name="Elf">The executable.</param>
/// <param name="Cases">The cases.</param>
/// <param name="Records">Physical address of the record of each case.</param>
/// <param name="Units">Address of every unit of each case; the last one is that behind the case.</param>
/// <param name="Start">Address at which the first case begins, behind what only the oracle needs.</param>
/// <param name="Stop">Address at which all cases have ended.</param>
internal sealed record DifferentialImage(byte[] Elf, IReadOnlyList<DifferentialCase> Cases, IReadOnlyList<ulong> Records, IReadOnlyList<IReadOnlyList<ulong>> Units, ulong Start, ulong Stop);

/// <summary>An independent emulator: what it can run, the images that it and this machine run alike, and both results.</summary>
internal abstract class DifferentialTarget
{
    /// <summary>Name on the command line.</summary>
    internal abstract string Name { get; }

    internal abstract StateLayout Layout { get; }

    /// <summary>Instructions that make a sequence.</summary>
    internal abstract int SequenceLength { get; }

    /// <summary>Cases in one image.</summary>
    internal virtual int BatchSize => 500;

    /// <summary>True if the emulator has the instruction and its effect is defined.</summary>
    internal abstract bool Covers(InstructionEntry entry);

    internal abstract DifferentialCase Generate(string name, Random random, IReadOnlyList<InstructionEntry> entries);

    internal abstract DifferentialImage Build(IReadOnlyList<DifferentialCase> cases);

    internal abstract ImageOutcome RunHere(DifferentialImage image, CancellationToken cancellation);

    /// <summary>Runs the oracle.</summary>
    /// <exception cref="Diagnostics.InputException">It is not installed: <c>FX0165</c>.</exception>
    internal abstract ImageOutcome RunOracle(DifferentialImage image, CancellationToken cancellation);

    /// <summary>The states in which this machine begins each unit of a case; empty if it does not get through.</summary>
    internal abstract IReadOnlyList<CaseState> Trace(DifferentialCase single, CancellationToken cancellation);
}
