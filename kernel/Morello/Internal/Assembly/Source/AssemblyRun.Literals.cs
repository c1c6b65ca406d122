using System.Collections.Frozen;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary><c>ldr register, =value</c> and the pools that hold the values.</summary>
internal sealed partial class AssemblyRun
{
    private static readonly FrozenDictionary<char, int> LiteralSizes = new Dictionary<char, int>
    {
        ['w'] = 4, ['x'] = 8, ['c'] = 16, ['s'] = 4, ['d'] = 8, ['q'] = 16,
    }.ToFrozenDictionary();

    private void LoadLiteral(List<Token> tokens)
    {
        var isSigned = tokens[0].Is("ldrsw");
        if (tokens.Count < 5 || !(tokens[0].Is("ldr") || isSigned) || tokens[1].Kind != TokenKind.Identifier || !tokens[2].Is(",") || !tokens[3].Is("=")
            || !LiteralSizes.TryGetValue(char.ToLowerInvariant(tokens[1].Text[0]), out var size))
        {
            Fail(tokens.Find(static t => t.Is("=")), "FX0805", "'=' belongs to ldr register, =value.", "Write ldr x0, =value with a general, SIMD or capability register.");
            return;
        }

        size = isSigned ? 4 : size;
        var reader = new TokenReader(tokens, this) { Position = 4 };
        if (!TryExpression(reader, out var value) || !(reader.AtEnd || Fail(reader.Peek, "FX0805", $"{reader.Peek} is one operand too many.")))
        {
            return;
        }

        var isKnown = value.TryConstant(out var number);
        if (isKnown && !Fits(number, Math.Min(size, 8)))
        {
            Fail(tokens[4], "FX0807", $"{number} does not fit into {8 * size} bits.", "Use a larger register.");
            return;
        }

        if (isKnown && !isSigned && TryMove(tokens[1], size, number, out var move))
        {
            AssembleWith(move);
            return;
        }

        if (!isKnown || !_piece.PoolNumbers.TryGetValue((size, number), out var label))
        {
            label = new AssemblySymbol("literal");
            if (isKnown)
            {
                _piece.PoolNumbers.Add((size, number), label);
            }

            _piece.Pool.Add(new PoolEntry(label, size, isKnown ? Expression.Number(number) : value, _place, tokens[4].Column));
        }

        // The instruction itself is an ordinary load from a label.
        _literal = label;
        AssembleWith([tokens[0], tokens[1], tokens[2], tokens[4] with { Kind = TokenKind.LocalLabel, Value = LiteralNumber, Text = "f" }, tokens[^1]]);
    }

    private const ulong LiteralNumber = ulong.MaxValue;
    private AssemblySymbol? _literal;

    private void AssembleWith(List<Token> tokens)
    {
        if (_options.Instructions(new TokenReader(tokens, new LiteralScope(this)), _c64, out var instruction, out var error))
        {
            EmitInstruction(instruction, tokens[0]);
        }
        else
        {
            Error("FX0803", error!);
        }
    }

    // A value that one MOVZ makes needs no literal (LLVM does the same, so objects agree).
    private static bool TryMove(in Token register, int size, long value, out List<Token> tokens)
    {
        tokens = [];
        var bits = size == 4 ? (uint)value : (ulong)value;
        var shift = bits == 0 ? 0 : System.Numerics.BitOperations.TrailingZeroCount(bits) / 16 * 16;
        if (size > 8 || char.ToLowerInvariant(register.Text[0]) is not ('x' or 'w') || bits >> shift > 0xffff)
        {
            return false;
        }

        Token Sign(string text, in Token at) => new(TokenKind.Punctuation, text, at.Line, at.Column);
        Token Number(int number, in Token at) => new(TokenKind.Number, number.ToString(), at.Line, at.Column, (UInt128)number);
        tokens =
        [
            register with { Text = "movz" }, register, Sign(",", register), Sign("#", register), Number((int)(bits >> shift), register),
        ];
        if (shift != 0)
        {
            tokens.AddRange([Sign(",", register), register with { Text = "lsl" }, Sign("#", register), Number(shift, register)]);
        }

        tokens.Add(new Token(TokenKind.End, "", register.Line, register.Column));
        return true;
    }

    private void FlushPool()
    {
        if (_piece.Pool.Count == 0)
        {
            return;
        }

        var (pool, place) = (_piece.Pool.ToList(), _place);
        _piece.Pool.Clear();
        _piece.PoolNumbers.Clear();
        foreach (var entry in pool)
        {
            _place = entry.At;
            var at = new Token(TokenKind.Number, "", entry.At.Statement.Line, entry.Column);
            var padding = -_piece.Length & (entry.Size - 1);
            if (!HasPlaceForBytes(at, isZero: false) || !Reserve(padding + entry.Size))
            {
                return;
            }

            _piece.Align(entry.Size);
            MarkData();
            _piece.AppendZeros(padding);
            entry.Label.DefineLabel(_piece, _piece.Length);
            if (entry.Value.TryConstant(out var value))
            {
                WriteBytes(value, Math.Min(8, entry.Size));
                _piece.AppendZeros(entry.Size - Math.Min(8, entry.Size));
                continue;
            }

            _piece.Fields.Add(new PendingField(_piece.Length, entry.Size, null, entry.Value, _c64, entry.At, entry.Column, entry.Size == 16 ? CapabilityRelocationType : 0));
            _piece.AppendZeros(entry.Size);
        }

        _place = place;
    }

    /// <summary>The scope of a load of a literal: its label is the place in the pool.</summary>
    private sealed class LiteralScope(AssemblyRun run) : ISymbolScope
    {
        public Expression Name(string name) => ((ISymbolScope)run).Name(name);

        public Expression Here() => ((ISymbolScope)run).Here();

        public Expression? LocalLabel(ulong number, bool forward) => Expression.Symbol(run._literal!);
    }
}
