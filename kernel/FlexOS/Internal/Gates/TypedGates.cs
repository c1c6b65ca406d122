using FlexCap.FlexOS.Internal.Planning;

namespace FlexCap.FlexOS.Internal.Gates;

/// <summary>Makes the typed gates of an image, when it is known which compartments share what.</summary>
internal sealed class TypedGates(Configuration configuration, SharingPlan sharing, PieceTable pieces, SymbolResolver resolver)
{
    private const string CapabilitySuffix = "__capability";

    /// <summary>What was made, by gate.</summary>
    public Dictionary<Gate, TypedGate> Made { get; } = [];

    /// <summary>Gives every gate of a function with pointers its two halves.</summary>
    public void Make()
    {
        foreach (var plan in resolver.Gates.Where(g => g.Code is not null && g.Interface is { HasPointers: true }).ToList())
        {
            Make(plan, sharing.Of(plan.Gate.From, plan.Gate.To), [], new Target.Absolute(0), new Target.Absolute(0));
        }
    }

    private void Make(GatePlan plan, Sharing how, IReadOnlyList<string> outerNames, Target stubValues, Target shimValues)
    {
        var (function, from, to) = (plan.Interface!, plan.Gate.From, plan.Gate.To);
        var shape = new GateShape(function);
        if (how == Sharing.Capability && !UseCapabilityVersion(plan, shape))
        {
            how = Sharing.Copy;
        }

        var reach = sharing.Reach(from, to, how);
        var name = $"{configuration.Compartments[to].Name}_{plan.Gate.Function}";
        var bindings = new Dictionary<string, Target>(StringComparer.Ordinal)
        {
            ["flexos_stub_gate"] = new Target.InPiece(plan.Code!, 0),
            [GateWriter.OuterValues] = stubValues,
        };
        if (reach is not null)
        {
            (bindings[GateWriter.ReachStart], bindings[GateWriter.ReachSize]) = (reach.Start, reach.Size);
            (bindings[GateWriter.HeapStart], bindings[GateWriter.HeapSize]) = (reach.HeapStart, reach.HeapSize);
        }

        if (shape.ResultText is { } text)
        {
            bindings[GateWriter.ResultText] = new Target.InPiece(pieces.Make($"flexos_result_text_{from}_{to}_{plan.Gate.Function}", SectionClass.Zero, from, text.Size.Plus, 16), 0);
        }

        string? shimText = null;
        if (NeedsShim(shape, how))
        {
            var ofShim = new Dictionary<string, Target>(bindings, StringComparer.Ordinal) { ["flexos_shim_function"] = plan.Final, [GateWriter.OuterValues] = shimValues };
            foreach (var callback in shape.Callbacks)
            {
                MakeCallback(plan, callback, how, bindings, ofShim);
            }

            plan.HasBlock = GateShape.HasBlock(function, how);
            shimText = CalleeShim.Write(function, how, reach is not null, outerNames);
            plan.Shim = Generate(shimText, CalleeShim.SectionName, to, $"flexos_shim_{configuration.Compartments[from].Name}_{plan.Gate.Function}", ofShim);
        }

        var stubText = CallerStub.Write(function, how, reach is not null, plan.Shim is not null, outerNames);
        plan.Stub = Generate(stubText, CallerStub.SectionName, from, $"flexos_stub_{name}", bindings);
        sharing.NeedHeap(from, to, how);
        Made.Add(plan.Gate, new TypedGate(plan.Gate, function, how, stubText, shimText));
    }

    // A version that takes capabilities knows how to treat them, and returns errno beside its result.
    private static bool NeedsShim(GateShape shape, Sharing how) =>
        how is Sharing.Copy or Sharing.SharedRegister || shape.Callbacks.Count != 0 || shape.ResultText is not null || (shape.Function.SetsErrno && how != Sharing.Capability);

    /// <summary>The library's own version of a function that takes capabilities; it can have none on the stack.</summary>
    private bool UseCapabilityVersion(GatePlan plan, GateShape shape)
    {
        if (plan.Callee is null || shape.Callbacks.Count != 0 || shape.ResultText is not null || shape.Buffers.Any(b => b.Place.General < 0)
            || resolver.Definition(plan.Callee, plan.Interface!.Name + CapabilitySuffix) is not { } version)
        {
            return false;
        }

        plan.Final = version;
        return true;
    }

    /// <summary>A callback's slots in the caller, and for each a gate back: stub in the callee, raw gate, thunk in the caller.</summary>
    private void MakeCallback(GatePlan plan, GateCallback callback, Sharing how, Dictionary<string, Target> ofStub, Dictionary<string, Target> ofShim)
    {
        var (from, to, slots) = (plan.Gate.From, plan.Gate.To, callback.Argument.Slots);
        var name = $"{plan.Gate.Function}.{callback.Argument.Name}";
        var unique = $"{from}_{to}_{plan.Callee?.Index}_{name}";
        var signature = callback.Argument.Callback!;
        var (thunk, values) = (GateAssembly.Thunk(signature.Failure), 8 * callback.OuterNames.Count);
        var table = pieces.Make($"flexos_callback_slots_{unique}", SectionClass.Zero, from, 8 * (ulong)slots, 8);
        var outer = pieces.Make($"flexos_callback_values_{unique}", SectionClass.Zero, to, Math.Max(8, (ulong)(values * slots)), 8);
        var own = pieces.Make($"flexos_callback_outer_{unique}", SectionClass.Zero, from, Math.Max(8, (ulong)(values * slots)), 8);
        var entries = new List<GatePlan>();
        for (var slot = 0; slot < slots; slot++)
        {
            var entry = Generate(thunk, GateAssembly.ThunkSection, from, $"flexos_callback_{unique}_{slot}",
                new Dictionary<string, Target>(StringComparer.Ordinal) { [GateAssembly.ThunkSlot] = new Target.InPiece(table, 8 * (ulong)slot) });
            var back = resolver.CallbackGate(plan, plan.Gate with { From = to, To = from, Function = $"{name}[{slot}]" }, entry, signature);
            if (signature.HasPointers)
            {
                Make(back, how == Sharing.Capability ? Sharing.Copy : how, callback.OuterNames, new Target.InPiece(outer, (ulong)(values * slot)), new Target.InPiece(own, (ulong)(values * slot)));
            }

            entries.Add(back);
        }

        ofStub[$"{CallerStub.CallbackSlots}{callback.Index}"] = new Target.InPiece(table, 0);
        ofStub[$"{CallerStub.CallbackEntries}{callback.Index}"] = Entries($"flexos_callback_entries_{unique}", from, entries);
        ofShim[$"{CalleeShim.Entries}{callback.Index}"] = Entries($"flexos_callback_gates_{unique}", to, entries);
        ofStub[$"{CallerStub.Outer}{callback.Index}"] = new Target.InPiece(own, 0);
        ofShim[$"{CalleeShim.Values}{callback.Index}"] = new Target.InPiece(outer, 0);
    }

    private Target.InPiece Entries(string name, int compartment, List<GatePlan> gates) => new(
        pieces.Make(name, SectionClass.ReadOnly, compartment, 8 * (ulong)gates.Count, 8, made =>
        {
            for (var i = 0; i < gates.Count; i++)
            {
                made.Relocations.Add(new BoundRelocation(8 * (ulong)i, RelocationType.Abs64, new Target.ThroughGate(gates[i]), 0));
            }
        }), 0);

    private Piece Generate(string text, string section, int compartment, string name, IReadOnlyDictionary<string, Target> bindings)
    {
        var library = GateAssembly.Assemble(text);
        return pieces.Generated(library, library.FindSection(section), compartment, name, bindings);
    }
}
