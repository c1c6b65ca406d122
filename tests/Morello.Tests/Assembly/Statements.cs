using System.Text;
using FlexCap.Morello.Internal;
using FlexCap.Morello.Internal.Assembly;

namespace FlexCap.Morello.Tests.Assembly;

/// <summary>Assembles and samples single instructions for the tests here.</summary>
internal static class Statements
{
    internal static uint Assemble(string text, bool c64 = false) =>
        TryAssemble(text, c64, out AssembledInstruction result, out AssemblyError? error) ? result.Word : throw new FormatException($"{text}: {error!.Column}: {error.Message} {error.Help}");

    internal static bool TryAssemble(string text, bool c64, out AssembledInstruction result, out AssemblyError? error)
    {
        result = default;
        List<Token>? tokens = Lexer.Read(text, 1, 1, out error);
        return tokens is not null && InstructionAssembler.TryAssemble(new TokenReader(tokens), c64, out result, out error);
    }

    /// <summary>Random words of an entry; the first is all zeros in its fields, the second all ones.</summary>
    internal static IEnumerable<uint> Sample(InstructionEntry entry, int count, int seed)
    {
        (uint value, uint mask) = Fixed(entry.Pattern);
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            uint bits = i switch { 0 => 0u, 1 => uint.MaxValue, _ => (uint)random.NextInt64(1L << 32) };
            if (i % 5 == 4)
            {
                // Registers 31 and equal registers are where aliases lie.
                bits |= random.Next(4) switch { 0 => 31u << 5, 1 => 31u, 2 => 31u << 16, _ => (31u << 5) | (31u << 16) };
            }

            if (i % 7 == 6)
            {
                bits = (bits & ~(31u << 16)) | ((bits >> 5 & 31) << 16);
            }

            yield return (bits & ~mask) | value;
        }
    }

    internal static (uint Value, uint Mask) Fixed(string pattern)
    {
        (uint value, uint mask) = (0u, 0u);
        foreach (char bit in pattern)
        {
            mask = (mask << 1) | (bit is '0' or '1' ? 1u : 0);
            value = (value << 1) | (bit == '1' ? 1u : 0);
        }

        return (value, mask);
    }
}
