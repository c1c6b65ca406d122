using System.Globalization;

namespace FlexCap.Morello.Conformance;

/// <summary>One instruction that ended differently: what the known differences look at.</summary>
/// <param name="Name">Its name in the instruction table.</param>
/// <param name="Word">The instruction.</param>
/// <param name="Differences">All fields that differ.</param>
/// <param name="Here">The state in which this machine ended.</param>
internal sealed record DifferentUnit(string Name, uint Word, IReadOnlyList<StateDifference> Differences, CaseState Here)
{
    private const string SyndromePrefix = "fault-esr";

    /// <summary>The first exception whose ESR differs: which of the record it is; null if none does.</summary>
    internal int? FirstSlot => Differences.FirstOrDefault(IsSyndrome) is { } first ? int.Parse(first.Field.AsSpan(SyndromePrefix.Length), CultureInfo.InvariantCulture) : null;

    /// <summary>ESR of the first exception whose ESR differs.</summary>
    internal (ulong Here, ulong Oracle)? FirstSyndrome => Differences.FirstOrDefault(IsSyndrome) is { } first ? (first.HereBits, first.OracleBits) : null;

    /// <summary>True if nothing but ESR differs, and each time as said.</summary>
    internal bool AllSyndromes(Func<ulong, ulong, bool> asSaid) => Differences.All(d => IsSyndrome(d) && asSaid(d.HereBits, d.OracleBits));

    /// <summary>ESR of an exception here (layout of the Morello record only).</summary>
    internal ulong Syndrome(int slot) => Here.Word(MorelloLayout.Faults + (slot * MorelloLayout.FaultSize));

    /// <summary>FAR of an exception here (layout of the Morello record only).</summary>
    internal ulong Far(int slot) => Here.Word(MorelloLayout.Faults + (slot * MorelloLayout.FaultSize) + 8);

    private static bool IsSyndrome(StateDifference difference) => difference.Field.StartsWith(SyndromePrefix, StringComparison.Ordinal);
}
