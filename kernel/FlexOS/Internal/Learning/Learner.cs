using System.Runtime.InteropServices;
using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Learning;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Learning;

/// <summary>
/// Runs a machine, and lets loads and stores through that DDC's bounds keep from other compartments' data: the machine asks
/// before it takes the exception, so the guest sees nothing of it. Memory is bounded by the code and the heaps of the image.
/// </summary>
internal sealed class Learner
{
    // Instructions between two reports.
    private const long Slice = 50_000_000;
    private readonly FlexOSMachine _machine;
    private readonly Machine _core;
    private readonly Image _image;
    private readonly LearningOptions _options;
    private readonly CallTracker _calls;
    private readonly LearnedObjects _objects;
    private readonly Dictionary<(ulong Code, LearnedObject Object, bool IsStore, PointerSource Source), Place> _places = [];
    private readonly List<Place> _inOrder = [];
    private long _accesses;

    private sealed record Place(ulong Code, LearnedObject Object, bool IsStore, PointerSource Source, int Compartment, IReadOnlyList<string> Callers)
    {
        public long Count { get; set; }

        public int Size { get; set; }
    }

    public Learner(FlexOSMachine machine, LearningOptions options)
    {
        (_machine, _core, _image, _options) = (machine, machine.Machine, machine.Image, options);
        _objects = new LearnedObjects(_image, _core);
        _calls = new CallTracker(_image, _core, _objects);
    }

    public LearningResult Run(CancellationToken cancellation)
    {
        if (!IsolationMechanism.Of(_image.Plan.Configuration).HasBounds)
        {
            return LearningProposals.Make(_image, _machine.Run(_options.MaxInstructions, cancellation), [], [], []);
        }

        _core.AccessArbiter = LetThrough;
        _core.FaultTaken += NoteJump;
        var left = _options.MaxInstructions;
        RunResult run;
        do
        {
            var before = _core.Instructions;
            run = _machine.Run(Math.Min(left, Slice), cancellation);
            left -= Math.Max(1, _core.Instructions - before);
            _options.Progress?.Invoke(new(_core.Instructions, _accesses, _inOrder.Count));
        }
        while (run.Stop is StopReason.BudgetSpent && left > 0);

        _core.AccessArbiter = null;
        _core.FaultTaken -= NoteJump;
        return LearningProposals.Make(_image, run, [.. _inOrder.Select(Describe)], _calls.Arguments(), _calls.Functions());
    }

    private bool LetThrough(DeniedAccess access)
    {
        if (access is not { Kind: GuestFaultKind.CapabilityBounds, Restricted: true, CapabilityName: "DDC" } || !_objects.IsData(access.Address, access.IsStore, out var thing))
        {
            return false;
        }

        var culprit = _image.CompartmentOfText(access.ProgramCounter) is >= 0 and var id ? id : (int)access.CompartmentId;
        if (thing.Object.Compartment == culprit)
        {
            return false;
        }

        _accesses++;
        var source = _calls.Attribute(culprit, access, thing);
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, (access.ProgramCounter, thing.Object, access.IsStore, source), out _);
        if (place is null)
        {
            _inOrder.Add(place = new(access.ProgramCounter, thing.Object, access.IsStore, source, culprit, CallersOf(access.ProgramCounter, culprit)));
        }

        place.Count++;
        place.Size = Math.Max(place.Size, access.Size);
        return true;
    }

    // Who called, inside the compartment.
    private List<string> CallersOf(ulong programCounter, int compartment)
    {
        var name = _image.CompartmentName(compartment);
        return [.. _machine.Backtrace(programCounter).Frames.Skip(1).TakeWhile(f => f.Compartment == name && f is { Gate: "", Library.Length: > 0 }).Select(f => $"{f.Symbol}+0x{f.Offset:x}{(f.Source is null ? "" : $" at {f.Source}")}").Take(4)];
    }

    // A branch out of the text ends in the fault that it is; what can be learned is which argument was a function.
    private void NoteJump(GuestFault fault)
    {
        if (fault is { Kind: GuestFaultKind.CapabilityBounds or GuestFaultKind.CapabilityTag, Access: GuestAccess.Fetch, Restricted: true } && _image.CompartmentOfText(fault.Address) >= 0)
        {
            _calls.CodeArgument((int)fault.CompartmentId, fault.Address);
        }
    }

    private LearnedAccess Describe(Place place)
    {
        var isArgument = place.Source.Path.Length != 0;
        return new(
            _image.CompartmentName(place.Compartment), _image.SymbolOf(place.Code)?.Library ?? "", _image.Describe(place.Code), place.Code, place.Object.Owner, place.Object.Library,
            place.Object.Kind, place.Object.Name, place.IsStore, place.Size, place.Count, place.Source.Gate < 0 ? "" : Text.Gate(_image, _image.Gates[place.Source.Gate].Gate),
            isArgument && place.Source.Origin.Length == 0 ? int.Parse(place.Source.Path.Split('[')[0], System.Globalization.CultureInfo.InvariantCulture) : null)
        {
            Path = place.Source.Origin.Length != 0 ? place.Source.Origin : place.Source.Path,
            Callers = place.Callers,
            Source = _image.SourceOf(place.Code),
        };
    }
}
