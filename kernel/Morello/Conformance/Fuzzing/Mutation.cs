namespace FlexCap.Morello.Conformance.Fuzzing;

/// <summary>Damages good inputs: bytes and fields set to values on edges, pieces cut, doubled and moved.</summary>
internal static class Mutation
{
    internal static byte[] Of(ReadOnlySpan<byte> good, Random random)
    {
        List<byte> bytes = [.. good];
        int count = 1 + random.Next(random.Next(4) == 0 ? 32 : 4);
        for (int i = 0; i < count && bytes.Count > 8; i++)
        {
            // Headers lie at the ends of the file.
            int near = random.Next(3) == 0 ? bytes.Count : Math.Min(bytes.Count, 256);
            int at = random.Next(2) == 0 ? random.Next(near) : bytes.Count - 1 - random.Next(near);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2 or 3:
                    Write(bytes, at & ~7, 8, EdgeValues.Integer(random));
                    break;
                case 4:
                    Write(bytes, at & ~3, 4, EdgeValues.Integer(random));
                    break;
                case 5:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 64), bytes.Count - at));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 64), bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }

    private static void Write(List<byte> bytes, int at, int size, ulong value)
    {
        for (int i = 0; i < size && at + i < bytes.Count; i++)
        {
            bytes[at + i] = (byte)(value >> (8 * i));
        }
    }
}
