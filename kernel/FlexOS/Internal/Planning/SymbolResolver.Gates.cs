using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.Planning;

internal sealed partial class SymbolResolver
{
    public const string EntryPrefix = "flexos_entry_";
    private const ulong EntrySize = 32;
    private const int LearnedStackBytes = 64;

    private Target.ThroughGate ThroughGate(int from, Instance instance, ElfSymbol function, Target.InPiece target, (Piece, ulong)? callSite)
    {
        var name = _index.Of(instance.Object, null).Count > 1 ? $"{instance.Name}/{function.Name}" : function.Name;
        var key = $"{from:d8}/{instance.Compartment:d8}/{instance.Index:d8}/{function.Name}";
        if (!_gates.TryGetValue(key, out var gate))
        {
            gate = AddGate(key, new Gate(from, instance.Compartment, name, Isolation.Mechanism) { Variant = Isolation.Gate }, target, SignatureOf(instance, function.Name), instance);
        }

        if (callSite is { } site)
        {
            gate.CallSites.Add(site);
        }
        else
        {
            gate.IsAddressTaken = true;
        }

        return new Target.ThroughGate(gate);
    }

    /// <summary>The gate for a callback: from the callee's compartment to a thunk in the caller's.</summary>
    public GatePlan CallbackGate(GatePlan around, Gate gate, Piece thunk, FunctionInterface signature) =>
        AddGate($"{gate.From:d8}/{gate.To:d8}/{around.Callee?.Index ?? 0:d8}/{gate.Function}/{around.Gate.From:d8}", gate, new Target.InPiece(thunk, 0), signature, null);

    private FunctionInterface? SignatureOf(Instance instance, string function)
    {
        var (library, own) = (instance.Object.Library.Name, instance.Interface);
        WrittenInterfaces[library] = own;
        return configuration.IgnoresInterfaces ? null : (configuration.GivenInterfaces.GetValueOrDefault(library) ?? own).Find(function);
    }

    private GatePlan AddGate(string key, Gate gate, Target.InPiece target, FunctionInterface? signature, Instance? callee)
    {
        var plan = new GatePlan(gate, target.Piece, target.Offset) { Interface = signature, Callee = callee, UnknownStackBytes = configuration.IsLearning && signature is null ? LearnedStackBytes : 0 };
        _gates.Add(key, plan);
        if (Isolation.HasGates && Template(GateTemplate(plan), gate.From) is { } template)
        {
            plan.Code = pieces.Copy(template.Object, template.Section, gate.From, plan, $"flexos_gate_{configuration.Compartments[gate.To].Name}_{gate.Function}");
        }

        return plan;
    }

    /// <summary>The section of the trusted base that copies are made of.</summary>
    public (LibraryObject Object, int Section)? Template(string section, int compartment)
    {
        foreach (var instance in instances.TakeWhile(i => i.Compartment < 0)) // the trusted base comes first
        {
            if (instance.Object.FindSection(section) is > 0 and var index)
            {
                return (instance.Object, index);
            }
        }

        if (_reported.Add(section))
        {
            diagnostics.Error("FX0314", new SourceLocation("catalogue.yaml"), $"The trusted base has no section {section}, which {CompartmentName(compartment)} needs.", "Build the guest again (make -C kernel/guest).");
        }

        return null;
    }

    private Target? GateSymbol(Piece piece, string name) => piece.Gate is not { } gate ? null : name switch
    {
        "flexos_gate_function" when gate.StackBytes != 0 && Isolation.CopiesByThunk && piece == gate.Code => new Target.InPiece(Thunk(gate), 0),
        "flexos_gate_function" => new Target.BehindGate(gate),
        "flexos_gate_to" => new Target.Absolute((ulong)gate.Gate.To),
        "flexos_gate_from" => new Target.Absolute((ulong)gate.Gate.From),
        "flexos_gate_tsb_from" => ThreadStatusBlocks(gate.Gate.From),
        "flexos_gate_tsb_to" => ThreadStatusBlocks(gate.Gate.To),
        "flexos_gate_stack_bytes" => new Target.GateNumber(gate, g => g.StackBytes),
        "flexos_gate_arguments" => new Target.GateNumber(gate, g => g.Arguments),
        "flexos_gate_vectors" => new Target.GateNumber(gate, g => g.VectorArguments),
        "flexos_gate_entry" => new Target.InPiece(Entry(gate), 0),
        "flexos_gate_switcher_call" => SwitcherCall(gate.Gate.From),
        _ => null,
    };

    // Page tables need no other gate for arguments on the stack: the trusted base copies.
    private string GateTemplate(GatePlan gate)
    {
        var hasStack = gate.StackBytes != 0 && Isolation.CopiesByThunk;
        return configuration.Compartments[gate.Gate.To].OnFault != FaultPolicy.Stop && HasTemplate(LibraryObject.SupervisedGateSection)
            ? hasStack ? LibraryObject.SupervisedStackGateSection : LibraryObject.SupervisedGateSection
            : configuration.Compartments.Any(c => c.OnFault != FaultPolicy.Stop) && HasTemplate(LibraryObject.WatchedGateSection)
            ? hasStack ? LibraryObject.WatchedStackGateSection : LibraryObject.WatchedGateSection
            : hasStack ? LibraryObject.StackGateSection : LibraryObject.GateSection;
    }

    private bool HasTemplate(string section) => instances.TakeWhile(i => i.Compartment < 0).Any(i => i.Object.FindSection(section) > 0);

    /// <summary>What stands before a function with arguments on the stack, in its compartment.</summary>
    private Piece Thunk(GatePlan gate) =>
        Template(LibraryObject.StackThunkSection, gate.Gate.To) is { } template
            ? pieces.Copy(template.Object, template.Section, gate.Gate.To, gate, $"flexos_stack_thunk_{gate.Gate.From}_{gate.Gate.Function}") : gate.Function;

    /// <summary>What the switcher knows of a gate: function, callee's and caller's record, bytes of arguments on the stack.</summary>
    private Piece Entry(GatePlan gate)
    {
        var area = BootTable.Capabilities(pieces, configuration);
        Target.InPiece Record(int id) => new(area, TrustedArea.RecordOffset(configuration.Compartments.Count, id));
        return pieces.Make($"{EntryPrefix}{gate.Gate.From:d5}_{gate.Gate.To:d5}_{gate.Gate.Function}", SectionClass.ReadOnly, -1, EntrySize, EntrySize, made =>
        {
            Target function = gate.StackBytes != 0 && Isolation.CopiesByThunk ? new Target.InPiece(Thunk(gate), 0) : new Target.BehindGate(gate);
            Target[] words = [function, Record(gate.Gate.To), Record(gate.Gate.From), new Target.GateNumber(gate, g => g.StackBytes)];
            foreach (var (word, target) in words.Index())
            {
                made.Relocations.Add(new BoundRelocation(8 * (ulong)word, RelocationType.Abs64, target, 0));
            }
        });
    }

    /// <summary>The array of pointers to a function of every instance of its library, made in the referring compartment.</summary>
    private Target.InPiece? InstancesArray(Piece piece, string name)
    {
        var isEnd = name.EndsWith(EndSuffix, StringComparison.Ordinal);
        if (!isEnd && !name.EndsWith(StartSuffix, StringComparison.Ordinal))
        {
            return null;
        }

        var function = name[InstancesPrefix.Length..^(isEnd ? EndSuffix : StartSuffix).Length];
        var callees = instances.Where(i => i.Object.Library.Role == LibraryRole.Library && i.Object.Find(function) >= 0).ToList();
        var array = pieces.Make(InstancesPrefix + function, SectionClass.ReadOnly, piece.Compartment, 8 * (ulong)callees.Count, 8, made =>
        {
            for (var i = 0; i < callees.Count; i++)
            {
                var definition = callees[i].Object.Elf.Symbols[callees[i].Object.Find(function)];
                var target = new Target.InPiece(pieces.Section(callees[i], definition.SectionIndex), definition.Value);
                var isInside = callees[i].Compartment == piece.Compartment || piece.Compartment < 0;
                made.Relocations.Add(new BoundRelocation(8 * (ulong)i, RelocationType.Abs64,
                    isInside ? target : ThroughGate(piece.Compartment, callees[i], definition, target, null), 0));
            }
        });
        return new Target.InPiece(array, isEnd ? array.Size : 0);
    }

    /// <summary>
    /// The array of pointers to a function of a replicated library, one for each compartment by id. Which compartments have an
    /// instance is known only when everything else is; until then the entries are 0.
    /// </summary>
    private Target.InPiece? ReplicasArray(Piece piece, string name)
    {
        var isEnd = name.EndsWith(EndSuffix, StringComparison.Ordinal);
        if (!isEnd && !name.EndsWith(StartSuffix, StringComparison.Ordinal))
        {
            return null;
        }

        var function = name[ReplicasPrefix.Length..^(isEnd ? EndSuffix : StartSuffix).Length];
        var size = 8 * (ulong)configuration.Compartments.Count;
        var array = pieces.Make(ReplicasPrefix + function, SectionClass.ReadOnly, piece.Compartment, size, 8, made => _replicaArrays.Add((made, function)));
        return new Target.InPiece(array, isEnd ? size : 0);
    }

    /// <summary>Enters the instances that have come in since; true if there were any, whose references are then to be followed.</summary>
    public bool FillReplicas()
    {
        var found = false;
        foreach (var (array, function) in _replicaArrays)
        {
            foreach (var instance in instances.Where(i => i.Object.Library.IsReplicated && i.Object.Find(function) >= 0).ToList())
            {
                var offset = 8 * (ulong)instance.Compartment;
                if (array.Relocations.Exists(r => r.Offset == offset))
                {
                    continue;
                }

                var definition = instance.Object.Elf.Symbols[instance.Object.Find(function)];
                var target = new Target.InPiece(pieces.Section(instance, definition.SectionIndex), definition.Value);
                array.Relocations.Add(new BoundRelocation(offset, RelocationType.Abs64,
                    instance.Compartment == array.Compartment ? target : ThroughGate(array.Compartment, instance, definition, target, null), 0));
                found = true;
            }
        }

        return found;
    }
}
