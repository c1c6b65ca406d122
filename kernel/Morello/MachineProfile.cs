namespace FlexCap.Morello;

/// <summary>A board: where memory and devices are, and how the processor starts. All addresses and sizes in bytes.</summary>
/// <param name="Name">Name used on the command line and in results.</param>
/// <param name="RamBase">First physical address of RAM.</param>
/// <param name="RamSize">Size of RAM; host memory is used only for pages that the guest touches.</param>
/// <param name="UartBase">Physical address of the PL011, or null.</param>
/// <param name="TrickboxBase">Physical address of the trickbox tube of the generated ISA tests, or null.</param>
/// <param name="StartExceptionLevel">Exception level at reset (1-3).</param>
public sealed record MachineProfile(
    string Name, ulong RamBase, ulong RamSize, ulong? UartBase, ulong? TrickboxBase, int StartExceptionLevel)
{
    /// <summary>Compatible with QEMU's virt board with a Morello processor: RAM from 1 GiB, PL011, PSCI by HVC, starts at EL1.</summary>
    public static MachineProfile Virt { get; } = new("virt", 0x4000_0000, 0x4000_0000, 0x0900_0000, null, 1);

    /// <summary>The harness of the generated ISA tests: RAM from 0, tube at 0x13000000, starts at EL3.</summary>
    public static MachineProfile Trickbox { get; } = new("trickbox", 0, 0x1300_0000, null, 0x1300_0000, 3);

    /// <summary>All profiles, by the order in which they are documented.</summary>
    public static IReadOnlyList<MachineProfile> All { get; } = [Virt, Trickbox];
}
