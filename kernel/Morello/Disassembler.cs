using System.Globalization;
using System.Text;
using FlexCap.Morello.Internal;
using FlexCap.Morello.Internal.Assembly;

namespace FlexCap.Morello;

/// <summary>
/// Writes instruction words as text, in the syntax of LLVM's Morello assembler; <c>docs/assembly.md</c> describes it. Driven by the
/// one instruction table, from which the machine executes and the assembler assembles.
/// </summary>
public static class Disassembler
{
    /// <summary>Writes one instruction.</summary>
    /// <param name="word">The instruction word.</param>
    /// <param name="address">Where it stands, in bytes; only <see cref="DisassemblerOptions.AbsoluteTargets"/> needs it.</param>
    /// <param name="c64">True if the processor is in the C64 state there (PSTATE.C64), which changes base registers and a few instructions.</param>
    /// <param name="options">How to write; null for <see cref="DisassemblerOptions.Default"/>.</param>
    /// <returns>
    /// The instruction, in lower case, one blank after the mnemonic. A word that is no instruction is a directive with a comment:
    /// <c>.inst 0x00000000 // unallocated</c>. An encoding of an extension that Morello lacks is written although it is UNDEFINED.
    /// </returns>
    public static string Disassemble(uint word, ulong address = 0, bool c64 = false, DisassemblerOptions? options = null)
    {
        var text = new StringBuilder(40);
        int variant = InstructionTable.Find(word);
        var context = new PrintContext(word, address, c64, options ?? DisassemblerOptions.Default);
        if (variant < 0 || !InstructionSyntax.Of(InstructionTable.Variant(variant).Entry).Print(context, text))
        {
            text.Clear().Append(CultureInfo.InvariantCulture, $".inst 0x{word:x8} // unallocated");
        }

        return text.ToString();
    }
}
