using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>What runs before and after main: functions of every object in the image, each in its compartment.</summary>
internal sealed partial class SymbolResolver
{
    private const string StartFunction = "flexos_start", EndFunction = "flexos_finish", ConstructedFunction = "flexos_constructed", Initialisers = "__init_functions", Finalisers = "__fini_functions";
    private readonly SortedSet<(string Array, int Compartment)> _functionArrays = [];
    private readonly HashSet<Instance> _begun = [];

    /// <summary>
    /// Takes in the functions that objects in the image want to have run; true if there are new ones, whose references are
    /// then to be followed, and may bring in more objects. An object that nothing is linked of has none.
    /// </summary>
    public bool FollowFunctions()
    {
        var found = false;
        foreach (var instance in instances.Where(i => i.Compartment >= 0 && HasFunctions(i) && !_begun.Contains(i) && pieces.Has(i)).ToList())
        {
            _begun.Add(instance);
            foreach (var (symbol, _) in instance.Object.Initialisers.Concat(instance.Object.Finalisers))
            {
                if (IsInSection(instance.Object.Elf.Symbols[symbol]))
                {
                    pieces.Section(instance, instance.Object.Elf.Symbols[symbol].SectionIndex);
                }
            }

            found = true;
        }

        return found;
    }

    /// <summary>
    /// The function that runs instead of main where there is something to do before it or at the end; null where there is
    /// nothing. Comes when <see cref="FollowFunctions"/> finds no more.
    /// </summary>
    public Target.InPiece? Start(int compartment) =>
        _begun.Count != 0 || instances.Exists(i => i.Compartment >= 0 && i.Object.Find(EndFunction) is >= 0 and var end && pieces.HasSection(i, i.Object.Elf.Symbols[end].SectionIndex))
            ? StatelessIn(compartment, StartFunction) : null;

    /// <summary>Fills the arrays that <see cref="Start"/> and what it calls refer to, each ended by a 0.</summary>
    public void FillFunctions()
    {
        var order = InOrderOfNeed(_begun.OrderBy(i => i.Object.Library.Role == LibraryRole.Application).ThenBy(i => i.Index));
        foreach (var (name, compartment) in _functionArrays)
        {
            var functions = name == Initialisers
                ? order.SelectMany(i => i.Object.Initialisers.Select(f => (i, f.Symbol, f.Addend)))
                : Enumerable.Reverse(order).SelectMany(i => i.Object.Finalisers.Select(f => (i, f.Symbol, f.Addend)));
            // What a restart puts back is what constructors have left.
            var last = name == Initialisers && HasConstructors && configuration.Compartments.Any(c => c.OnFault == FaultPolicy.Restart) ? StatelessIn(compartment, ConstructedFunction) : null;
            FillFunctions(pieces.Make(name, SectionClass.ReadOnly, compartment, 8, 8), [.. functions], last);
        }
    }

    /// <summary>Does anything run before main?</summary>
    public bool HasConstructors => _begun.Any(i => i.Object.Initialisers.Count != 0);

    private static bool HasFunctions(Instance instance) => instance.Object is not { Initialisers.Count: 0, Finalisers.Count: 0 };

    private void FillFunctions(Piece array, List<(Instance Instance, int Symbol, long Addend)> functions, Target.InPiece? last)
    {
        array.Size = 8 * (ulong)(functions.Count + (last is null ? 1 : 2));
        if (last is not null)
        {
            array.Relocations.Add(new BoundRelocation(8 * (ulong)functions.Count, RelocationType.Abs64, last, 0));
        }

        foreach (var (i, (instance, index, addend)) in functions.Index())
        {
            var symbol = instance.Object.Elf.Symbols[index];
            if (!IsInSection(symbol))
            {
                diagnostics.Error("FX0315", instance.Place, $"'{symbol.Name}', which '{instance.Name}' wants to have run before or after main, is not its own function.", "Call it from a constructor or destructor of the object itself.");
                continue;
            }

            var place = symbol.Value + (ulong)addend;
            var name = instance.Object.Elf.Symbols.FirstOrDefault(s => s.Type == ElfSymbolType.Function && s.SectionIndex == symbol.SectionIndex && s.Value == place)?.Name ?? symbol.Name;
            var target = new Target.InPiece(pieces.Section(instance, symbol.SectionIndex), place);
            array.Relocations.Add(new BoundRelocation(8 * (ulong)i, RelocationType.Abs64,
                instance.Compartment == array.Compartment ? target : ThroughGate(array.Compartment, instance, symbol with { Name = instance.Name + name }, target, null), 0));
        }
    }

    // An object's functions run after those of the objects that it was linked with.
    private static List<Instance> InOrderOfNeed(IEnumerable<Instance> all)
    {
        var (order, seen, objects) = (new List<Instance>(), new HashSet<Instance>(), all.ToList());
        void Visit(Instance instance)
        {
            if (seen.Add(instance))
            {
                objects.Where(o => instance.Object.Shared is { } shared && o.Object.Shared is { } other && shared.Needed.Contains(other.Name)).ToList().ForEach(Visit);
                order.Add(instance);
            }
        }

        objects.ForEach(Visit);
        return order;
    }

    private Target.InPiece? FunctionsSymbol(Piece piece, string name)
    {
        if (name is not (Initialisers or Finalisers))
        {
            return null;
        }

        _functionArrays.Add((name, piece.Compartment));
        return new Target.InPiece(pieces.Make(name, SectionClass.ReadOnly, piece.Compartment, 8, 8), 0);
    }
}
