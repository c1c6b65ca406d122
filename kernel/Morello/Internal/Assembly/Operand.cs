using System.Text;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>What operands print from.</summary>
/// <param name="Word">The instruction word.</param>
/// <param name="Address">Where it stands.</param>
/// <param name="C64">True in the C64 state.</param>
/// <param name="Options">How to print.</param>
internal readonly record struct PrintContext(uint Word, ulong Address, bool C64, DisassemblerOptions Options);

/// <summary>
/// One part of a syntax: literal text or an operand, which can be printed from a word and parsed into one. Both directions stand
/// side by side in each kind, so that they say the same.
/// </summary>
internal abstract class Operand
{
    /// <summary>Appends its text; false if it cannot stand for this word (a reserved value, or the alias does not apply).</summary>
    internal abstract bool Print(in PrintContext context, StringBuilder text);

    /// <summary>Reads its tokens into the reader's encoding; false, with the reader's error, if that is impossible.</summary>
    internal abstract bool Parse(OperandReader reader);

    /// <summary>If it may stand in a mnemonic: all its texts and the bits that they stand for, the printed text of a value first.</summary>
    internal virtual IEnumerable<(string Text, uint Value, uint Mask)> Spellings => throw new FormatException($"{GetType().Name} cannot stand in a mnemonic");
}

/// <summary>An operand that is one field of the word.</summary>
internal abstract class FieldOperand(EncodingField field) : Operand
{
    internal EncodingField Field { get; } = field;
}
