using System.Globalization;
using FlexCap.Morello.Elf;

namespace FlexCap.Morello;

/// <summary>Names of addresses, from the symbols of an ELF file. Immutable.</summary>
public sealed class SymbolTable
{
    private readonly ElfSymbol[] _symbols;

    /// <summary>Takes the functions, variables and labels of an executable or shared file.</summary>
    public SymbolTable(ElfFile file)
    {
        ArgumentNullException.ThrowIfNull(file);

        // Of several names for an address the sized, global one comes last and wins.
        _symbols =
        [
            .. file.Symbols.Where(symbol => symbol.SectionIndex is not (ElfSymbol.Undefined or ElfSymbol.Absolute or ElfSymbol.Common)
                    && symbol.Type is ElfSymbolType.None or ElfSymbolType.Object or ElfSymbolType.Function
                    && symbol.Name.Length > 0 && symbol.Name[0] != '$')
                .OrderBy(symbol => symbol.Value).ThenBy(symbol => symbol.Size != 0).ThenBy(symbol => symbol.Binding).ThenByDescending(symbol => symbol.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The symbol that contains an address, else the nearest label without a size below it; null if there is none.</summary>
    public ElfSymbol? Find(ulong address)
    {
        var (low, high) = (0, _symbols.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _symbols[middle].Value <= address ? (middle + 1, high) : (low, middle);
        }

        ElfSymbol? label = null;
        for (var i = low - 1; i >= 0; i--)
        {
            var symbol = _symbols[i];
            if (symbol.Size == 0)
            {
                label ??= symbol;
            }
            else
            {
                return address - symbol.Value < symbol.Size ? symbol : label;
            }
        }

        return label;
    }

    /// <summary>All symbols with a name, by address.</summary>
    public IEnumerable<ElfSymbol> Named(string name) => _symbols.Where(symbol => symbol.Name == name);

    /// <summary>An address as <c>symbol+0x10</c>, or as a number where it lies in none.</summary>
    public string Describe(ulong address) => Find(address) is { } symbol
        ? string.Create(CultureInfo.InvariantCulture, $"{symbol.Name}+0x{address - symbol.Value:x}")
        : string.Create(CultureInfo.InvariantCulture, $"0x{address:x}");
}
