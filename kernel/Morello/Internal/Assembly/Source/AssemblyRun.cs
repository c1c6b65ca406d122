using FlexCap.Diagnostics;
using FlexCap.Morello.Elf;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>
/// One assembly. A single pass over the statements gives every label its place at once, because no instruction or directive changes
/// its size later; fields that refer forwards are filled in at the end (<see cref="AssembledUnit"/>).
/// </summary>
internal sealed partial class AssemblyRun : ISymbolScope
{
    internal const int MaximumReports = 2000;
    private const int MaximumErrors = 100, MaximumWarnings = 1000, MaximumDepth = 64;
    private readonly AssemblerOptions _options;
    private readonly DiagnosticBag _diagnostics;
    private readonly SymbolTable _symbols = new();
    private readonly List<SectionBuilder> _sections = [];
    private readonly List<ListingLine>? _listing;
    private readonly Dictionary<string, Token> _registerNames = new(StringComparer.OrdinalIgnoreCase);
    private SourceFrame _frame = new("", null, 0, static _ => []);
    private Place _place = null!;
    private SectionPiece _piece;
    private bool _c64, _hasFailed, _isStopped;
    private int _errors, _warnings;
    private long _statementsLeft, _bytesLeft, _charactersLeft;

    public AssemblyRun(AssemblerOptions options, DiagnosticBag diagnostics)
    {
        (_options, _diagnostics, _c64) = (options, diagnostics, options.C64);
        (_statementsLeft, _bytesLeft, _charactersLeft) = (options.MaximumStatements, options.MaximumBytes, 2L * options.MaximumBytes);
        _listing = options.WithListing ? [] : null;
        _piece = FindSection(".text", ElfSectionType.ProgramBits, ElfSectionFlags.Allocate | ElfSectionFlags.Execute, 0)!.Piece(0);
        _previous = _piece;
    }

    /// <summary>Assembles the sources, one after the other, as one unit; null if anything is wrong.</summary>
    public AssembledUnit? Run(IReadOnlyList<AssemblySource> sources)
    {
        DefineOptions();
        foreach (var source in sources)
        {
            var statements = StatementSplitter.Split(source.Text, source.FileName, _diagnostics);
            _frame = new SourceFrame("", null, 1, _ => statements);
            ReadAll();
        }

        foreach (var piece in _sections.SelectMany(s => s.Pieces).ToList())
        {
            _piece = piece;
            var before = piece.Length;
            FlushPool();
            if (piece.Length != before)
            {
                _listing?.Add(new ListingLine(_place with { Statement = _place.Statement with { Text = "(literals)" } }, piece, before, piece.Length - before));
            }
        }

        return Finish();
    }

    private void DefineOptions()
    {
        _place = new Place(new SourceStatement("", "<command line>", 0, 0), _frame);
        foreach (var (name, value) in _options.Symbols.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            _symbols.Get(name, _place).Current.DefineEquate(Expression.Number(value));
        }
    }

    private void ReadAll()
    {
        while (!_isStopped)
        {
            if (_frame.Next() is { } statement)
            {
                _place = new Place(statement, _frame);
                _hasFailed = false;
                if (--_statementsLeft < 0)
                {
                    Stop("FX0816", $"The source expands to more than {_options.MaximumStatements} statements.", "Look for a repetition or a recursive macro that does not end.");
                    return;
                }

                Execute(statement);
                if (_errors >= MaximumErrors)
                {
                    Stop("FX0826", $"Stopped after {MaximumErrors} errors.", "Mend the first ones; others may be their consequences.");
                }
            }
            else if (!LeaveFrame())
            {
                return;
            }
        }
    }

    // Back to what the frame was started from; false if that was nothing.
    private bool LeaveFrame()
    {
        while (_conditions.Count > _frame.OpenConditions)
        {
            _place = _conditions.Pop().At;
            ErrorHere("FX0814", "This .if has no .endif.", _frame.What.Length == 0 ? "Close it with .endif." : $"Close it with .endif inside the {_frame.What}.");
        }

        if (_frame.Parent is null)
        {
            return false;
        }

        _frame = _frame.Parent.Frame;
        return true;
    }

    private void Execute(SourceStatement statement)
    {
        var text = statement.Text;
        var head = RawText.Head(text, out var labels, out var start);
        var directive = head.StartsWith('.') ? head.ToLowerInvariant() : "";
        if (_conditions.TryPeek(out var condition) && !condition.IsActive)
        {
            ReadCondition(directive, text, start + head.Length);
            return;
        }

        var before = _piece.Length;
        var piece = _piece;
        foreach (var (at, name) in labels)
        {
            DefineLabel(statement.Column + at, name);
        }

        if (start < text.Length && !ReadCondition(directive, text, start + head.Length))
        {
            ExecuteStatement(head, directive, text, start);
        }

        _listing?.Add(ReferenceEquals(piece, _piece) ? new ListingLine(_place, piece, before, _piece.Length - before) : new ListingLine(_place, _piece, _piece.Length, 0));
    }

    private void ExecuteStatement(string head, string directive, string text, int start)
    {
        var rest = start + head.Length;
        RawText.SkipBlanks(text, ref rest);
        if (head.Length != 0 && rest < text.Length && text[rest] == '=')
        {
            Assign(head, text, rest);
            return;
        }

        if (head.Length != 0 && _macros.TryGetValue(head, out var macro))
        {
            ExpandMacro(macro, text[rest..], _place.Statement.Column + rest);
            return;
        }

        if (ReadBlock(directive, text, rest))
        {
            return;
        }

        var tokens = Lexer.Read(text[start..], _place.Statement.Line, _place.Statement.Column + start, out var error);
        if (tokens is null)
        {
            Error("FX0801", error!);
            return;
        }

        if (directive.Length != 0)
        {
            ExecuteDirective(directive, tokens);
        }
        else if (tokens.Count > 2 && tokens[1].Is(".req"))
        {
            _registerNames[tokens[0].Text] = tokens[2];
        }
        else
        {
            ExecuteInstruction(tokens);
        }
    }

    private void ExecuteDirective(string directive, List<Token> tokens)
    {
        if (directive.StartsWith(".cfi_", StringComparison.Ordinal))
        {
            return; // Unwind tables are not made.
        }

        if (!Directives.TryGetValue(directive, out var execute))
        {
            Fail(tokens[0], "FX0804", $"There is no directive '{tokens[0].Text}'.", Nearest.Help(directive, Directives.Keys.Concat(BlockDirectives), "directive"));
            return;
        }

        var reader = new TokenReader(tokens, this) { Position = 1 };
        execute(this, reader);
        if (!_hasFailed && !reader.AtEnd)
        {
            Fail(reader.Peek, "FX0805", $"{reader.Peek} is one operand too many for {directive}.", "Take it away, or put a comma before it if it belongs to the list.");
        }
    }

    /// <summary>Ends the assembly, with everything else that the output needs checked; null if there were errors.</summary>
    private AssembledUnit? Finish()
    {
        if (_diagnostics.HasErrors)
        {
            return null;
        }

        long total = 0;
        foreach (var section in _sections)
        {
            total += section.Pieces.Sum(p => p.Length + (section.Pieces.Count() == 1 || !section.HasBytes ? 0 : p.Alignment));
        }

        if (total > MaximumAddressSpace || _sections.Where(s => s.HasBytes).Sum(s => s.Pieces.Sum(p => p.Length + p.Alignment)) > _options.MaximumBytes + (_sections.Count * 64L) + MaximumAlignment)
        {
            Stop("FX0817", "The sections with their alignments are too large.", "Use smaller alignments, or fewer subsections.");
            return null;
        }

        // The name of a section stands for its start, unless it is a symbol of its own.
        foreach (var entry in _symbols.Entries.Where(e => !e.Current.IsDefined && e.Binding is null && _sectionsByName.ContainsKey(e.Name)))
        {
            entry.IsSection = true;
            entry.Current.DefineLabel(_sectionsByName[entry.Name].Pieces.First(), 0);
        }

        foreach (var section in _sections)
        {
            section.Merge();
        }

        var unit = new AssembledUnit(_sections, _symbols, _listing ?? [], _options, _sourceFile);
        unit.Resolve(_diagnostics);
        return _diagnostics.HasErrors ? null : unit;
    }

    // ---- Symbols as expressions see them ----

    Expression ISymbolScope.Name(string name)
    {
        var entry = _symbols.Get(name, _place);
        entry.IsReferenced = true;

        // An equate whose value is known stands for that value, whatever .set makes of the name later.
        return entry.Current.Equate is { } value && value.TryConstant(out var constant) ? Expression.Number(constant) : Expression.Symbol(entry.Current);
    }

    Expression ISymbolScope.Here() => Expression.Symbol(LabelHere("."));

    Expression? ISymbolScope.LocalLabel(ulong number, bool forward) =>
        _symbols.Local(number, forward) is { } symbol ? Expression.Symbol(symbol) : null;

    private AssemblySymbol LabelHere(string name)
    {
        var symbol = new AssemblySymbol(name);
        symbol.DefineLabel(_piece, _piece.Length, _c64);
        return symbol;
    }

    // ---- Output ----

    // Room in the output; the limit keeps a short source from filling the memory of the host.
    private bool Reserve(long count)
    {
        if (_piece.Section.HasBytes ? count > _bytesLeft : _piece.Length + count > MaximumAddressSpace)
        {
            Stop("FX0817", $"The output grows beyond {(_piece.Section.HasBytes ? _options.MaximumBytes : MaximumAddressSpace)} bytes.", "Reserve large areas in a section without bytes in the file (.bss), or raise the limit.");
            return false;
        }

        _bytesLeft -= _piece.Section.HasBytes ? count : 0;
        return true;
    }

    private void ExecuteInstruction(List<Token> tokens)
    {
        for (var i = 1; i < tokens.Count && _registerNames.Count != 0; i++)
        {
            tokens[i] = ReplaceRegisterName(tokens[i]);
        }

        if (tokens.Exists(static t => t.Is("=")) && tokens[0].Kind == TokenKind.Identifier)
        {
            LoadLiteral(tokens);
            return;
        }

        var reader = new TokenReader(tokens, this);
        if (!_options.Instructions(reader, _c64, out var instruction, out var error))
        {
            Error("FX0803", error!);
            return;
        }

        EmitInstruction(instruction, tokens[0]);
    }

    private void EmitInstruction(AssembledInstruction instruction, in Token at)
    {
        if (!HasPlaceForBytes(at, isZero: false) || !Reserve(4))
        {
            return;
        }

        if (_piece.Length % 4 != 0)
        {
            Fail(at, "FX0810", "An instruction must lie at a multiple of 4 bytes.", "Put .p2align 2 before it.");
            return;
        }

        _piece.Align(4);
        _piece.Mark(_c64 ? ContentKind.C64 : ContentKind.A64);
        if (instruction.Fixup is { } fixup)
        {
            _piece.Fields.Add(new PendingField(_piece.Length, 4, fixup.Kind, fixup.Target, _c64, _place, at.Column));
        }

        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(_piece.Extend(4), instruction.Word);
    }

    // name .req x5 lets "name", and "name.8b" for a vector register, stand for the register.
    private Token ReplaceRegisterName(in Token token)
    {
        if (token.Kind != TokenKind.Identifier)
        {
            return token;
        }

        var dot = token.Text.IndexOf('.', StringComparison.Ordinal);
        var name = dot > 0 ? token.Text[..dot] : token.Text;
        return _registerNames.TryGetValue(name, out var register) ? token with { Text = register.Text + token.Text[name.Length..] } : token;
    }

    // ---- Messages ----

    private bool Fail(in Token at, string id, string message, string help = "") => Fail(id, at.Column, at.Text.Length, message, help);

    private bool Fail(string id, int column, int length, string message, string help)
    {
        Report(DiagnosticSeverity.Error, id, _place, column, length, message, help, _diagnostics);
        _errors++;
        _hasFailed = true;
        return false;
    }

    private void Error(string id, AssemblyError error) => Fail(id, error.Column, error.Length, error.Message, error.Help);

    private void ErrorHere(string id, string message, string help) => Fail(id, _place.Statement.Column, _place.Statement.Text.Length, message, help);

    private void Warn(in Token at, string id, string message, string help)
    {
        if (++_warnings <= MaximumWarnings)
        {
            Report(DiagnosticSeverity.Warning, id, _place, at.Column, at.Text.Length, message, help, _diagnostics);
        }
    }

    private void Stop(string id, string message, string help)
    {
        ErrorHere(id, message, help);
        _isStopped = true;
    }

    internal static void Report(DiagnosticSeverity severity, string id, Place at, int column, int length, string message, string help, DiagnosticBag diagnostics)
    {
        // In an expansion the place is the line of the body; the chain tells where it was called from.
        const int Shown = 8, Longest = 1000;
        var chain = new System.Text.StringBuilder(message.Length > Longest ? message[..Longest] + "…" : message);
        var shown = 0;
        for (var frame = at.Frame; frame.Parent is { } caller && shown <= Shown; frame = caller.Frame, shown++)
        {
            chain.Append(shown == Shown ? " (…)" : $" (in the {frame.What} at {caller.Statement.File}:{caller.Statement.Line}:{caller.Statement.Column})");
        }

        diagnostics.Add(new Diagnostic(id, severity, new SourceLocation(at.Statement.File, at.Statement.Line, column, length), chain.ToString(), help));
    }
}
