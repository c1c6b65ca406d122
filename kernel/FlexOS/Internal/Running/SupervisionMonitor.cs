using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Running;

/// <summary>Collects what the trusted base says of supervised compartments, where it says it (kernel/guest/ukboot/supervise.c).</summary>
internal sealed class SupervisionMonitor
{
    // As many as the machine keeps faults.
    private const int KeptEvents = 4096;
    private readonly Image _image;
    private readonly Machine _machine;
    private readonly List<SupervisionEvent> _events = [];

    public SupervisionMonitor(Image image, Machine machine)
    {
        (_image, _machine) = (image, machine);
        if (image.Plan.Configuration.Compartments.All(c => c.OnFault == FaultPolicy.Stop))
        {
            return;
        }

        Watch("flexos_event_failed", hit => new(SupervisionEventKind.CallFailed, Name(0), Thread, Name(1), (long)machine.ReadRegister(3), hit.Instructions));
        Watch("flexos_event_restarted", hit => new(SupervisionEventKind.Restarted, Name(0), Thread, "", (long)machine.ReadRegister(1), hit.Instructions));
        machine.KeepWithSnapshots(() => _events.ToArray(), state =>
        {
            _events.Clear();
            _events.AddRange((SupervisionEvent[])state);
        });
    }

    public IReadOnlyList<SupervisionEvent> Events => [.. _events];

    private int Thread => (int)_machine.ReadRegister(2);

    private string Name(int register) => _image.CompartmentName((int)_machine.ReadRegister(register));

    private void Watch(string function, Func<ProbeHit, SupervisionEvent> read)
    {
        if (_image.Symbols.FirstOrDefault(s => s.Compartment < 0 && s.Name == function) is { } symbol)
        {
            _machine.AddProbe(symbol.Address, hit =>
            {
                if (_events.Count == KeptEvents)
                {
                    _events.RemoveAt(0);
                }

                _events.Add(read(hit));
            });
        }
    }
}
