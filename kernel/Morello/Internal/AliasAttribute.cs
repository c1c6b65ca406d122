namespace FlexCap.Morello.Internal;

/// <summary>
/// Gives entries of the method that it stands on a second way to be written. The disassembler takes the first alias whose condition
/// holds and whose operands can all be printed; the assembler knows all of them. Conditions are those of LLVM.
/// </summary>
/// <param name="of">Start of the syntax of the entries meant, up to the end of a word or operand: <c>subs</c>, or <c>umov {d:w}, {n:es}</c>.</param>
/// <param name="syntax">The alias in the same language; <c>mov *</c> keeps the operands and changes the mnemonic only.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class AliasAttribute(string of, string syntax) : Attribute
{
    public string Of { get; } = of;

    public string Syntax { get; } = syntax;

    /// <summary>
    /// Clauses separated by blanks, which must all hold: <c>d=31</c>, <c>n=m</c>, <c>c&lt;14</c>, <c>i!=0</c>, <c>a64</c>, <c>c64</c>, or several
    /// of these joined by <c>|</c>. A field is a letter or bits of the word (<c>23</c>, <c>11-8</c>). The assembler fills in what a
    /// clause with <c>=</c> says, and checks the others.
    /// </summary>
    public string When { get; set; } = "";

    /// <summary>Accepted, never printed.</summary>
    public bool AssembleOnly { get; set; }
}
