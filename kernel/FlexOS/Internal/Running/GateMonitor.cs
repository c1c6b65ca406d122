using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Running;

/// <summary>
/// Counts gate executions, and keeps the gates that are open, so that a fault can be laid at the gate through which its
/// compartment was entered. It only watches: probes change nothing for the guest.
/// </summary>
internal sealed class GateMonitor
{
    private const int LinkRegister = 30;
    private readonly Image _image;
    private readonly Machine _machine;
    private readonly long[] _counts;
    private readonly List<int> _open = [];
    private readonly List<FaultReport> _faults = [];
    private GuestFault? _newest;

    public GateMonitor(Image image, Machine machine)
    {
        (_image, _machine, _counts) = (image, machine, new long[image.Gates.Count]);
        for (var i = 0; i < image.Gates.Count; i++)
        {
            if (image.Gates[i].Gate.Mechanism == Mechanism.Morello)
            {
                var index = i;
                machine.AddProbe(image.Gates[i].Start, _ => Enter(index));
                machine.AddProbe(image.Gates[i].End, _ => Leave(index));
            }
        }

        // A function has no gate of its own to watch: what counts is who enters it.
        foreach (var function in image.Gates.Index().Where(g => g.Item.Gate.Mechanism == Mechanism.Function).GroupBy(g => g.Item.Function))
        {
            var gates = function.Select(g => (g.Item.Gate.From, g.Index)).ToArray();
            machine.AddProbe(function.Key, _ => EnterFunction(gates));
        }
    }

    public IReadOnlyList<long> Counts => [.. _counts];

    public IReadOnlyList<FaultReport> Faults => [.. _faults];

    /// <summary>Reports the faults since the last call, with the gates that are open now. The open gates change only at probes, and each of those calls this first.</summary>
    public void NoteFaults()
    {
        var faults = _machine.Faults;
        var first = faults.Count;
        while (first > 0 && !ReferenceEquals(faults[first - 1], _newest))
        {
            first--;
        }

        for (var i = first; i < faults.Count; i++)
        {
            _newest = faults[i];
            _faults.Add(Report(faults[i]));
        }
    }

    private void Enter(int gate)
    {
        NoteFaults();
        _counts[gate]++;
        _open.Add(gate);
    }

    private void Leave(int gate)
    {
        NoteFaults();
        // A fault that the guest recovered from may have abandoned inner gates.
        var index = _open.LastIndexOf(gate);
        if (index >= 0)
        {
            _open.RemoveRange(index, _open.Count - index);
        }
    }

    private void EnterFunction((int From, int Index)[] gates)
    {
        var caller = _image.CompartmentOfText(_machine.ReadRegister(LinkRegister) - 4);
        foreach (var (from, index) in gates)
        {
            if (from == caller)
            {
                _counts[index]++;
            }
        }
    }

    private FaultReport Report(GuestFault fault)
    {
        // The text that an instruction lies in says who it is; after a jump out of its text a compartment is known by CID_EL0 only.
        var compartment = _image.CompartmentOfText(fault.ProgramCounter);
        if (fault.Access == GuestAccess.Fetch && fault.Restricted)
        {
            compartment = (int)Math.Min(fault.CompartmentId, (ulong)_image.Plan.Configuration.Compartments.Count - 1);
        }

        var gate = _open.Count == 0 ? "" : Text.Gate(_image, _image.Gates[_open[^1]].Gate);
        return new FaultReport(fault, _image.CompartmentName(compartment), _image.Describe(fault.ProgramCounter), _image.OwnerOf(fault.Address), gate);
    }
}
