using FlexCap.Morello;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS;

public sealed partial record Image
{
    /// <summary>Name of the compartment with an id; <c>trusted base</c> for -1.</summary>
    public string CompartmentName(int id) => id < 0 ? "trusted base" : Plan.Configuration.Compartments[id].Name;

    /// <summary>Loads the image into a new machine.</summary>
    public FlexOSMachine Load(MachineOptions? options = null) => new(this, options);

    /// <summary>Id of the compartment whose text an address lies in, or -1.</summary>
    public int CompartmentOfText(ulong address)
    {
        foreach (var bounds in Bounds)
        {
            if (address >= bounds.TextStart && address < bounds.TextEnd)
            {
                return bounds.Compartment;
            }
        }

        return -1;
    }

    /// <summary>The region that an address lies in, or null.</summary>
    public Region? RegionOf(ulong address) => Regions.FirstOrDefault(r => address >= r.Start && address - r.Start < r.Size);

    /// <summary>
    /// The thread on whose stack a stack pointer is, in whichever compartment; -1 if it is on none. The top of a stack, which
    /// is the bottom of the next, is an empty stack and not a full one.
    /// </summary>
    public int ThreadOf(ulong stackPointer) =>
        RegionOf(stackPointer - 1) is { Kind: RegionKind.Stack, Compartment: >= 0 } stacks ? (int)((stackPointer - 1 - stacks.Start) / Compartment.StackSize) : -1;

    /// <summary>The symbol that an address lies in, or null: the function or variable that contains it, else the nearest label below it in the same region.</summary>
    public ImageSymbol? SymbolOf(ulong address)
    {
        if (RegionOf(address) is not { } region)
        {
            return null;
        }

        var (low, high) = (0, Symbols.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Symbols[middle].Address <= address ? (middle + 1, high) : (low, middle);
        }

        ImageSymbol? label = null;
        for (var i = low - 1; i >= 0 && Symbols[i].Address >= region.Start; i--)
        {
            var symbol = Symbols[i];
            if (symbol.Size == 0)
            {
                label ??= symbol;
            }
            else
            {
                return address - symbol.Address < symbol.Size ? symbol : label;
            }
        }

        return label;
    }

    /// <summary>An address as <c>symbol+0x10</c>, or as a number where it lies in none.</summary>
    public string Describe(ulong address) => SymbolOf(address) is { } symbol ? $"{symbol.Name}+0x{address - symbol.Address:x}" : $"0x{address:x}";

    /// <summary>
    /// The line of source that an instruction comes from, or null where its micro-library has no line tables: those of the
    /// catalogue have none, one's own C and objects that were compiled with <c>-g</c> do (docs/debugging.md).
    /// </summary>
    /// <param name="address">Address of the instruction.</param>
    public SourceLine? SourceOf(ulong address) => Lines?.Find(address);

    /// <summary>What an address belongs to: <c>comp2 data, secret+0x0</c>, a device, or <c>unmapped</c>.</summary>
    public string OwnerOf(ulong address)
    {
        if (RegionOf(address) is { } region)
        {
            return SymbolOf(address) is { } symbol ? $"{region.Name}, {symbol.Name}+0x{address - symbol.Address:x}"
                : region.Kind == RegionKind.Stack && Plan.Configuration.Threads > 1 && region.Compartment >= 0 ? $"{region.Name}, {((address - region.Start) % Compartment.StackSize is >= Compartment.GuardStart and < Compartment.GuardEnd ? "guard page of " : "")}thread {(address - region.Start) / Compartment.StackSize}"
                : region.Name;
        }

        return address - Profile.UartBase < 0x1000 ? "UART" : "unmapped";
    }
}
