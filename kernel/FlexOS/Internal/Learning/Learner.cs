using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Learning;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Learning;

/// <summary>
/// Runs a machine, and lets accesses to other compartments' data through: the exception is taken, and before the trusted base's
/// first instruction the machine returns from it, executes the one instruction with a DDC that covers everything, and has its
/// own DDC again. No register and no memory differs from what a wider DDC would have given.
/// </summary>
internal sealed class Learner
{
    private const string Vectors = "ukboot_vectors", VectorCode = "ukboot_vector_common";
    private const uint ExceptionReturn = 0xD69F_03E0;

    private readonly FlexOSMachine _machine;
    private readonly Machine _core;
    private readonly Image _image;
    private readonly CallTracker _calls;
    private readonly ObjectNames _objects;
    private readonly Dictionary<(ulong Code, string Object, bool IsStore, int Gate, int? Argument), LearnedAccess> _accesses = [];
    private GuestFault? _pending;

    public Learner(FlexOSMachine machine)
    {
        (_machine, _core, _image) = (machine, machine.Machine, machine.Image);
        _calls = new CallTracker(_image, _core);
        _objects = new ObjectNames(_image, _core);
    }

    public LearningResult Run(long maxInstructions, CancellationToken cancellation)
    {
        if (Symbol(Vectors) is not { } vectors || ExceptionReturnAddress() is not { } back || !IsolationMechanism.Of(_image.Plan.Configuration).HasBounds)
        {
            return LearningProposals.Make(_image, _machine.Run(maxInstructions, cancellation), [], []);
        }

        _machine.ClaimFaults(Claims);
        _core.AddBreakpoint(vectors.Address, _ => _pending is not null);
        var end = _core.Instructions + Math.Min(maxInstructions, long.MaxValue - _core.Instructions);
        StopReason stop;
        while ((stop = _core.Run(Math.Max(0, end - _core.Instructions), cancellation)) is StopReason.Breakpoint && _pending is { } fault)
        {
            _pending = null;
            LetThrough(fault, back);
        }

        _core.RemoveBreakpoint(vectors.Address);

        // Nothing more is executed: this collects what the run has left.
        var run = _machine.Run(0, CancellationToken.None) with { Stop = stop };
        return LearningProposals.Make(_image, run, [.. _accesses.Values], _calls.Arguments());
    }

    private bool Claims(GuestFault fault)
    {
        if (fault is not { Kind: GuestFaultKind.CapabilityBounds, Access: GuestAccess.Load or GuestAccess.Store, Restricted: true, CapabilityName: "DDC" }
            || _image.RegionOf(fault.Address) is not { Kind: not (RegionKind.Code or RegionKind.Table) } region
            || (region.Compartment < 0 && region.Kind != RegionKind.Shared) || region.Compartment == Culprit(fault))
        {
            return false;
        }

        _pending = fault;
        return true;
    }

    private int Culprit(GuestFault fault) => _image.CompartmentOfText(fault.ProgramCounter) is >= 0 and var id ? id : (int)fault.CompartmentId;

    private void LetThrough(GuestFault fault, ulong back)
    {
        var registers = _core.Registers;
        registers.Pcc = registers.Pcc.SetValue(back);
        _core.Run(1);
        var own = registers.Ddc;
        registers.Ddc = Capability.Maximal.ClearPermissions(~own.Permissions & CapabilityPermissions.All).SetValue(own.Value);
        var done = new List<TraceAccess>();
        _core.Trace(step => done.AddRange(step.Accesses), maxInstructions: 1);
        registers.Ddc = own;
        foreach (var access in done.Where(a => !(a.Address >= own.Base && (UInt128)a.Address + (ulong)a.Size <= own.Limit)))
        {
            Note(fault, access);
        }
    }

    private void Note(GuestFault fault, TraceAccess access)
    {
        var culprit = Culprit(fault);
        var (kind, name, owner, library, start) = _objects.Of(access.Address);
        var (gate, argument) = _calls.Attribute(culprit, access, start);
        var key = (fault.ProgramCounter, name, access.IsStore, gate, argument);
        _accesses[key] = _accesses.TryGetValue(key, out var known)
            ? known with { Count = known.Count + 1, Size = Math.Max(known.Size, access.Size) }
            : new LearnedAccess(
                _image.CompartmentName(culprit), _image.SymbolOf(fault.ProgramCounter)?.Library ?? "", _image.Describe(fault.ProgramCounter), fault.ProgramCounter, owner, library, kind, name,
                access.IsStore, access.Size, 1, gate < 0 ? "" : Text.Gate(_image, _image.Gates[gate].Gate), argument);
    }

    private ImageSymbol? Symbol(string name) => _image.Symbols.FirstOrDefault(s => s.Compartment < 0 && s.Name == name);

    private ulong? ExceptionReturnAddress()
    {
        var word = new byte[4];
        for (var address = Symbol(VectorCode)?.Address ?? 0; address != 0 && _core.ReadVirtual(address, word) == word.Length; address += 4)
        {
            if (BitConverter.ToUInt32(word) == ExceptionReturn)
            {
                return address;
            }
        }

        return null;
    }
}
