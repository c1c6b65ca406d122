using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Permutations of the lanes of two vectors.</summary>
internal enum VectorPermute
{
    Zip,
    Unzip,
    Transpose,
}

/// <summary>ZIP, UZP, TRN and EXT.</summary>
internal static class VectorPermutes
{
    /// <summary>One permutation; part is 0 for ZIP1, UZP1, TRN1 and 1 for the others. Without q only the low halves take part.</summary>
    internal static Vector128<ulong> Apply(VectorPermute permute, Vector128<ulong> left, Vector128<ulong> right, int size, int q, int part) => permute switch
    {
        VectorPermute.Zip => Zip(left, right, size, q, part),
        VectorPermute.Unzip => Unzip(left, right, size, q, part),
        _ => Transpose(left, right, size, q, part),
    };

    /// <summary>The even (part 0) or odd (part 1) lanes of right:left.</summary>
    internal static Vector128<ulong> Unzip(Vector128<ulong> left, Vector128<ulong> right, int size, int q, int part)
    {
        int lanes = (8 << q) >> size;
        Vector128<ulong> result = Vector128<ulong>.Zero;
        for (int i = 0; i < lanes; i++)
        {
            int from = (2 * i) + part;
            VectorLanes.Set(ref result, i, size, (ulong)VectorLanes.Get(from < lanes ? left : right, from % lanes, size, false));
        }

        return result;
    }

    /// <summary>The bytes of right:left from a position on.</summary>
    internal static Vector128<ulong> Extract(Vector128<ulong> left, Vector128<ulong> right, int position, int length)
    {
        Vector128<byte> result = Vector128<byte>.Zero;
        for (int i = 0; i < length; i++)
        {
            int from = i + position;
            result = result.WithElement(i, from < length ? left.AsByte()[from] : right.AsByte()[from - length]);
        }

        return result.AsUInt64();
    }

    private static Vector128<ulong> Zip(Vector128<ulong> left, Vector128<ulong> right, int size, int q, int part)
    {
        int lanes = (8 << q) >> size;
        Vector128<ulong> result = Vector128<ulong>.Zero;
        for (int i = 0; i < lanes / 2; i++)
        {
            int from = i + (part * lanes / 2);
            VectorLanes.Set(ref result, 2 * i, size, (ulong)VectorLanes.Get(left, from, size, false));
            VectorLanes.Set(ref result, (2 * i) + 1, size, (ulong)VectorLanes.Get(right, from, size, false));
        }

        return result;
    }

    private static Vector128<ulong> Transpose(Vector128<ulong> left, Vector128<ulong> right, int size, int q, int part)
    {
        int lanes = (8 << q) >> size;
        Vector128<ulong> result = Vector128<ulong>.Zero;
        for (int i = 0; i < lanes / 2; i++)
        {
            VectorLanes.Set(ref result, 2 * i, size, (ulong)VectorLanes.Get(left, (2 * i) + part, size, false));
            VectorLanes.Set(ref result, (2 * i) + 1, size, (ulong)VectorLanes.Get(right, (2 * i) + part, size, false));
        }

        return result;
    }
}
