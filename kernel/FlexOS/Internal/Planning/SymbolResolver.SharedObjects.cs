using FlexCap.FlexOS.Internal.SharedObjects;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.Planning;

internal sealed partial class SymbolResolver
{
    private const string ThreadLocalResolver = "flexos_tlsdesc", StartFunction = "flexos_start";
    private readonly ThreadLocalPlan _threadLocal = new(configuration, pieces, diagnostics);

    /// <summary>
    /// The function that runs instead of main where shared objects have functions to run before or after it, with the
    /// arrays of those functions; null where there are none. Comes last, when all instances are known.
    /// </summary>
    public Target.InPiece? Start(int compartment)
    {
        var order = InOrderOfNeed(instances.Where(i => i.Object.Shared is not null));
        if (order.TrueForAll(i => i.Object.Shared is { Initialisers.Count: 0, Finalisers.Count: 0 }))
        {
            return null;
        }

        FunctionsArray("__init_functions", compartment, order.SelectMany(i => i.Object.Shared!.Initialisers.Select(f => (i, f))));
        FunctionsArray("__fini_functions", compartment, Enumerable.Reverse(order).SelectMany(i => i.Object.Shared!.Finalisers.Select(f => (i, f))));
        return StatelessIn(compartment, StartFunction);
    }

    /// <summary>A thread-local descriptor: the function that finds the data, and its offset in the block.</summary>
    private void BindThreadLocal(Piece piece, ElfRelocation relocation)
    {
        if (StatelessIn(piece.Compartment, ThreadLocalResolver) is { } resolver)
        {
            piece.Relocations.Add(new BoundRelocation(relocation.Offset, RelocationType.Abs64, resolver, 0));
            piece.Relocations.Add(new BoundRelocation(relocation.Offset + 8, RelocationType.Abs64, new Target.Absolute(_threadLocal.OffsetOf(piece.Instance!)), relocation.Addend));
        }
    }

    private Target.InPiece? StatelessIn(int compartment, string name)
    {
        foreach (var library in catalogue.Objects)
        {
            if (library.Find(name) is >= 0 and var index && library.Elf.Symbols[index] is var symbol && IsInSection(symbol) && library.IsStateless(symbol.SectionIndex))
            {
                return new Target.InPiece(pieces.Copy(library, symbol.SectionIndex, compartment), symbol.Value);
            }
        }

        if (_reported.Add(name))
        {
            diagnostics.Error("FX0314", new Diagnostics.SourceLocation("catalogue.yaml"), $"No micro-library defines '{name}', which shared objects need.", "Build the guest again (make -C kernel/guest).");
        }

        return null;
    }

    // An object's functions run after those of the objects that it was linked with.
    private static List<Instance> InOrderOfNeed(IEnumerable<Instance> all)
    {
        var (order, seen, objects) = (new List<Instance>(), new HashSet<Instance>(), all.ToList());
        void Visit(Instance instance)
        {
            if (seen.Add(instance))
            {
                objects.Where(o => instance.Object.Shared!.Needed.Contains(o.Object.Shared!.Name)).ToList().ForEach(Visit);
                order.Add(instance);
            }
        }

        objects.ForEach(Visit);
        return order;
    }

    private void FunctionsArray(string name, int compartment, IEnumerable<(Instance Instance, int Symbol)> functions)
    {
        var all = functions.ToList();
        pieces.Make(name, SectionClass.ReadOnly, compartment, 8 * (ulong)all.Count, 8, made =>
        {
            foreach (var (i, (instance, index)) in all.Index())
            {
                var symbol = instance.Object.Elf.Symbols[index];
                var target = new Target.InPiece(pieces.Section(instance, symbol.SectionIndex), symbol.Value);
                made.Relocations.Add(new BoundRelocation(8 * (ulong)i, RelocationType.Abs64,
                    instance.Compartment == compartment ? target : ThroughGate(compartment, instance, symbol with { Name = instance.Name + symbol.Name }, target, null), 0));
            }
        });
    }

    private Target.InPiece? FunctionsSymbol(Piece piece, string name)
    {
        var isEnd = name.EndsWith(EndSuffix, StringComparison.Ordinal);
        var array = name is "__init_functions_start" or "__init_functions_end" ? "__init_functions" : name is "__fini_functions_start" or "__fini_functions_end" ? "__fini_functions" : null;
        return array is null ? null : pieces.Make(array, SectionClass.ReadOnly, piece.Compartment, 0, 8) is var made ? new Target.InPiece(made, isEnd ? made.Size : 0) : null;
    }
}
