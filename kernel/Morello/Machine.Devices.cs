using FlexCap.Morello.Internal;

namespace FlexCap.Morello;

public sealed partial class Machine
{
    // Places what the profile lists; interrupts first, since the others are wired to them.
    private Pl011? AddDevices()
    {
        Pl011? console = null;
        var distributor = AddInterruptController();
        foreach (var device in Profile.Devices)
        {
            Action<bool> interrupt = device.Interrupt is { } intid && distributor != null ? level => distributor.SetInput(intid, level) : static _ => { };
            switch (device.Kind)
            {
                case BoardDeviceKind.Uart:
                    var uart = new Pl011(Transmit, interrupt);
                    console ??= uart;
                    _bus.Add(device.Address, uart);
                    break;
                case BoardDeviceKind.RealTimeClock:
                    var clock = new Pl031(new VirtualClock(() => _cpu.Now, _cpu.TimersChanged), interrupt);
                    _cpu.AddClocked(clock);
                    _bus.Add(device.Address, clock);
                    break;
                case BoardDeviceKind.Tube:
                    _bus.Add(device.Address, new TrickboxTube(TransmitTube, EndTest));
                    break;
                default:
                    break;
            }
        }

        return console;
    }

    private GicDistributor? AddInterruptController()
    {
        if (Profile.Find(BoardDeviceKind.InterruptDistributor) is not { } distributorPlace
            || Profile.Find(BoardDeviceKind.InterruptRedistributor) is not { } redistributorPlace)
        {
            return null;
        }

        var distributor = new GicDistributor(Profile.StartExceptionLevel == 3, () => _cpu.IsSecureState);
        var redistributor = new GicRedistributor(distributor, 0);
        _bus.Add(distributorPlace.Address, distributor);
        _bus.Add(redistributorPlace.Address, redistributor);
        _cpu.ConnectInterrupts(redistributor.CpuInterface);
        _cpu.ConnectPrivateInterrupts(redistributor.SetInput);
        return distributor;
    }
}
