using System.Globalization;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>The condition of an alias: clauses, of which each holds if one of its terms does.</summary>
internal sealed class AliasCondition
{
    private readonly Term[][] _clauses;

    private AliasCondition(Term[][] clauses) => _clauses = clauses;

    /// <summary>Reads <see cref="AliasAttribute.When"/>.</summary>
    /// <exception cref="FormatException">It is malformed.</exception>
    internal static AliasCondition Parse(string text, string pattern) => new(
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(clause => clause.Split('|').Select(term => Term.Parse(term, pattern)).ToArray())]);

    /// <summary>Bits that must be so, for the assembler to start with.</summary>
    internal (uint Value, uint Mask) Fixed()
    {
        (uint value, uint mask) = (0u, 0u);
        foreach (Term[] clause in _clauses)
        {
            if (clause is [{ Sign: "=", Right: null } term])
            {
                value |= term.Left!.Place(term.Number);
                mask |= term.Left.Mask;
            }
        }

        return (value, mask);
    }

    internal bool Holds(uint word, bool c64) => Array.TrueForAll(_clauses, clause => Array.Exists(clause, term => term.Holds(word, c64)));

    /// <summary>True if the alias exists in a state at all.</summary>
    internal bool AllowsState(bool c64) => Array.TrueForAll(_clauses, clause => Array.Exists(clause, term => term.Left is not null || term.Holds(0, c64)));

    /// <summary>Gives fields that must equal others their value, and checks the rest.</summary>
    internal bool Complete(OperandReader reader)
    {
        foreach (Term[] clause in _clauses)
        {
            if (clause is [{ Sign: "=", Right: not null } term] && !reader.Equate(term.Left!, term.Right))
            {
                return false;
            }
        }

        return Holds(reader.Word, reader.C64);
    }

    private sealed record Term(EncodingField? Left, string Sign, uint Number, EncodingField? Right)
    {
        internal static Term Parse(string text, string pattern)
        {
            if (text is "a64" or "c64")
            {
                return new Term(null, text, 0, null);
            }

            string sign = text.Contains("!=", StringComparison.Ordinal) ? "!=" : text.Contains('<', StringComparison.Ordinal) ? "<" : "=";
            string[] sides = text.Split(sign);
            EncodingField left = EncodingField.Parse(sides[0], pattern, "");
            return uint.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
                ? new Term(left, sign, number, null)
                : new Term(left, sign, 0, EncodingField.Parse(sides[1], pattern, ""));
        }

        internal bool Holds(uint word, bool c64)
        {
            if (Left is null)
            {
                return c64 == (Sign == "c64");
            }

            uint left = Left.Read(word);
            uint right = Right?.Read(word) ?? Number;
            return Sign switch { "=" => left == right, "!=" => left != right, _ => left < right };
        }
    }
}
