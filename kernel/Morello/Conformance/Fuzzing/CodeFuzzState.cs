using System.Runtime.Intrinsics;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Conformance.Fuzzing;

/// <summary>Sets a machine up from the bytes of an input: registers, system registers, translation, exception level.</summary>
internal sealed class CodeFuzzState
{
    private const ulong TableControlEl2 = (64 - 39) | 1UL << 8 | 1UL << 10 | 3UL << 12 | 2UL << 16 | 1UL << 24 | 7UL << 26;
    private const ulong StageTwoControl = (64 - 39) | 1UL << 6 | 1UL << 8 | 1UL << 10 | 3UL << 12 | 2UL << 16 | 7UL << 26;
    private const ulong HostExtension = 1UL << 34;
    private const ulong TrapGeneral = 1UL << 27;
    private const ulong MmuOn = 1;
    private const ulong BigEndian = 3UL << 24;

    private static readonly SystemRegister[] s_writable = [.. SystemRegisters.All.Where(r => r.Write is not null)];

    // The tables are ordered anew whenever they are asked for.
    private static readonly Dictionary<string, SystemRegister> s_byName = SystemRegisters.All.ToDictionary(r => r.Name);
    private static readonly Dictionary<string, CapabilityRegister> s_capabilitiesByName = SystemRegisters.AllCapability.ToDictionary(r => r.Name);

    private readonly Machine _machine;
    private readonly Cpu _cpu;
    private readonly InputBytes _source;
    private readonly ulong _ram;
    private readonly ulong _ramSize;
    private readonly uint _top;

    private CodeFuzzState(Machine machine, InputBytes source)
    {
        (_machine, _cpu, _source) = (machine, machine.Core, source);
        (_ram, _ramSize, _top) = (machine.Profile.RamBase, machine.Profile.RamSize, (uint)machine.Profile.StartExceptionLevel);
    }

    /// <summary>Puts code and state into a machine at reset.</summary>
    internal static void Set(Machine machine, ReadOnlySpan<byte> code, InputBytes source)
    {
        var state = new CodeFuzzState(machine, source);
        CodeFuzzImage.WriteCode(machine.Memory, code, source);
        state.SetRegisters();
        state.SetSystemRegisters();
        int kind = source.Byte() % 8;
        CodeFuzzImage.WriteTables(machine.Memory, kind >= 6, source);
        bool capabilities = !source.OneIn(4);
        if (kind != 7)
        {
            state.Tame(kind >= 3, capabilities);
        }

        for (uint el = 1; el <= state._top; el++)
        {
            CodeFuzzImage.WriteVectors(machine.Memory, el, capabilities);
        }

        state.Enter();
    }

    // Values near the ends of RAM, devices, pages and the address space.
    private ulong Address()
    {
        ulong offset = (ulong)(sbyte)_source.Byte();
        IReadOnlyList<BoardDevice> devices = _machine.Profile.Devices;
        switch (_source.Byte() % 10)
        {
            case 0:
                return _ram + _ramSize + offset;
            case 1:
                return _ram + CodeFuzzImage.Code + offset;
            case 2:
                return devices[_source.Byte() % devices.Count].Address + offset;
            case 3:
                return devices[_source.Byte() % devices.Count].Address + (uint)_source.Below(0x1_0000);
            case 4:
                return offset;
            case 5:
                return (1UL << (_source.Byte() % 64)) + offset;
            case 6:
                return _source.Word();
            case 7:
                return _ram + CodeFuzzImage.Data + ((ulong)_source.Byte() << 4);
            default:
                return _ram + ((ulong)_source.Byte() << 12) + offset;
        }
    }

    private Capability Value() => (_source.Byte() % 4) switch
    {
        0 => new(Address(), _source.Word(), _source.OneIn(2)),
        1 => Capability.Maximal.SetValue(Address()).SetBounds((ulong)_source.Byte() << (_source.Byte() % 8)),
        _ => Capability.Maximal.SetValue(Address()),
    };

    private void SetRegisters()
    {
        for (uint n = 0; n < 31; n++)
        {
            _cpu.SetC(n, Value());
        }

        for (uint n = 0; n < 32; n++)
        {
            _cpu.V(n) = Vector128.Create(_source.Word(), (ulong)_source.Byte());
        }
    }

    private void SetSystemRegisters()
    {
        bool hasInterrupts = _machine.Profile.Find(BoardDeviceKind.InterruptRedistributor) is not null;
        for (int count = _source.Byte() % 48; count > 0; count--)
        {
            SystemRegister register = s_writable[_source.Below(s_writable.Length)];
            ulong value = _source.OneIn(2) ? _source.Word() : Address();
            if (hasInterrupts || register.Name[0] != 'I')
            {
                register.Write!(_cpu, value);
            }
        }

        for (uint bank = 0; bank < 5; bank++)
        {
            _cpu.SetDdc(bank, _source.OneIn(3) ? Value() : Capability.Maximal);
        }

        foreach (string name in (ReadOnlySpan<string>)["CSP_EL0", "CSP_EL1", "CSP_EL2", "RCSP_EL0"])
        {
            if (_source.OneIn(2))
            {
                s_capabilitiesByName[name].Write(_cpu, Value());
            }
        }
    }

    // What the vectors need to be reached, and to come back: everything else stays as it came.
    private void Tame(bool mmu, bool capabilities)
    {
        ulong host = _top > 1 && _source.OneIn(4) ? HostExtension : 0;
        ulong stageTwo = mmu && _source.OneIn(3) ? 1UL : 0;
        if (_top > 1)
        {
            Change("SCR_EL3", 0, _source.OneIn(4) ? 0 : 1UL);
            Change("HCR_EL2", HostExtension | 1 | (_source.OneIn(4) ? 0 : TrapGeneral), host | stageTwo);
            Write("VTCR_EL2", StageTwoControl);
            Write("VTTBR_EL2", _ram + CodeFuzzImage.StageTwoTable);
            Write("CPTR_EL2", host != 0 ? 0xFUL << 18 : 0);
            Write("CPTR_EL3", capabilities ? 1UL << 9 : 0);
        }

        Write("CPACR_EL1", 3UL << 20 | (capabilities ? 3UL << 18 : 0));
        for (uint el = 1; el <= _top; el++)
        {
            string level = "_EL" + (char)('0' + el);
            Change("SCTLR" + level, MmuOn | BigEndian, mmu ? MmuOn : 0);
            Write("TCR" + level, el == 1 || (el == 2 && host != 0) ? PageTables.Tcr : TableControlEl2);
            Write("TTBR0" + level, _ram + CodeFuzzImage.Tables);
            Change("MAIR" + level, 0xFF, 0xFF);
        }
    }

    private void Write(string name, ulong value) => s_byName[name].Write!(_cpu, value);

    private void Change(string name, ulong clear, ulong set) => Write(name, (s_byName[name].Read!(_cpu) & ~clear) | set);

    private void Enter()
    {
        Capability code = Capability.Maximal.SetValue(_ram + CodeFuzzImage.Code);
        for (uint el = 1; el <= _top; el++)
        {
            _cpu.SetVector(el, code.SetValue(_ram + CodeFuzzImage.Vectors + ((el - 1) << 12)));
            s_capabilitiesByName["CTPIDR_EL" + (char)('0' + el)].Write(_cpu, code);
        }

        uint level = Math.Min(_source.Byte() % 4u, _top);
        uint status = ((uint)_source.Word() & 0xFFEF_FFE0) | (_source.OneIn(8) ? 1u << 20 : 0);
        _cpu.RestoreFrom(status | level << 2 | (level == 0 ? 0u : _source.Byte() & 1u));
        _cpu.Restart(_source.OneIn(8) ? new(code.Value, _source.Word(), true)
            : _source.OneIn(4) ? code.ClearPermissions((CapabilityPermissions)_source.Below(0x4_0000) & ~CapabilityPermissions.Execute)
            : code.SetValue(code.Value + (_source.OneIn(16) ? _source.Byte() : 0u)));
    }
}
