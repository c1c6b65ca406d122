using FlexCap.FlexOS.Internal.Planning;

namespace FlexCap.FlexOS.Internal.SharedObjects;

/// <summary>
/// The intervals that the trusted base maps executable: the text at the start of the image, and for each compartment with
/// shared objects its own text and their code, which lie amid its data. All else is data.
/// </summary>
internal static class ExecutableRanges
{
    private const int Trusted = -1, TablesForEach = 3, PageSize = 4096;
    private const ulong BlockSize = 2UL << 20;

    /// <summary>Four words for the boot table: the list {start, end}, and memory for the page tables that its entries beyond the first, and the guards of stacks, need.</summary>
    public static Target[] Make(PieceTable pieces, IEnumerable<Instance> instances, Configuration configuration)
    {
        var shared = instances.Where(i => i.Object.Shared is not null).ToList();
        var ranges = new List<(Target Start, Target End)>
        {
            (new Target.Layout(LinkerValue.ImageStart, Trusted), new Target.Layout(LinkerValue.ContiguousTextEnd, Trusted)),
        };
        foreach (var compartment in shared.Select(i => i.Compartment).Distinct().Order())
        {
            ranges.Add((new Target.Layout(LinkerValue.TextStart, compartment), new Target.Layout(LinkerValue.OwnTextEnd, compartment)));
        }

        foreach (var instance in shared)
        {
            foreach (var (index, segment) in instance.Object.Shared!.Segments.Index().Where(s => s.Item.IsExecutable))
            {
                var piece = pieces.Section(instance, index + 1);
                ranges.Add((new Target.InPiece(piece, 0), new Target.InPiece(piece, segment.Size)));
            }
        }

        var list = pieces.Make("flexos_executable_ranges", SectionClass.ReadOnly, Trusted, 16 * (ulong)ranges.Count, 8, made =>
        {
            foreach (var (i, (start, end)) in ranges.Index())
            {
                made.Relocations.Add(new BoundRelocation(16 * (ulong)i, RelocationType.Abs64, start, 0));
                made.Relocations.Add(new BoundRelocation((16 * (ulong)i) + 8, RelocationType.Abs64, end, 0));
            }
        });
        // A guard page below the frames of every stack takes the block that it lies in to pieces (kernel/guest/ukboot/mmu.c).
        var blocks = (int)((ulong)configuration.Threads * Compartment.StackSize / BlockSize) + 2;
        var guards = configuration.Threads == 1 ? 0 : (configuration.Compartments.Count * blocks) + TablesForEach;
        var count = ((ranges.Count - 1) * TablesForEach) + guards;
        if (count == 0)
        {
            return [new Target.InPiece(list, 0), new Target.InPiece(list, list.Size), new Target.Absolute(0), new Target.Absolute(0)];
        }

        var tables = pieces.Make("flexos_page_tables", SectionClass.Zero, Trusted, (ulong)count * PageSize, PageSize);
        return [new Target.InPiece(list, 0), new Target.InPiece(list, list.Size), new Target.InPiece(tables, 0), new Target.InPiece(tables, tables.Size)];
    }
}
