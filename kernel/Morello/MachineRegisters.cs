using System.Runtime.Intrinsics;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello;

/// <summary>
/// The registers of a machine between two instructions, for debuggers and tests. Writing needs none of the guest's rights.
/// </summary>
public sealed class MachineRegisters
{
    private const int IntegerRegisters = 31;
    private const int VectorRegisters = 32;

    private readonly Cpu _cpu;
    private readonly Action _edited;

    internal MachineRegisters(Cpu cpu, Action edited) => (_cpu, _edited) = (cpu, edited);

    /// <summary>PCC; its value is the address of the next instruction. Writing it makes execution go on there, in the present state (A64 or C64).</summary>
    public Capability Pcc
    {
        get => _cpu.NextPcc;
        set => Edit().Restart(value);
    }

    /// <summary>The DDC in use: of the exception level, DDC_EL0 with SPSel = 0, or RDDC_EL0 in Restricted.</summary>
    public Capability Ddc
    {
        get => _cpu.Ddc;
        set => Edit().SetDdc(_cpu.CurrentBank, value);
    }

    /// <summary>The capability stack pointer in use, chosen like <see cref="Ddc"/>; SP is its value.</summary>
    public Capability Csp
    {
        get => _cpu.CSp(31);
        set => Edit().SetCSp(31, value);
    }

    /// <summary>The condition flags N, Z, C, V in bits 3 to 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value written is above 15.</exception>
    public int Nzcv
    {
        get => (int)(_cpu.Nzcv >> 28);
        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)value, 15u, nameof(value));
            Edit().Nzcv = (uint)value << 28;
        }
    }

    /// <summary>CID_EL0's value: by FlexOS's convention the number of the compartment that runs.</summary>
    public ulong CompartmentId => _cpu.CompartmentId;

    /// <summary>The exception level, 0 to 3.</summary>
    public int ExceptionLevel => (int)_cpu.El;

    /// <summary>True in Restricted: PCC lacks the Executive permission.</summary>
    public bool IsRestricted => _cpu.IsRestricted;

    /// <summary>True in C64: ordinary loads and stores take capability bases (PSTATE.C64).</summary>
    public bool IsC64 => _cpu.IsC64;

    /// <summary>Reads a system register, whatever the exception level may read. Nothing is changed.</summary>
    /// <param name="name">Its name in the Arm manual, such as <c>ELR_EL1</c> or <c>RSP_EL0</c>.</param>
    /// <exception cref="ArgumentException">The machine has no such register, or it cannot be read.</exception>
    public ulong ReadSystemRegister(string name) =>
        Cpu.OrdinaryRegisters.FirstOrDefault(r => r.Name == name)?.Read is { } read ? read(_cpu) : throw new ArgumentException($"There is no system register '{name}' to read.", nameof(name));

    /// <summary>Reads Xn: the value of Cn.</summary>
    /// <param name="n">0 to 30.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such register.</exception>
    public ulong X(int n) => _cpu.X(Integer(n));

    /// <summary>Writes Xn as an instruction does: metadata and tag of Cn become zero.</summary>
    /// <param name="n">0 to 30.</param>
    /// <param name="value">The 64 bits.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such register.</exception>
    public void SetX(int n, ulong value) => Edit().SetX(Integer(n), value);

    /// <summary>Reads Cn.</summary>
    /// <param name="n">0 to 30.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such register.</exception>
    public Capability C(int n) => _cpu.C(Integer(n));

    /// <summary>Writes Cn.</summary>
    /// <param name="n">0 to 30.</param>
    /// <param name="value">All 129 bits.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such register.</exception>
    public void SetC(int n, Capability value) => Edit().SetC(Integer(n), value);

    /// <summary>Reads the 128 bits of Vn, bit 0 first.</summary>
    /// <param name="n">0 to 31.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such register.</exception>
    public UInt128 V(int n)
    {
        Vector128<ulong> value = _cpu.V(Vector(n));
        return new UInt128(value[1], value[0]);
    }

    /// <summary>Writes the 128 bits of Vn.</summary>
    /// <param name="n">0 to 31.</param>
    /// <param name="value">The 128 bits.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such register.</exception>
    public void SetV(int n, UInt128 value) => Edit().V(Vector(n)) = Vector128.Create((ulong)value, (ulong)(value >> 64));

    // A recording cannot repeat what was written here: it has to know.
    private Cpu Edit()
    {
        _edited();
        return _cpu;
    }

    private static uint Integer(int n)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)n, (uint)IntegerRegisters, nameof(n));
        return (uint)n;
    }

    private static uint Vector(int n)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)n, (uint)VectorRegisters, nameof(n));
        return (uint)n;
    }
}
