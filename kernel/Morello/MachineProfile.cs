namespace FlexCap.Morello;

/// <summary>A board: where memory and devices are, and how the processor starts. All addresses and sizes in bytes.</summary>
/// <param name="Name">Name used on the command line and in results.</param>
/// <param name="RamBase">First physical address of RAM.</param>
/// <param name="RamSize">Size of RAM; host memory is used only for pages that the guest touches.</param>
/// <param name="StartExceptionLevel">
/// Exception level at reset (1-3), the highest that the processor has. On level 1 PSCI is called by HVC and on level 2 by SMC; on
/// level 3 the guest is the firmware.
/// </param>
/// <param name="Devices">What is on the board besides RAM. Emulation and device tree follow from this list.</param>
public sealed record MachineProfile(string Name, ulong RamBase, ulong RamSize, int StartExceptionLevel, IReadOnlyList<BoardDevice> Devices)
{
    /// <summary>
    /// Compatible with QEMU's virt board with a Morello processor (hw/arm/virt.c, base_memmap and a15irqmap): RAM from 1 GiB, PL011,
    /// PL031, GICv3, PSCI by HVC, device tree at the start of RAM, starts at EL1.
    /// </summary>
    public static MachineProfile Virt { get; } = new("virt", 0x4000_0000, 0x4000_0000, 1,
    [
        new(BoardDeviceKind.InterruptDistributor, 0x0800_0000),
        new(BoardDeviceKind.InterruptRedistributor, 0x080A_0000),
        new(BoardDeviceKind.Uart, 0x0900_0000, 33),
        new(BoardDeviceKind.RealTimeClock, 0x0901_0000, 34),
    ])
    {
        HasDeviceTree = true,
    };

    /// <summary>
    /// The Morello board as FlexOS-Morello sees it: the 2 GiB of DRAM below 4 GiB, the PL011 of the SoC, GICv3 with two Security
    /// states, starts at EL3. Addresses and interrupts: the Morello device trees of Linux and Trusted Firmware (morello.dtsi).
    /// </summary>
    public static MachineProfile Morello { get; } = new("morello", 0x8000_0000, 0x8000_0000, 3,
    [
        new(BoardDeviceKind.InterruptDistributor, 0x3000_0000),
        new(BoardDeviceKind.InterruptRedistributor, 0x300C_0000),
        new(BoardDeviceKind.Uart, 0x2A40_0000, 95),
    ]);

    /// <summary>The harness of the generated ISA tests: RAM from 0, tube at 0x13000000, starts at EL3.</summary>
    public static MachineProfile Trickbox { get; } = new("trickbox", 0, 0x1300_0000, 3, [new(BoardDeviceKind.Tube, 0x1300_0000)]);

    /// <summary>All profiles, by the order in which they are documented.</summary>
    public static IReadOnlyList<MachineProfile> All { get; } = [Virt, Morello, Trickbox];

    /// <summary>True if a flattened device tree lies at the start of RAM, and X0 points to it at reset.</summary>
    public bool HasDeviceTree { get; init; }

    /// <summary>Physical address of the first PL011, or null.</summary>
    public ulong? UartBase => Find(BoardDeviceKind.Uart)?.Address;

    /// <summary>The first device of a kind, or null.</summary>
    public BoardDevice? Find(BoardDeviceKind kind) => Devices.FirstOrDefault(device => device.Kind == kind);
}
