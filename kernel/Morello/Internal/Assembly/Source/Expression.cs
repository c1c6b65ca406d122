namespace FlexCap.Morello.Internal.Assembly;

/// <summary>A value as far as it is known: <c>Add − Subtract + Constant</c>.</summary>
/// <param name="Constant">Number, in two's complement.</param>
/// <param name="Add">Symbol whose address is added, or null.</param>
/// <param name="Subtract">Symbol whose address is taken off, or null.</param>
internal readonly record struct ExpressionValue(long Constant, AssemblySymbol? Add = null, AssemblySymbol? Subtract = null)
{
    /// <summary>True if no symbol is left.</summary>
    public bool IsConstant => Add is null && Subtract is null;
}

/// <summary>
/// An expression of the source. Arithmetic is on 64 bits and wraps; operators bind as in GNU's and LLVM's assemblers.
/// It is immutable; evaluated again once more symbols are defined, it says more.
/// </summary>
internal abstract class Expression
{
    /// <summary>Greatest depth of a tree, so that walking it cannot exhaust the stack.</summary>
    public const int MaximumDepth = 256;

    /// <summary>Relocation modifier in lower case, without colons: <c>lo12</c>, <c>abs_g0_nc</c>; empty if none.</summary>
    public virtual string Modifier => "";

    /// <summary>Height of the tree.</summary>
    public int Depth { get; protected init; } = 1;

    /// <summary>A number.</summary>
    public static Expression Number(long value) => new NumberExpression(value);

    /// <summary>A symbol's address, or an equate's value.</summary>
    public static Expression Symbol(AssemblySymbol symbol) => new SymbolExpression(symbol);

    /// <summary>An operator applied to one operand: <c>- ~ !</c>.</summary>
    public static Expression Unary(string sign, Expression operand) => Fold(new UnaryExpression(sign, operand));

    /// <summary>An operator between two operands.</summary>
    public static Expression Binary(string sign, Expression left, Expression right) => Fold(new BinaryExpression(sign, left, right));

    /// <summary>An operand with a relocation modifier.</summary>
    public static Expression Modified(string modifier, Expression operand) => new ModifiedExpression(modifier, operand);

    /// <summary>The number, if the whole value is known now and carries no modifier.</summary>
    public bool TryConstant(out long value)
    {
        var known = TryEvaluate(out var evaluated, out _) && evaluated.IsConstant && Modifier.Length == 0;
        value = known ? evaluated.Constant : 0;
        return known;
    }

    /// <summary>Reduces it to symbols and a number (a modifier is left aside); false if that is impossible, with the reason.</summary>
    public bool TryEvaluate(out ExpressionValue value, out string problem)
    {
        var evaluation = new Evaluation();
        var reduced = evaluation.Of(this);
        value = reduced ?? default;
        problem = evaluation.Problem;
        return reduced is not null;
    }

    internal abstract ExpressionValue? Evaluate(Evaluation evaluation);

    /// <summary>What a symbol stands for, be it another object's to replace or not.</summary>
    internal static bool SeeThrough(AssemblySymbol symbol, out ExpressionValue value)
    {
        var reduced = new Evaluation(seesThrough: true).Of(symbol);
        value = reduced ?? default;
        return reduced is not null;
    }

    // A deep tree that is no number yet would be walked again for each of its operators.
    private static Expression Fold(Expression expression) => expression.Depth <= 8 && expression.TryConstant(out var value) ? Number(value) : expression;

    /// <summary>One evaluation: remembers equates, so that each is evaluated once, and notices circles.</summary>
    internal sealed class Evaluation(bool seesThrough = false)
    {
        private readonly Dictionary<AssemblySymbol, ExpressionValue?> _equates = [];
        private int _depth;

        public string Problem { get; private set; } = "";

        public ExpressionValue? Of(Expression expression) => expression.Evaluate(this);

        public ExpressionValue? Of(AssemblySymbol symbol)
        {
            if (symbol.Equate is null)
            {
                return new ExpressionValue(0, symbol);
            }

            if (!_equates.TryGetValue(symbol, out var value))
            {
                _equates.Add(symbol, null); // Met again before it is known, the symbol is defined by itself.
                _depth++;
                value = _depth > MaximumDepth / 4 ? Fail($"The definition of '{symbol.Name}' goes through too many other symbols.") : symbol.Equate.Evaluate(this);
                _depth--;
                _equates[symbol] = value;
            }

            // References to an equate that other objects see, or may replace, must name it.
            return value is { IsConstant: false } && !seesThrough && symbol.Entry is { IsExternal: true }
                ? new ExpressionValue(0, symbol)
                : value ?? Fail($"'{symbol.Name}' is defined by itself.");
        }

        public ExpressionValue? Fail(string problem)
        {
            Problem = Problem.Length == 0 ? problem : Problem;
            return null;
        }

        /// <summary>Cancels two labels of one section: their distance is known, for no instruction changes its size.</summary>
        public static ExpressionValue Simplify(ExpressionValue value)
        {
            if (value is not { Add: { } add, Subtract: { } subtract })
            {
                return value;
            }

            if (add == subtract)
            {
                return new ExpressionValue(value.Constant);
            }

            return Anchor(add) is var (section, offset) && Anchor(subtract) is var (other, otherOffset) && section == other
                ? new ExpressionValue(unchecked(value.Constant + offset - otherOffset))
                : value;
        }
    }

    // The label behind a symbol, and how far from it the symbol is.
    private static (object Section, long Offset)? Anchor(AssemblySymbol symbol)
    {
        if (symbol.Section is { } section)
        {
            return (section, symbol.Offset);
        }

        return symbol.Equate is not null && SeeThrough(symbol, out var value) && value is { Subtract: null, Add.Section: { } place }
            ? (place, value.Constant + value.Add.Offset)
            : null;
    }

    private sealed class NumberExpression(long value) : Expression
    {
        internal override ExpressionValue? Evaluate(Evaluation evaluation) => new ExpressionValue(value);
    }

    private sealed class SymbolExpression(AssemblySymbol symbol) : Expression
    {
        internal override ExpressionValue? Evaluate(Evaluation evaluation) => evaluation.Of(symbol);
    }

    private sealed class ModifiedExpression : Expression
    {
        private readonly Expression _operand;

        public ModifiedExpression(string modifier, Expression operand)
        {
            (Modifier, _operand) = (modifier, operand);
            Depth = operand.Depth + 1;
        }

        public override string Modifier { get; }

        internal override ExpressionValue? Evaluate(Evaluation evaluation) => evaluation.Of(_operand);
    }

    private sealed class UnaryExpression : Expression
    {
        private readonly string _sign;
        private readonly Expression _operand;

        public UnaryExpression(string sign, Expression operand)
        {
            (_sign, _operand) = (sign, operand);
            Depth = operand.Depth + 1;
        }

        internal override ExpressionValue? Evaluate(Evaluation evaluation)
        {
            if (evaluation.Of(_operand) is not { } value)
            {
                return null;
            }

            if (_sign == "-")
            {
                return Evaluation.Simplify(new ExpressionValue(unchecked(-value.Constant), value.Subtract, value.Add));
            }

            if (!value.IsConstant)
            {
                return evaluation.Fail($"'{_sign}' needs a number, and the address of '{(value.Add ?? value.Subtract)!.Name}' is none before linking.");
            }

            return new ExpressionValue(_sign == "~" ? ~value.Constant : value.Constant == 0 ? 1 : 0);
        }
    }

    private sealed class BinaryExpression : Expression
    {
        private readonly string _sign;
        private readonly Expression _left, _right;

        public BinaryExpression(string sign, Expression left, Expression right)
        {
            (_sign, _left, _right) = (sign, left, right);
            Depth = Math.Max(left.Depth, right.Depth) + 1;
        }

        internal override ExpressionValue? Evaluate(Evaluation evaluation)
        {
            if (evaluation.Of(_left) is not { } left || evaluation.Of(_right) is not { } right)
            {
                return null;
            }

            if (_sign is "+" or "-")
            {
                return Sum(evaluation, left, _sign == "+" ? right : new ExpressionValue(unchecked(-right.Constant), right.Subtract, right.Add));
            }

            // Two addresses in one section compare by their distance.
            if (_sign is "==" or "!=" or "<>" or "<" or ">" or "<=" or ">=" && !(left.IsConstant && right.IsConstant)
                && Sum(evaluation, left, new ExpressionValue(unchecked(-right.Constant), right.Subtract, right.Add)) is { IsConstant: true } distance)
            {
                return new ExpressionValue(Compute(_sign, distance.Constant, 0));
            }

            if (!left.IsConstant || !right.IsConstant)
            {
                var symbol = left.Add ?? left.Subtract ?? right.Add ?? right.Subtract;
                return evaluation.Fail($"'{_sign}' needs numbers, and the address of '{symbol!.Name}' is none before linking.");
            }

            return _sign is "/" or "%" && right.Constant == 0
                ? evaluation.Fail("Division by zero.")
                : new ExpressionValue(Compute(_sign, left.Constant, right.Constant));
        }

        private static ExpressionValue? Sum(Evaluation evaluation, ExpressionValue left, ExpressionValue right)
        {
            // Cancel across the operands first: (a - b) + (b - c) is a - c.
            var constant = unchecked(left.Constant + right.Constant);
            var crossed = Evaluation.Simplify(new ExpressionValue(0, left.Add, right.Subtract));
            var other = Evaluation.Simplify(new ExpressionValue(0, right.Add, left.Subtract));
            constant = unchecked(constant + crossed.Constant + other.Constant);
            if ((crossed.Add is not null && other.Add is not null) || (crossed.Subtract is not null && other.Subtract is not null))
            {
                var names = crossed.Add is not null && other.Add is not null ? (crossed.Add, other.Add) : (crossed.Subtract, other.Subtract);
                return evaluation.Fail($"The addresses of '{names.Item1!.Name}' and '{names.Item2!.Name}' cannot be added up.");
            }

            return Evaluation.Simplify(new ExpressionValue(constant, crossed.Add ?? other.Add, crossed.Subtract ?? other.Subtract));
        }

        private static long Compute(string sign, long left, long right) => unchecked(sign switch
        {
            "*" => left * right,
            "/" => right == -1 ? -left : left / right,
            "%" => right == -1 ? 0 : left % right,
            "<<" => (ulong)right > 63 ? 0 : left << (int)right,
            ">>" => (ulong)right > 63 ? 0 : (long)((ulong)left >> (int)right),
            "&" => left & right,
            "|" => left | right,
            "^" => left ^ right,
            "!" => left | ~right,
            "&&" => Truth(left != 0 && right != 0),
            "||" => Truth(left != 0 || right != 0),
            "==" => Compared(left == right),
            "!=" or "<>" => Compared(left != right),
            "<" => Compared(left < right),
            ">" => Compared(left > right),
            "<=" => Compared(left <= right),
            _ => Compared(left >= right),
        });

        private static long Truth(bool value) => value ? 1 : 0;

        // A comparison that holds is all ones, in GNU's assembler and LLVM's alike.
        private static long Compared(bool value) => value ? -1 : 0;
    }
}
