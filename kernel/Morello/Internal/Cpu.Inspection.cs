namespace FlexCap.Morello.Internal;

// System state as a debugger sees it: no exception level, no permission, no trap.
internal sealed unsafe partial class Cpu
{
    /// <summary>ESR_ELx.</summary>
    internal uint ExceptionSyndrome(uint el) => _esr[el];

    /// <summary>SPSR_ELx.</summary>
    internal uint SavedProgramStatus(uint el) => _spsr[el];

    /// <summary>CELR_ELx.</summary>
    internal Capability ExceptionLink(uint el) => _elr[el];

    /// <summary>Writes CVBAR_ELx.</summary>
    internal void SetVector(uint el, Capability value) => _vbar[el] = value;

    /// <summary>Writes a system register by name.</summary>
    /// <exception cref="ArgumentException">There is no such register, or it cannot be written.</exception>
    internal void SetSystemRegister(string name, ulong value)
    {
        var write = SystemRegisters.All.FirstOrDefault(register => register.Name == name)?.Write
            ?? throw new ArgumentException($"There is no writable system register {name}.", nameof(name));
        write(this, value);
    }

    /// <summary>PSTATE as SPSR shows it.</summary>
    internal uint ProgramStatus => SavedState();

    /// <summary>Reads a system register by name; 0 if it cannot be read.</summary>
    internal ulong InspectRegister(string name) =>
        SystemRegisters.All.FirstOrDefault(register => register.Name == name)?.Read?.Invoke(this) ?? 0;

    /// <summary>Reads a capability register by name.</summary>
    internal Capability InspectCapability(string name) =>
        SystemRegisters.AllCapability.FirstOrDefault(register => register.Name == name)?.Read(this) ?? default;

    /// <summary>Writes a capability register by name.</summary>
    internal void SetCapabilityRegister(string name, Capability value) =>
        SystemRegisters.AllCapability.First(register => register.Name == name).Write(this, value);

    /// <summary>Sets PSTATE from an SPSR value; no return is too illegal.</summary>
    internal void RestoreFrom(uint spsr) => RestoreState(spsr);

    /// <summary>Where a virtual address lies: no permission is asked.</summary>
    internal bool TryInspect(ulong address, out ulong physical)
    {
        var fault = Translate(address, AccessType.Inspect, El, false, true, out var page, out _, out _, out _);
        physical = page.Physical | (address & PageOffset);
        return fault == FaultStatus.None;
    }

    /// <summary>The instruction that was executed last, and its address. Its word is the one executed, even if it has overwritten itself.</summary>
    internal (ulong Address, uint Word) LastInstruction => (_pc, _windowSlots[(_pc - _windowStart) >> 2].Word);

    /// <summary>The class of an instruction word.</summary>
    internal static TimingClass ClassOf(uint word)
    {
        Decode(word, out var timing);
        return timing;
    }

    /// <summary>All general-purpose and vector registers at once.</summary>
    internal void CopyRegisters(out RegisterFile registers, out RegisterTags tags, out VectorFile vectors) =>
        (registers, tags, vectors) = (_registers, _tags, _vectors);
}
