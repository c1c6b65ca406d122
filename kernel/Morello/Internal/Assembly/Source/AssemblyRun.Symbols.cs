using FlexCap.Morello.Elf;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>Labels, equates, and directives about symbols.</summary>
internal sealed partial class AssemblyRun
{
    private void DefineLabel(int column, string name)
    {
        if (char.IsAsciiDigit(name[0]))
        {
            if (!ulong.TryParse(name, System.Globalization.NumberStyles.None, null, out var number))
            {
                Fail("FX0801", column, name.Length, $"'{name}' is not a label.", "A label is a name or a small number.");
                return;
            }

            _symbols.DefineLocal(number, _piece, _piece.Length, _c64);
            return;
        }

        if (name[0] == '"')
        {
            var tokens = Lexer.Read(name, _place.Statement.Line, column, out var error);
            if (tokens is null)
            {
                Error("FX0801", error!);
                return;
            }

            name = System.Text.Encoding.UTF8.GetString(Lexer.Unescape(tokens[0]));
        }

        if (name.Length == 0 || name == ".")
        {
            Fail("FX0805", column, 1, $"'{name}' cannot be a label.", "To move on, write .org.");
            return;
        }

        var entry = _symbols.Get(name, _place);
        if (!CheckUndefined(entry, column, name.Length))
        {
            return;
        }

        entry.At = _place;
        entry.Current.DefineLabel(_piece, _piece.Length, _c64);
    }

    private bool CheckUndefined(SymbolEntry entry, int column, int length) =>
        (!entry.Current.IsDefined && entry.Common is null)
        || Fail("FX0808", column, length, $"'{entry.Name}' is defined already, at {Text(entry.At!)}.", "Give one of them another name; a label used again and again is a number, 1:, referred to as 1b and 1f.");

    // name = expression, name == expression
    private void Assign(string name, string text, int rest)
    {
        var isOnce = text[rest..].StartsWith("==", StringComparison.Ordinal);
        if (TryReader(text, rest + (isOnce ? 2 : 1), out var reader))
        {
            var column = _place.Statement.Column;
            if (name == ".")
            {
                Origin(reader);
            }
            else
            {
                Define(name, column, reader, isOnce);
            }

            if (!_hasFailed && !reader.AtEnd)
            {
                Fail(reader.Peek, "FX0805", $"{reader.Peek} is one operand too many.");
            }
        }
    }

    private void Set(TokenReader reader, bool isOnce)
    {
        var at = reader.Peek;
        if (at.Is("."))
        {
            reader.Next();
            if (TryComma(reader))
            {
                Origin(reader);
            }
        }
        else if (TryName(reader, out var name) && TryComma(reader))
        {
            Define(name, at.Column, reader, isOnce);
        }
    }

    private void Define(string name, int column, TokenReader reader, bool isOnce)
    {
        if (!TryExpression(reader, out var value))
        {
            return;
        }

        if (value.Modifier.Length != 0)
        {
            Fail("FX0802", column, name.Length, $"A symbol cannot have the modifier :{value.Modifier}:.", "Write the modifier where the symbol is used.");
            return;
        }

        var entry = _symbols.Get(name, _place);
        if (entry.Current.Section is not null || entry.Common is not null || (isOnce && entry.Current.IsDefined))
        {
            CheckUndefined(entry, column, name.Length);
            return;
        }

        // What earlier statements said of the name keeps the value that it had there.
        if (entry.Current.IsDefined)
        {
            entry.Current = new AssemblySymbol(name, entry);
        }

        if (value.TryEvaluate(out var known, out var problem) && known.Subtract is null)
        {
            value = known.Add is null ? Expression.Number(known.Constant) : Expression.Binary("+", Expression.Symbol(known.Add), Expression.Number(known.Constant));
        }
        else if (problem.Length != 0)
        {
            Fail("FX0802", column, name.Length, problem, "");
            return;
        }

        entry.At = _place;
        entry.Current.DefineEquate(value);
    }

    private void EachSymbol(TokenReader reader, Action<SymbolEntry> change)
    {
        do
        {
            if (!TryName(reader, out var name))
            {
                return;
            }

            var entry = _symbols.Get(name, _place);
            entry.IsReferenced = true;
            change(entry);
        }
        while (reader.TryTake(","));
    }

    private void SymbolType(TokenReader reader)
    {
        if (!TryName(reader, out var name))
        {
            return;
        }

        reader.TryTake(",");
        if (!reader.TryTake("%"))
        {
            reader.TryTake("@");
        }

        var token = reader.Next();
        var entry = _symbols.Get(name, _place);
        var type = (token.Kind == TokenKind.Text ? token.Text.Trim('"') : token.Text).ToLowerInvariant() switch
        {
            "function" or "stt_func" => ElfSymbolType.Function,
            "object" or "stt_object" or "gnu_unique_object" => ElfSymbolType.Object,
            "tls_object" or "stt_tls" => ElfSymbolType.ThreadLocal,
            "common" or "stt_common" => ElfSymbolType.Common,
            "notype" or "stt_notype" => ElfSymbolType.None,
            "gnu_indirect_function" or "stt_gnu_ifunc" => (ElfSymbolType)10,
            _ => (ElfSymbolType)(-1),
        };
        if (type < 0)
        {
            Fail(token, "FX0805", $"{token} is no type of symbols.", "Write %function, %object, %tls_object, %common, %notype or %gnu_indirect_function.");
            return;
        }

        entry.Type = type;
    }

    private void SymbolSize(TokenReader reader)
    {
        if (TryName(reader, out var name) && TryComma(reader) && TryExpression(reader, out var size))
        {
            _symbols.Get(name, _place).Size = (size, _place);
        }
    }

    private void Common(TokenReader reader)
    {
        var at = reader.Peek;
        if (!TryCommon(reader, out var entry, out var size, out var alignment) || !CheckUndefined(entry, at.Column, at.Text.Length))
        {
            return;
        }

        entry.At = _place;
        entry.Common = (size, alignment);
        entry.Type = ElfSymbolType.Object;
        entry.Binding ??= ElfSymbolBinding.Global;
        if (entry.Binding == ElfSymbolBinding.Local)
        {
            PlaceInBss(entry, size, alignment); // .local before .comm: there is nothing to share.
        }
    }

    private void LocalCommon(TokenReader reader)
    {
        var at = reader.Peek;
        if (TryCommon(reader, out var entry, out var size, out var alignment) && CheckUndefined(entry, at.Column, at.Text.Length))
        {
            entry.At = _place;
            entry.Type = ElfSymbolType.Object;
            PlaceInBss(entry, size, alignment);
        }
    }

    private bool TryCommon(TokenReader reader, out SymbolEntry entry, out long size, out long alignment)
    {
        (entry, size, alignment) = (null!, 0, 1);
        if (!TryName(reader, out var name) || !TryComma(reader) || !TryCount(reader, "The size", out size)
            || (reader.TryTake(",") && !TryAlignment(reader, isPower: false, out alignment)))
        {
            return false;
        }

        entry = _symbols.Get(name, _place);
        return true;
    }

    private void PlaceInBss(SymbolEntry entry, long size, long alignment)
    {
        var current = _piece;
        if (FindSection(".bss", ElfSectionType.NoBits, ElfSectionFlags.Allocate | ElfSectionFlags.Write, 0) is { } bss)
        {
            _piece = bss.Piece(0);
            _piece.Align(alignment);
            var padding = -_piece.Length & (alignment - 1);
            if (Reserve(padding + size))
            {
                _piece.AppendZeros(padding);
                entry.Common = null;
                entry.Current.DefineLabel(_piece, _piece.Length);
                entry.Size = (Expression.Number(size), _place);
                _piece.AppendZeros(size);
            }
        }

        _piece = current;
    }

    private void ForgetRegisterName(TokenReader reader)
    {
        var token = reader.Next();
        if (!_registerNames.Remove(token.Text))
        {
            Fail(token, "FX0805", $"{token} is no name that .req has given.", Nearest.Help(token.Text, _registerNames.Keys, "name"));
        }
    }
}
