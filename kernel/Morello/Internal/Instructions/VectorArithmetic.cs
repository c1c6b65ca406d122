using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Lane-wise operations on two vectors.</summary>
internal enum VectorOperation
{
    Add,
    Subtract,
    Multiply,
    Equal,
    Test,
    Greater,
    GreaterOrEqual,
    Maximum,
    Minimum,
}

/// <summary>Bitwise operations on two vectors and the destination.</summary>
internal enum VectorLogic
{
    And,
    Clear,
    Or,
    OrNot,
    Xor,
    SelectByDestination,
    InsertIfTrue,
    InsertIfFalse,
}

/// <summary>Lane-wise operations on one vector.</summary>
internal enum VectorUnary
{
    Absolute,
    Negate,
    Not,
    CountBits,
    CountLeadingZeros,
    Reverse16,
    Reverse32,
    Reverse64,
}

/// <summary>Lane-wise operations. With constant arguments each call folds to a few host instructions.</summary>
internal static class VectorArithmetic
{
    /// <summary>Applies an operation to lanes of 2^size bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<ulong> Apply(VectorOperation operation, uint size, bool signed, Vector128<ulong> left, Vector128<ulong> right) => (size, signed) switch
    {
        (0, false) => Apply(operation, left.AsByte(), right.AsByte()).AsUInt64(),
        (0, true) => Apply(operation, left.AsSByte(), right.AsSByte()).AsUInt64(),
        (1, false) => Apply(operation, left.AsUInt16(), right.AsUInt16()).AsUInt64(),
        (1, true) => Apply(operation, left.AsInt16(), right.AsInt16()).AsUInt64(),
        (2, false) => Apply(operation, left.AsUInt32(), right.AsUInt32()).AsUInt64(),
        (2, true) => Apply(operation, left.AsInt32(), right.AsInt32()).AsUInt64(),
        (_, false) => Apply(operation, left, right),
        _ => Apply(operation, left.AsInt64(), right.AsInt64()).AsUInt64(),
    };

    /// <summary>Applies an operation to lanes of 2^size bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<ulong> Apply(VectorUnary operation, uint size, Vector128<ulong> source) => operation switch
    {
        VectorUnary.Not => ~source,
        VectorUnary.Negate => Apply(VectorOperation.Subtract, size, false, Vector128<ulong>.Zero, source),
        VectorUnary.Absolute => size switch
        {
            0 => Vector128.Abs(source.AsSByte()).AsUInt64(),
            1 => Vector128.Abs(source.AsInt16()).AsUInt64(),
            2 => Vector128.Abs(source.AsInt32()).AsUInt64(),
            _ => Vector128.Abs(source.AsInt64()).AsUInt64(),
        },
        VectorUnary.Reverse16 => VectorPermutes.Reverse(source, (int)size, 1),
        VectorUnary.Reverse32 => VectorPermutes.Reverse(source, (int)size, 2),
        VectorUnary.Reverse64 => VectorPermutes.Reverse(source, (int)size, 3),
        _ => Count(operation, (int)size, source),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Apply<T>(VectorOperation operation, Vector128<T> left, Vector128<T> right) => operation switch
    {
        VectorOperation.Add => left + right,
        VectorOperation.Subtract => left - right,
        VectorOperation.Multiply => left * right,
        VectorOperation.Equal => Vector128.Equals(left, right),
        VectorOperation.Test => ~Vector128.Equals(left & right, Vector128<T>.Zero),
        VectorOperation.Greater => Vector128.GreaterThan(left, right),
        VectorOperation.GreaterOrEqual => Vector128.GreaterThanOrEqual(left, right),
        VectorOperation.Maximum => Vector128.Max(left, right),
        _ => Vector128.Min(left, right),
    };

    private static Vector128<ulong> Count(VectorUnary operation, int size, Vector128<ulong> source)
    {
        Vector128<ulong> result = source;
        int bits = 8 << size;
        for (int i = 0; i < 16 >> size; i++)
        {
            var lane = (ulong)VectorLanes.Get(source, i, size, false);
            switch (operation)
            {
                case VectorUnary.CountBits:
                    VectorLanes.Set(ref result, i, size, (ulong)BitOperations.PopCount(lane));
                    break;
                default:
                    VectorLanes.Set(ref result, i, size, (ulong)(BitOperations.LeadingZeroCount(lane) - (64 - bits)));
                    break;
            }
        }

        return result;
    }
}
