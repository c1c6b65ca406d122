using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Platform;

/// <summary>A machine with a few instructions in it, written as words: MMU off, capabilities and FP enabled, vectors at 0x40082000.</summary>
internal class Guest
{
    public const ulong Code = 0x4008_0000;
    public const ulong Vectors = 0x4008_2000;
    public const ulong Data = 0x4009_0000;

    // Instructions without operands.
    public const uint Nop = 0xD503_201F;
    public const uint Wfi = 0xD503_207F;
    public const uint Wfe = 0xD503_205F;
    public const uint Sev = 0xD503_209F;
    public const uint Eret = 0xD69F_03E0;
    public const uint Svc = 0xD400_0001;
    public const uint Hvc = 0xD400_0002;
    public const uint Brk7 = 0xD420_00E0;
    public const uint SemihostingCall = 0xD45E_0000;

    public Guest(params uint[] code)
        : this(MachineProfile.Virt, code)
    {
    }

    public Guest(MachineOptions options, params uint[] code)
        : this(MachineProfile.Virt, options, code)
    {
    }

    public Guest(MachineProfile profile, params uint[] code)
        : this(profile, new MachineOptions(), code)
    {
    }

    private Guest(MachineProfile profile, MachineOptions options, uint[] code)
    {
        Machine = new(profile, options);
        Machine.ConsoleOutput += bytes => Console.Append(System.Text.Encoding.Latin1.GetString(bytes.Span));
        Cpu.SetSystemRegister("CPACR_EL1", (3 << 20) | (3 << 18));
        Cpu.SetVector(1, Capability.Maximal.SetValue(Vectors));
        Place(Code, code);
        Cpu.Restart(Capability.Maximal.SetValue(Code));
    }

    public Machine Machine { get; }

    public Cpu Cpu => Machine.Core;

    public System.Text.StringBuilder Console { get; } = new();

    /// <summary>Fault that the machine recorded last.</summary>
    public GuestFault LastFault => Machine.Faults[^1];

    public void Place(ulong address, params uint[] words)
    {
        foreach (var word in words)
        {
            Cpu.Memory.Write(address, BitConverter.GetBytes(word));
            address += 4;
        }
    }

    /// <summary>Writes a word to physical memory or a device, as the processor would.</summary>
    public void Store(ulong address, uint value)
    {
        var device = Cpu.Bus.Find(address, 4, out var offset) ?? throw new ArgumentOutOfRangeException(nameof(address));
        device.Store(offset, 4, value);
    }

    /// <summary>Reads a word of a device.</summary>
    public uint Load(ulong address)
    {
        var device = Cpu.Bus.Find(address, 4, out var offset) ?? throw new ArgumentOutOfRangeException(nameof(address));
        return (uint)device.Load(offset, 4);
    }

    /// <summary>Sets up the interrupt controller of the virt board for one interrupt: Group 1, priority 0xA0, enabled.</summary>
    public void EnableInterrupt(int intid, byte priority = 0xA0)
    {
        const ulong Distributor = 0x0800_0000;
        const ulong Private = 0x080B_0000;
        var frame = intid < 32 ? Private : Distributor;
        var bit = 1u << (intid % 32);
        var bank = (ulong)(intid / 32 * 4);
        Store(Distributor, Load(Distributor) | 3);
        Store(frame + 0x080 + bank, Load(frame + 0x080 + bank) | bit);
        Cpu.Bus.Find(frame, 1, out _)!.Store((frame & 0xFFFF_FFFF) - (intid < 32 ? 0x080A_0000ul : Distributor) + 0x400 + (ulong)intid, 1, priority);
        Store(frame + 0x100 + bank, bit);
        Cpu.SetSystemRegister("ICC_PMR_EL1", 0xF0);
        Cpu.SetSystemRegister("ICC_IGRPEN1_EL1", 1);
    }

    /// <summary>Executes a number of instructions.</summary>
    public Guest Step(int instructions = 1)
    {
        Machine.Run(instructions);
        return this;
    }

    public StopReason Run() => Machine.Run(10_000);

    public ulong Word(ulong address)
    {
        Span<byte> bytes = stackalloc byte[8];
        Machine.ReadMemory(address, bytes);
        return BitConverter.ToUInt64(bytes);
    }

    public void SetWord(ulong address, ulong value) => Cpu.Memory.Write(address, BitConverter.GetBytes(value));

    public static uint Movz(uint rd, uint value) => 0xD280_0000 | (value << 5) | rd;

    public static uint Ldr(uint rt, uint rn) => 0xF940_0000 | (rn << 5) | rt;

    public static uint Str(uint rt, uint rn) => 0xF900_0000 | (rn << 5) | rt;

    public static uint LdrCapability(uint ct, uint rn) => 0xC240_0000 | (rn << 5) | ct;

    public static uint StrCapability(uint ct, uint rn) => 0xC200_0000 | (rn << 5) | ct;

    public static uint Mrs(uint rt, uint op1, uint crn, uint crm, uint op2) => 0xD538_0000 | (op1 << 16) | (crn << 12) | (crm << 8) | (op2 << 5) | rt;

    public static uint Msr(uint rt, uint op1, uint crn, uint crm, uint op2) => 0xD518_0000 | (op1 << 16) | (crn << 12) | (crm << 8) | (op2 << 5) | rt;

    public static uint MrsCapability(uint ct, uint op1, uint crn, uint crm, uint op2) => 0xC298_0000 | (op1 << 16) | (crn << 12) | (crm << 8) | (op2 << 5) | ct;

    public static uint Sys(uint rt, uint op1, uint crn, uint crm, uint op2) => 0xD508_0000 | (op1 << 16) | (crn << 12) | (crm << 8) | (op2 << 5) | rt;

    /// <summary>Stage 1 tables for EL1&amp;0: 4 KiB pages at <see cref="Data"/>, blocks of 2 MiB around; returns the address of the page's descriptor.</summary>
    public ulong EnableTranslation(ulong pageDescriptor)
    {
        const ulong Root = 0x4040_0000;
        const ulong Level2 = Root + 0x1000;
        const ulong Level3 = Root + 0x2000;
        SetWord(Root + 8, Level2 | 3);
        for (var block = 0UL; block < 512; block++)
        {
            SetWord(Level2 + (block * 8), 0x4000_0000UL + (block << 21) | Block);
        }

        SetWord(Level2, Level3 | 3);
        for (var page = 0UL; page < 512; page++)
        {
            SetWord(Level3 + (page * 8), 0x4000_0000UL + (page << 12) | Block | 2);
        }

        var descriptor = Level3 + ((Data - 0x4000_0000 >> 12) * 8);
        SetWord(descriptor, pageDescriptor);
        Cpu.SetSystemRegister("MAIR_EL1", 0xFF);
        Cpu.SetSystemRegister("TTBR0_EL1", Root);

        // 39-bit addresses, no TTBR1, hierarchical attributes off, bits 59 to 62 used by hardware, 36-bit output.
        Cpu.SetSystemRegister("TCR_EL1", 25 | (1UL << 23) | (1UL << 32) | (1UL << 41) | (15UL << 43));
        Cpu.SetSystemRegister("SCTLR_EL1", 0x00C5_0839);
        return descriptor;
    }

    /// <summary>A descriptor of a valid page at <see cref="Data"/>.</summary>
    public const ulong Page = Data | Block | 2;

    // AF, inner shareable, read-write at EL1, LC = 01, SC = 1.
    private const ulong Block = (1UL << 61) | (1UL << 60) | (1 << 10) | (3 << 8) | 1;
}
