using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Conformance.Fuzzing;

/// <summary>What all words decode to.</summary>
/// <param name="Allocated">Words that are instructions of Morello.</param>
/// <param name="Absent">Words of extensions that Morello lacks: UNDEFINED.</param>
/// <param name="Unallocated">Words that are nothing: UNDEFINED.</param>
public sealed record DecodeCensus(long Allocated, long Absent, long Unallocated)
{
    /// <summary>Decodes words one by one, on all cores.</summary>
    /// <param name="first">First word.</param>
    /// <param name="count">How many; 4,294,967,296 for all.</param>
    /// <param name="progress">Called on any thread with the number of words decoded since the last call; may be null.</param>
    /// <param name="cancellation">Ends the work with <see cref="OperationCanceledException"/>.</param>
    public static DecodeCensus Take(uint first, long count, Action<long>? progress, CancellationToken cancellation)
    {
        const long Part = 1 << 22;
        bool[] absent = [.. Enumerable.Range(0, InstructionTable.VariantCount).Select(v => InstructionTable.Entries[InstructionTable.Variant(v).Entry].AbsentFeature is not null)];
        var sums = new long[3];
        Parallel.For(0, (count + Part - 1) / Part, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, part =>
        {
            long from = first + (part * Part);
            long end = Math.Min(from + Part, first + count);
            long allocated = 0;
            long lacking = 0;
            for (long word = from; word < end; word++)
            {
                int variant = InstructionTable.Find((uint)word);
                if (variant >= 0)
                {
                    allocated++;
                    lacking += absent[variant] ? 1 : 0;
                }
            }

            Interlocked.Add(ref sums[0], allocated - lacking);
            Interlocked.Add(ref sums[1], lacking);
            Interlocked.Add(ref sums[2], end - from - allocated);
            progress?.Invoke(end - from);
        });
        return new(sums[0], sums[1], sums[2]);
    }
}
