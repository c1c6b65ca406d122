using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>
/// AES rounds (FIPS 197). A vector holds the state by columns: byte i is row i % 4 of column i / 4. Tables are computed from the
/// definitions when they are first needed.
/// </summary>
internal static class CryptoAes
{
    private static readonly byte[] s_substitution = BuildSubstitution();
    private static readonly byte[] s_inverseSubstitution = Invert(s_substitution);

    [Instruction("aese_advsimd_aarch64_instrs_vector_crypto_aes_round", "0100111000101000010010 nnnnn ddddd",
        "aese {d:16b}, {n:16b}", TimingClass.Crypto, With = "decrypt=false")]
    [Instruction("aesd_advsimd_aarch64_instrs_vector_crypto_aes_round", "0100111000101000010110 nnnnn ddddd",
        "aesd {d:16b}, {n:16b}", TimingClass.Crypto, With = "decrypt=true")]
    internal static void Round(Cpu cpu, uint n, uint d, bool decrypt)
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        byte[] table = decrypt ? s_inverseSubstitution : s_substitution;
        Vector128<ulong> state = cpu.V(d) ^ cpu.V(n);
        Vector128<ulong> result = Vector128<ulong>.Zero;
        for (int i = 0; i < 16; i++)
        {
            // Row r moves r columns to the left, for decryption to the right.
            int from = (i + (4 * (decrypt ? 4 - (i % 4) : i % 4))) % 16;
            Lane.Of<byte>(ref result, i) = table[Lane.Of<byte>(ref state, from)];
        }

        cpu.V(d) = result;
    }

    [Instruction("aesmc_advsimd_aarch64_instrs_vector_crypto_aes_mix", "0100111000101000011010 nnnnn ddddd",
        "aesmc {d:16b}, {n:16b}", TimingClass.Crypto, With = "decrypt=false")]
    [Instruction("aesimc_advsimd_aarch64_instrs_vector_crypto_aes_mix", "0100111000101000011110 nnnnn ddddd",
        "aesimc {d:16b}, {n:16b}", TimingClass.Crypto, With = "decrypt=true")]
    internal static void MixColumns(Cpu cpu, uint n, uint d, bool decrypt)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Vector128<uint> columns = cpu.V(n).AsUInt32();
            Vector128<uint> doubled = Double(columns);
            if (decrypt)
            {
                // The inverse matrix is the product of the forward one and a matrix of fives, fours and zeros.
                Vector128<uint> quadrupled = Double(doubled);
                columns ^= quadrupled ^ RotateRight(quadrupled, 16);
                doubled = Double(columns);
            }

            // 2a + 3b + c + d, with b, c and d the next bytes of the column.
            Vector128<uint> tripled = doubled ^ columns;
            cpu.V(d) = (doubled ^ RotateRight(tripled, 8) ^ RotateRight(columns, 16) ^ RotateRight(columns, 24)).AsUInt64();
        }
    }

    // Each byte times x in the field of AES.
    private static Vector128<uint> Double(Vector128<uint> columns)
    {
        Vector128<byte> bytes = columns.AsByte();
        Vector128<byte> carry = Vector128.GreaterThanOrEqual(bytes, Vector128.Create((byte)0x80)) & Vector128.Create((byte)0x1B);
        return ((bytes << 1) ^ carry).AsUInt32();
    }

    private static Vector128<uint> RotateRight(Vector128<uint> columns, int bits) => (columns >>> bits) | (columns << (32 - bits));

    // The inverse in the field of 256 elements modulo x^8 + x^4 + x^3 + x + 1, then the affine map of FIPS 197, 5.1.1.
    private static byte[] BuildSubstitution()
    {
        var table = new byte[256];
        for (int value = 0; value < 256; value++)
        {
            int inverse = 0;
            while (inverse < 255 && Multiply(value, inverse) != 1)
            {
                inverse++;
            }

            int bits = value == 0 ? 0 : inverse;
            bits |= bits << 8;
            table[value] = (byte)(bits ^ (bits >> 4) ^ (bits >> 5) ^ (bits >> 6) ^ (bits >> 7) ^ 0x63);
        }

        return table;
    }

    private static int Multiply(int left, int right)
    {
        int product = 0;
        for (; right != 0; right >>= 1)
        {
            product ^= (right & 1) != 0 ? left : 0;
            left = (left << 1) ^ (left >= 0x80 ? 0x11B : 0);
        }

        return product;
    }

    private static byte[] Invert(byte[] table)
    {
        var inverse = new byte[256];
        for (int i = 0; i < 256; i++)
        {
            inverse[table[i]] = (byte)i;
        }

        return inverse;
    }
}
