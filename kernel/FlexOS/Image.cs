using FlexCap.Morello;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS;

/// <summary>What a region of an image holds.</summary>
public enum RegionKind
{
    /// <summary>Executable code.</summary>
    Code,
    /// <summary>Read-only data.</summary>
    ReadOnlyData,
    /// <summary>Initialised and zeroed data.</summary>
    Data,
    /// <summary>Heap.</summary>
    Heap,
    /// <summary>Stack.</summary>
    Stack,
    /// <summary>Data shared between compartments.</summary>
    Shared,
    /// <summary>Tables of the trusted base: boot table, capability table, page tables.</summary>
    Table,
}

/// <summary>A region of an image: an interval of addresses with one purpose.</summary>
/// <param name="Name">Readable name, such as <c>comp1 heap</c>.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Start">First address, in bytes.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Compartment">Id of the compartment that owns it, or -1 for the trusted base and shared regions.</param>
public sealed record Region(string Name, RegionKind Kind, ulong Start, ulong Size, int Compartment);

/// <summary>A symbol of an image.</summary>
/// <param name="Name">Name; unique within its library instance.</param>
/// <param name="Library">Library instance, or empty for the linker's own.</param>
/// <param name="Compartment">Compartment id, or -1 for the trusted base.</param>
/// <param name="Address">Address in bytes.</param>
/// <param name="Size">Size in bytes; 0 where unknown.</param>
/// <param name="IsFunction">True for code.</param>
public sealed record ImageSymbol(string Name, string Library, int Compartment, ulong Address, ulong Size, bool IsFunction);

/// <summary>A gate as it stands in the image. The addresses delimit the six segments of PLOS'23 Figure 6.</summary>
/// <param name="Gate">The planned gate.</param>
/// <param name="Start">First instruction of the gate, in the caller.</param>
/// <param name="Call">The instruction that leaves the caller (LDPBLR, or the first BL for <see cref="Mechanism.Function"/>; 0 where a function is only called through pointers).</param>
/// <param name="SwitcherStart">First instruction of the switcher; 0 for <see cref="Mechanism.Function"/>.</param>
/// <param name="TrampolineCall">The trampoline's BLR to the function; 0 for <see cref="Mechanism.Function"/>.</param>
/// <param name="TrampolineReturn">The instruction after that BLR; 0 for <see cref="Mechanism.Function"/>.</param>
/// <param name="Return">First instruction after the return into the gate.</param>
/// <param name="End">The gate's RET to its caller.</param>
public sealed record ImageGate(
    Gate Gate, ulong Start, ulong Call, ulong SwitcherStart, ulong TrampolineCall, ulong TrampolineReturn, ulong Return, ulong End)
{
    /// <summary>First instruction of the called function.</summary>
    public ulong Function { get; init; }

    /// <summary>Addresses of the branches (BL, B) to the gate or function in the caller, ascending; calls through pointers are not among them.</summary>
    public IReadOnlyList<ulong> CallSites { get; init; } = [];

    /// <summary>True if the caller's compartment holds a pointer to the gate or function, so that calls through pointers are possible.</summary>
    public bool IsAddressTaken { get; init; }
}

/// <summary>What the capabilities of a compartment cover; ends are one past the last byte. Every interval is exactly representable.</summary>
/// <param name="Compartment">Compartment id.</param>
/// <param name="TextStart">First address of the PCC's bounds.</param>
/// <param name="TextEnd">End of the PCC's bounds.</param>
/// <param name="DataStart">First address of the DDC's bounds; they take in the shared region of a compartment that uses it.</param>
/// <param name="DataEnd">End of the DDC's bounds.</param>
public sealed record CompartmentBounds(int Compartment, ulong TextStart, ulong TextEnd, ulong DataStart, ulong DataEnd);

/// <summary>A linked image: an ELF file and what is known of it. Immutable.</summary>
public sealed partial record Image
{
    /// <summary>What it was linked from.</summary>
    public required Plan Plan { get; init; }

    /// <summary>The ELF file; the same plan gives the same bytes.</summary>
    public required ReadOnlyMemory<byte> Elf { get; init; }

    /// <summary>What <see cref="Elf"/> was written from, so that loading need not read it again.</summary>
    internal ElfFile? File { get; init; }

    /// <summary>Lines of source of its code.</summary>
    internal Internal.Linking.SourceIndex? Lines { get; init; }

    /// <summary>SHA-256 of <see cref="Elf"/>, lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>Regions, ascending by address, without overlap.</summary>
    public required IReadOnlyList<Region> Regions { get; init; }

    /// <summary>Symbols, ascending by address.</summary>
    public required IReadOnlyList<ImageSymbol> Symbols { get; init; }

    /// <summary>Gates, in the order of <see cref="Plan.Gates"/>.</summary>
    public required IReadOnlyList<ImageGate> Gates { get; init; }

    /// <summary>Bounds of each compartment's capabilities, by id. With <see cref="Mechanism.Function"/> they are places without effect.</summary>
    public required IReadOnlyList<CompartmentBounds> Bounds { get; init; }

    /// <summary>Bounds of every PCC with a mechanism that gives each compartment all text, that of the trusted base included.</summary>
    internal (ulong Start, ulong End) AllText { get; init; }

    /// <summary>The board that the image is linked for.</summary>
    public required MachineProfile Profile { get; init; }
}
