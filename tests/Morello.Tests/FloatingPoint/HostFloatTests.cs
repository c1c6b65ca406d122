using System.Runtime.Intrinsics;
using FlexCap.Morello.Internal.FloatingPoint;

namespace FlexCap.Morello.Tests.FloatingPoint;

/// <summary>Where the host's arithmetic answers, it answers as <see cref="SoftFloat"/> does, flags included; and it answers often enough to be worth it.</summary>
public sealed class HostFloatTests
{
    private const int Values = 200_000;

    private delegate bool Host(ulong a, ulong b, ulong c, ref uint fpsr, out ulong result);

    private delegate ulong Soft(ulong a, ulong b, ulong c, ref uint fpsr);

    [Theory]
    [InlineData("add", 1)]
    [InlineData("subtract", 2)]
    [InlineData("multiply", 3)]
    [InlineData("divide", 4)]
    [InlineData("square root", 5)]
    [InlineData("multiply-add", 6)]
    public void Double_precision_is_that_of_the_soft_path(string operation, int seed) => Check<Binary64>(operation, seed, OperandFormat.Double);

    [Theory]
    [InlineData("add", 11)]
    [InlineData("subtract", 12)]
    [InlineData("multiply", 13)]
    [InlineData("divide", 14)]
    [InlineData("square root", 15)]
    [InlineData("multiply-add", 16)]
    public void Single_precision_is_that_of_the_soft_path(string operation, int seed) => Check<Binary32>(operation, seed, OperandFormat.Single);

    [Theory]
    [InlineData(21)]
    public void Conversions_are_those_of_the_soft_path(int seed)
    {
        CheckOne(seed, OperandFormat.Double, (ulong a, ulong b, ulong c, ref uint fpsr, out ulong result) => HostFloat.TryNarrow(a, 0, ref fpsr, out result),
            (ulong a, ulong b, ulong c, ref uint fpsr) => SoftFloat.Convert<Binary64, Binary32>(a, Rounding.Current, 0, ref fpsr));
        CheckOne(seed, OperandFormat.Single, (ulong a, ulong b, ulong c, ref uint fpsr, out ulong result) => HostFloat.TryWiden(a, 0, out result),
            (ulong a, ulong b, ulong c, ref uint fpsr) => SoftFloat.Convert<Binary32, Binary64>(a, Rounding.Current, 0, ref fpsr));
    }

    [Fact]
    public void Other_modes_are_left_to_the_soft_path()
    {
        foreach (uint fpcr in (uint[])[1 << 22, 2 << 22, 3 << 22, 1 << 24])
        {
            uint fpsr = 0;
            Assert.False(HostFloat.TryAdd<Binary64>(0x3FF0_0000_0000_0000, 0x3FF0_0000_0000_0000, false, fpcr, ref fpsr, out _));
            Assert.False(HostFloat.TryMultiplyAdd<Binary32>(0x3F80_0000, 0x3F80_0000, 0x3F80_0000, fpcr, ref fpsr, out _));
        }
    }

    [Fact]
    public void Vectors_are_those_of_their_lanes()
    {
        CheckVectors<Binary64>(31, OperandFormat.Double, 2);
        CheckVectors<Binary32>(32, OperandFormat.Single, 4);
    }

    private static void Check<F>(string operation, int seed, OperandFormat format)
        where F : struct, IFormat
    {
        (Host host, Soft soft) = operation switch
        {
            "add" => ((Host)((ulong a, ulong b, ulong c, ref uint s, out ulong r) => HostFloat.TryAdd<F>(a, b, false, 0, ref s, out r)),
                (Soft)((ulong a, ulong b, ulong c, ref uint s) => SoftFloat.Add<F>(a, b, 0, ref s))),
            "subtract" => ((ulong a, ulong b, ulong c, ref uint s, out ulong r) => HostFloat.TryAdd<F>(a, b, true, 0, ref s, out r),
                (ulong a, ulong b, ulong c, ref uint s) => SoftFloat.Subtract<F>(a, b, 0, ref s)),
            "multiply" => ((ulong a, ulong b, ulong c, ref uint s, out ulong r) => HostFloat.TryMultiply<F>(a, b, 0, ref s, out r),
                (ulong a, ulong b, ulong c, ref uint s) => SoftFloat.Multiply<F>(a, b, false, 0, ref s)),
            "divide" => ((ulong a, ulong b, ulong c, ref uint s, out ulong r) => HostFloat.TryDivide<F>(a, b, 0, ref s, out r),
                (ulong a, ulong b, ulong c, ref uint s) => SoftFloat.Divide<F>(a, b, 0, ref s)),
            "square root" => ((ulong a, ulong b, ulong c, ref uint s, out ulong r) => HostFloat.TrySquareRoot<F>(a, 0, ref s, out r),
                (ulong a, ulong b, ulong c, ref uint s) => SoftFloat.SquareRoot<F>(a, 0, ref s)),
            _ => ((ulong a, ulong b, ulong c, ref uint s, out ulong r) => HostFloat.TryMultiplyAdd<F>(c, a, b, 0, ref s, out r),
                (ulong a, ulong b, ulong c, ref uint s) => SoftFloat.MultiplyAdd<F>(c, a, b, 0, ref s)),
        };
        CheckOne(seed, format, host, soft);
    }

    private static void CheckOne(int seed, OperandFormat format, Host host, Soft soft)
    {
        var random = new Random(seed);
        int answered = 0;
        for (int i = 0; i < Values; i++)
        {
            ulong a = FloatingPointValues.Next(random, format);
            ulong b = random.Next(4) == 0 ? a ^ (ulong)random.Next(8) : FloatingPointValues.Next(random, format);
            ulong c = FloatingPointValues.Next(random, format);
            foreach (uint before in (uint[])[0, Status.Inexact])
            {
                uint expectedFlags = before;
                ulong expected = soft(a, b, c, ref expectedFlags);
                uint flags = before;
                if (host(a, b, c, ref flags, out ulong result))
                {
                    answered++;
                    Assert.True(expected == result && expectedFlags == flags, $"seed {seed}, {a:x}, {b:x}, {c:x}, FPSR {before:x}: {result:x} FPSR {flags:x}, soft {expected:x} FPSR {expectedFlags:x}");
                }
                else
                {
                    Assert.Equal(before, flags);
                }
            }
        }

        Assert.True(answered > Values / 4, $"only {answered} of {2 * Values} taken");
    }

    private static void CheckVectors<F>(int seed, OperandFormat format, int lanes)
        where F : struct, IFormat
    {
        var random = new Random(seed);
        int answered = 0;
        for (int i = 0; i < Values / 2; i++)
        {
            ulong[] a = Lanes(random, format);
            ulong[] b = Lanes(random, format);
            ulong[] c = Lanes(random, format);
            int operation = i % 5;
            uint before = random.Next(2) == 0 ? 0 : Status.Inexact;
            uint flags = before;
            Vector128<ulong> result;
            bool done = operation switch
            {
                0 => HostVectors.TryAdd<F>(Vector128.Create(a), Vector128.Create(b), false, 0, ref flags, out result),
                1 => HostVectors.TryAdd<F>(Vector128.Create(a), Vector128.Create(b), true, 0, ref flags, out result),
                2 => HostVectors.TryMultiply<F>(Vector128.Create(a), Vector128.Create(b), 0, ref flags, out result),
                3 => HostVectors.TryDivide<F>(Vector128.Create(a), Vector128.Create(b), 0, flags, out result),
                _ => HostVectors.TryMultiplyAdd<F>(Vector128.Create(c), Vector128.Create(a), Vector128.Create(b), 0, flags, out result),
            };
            if (!done)
            {
                Assert.Equal(before, flags);
                continue;
            }

            answered++;
            uint expectedFlags = before;
            for (int lane = 0; lane < lanes; lane++)
            {
                ulong x = Lane(a, lane, lanes), y = Lane(b, lane, lanes), z = Lane(c, lane, lanes);
                ulong expected = operation switch
                {
                    0 => SoftFloat.Add<F>(x, y, 0, ref expectedFlags),
                    1 => SoftFloat.Subtract<F>(x, y, 0, ref expectedFlags),
                    2 => SoftFloat.Multiply<F>(x, y, false, 0, ref expectedFlags),
                    3 => SoftFloat.Divide<F>(x, y, 0, ref expectedFlags),
                    _ => SoftFloat.MultiplyAdd<F>(z, x, y, 0, ref expectedFlags),
                };
                Assert.True(expected == Lane([result[0], result[1]], lane, lanes), $"seed {seed}, operation {operation}, {x:x}, {y:x}, {z:x}: {Lane([result[0], result[1]], lane, lanes):x}, soft {expected:x}");
            }

            Assert.Equal(expectedFlags, flags);
        }

        Assert.True(answered > Values / 20, $"only {answered} of {Values / 2} taken");
    }

    private static ulong[] Lanes(Random random, OperandFormat format)
    {
        // Mostly ordinary numbers: one special lane makes the whole vector special.
        ulong[] lanes = new ulong[2];
        int bits = FloatingPointValues.Bits(format);
        for (int i = 0; i < 128; i += bits)
        {
            ulong value = random.Next(8) == 0 ? FloatingPointValues.Next(random, format)
                : bits == 64 ? BitConverter.DoubleToUInt64Bits((random.NextDouble() - 0.5) * random.Next(1 << 20))
                : BitConverter.SingleToUInt32Bits((float)((random.NextDouble() - 0.5) * random.Next(1 << 10)));
            lanes[i / 64] |= value << (i % 64);
        }

        return lanes;
    }

    private static ulong Lane(ulong[] vector, int lane, int lanes) => lanes == 2 ? vector[lane] : (uint)(vector[lane / 2] >> (32 * (lane % 2)));
}
