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
}
