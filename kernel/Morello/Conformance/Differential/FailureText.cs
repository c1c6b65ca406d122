using System.Globalization;
using System.Text;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Conformance;

/// <summary>Writes for people what happened in a case.</summary>
internal static class FailureText
{
    internal static string Instruction(uint word, bool c64 = false)
    {
        int variant = InstructionTable.Find(word);
        return variant < 0
            ? "(not in the instruction table)"
            : $"{Disassembler.Disassemble(word, 0, c64)}  [{InstructionTable.Entries[InstructionTable.Variant(variant).Entry].Name}]";
    }

    /// <summary>Name of the last instruction's entry.</summary>
    internal static string LastInstruction(DifferentialCase single)
    {
        uint word = single.Units.SelectMany(u => u).LastOrDefault(w => w != A64Words.AddImmediate(26, 26, 0x111));
        int variant = InstructionTable.Find(word);
        return variant < 0 ? string.Create(CultureInfo.InvariantCulture, $"{word:x8}") : InstructionTable.Entries[InstructionTable.Variant(variant).Entry].Name;
    }

    internal static string Describe(DifferentialTarget target, DifferentialCase single, CaseVerdict verdict, CaseVerdict found)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{single.Name}, made small\n");
        text.Append("initial values (all others are zero):\n");
        foreach (StateField field in target.Layout.Fields.Where(f => f.IsInput && !single.State.IsZero(f)))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {field.Name,-12} {single.State.Text(field)}\n");
        }

        text.Append("instructions:\n");
        foreach (uint word in single.Units.SelectMany(u => u))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {word:x8}  {Instruction(word)}\n");
        }

        if (verdict.Problem is { } problem)
        {
            text.Append(CultureInfo.InvariantCulture, $"no result: {problem}\n");
        }

        foreach (StateDifference difference in verdict.Differences.Take(16))
        {
            text.Append(CultureInfo.InvariantCulture, $"{difference.Field}:\n  this machine  {difference.Here}\n  {target.Name,-12}  {difference.Oracle}\n");
        }

        if (found.Differences.Count > 0)
        {
            text.Append("as found, before it was made small:\n");
            foreach (StateDifference difference in found.Differences.Take(16))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {difference.Field,-12} {difference.Here}  {difference.Oracle}\n");
            }
        }

        return text.ToString();
    }
}
