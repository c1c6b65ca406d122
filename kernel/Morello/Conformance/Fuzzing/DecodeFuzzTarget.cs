using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Conformance.Fuzzing;

/// <summary>Decoder and disassembler: any words, at any address, in both states.</summary>
internal sealed class DecodeFuzzTarget : FuzzTarget
{
    public override string Name => "decode";

    public override string Description => "Decodes and disassembles random words at random addresses.";

    public override byte[] Generate(Random random)
    {
        var bytes = new byte[256];
        random.NextBytes(bytes);
        return bytes;
    }

    public override string? Run(byte[] input)
    {
        for (int at = 0; at + 4 <= input.Length; at += 4)
        {
            uint word = BitConverter.ToUInt32(input, at);
            int variant = InstructionTable.Find(word);
            if (variant >= 0 && (word & InstructionTable.Variant(variant).Mask) != InstructionTable.Variant(variant).Value)
            {
                return "It decodes to a pattern that it does not match.";
            }

            ulong address = ((ulong)word << 32) | (word & ~3u);
            if (string.IsNullOrEmpty(Disassembler.Disassemble(word, address)) || string.IsNullOrEmpty(Disassembler.Disassemble(word, address, true)))
            {
                return "It is disassembled to nothing.";
            }
        }

        return null;
    }

    public override string Show(byte[] input) => Convert.ToHexString(input);
}
