namespace FlexCap.Morello.Internal.Assembly;

/// <summary>A name of the source: undefined, a label, or an equate. Defined at most once; each <c>.set</c> of an equate makes a new one.</summary>
internal sealed class AssemblySymbol(string name, SymbolEntry? entry = null)
{
    private SectionPiece? _piece;
    private long _offset;

    /// <summary>The name; of a local label, its number.</summary>
    public string Name { get; } = name;

    /// <summary>What directives say of the name; null for local labels and <c>.</c>.</summary>
    public SymbolEntry? Entry { get; } = entry;

    /// <summary>What a label's offset counts from: the piece of a section, or the whole section once its pieces have their places; null if it is no label.</summary>
    public object? Section => _piece?.Root;

    /// <summary>Section of a label.</summary>
    public SectionBuilder? LabelSection => _piece?.Section;

    /// <summary>Offset of a label from <see cref="Section"/>, in bytes.</summary>
    public long Offset => (_piece?.Base ?? 0) + _offset;

    /// <summary>True for a label in C64 code.</summary>
    public bool IsC64 { get; private set; }

    /// <summary>What an equate stands for.</summary>
    public Expression? Equate { get; private set; }

    /// <summary>False for a name that is only referred to, so far.</summary>
    public bool IsDefined => _piece is not null || Equate is not null;

    /// <summary>Makes it a label.</summary>
    public void DefineLabel(SectionPiece piece, long offset, bool c64 = false) => (_piece, _offset, IsC64) = (piece, offset, c64);

    /// <summary>Makes it an equate.</summary>
    public void DefineEquate(Expression value) => Equate = value;
}

/// <summary>What names mean at one place of the source; <see cref="ExpressionParser"/> asks it.</summary>
internal interface ISymbolScope
{
    /// <summary>What a name stands for: the value that an equate has here, or the symbol.</summary>
    Expression Name(string name);

    /// <summary>The place itself: <c>.</c></summary>
    Expression Here();

    /// <summary>The nearest local label of a number, before or after; null if there is none before.</summary>
    Expression? LocalLabel(ulong number, bool forward);
}

/// <summary>A scope for a statement on its own: every name is undefined.</summary>
internal sealed class UndefinedScope : ISymbolScope
{
    private readonly Dictionary<string, AssemblySymbol> _symbols = new(StringComparer.Ordinal);

    public Expression Name(string name)
    {
        if (!_symbols.TryGetValue(name, out var symbol))
        {
            _symbols.Add(name, symbol = new AssemblySymbol(name));
        }

        return Expression.Symbol(symbol);
    }

    public Expression Here() => Name(".");

    public Expression? LocalLabel(ulong number, bool forward) => Name($"{number}{(forward ? 'f' : 'b')}");
}
