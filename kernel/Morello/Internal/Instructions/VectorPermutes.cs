using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Permutations of the lanes of two vectors.</summary>
internal enum VectorPermute
{
    Zip,
    Unzip,
    Transpose,
}

/// <summary>ZIP, UZP, TRN, REV and EXT as shuffles of bytes: an index above 15 gives zero.</summary>
internal static class VectorPermutes
{
    private const byte None = 0xFF;
    private static readonly (Vector128<byte> Left, Vector128<byte> Right)[] s_permutes = BuildPermutes();
    private static readonly Vector128<byte>[] s_reverses = BuildReverses();

    /// <summary>One permutation; part is 0 for ZIP1, UZP1, TRN1 and 1 for the others. Without q only the low halves take part.</summary>
    internal static Vector128<ulong> Apply(VectorPermute permute, Vector128<ulong> left, Vector128<ulong> right, int size, int q, int part)
    {
        (Vector128<byte> fromLeft, Vector128<byte> fromRight) = s_permutes[Index(permute, size, q, part)];
        return (Vector128.Shuffle(left.AsByte(), fromLeft) | Vector128.Shuffle(right.AsByte(), fromRight)).AsUInt64();
    }

    /// <summary>The even (part 0) or odd (part 1) lanes of right:left.</summary>
    internal static Vector128<ulong> Unzip(Vector128<ulong> left, Vector128<ulong> right, int size, int q, int part) =>
        Apply(VectorPermute.Unzip, left, right, size, q, part);

    /// <summary>Mirrors the lanes inside containers; both sizes are log2 of bytes.</summary>
    internal static Vector128<ulong> Reverse(Vector128<ulong> source, int size, int container) =>
        Vector128.Shuffle(source.AsByte(), s_reverses[(size * 4) + container]).AsUInt64();

    /// <summary>The bytes of right:left from a position on.</summary>
    internal static Vector128<ulong> Extract(Vector128<ulong> left, Vector128<ulong> right, int position, int length)
    {
        Vector128<byte> index = Vector128<byte>.Indices + Vector128.Create((byte)position);
        if (length == 8)
        {
            return Vector128.CreateScalar(Vector128.Shuffle(Vector128.Create(left[0], right[0]).AsByte(), index).AsUInt64().ToScalar());
        }

        return (Vector128.Shuffle(left.AsByte(), index) | Vector128.Shuffle(right.AsByte(), index - Vector128.Create((byte)16))).AsUInt64();
    }

    private static int Index(VectorPermute permute, int size, int q, int part) => ((int)permute << 4) | (size << 2) | (q << 1) | part;

    private static (Vector128<byte> Left, Vector128<byte> Right)[] BuildPermutes()
    {
        var all = new (Vector128<byte>, Vector128<byte>)[48];
        foreach (VectorPermute permute in Enum.GetValues<VectorPermute>())
        {
            for (int i = 0; i < 16; i++)
            {
                (int size, int q, int part) = (i >> 2, i >> 1 & 1, i & 1);
                int lanes = (8 << q) >> size;
                var left = new byte[16];
                var right = new byte[16];
                Array.Fill(left, None);
                Array.Fill(right, None);
                for (int to = 0; to < lanes; to++)
                {
                    // The lane of right:left that goes to this lane.
                    int from = permute switch
                    {
                        VectorPermute.Zip => (to / 2) + (part * lanes / 2) + (to % 2 * lanes),
                        VectorPermute.Unzip => (2 * to) + part,
                        _ => (to & ~1) + part + (to % 2 * lanes),
                    };
                    for (int b = 0; b < 1 << size; b++)
                    {
                        (from < lanes ? left : right)[(to << size) + b] = (byte)((from % lanes << size) + b);
                    }
                }

                all[Index(permute, size, q, part)] = (Vector128.Create(left), Vector128.Create(right));
            }
        }

        return all;
    }

    private static Vector128<byte>[] BuildReverses()
    {
        var all = new Vector128<byte>[16];
        for (int i = 0; i < 16; i++)
        {
            (int size, int container) = (i / 4, i % 4);
            int mirror = container > size ? (1 << (container - size)) - 1 : 0;
            all[i] = Vector128.Create([.. Enumerable.Range(0, 16).Select(b => (byte)(b ^ (mirror << size)))]);
        }

        return all;
    }
}
