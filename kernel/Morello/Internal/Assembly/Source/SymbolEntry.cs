using FlexCap.Morello.Elf;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>Everything that directives say of one name. The symbol behind it changes when <c>.set</c> gives it a new value.</summary>
internal sealed class SymbolEntry
{
    public SymbolEntry(string name)
    {
        Name = name;
        Current = new AssemblySymbol(name, this);
    }

    public string Name { get; }

    /// <summary>What the name means now.</summary>
    public AssemblySymbol Current { get; set; }

    /// <summary>Binding that a directive gave; null where none did: then local if defined here, else global.</summary>
    public ElfSymbolBinding? Binding { get; set; }

    public ElfSymbolType Type { get; set; }

    /// <summary><c>st_other</c>: visibility in the low two bits.</summary>
    public byte Other { get; set; }

    /// <summary>Value of <c>.size</c>, and where it stands.</summary>
    public (Expression Value, Place At)? Size { get; set; }

    /// <summary>Size and alignment of a common symbol.</summary>
    public (long Size, long Alignment)? Common { get; set; }

    /// <summary>Where it is defined, or first mentioned; for messages.</summary>
    public Place? At { get; set; }

    /// <summary>True once anything refers to it.</summary>
    public bool IsReferenced { get; set; }

    /// <summary>True for the name of a section that stands for its start.</summary>
    public bool IsSection { get; set; }

    /// <summary>True for a name that stays inside the assembler unless a relocation needs it.</summary>
    public bool IsTemporary => IsSection || Name.StartsWith(".L", StringComparison.Ordinal);

    public ElfSymbolBinding EffectiveBinding => Binding ?? (Current.IsDefined ? ElfSymbolBinding.Local : ElfSymbolBinding.Global);

    /// <summary>True if another object may define or replace it, so that references to it are left to the linker.</summary>
    public bool IsExternal => !Current.IsDefined || Binding is ElfSymbolBinding.Global or ElfSymbolBinding.Weak;

    /// <summary>True for a function in C64 code, whose symbol has bit 0 set (Morello supplement to ELF, "Symbol Values").</summary>
    public bool IsC64Function => Type is ElfSymbolType.Function or (ElfSymbolType)10 && Current.IsC64;
}

/// <summary>The names of one assembly, in the order of their first mention.</summary>
internal sealed class SymbolTable
{
    private readonly Dictionary<string, SymbolEntry> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, AssemblySymbol> _lastLocal = [], _nextLocal = [];

    public List<SymbolEntry> Entries { get; } = [];

    public SymbolEntry? Find(string name) => _byName.GetValueOrDefault(name);

    public SymbolEntry Get(string name, Place at)
    {
        if (!_byName.TryGetValue(name, out var entry))
        {
            _byName.Add(name, entry = new SymbolEntry(name) { At = at });
            Entries.Add(entry);
        }

        return entry;
    }

    /// <summary>Defines <c>1:</c>: what <c>1f</c> has referred to since the last one, and <c>1b</c> will refer to.</summary>
    public void DefineLocal(ulong number, SectionPiece piece, long offset, bool c64)
    {
        if (!_nextLocal.Remove(number, out var symbol))
        {
            symbol = new AssemblySymbol(number.ToString());
        }

        symbol.DefineLabel(piece, offset, c64);
        _lastLocal[number] = symbol;
    }

    public AssemblySymbol? Local(ulong number, bool forward)
    {
        if (!forward)
        {
            return _lastLocal.GetValueOrDefault(number);
        }

        if (!_nextLocal.TryGetValue(number, out var symbol))
        {
            _nextLocal.Add(number, symbol = new AssemblySymbol(number.ToString()));
        }

        return symbol;
    }
}
