namespace FlexCap.Morello.Internal;

internal sealed unsafe partial class Cpu
{
    internal Cpu(MachineProfile profile, MachineOptions options)
    {
        _timed = true;
        foreach (TimingClass timingClass in Enum.GetValues<TimingClass>())
        {
            _costs[(int)timingClass] = options.Timing.Cycles(timingClass);
        }

        SetExceptionLevel((uint)profile.StartExceptionLevel, 1);
        Daif = 0x3C0;
        Restart(Capability.Maximal);
    }
}
