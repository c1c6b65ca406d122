namespace FlexCap.Morello;

public sealed partial class Machine
{
    /// <summary>The 64-bit value of a general-purpose register, without side effects.</summary>
    /// <param name="number">0 to 30; 30 is the link register.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such register.</exception>
    public ulong ReadRegister(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 30);
        return _cpu.X((uint)number);
    }

    // For debuggers, which need none of the guest's rights.
    internal void SetSystemRegister(string name, ulong value)
    {
        StateEdited();
        _cpu.SetSystemRegister(name, value);
    }

    internal void SetCapabilityRegister(string name, Capability value)
    {
        StateEdited();
        _cpu.SetCapabilityRegister(name, value);
    }

    // The condition flags, interrupt masks and C64 of PSTATE; a debugger does not change the exception level.
    internal void SetStatus(uint value)
    {
        StateEdited();
        _cpu.Nzcv = value & 0xF000_0000;
        _cpu.Daif = value & 0x3C0;
        _cpu.IsC64 = (value >> 26 & 1) != 0;
    }
}
