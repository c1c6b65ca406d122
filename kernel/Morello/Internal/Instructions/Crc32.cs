using System.Numerics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>CRC-32 of the CRC32 instructions: no inversion before or after.</summary>
internal static class Crc32
{
    // Bit-reversed 0x04C11DB7 (CRC-32, ISO 3309).
    private const uint IsoPolynomial = 0xEDB8_8320;

    /// <summary>Takes 1, 2, 4 or 8 bytes into a CRC.</summary>
    internal static uint Update(uint crc, ulong value, int bytes, bool castagnoli)
    {
        for (int i = 0; i < bytes; i++)
        {
            var next = (byte)(value >> (8 * i));
            crc = castagnoli ? BitOperations.Crc32C(crc, next) : UpdateIso(crc, next);
        }

        return crc;
    }

    private static uint UpdateIso(uint crc, byte value)
    {
        crc ^= value;
        for (int bit = 0; bit < 8; bit++)
        {
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? IsoPolynomial : 0);
        }

        return crc;
    }
}
