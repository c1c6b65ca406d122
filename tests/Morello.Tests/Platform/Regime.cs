using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Platform;

/// <summary>A translation regime and, where it has two, one of its address ranges.</summary>
public enum RegimeKind
{
    El1Low,
    El1High,
    El2,
    HostLow,
    HostHigh,
    El3,
}

/// <summary>
/// A machine at a level whose stage 1 tables the test builds, descriptor by descriptor, by the figures of the Arm ARM. Nothing
/// is executed: tests call what the instructions call.
/// </summary>
internal sealed class Regime
{
    /// <summary>AF, inner shareable, MAIR index 0 (Normal), LC = 01, SC = 1.</summary>
    public const ulong Leaf = (1UL << 61) | (1UL << 60) | (1 << 10) | (3 << 8) | 1;
    public const ulong AccessFlag = 1 << 10;
    public const ulong ReadOnly = 1 << 7;
    public const ulong User = 1 << 6;
    public const ulong DirtyModifier = 1UL << 51;

    private const ulong Tables = 0x0200_0000;
    private ulong _nextTable = Tables;

    public Regime(RegimeKind kind, int granule = 12, int inputSize = 39, int outputSize = 5, bool hardwareAccess = false, bool hardwareDirty = false)
    {
        (Kind, Granule, InputSize) = (kind, granule, inputSize);
        Machine = new(MachineProfile.Trickbox);
        Cpu.ExceptionObserver = target => Taken.Add((target, Cpu.ExceptionSyndrome(target)));
        Set("CPTR_EL3", 0x200);
        Set("CPACR_EL1", 0x3C_0000);
        Set("SCR_EL3", kind == RegimeKind.El3 ? 0ul : 1);
        if (IsHost)
        {
            Set("HCR_EL2", 1UL << 34);
            Set("CPTR_EL2", 0x3C_0000);
        }

        Root = Allocate();
        var field = (ulong)(64 - inputSize);
        var granuleLow = granule switch { 16 => 1ul, 14 => 2ul, _ => 0ul };
        var granuleHigh = granule switch { 16 => 3ul, 14 => 1ul, _ => 2ul };
        Control = kind switch
        {
            RegimeKind.El1Low or RegimeKind.HostLow => field | (granuleLow << 14) | (1 << 23) | ((ulong)outputSize << 32) | (1UL << 41) | (15UL << 43)
                | (hardwareAccess ? 1UL << 39 : 0) | (hardwareDirty ? 1UL << 40 : 0),
            RegimeKind.El1High or RegimeKind.HostHigh => (field << 16) | (granuleHigh << 30) | (1 << 7) | ((ulong)outputSize << 32) | (1UL << 42) | (15UL << 47)
                | (hardwareAccess ? 1UL << 39 : 0) | (hardwareDirty ? 1UL << 40 : 0),
            _ => field | (granuleLow << 14) | ((ulong)outputSize << 16) | (0x1F << 24) | (hardwareAccess ? 1UL << 21 : 0) | (hardwareDirty ? 1UL << 22 : 0),
        };
        Set("TCR_EL" + Level, Control);
        Set("MAIR_EL" + Level, 0x00FF);
        Set((IsHigh ? "TTBR1_EL" : "TTBR0_EL") + Level, Root);
        Set("SCTLR_EL" + Level, 0x0080_0001);
        for (var el = 1u; el <= 3; el++)
        {
            Cpu.SetVector(el, Capability.Maximal.SetValue(el << 20));
        }

        Enter();
    }

    public RegimeKind Kind { get; }

    public int Granule { get; }

    public int InputSize { get; }

    public ulong Root { get; }

    /// <summary>TCR_ELx.</summary>
    public ulong Control { get; }

    public Machine Machine { get; }

    public Cpu Cpu => Machine.Core;

    /// <summary>Target and ESR of the exceptions taken.</summary>
    public List<(uint Target, uint Esr)> Taken { get; } = [];

    public bool IsHost => Kind is RegimeKind.HostLow or RegimeKind.HostHigh;

    public bool IsHigh => Kind is RegimeKind.El1High or RegimeKind.HostHigh;

    public uint Level => Kind switch { RegimeKind.El1Low or RegimeKind.El1High => 1u, RegimeKind.El3 => 3u, _ => 2u };

    /// <summary>First level of lookup.</summary>
    public int StartLevel => 4 - (int)Math.Ceiling((InputSize - Granule) / (double)(Granule - 3));

    /// <summary>An address of the range, from an offset in it.</summary>
    public ulong Address(ulong offset) => (IsHigh ? ~((1UL << InputSize) - 1) : 0) | offset;

    /// <summary>Number of address bits below a descriptor of a level.</summary>
    public int Bits(int level) => Granule + ((3 - level) * (Granule - 3));

    public void Set(string register, ulong value) => Cpu.SetSystemRegister(register, value);

    public void Enter(uint? level = null) => Cpu.SetExceptionLevel(level ?? Level, (level ?? Level) == 0 ? 0u : 1u);

    /// <summary>Maps an address with a descriptor at a level; returns where the descriptors of its path lie, from the first level on.</summary>
    public ulong[] Map(ulong address, ulong output, int level, ulong attributes = Leaf, ulong tableAttributes = 0)
    {
        var path = new List<ulong>();
        var table = Root;
        for (var at = StartLevel; ; at++)
        {
            var top = at == StartLevel ? InputSize : Bits(at - 1);
            var entry = table + (((address & ((1UL << top) - 1)) >> Bits(at)) * 8);
            path.Add(entry);
            if (at == level)
            {
                Write(entry, output | attributes | (level == 3 ? 2ul : 0));
                return [.. path];
            }

            if ((Read(entry) & 3) != 3)
            {
                Write(entry, Allocate() | tableAttributes | 3);
            }

            table = Read(entry) & 0xFFFF_FFFF_F000;
        }
    }

    public ulong Read(ulong physical)
    {
        Span<byte> bytes = stackalloc byte[8];
        Cpu.Memory.Read(physical, bytes);
        return BitConverter.ToUInt64(bytes);
    }

    public void Write(ulong physical, ulong value) => Cpu.Memory.Write(physical, BitConverter.GetBytes(value));

    /// <summary>Loads through X1; null if an exception was taken.</summary>
    public ulong? Load(ulong address, AccessType access = AccessType.Normal)
    {
        Cpu.SetX(1, address);
        return Cpu.TryLoad<Functional>(Cpu.BaseAddress(1), 0, 8, out var value, access) ? value : null;
    }

    public bool Store(ulong address, ulong value, AccessType access = AccessType.Normal)
    {
        Cpu.SetX(1, address);
        return Cpu.TryStore<Functional>(Cpu.BaseAddress(1), 0, 8, value, access);
    }

    public bool StoreCapability(ulong address, Capability value)
    {
        Cpu.SetX(1, address);
        return Cpu.TryStoreCapability<Functional>(Cpu.BaseAddress(1), 0, value);
    }

    public Capability? LoadCapability(ulong address)
    {
        Cpu.SetX(1, address);
        return Cpu.TryLoadCapability<Functional>(Cpu.BaseAddress(1), 0, out var value) ? value : null;
    }

    /// <summary>Executes one NOP at an address; true if it could be fetched.</summary>
    public bool Fetch(ulong address)
    {
        var before = Taken.Count;
        Cpu.Restart(Capability.Maximal.SetValue(address));
        Machine.Run(1);
        return Taken.Count == before;
    }

    /// <summary>AT; returns PAR_EL1, or null if an exception was taken.</summary>
    public ulong? Translate(uint op1, uint crm, uint op2, ulong address)
    {
        Cpu.SetX(1, address);
        return Cpu.TrySystemInstruction<Functional>(op1, 7, crm, op2, 1)
            ? SystemRegisters.All.Single(register => register.Name == "PAR_EL1").Read!(Cpu)
            : null;
    }

    public ulong this[string register] => SystemRegisters.All.Single(r => r.Name == register).Read!(Cpu);

    /// <summary>A table of the granule's size, aligned to it.</summary>
    public ulong Allocate()
    {
        var table = _nextTable;
        _nextTable += 1UL << 16;
        return table;
    }
}
