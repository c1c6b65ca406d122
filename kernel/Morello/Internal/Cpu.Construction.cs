namespace FlexCap.Morello.Internal;

// Reset (Sail AArch64_TakeReset, AArch64_AutoGen_ArchitectureReset): registers that the architecture leaves unknown are zero.
internal sealed unsafe partial class Cpu
{
    internal Cpu(MachineProfile profile, MachineOptions options, Bus bus)
    {
        Bus = bus;
        Memory = bus.Memory;
        Memory.CodeChanged = page => InvalidateCode(page);
        foreach (TimingClass timingClass in Enum.GetValues<TimingClass>())
        {
            _costs[(int)timingClass] = options.Timing.Cycles(timingClass);
            _dearestInstruction = Math.Max(_dearestInstruction, Math.Max(_costs[(int)timingClass], 1));
        }

        Array.Fill(_ddcs, Capability.Maximal);
        _highestLevel = (uint)profile.StartExceptionLevel;
        SelectTranslation();
        SetExceptionLevel((uint)profile.StartExceptionLevel, 1);
        Daif = 0x3C0;
        Restart(Capability.Maximal);
    }

    /// <summary>Physical address space.</summary>
    [field: NotState]
    internal Bus Bus { get; }

    /// <summary>RAM.</summary>
    [field: NotState]
    internal PhysicalMemory Memory { get; }
}
