using System.Buffers.Binary;
using FlexCap.FlexOS.Internal.Linking;

namespace FlexCap.FlexOS.Tests.Linking;

public class RelocatorTests
{
    private const ulong Place = 0x4008_0010;

    // Expected instructions are those that clang's assembler makes of the text in the remarks.
    [Theory]
    [InlineData(257, 0UL, 0x1122334455667788UL, 0x1122334455667788UL)] // ABS64
    [InlineData(258, 0UL, 0x40080000UL, 0x40080000UL)] // ABS32
    [InlineData(258, 0UL, 0xffffffffffffffffUL, 0xffffffffUL)]
    [InlineData(259, 0UL, 0xffffUL, 0xffffUL)] // ABS16
    [InlineData(260, 0UL, 0x40080000UL, 0xfffffffffffffff0UL)] // PREL64
    [InlineData(261, 0UL, 0x40080020UL, 0x10UL)] // PREL32
    [InlineData(262, 0UL, 0x40080000UL, 0xfff0UL)] // PREL16
    [InlineData(263, 0xd2800000UL, 0xffffUL, 0xd29fffe0UL)] // MOVW_UABS_G0: movz x0, #0xffff
    [InlineData(264, 0xf2800000UL, 0x12345678UL, 0xf28acf00UL)] // G0_NC: movk x0, #0x5678
    [InlineData(265, 0xd2a00000UL, 0x12345678UL, 0xd2a24680UL)] // G1: movz x0, #0x1234, lsl #16
    [InlineData(266, 0xf2a00000UL, 0x9999aaaabbbbccccUL, 0xf2b77760UL)] // G1_NC
    [InlineData(267, 0xd2c00000UL, 0xaaaabbbbccccUL, 0xd2d55540UL)] // G2
    [InlineData(268, 0xf2c00000UL, 0x9999aaaabbbbccccUL, 0xf2d55540UL)] // G2_NC
    [InlineData(269, 0xd2e00000UL, 0x9999aaaabbbbccccUL, 0xd2f33320UL)] // G3
    [InlineData(270, 0xd2800000UL, 5UL, 0xd28000a0UL)] // MOVW_SABS_G0: movz x0, #5
    [InlineData(270, 0xd2800000UL, 0xfffffffffffffffeUL, 0x92800020UL)] // movn x0, #1
    [InlineData(271, 0xd2a00000UL, 0xffffffff0000ffffUL, 0x92bfffe0UL)] // G1, negative
    [InlineData(272, 0xd2c00000UL, 0x7fff00000000UL, 0xd2cfffe0UL)] // G2
    [InlineData(273, 0x58000000UL, 0x40080018UL, 0x58000040UL)] // LD_PREL_LO19: ldr x0, .+8
    [InlineData(274, 0x10000000UL, 0x4008000fUL, 0x70ffffe0UL)] // ADR_PREL_LO21: adr x0, .-1
    [InlineData(275, 0x90000000UL, 0x40082123UL, 0xd0000000UL)] // ADR_PREL_PG_HI21: two pages on
    [InlineData(276, 0x90000000UL, 0x4007f000UL, 0xf0ffffe0UL)] // ADR_PREL_PG_HI21_NC: one page back
    [InlineData(277, 0x91000000UL, 0x40080abcUL, 0x912af000UL)] // ADD_ABS_LO12_NC
    [InlineData(278, 0x39400000UL, 0x40080abdUL, 0x396af400UL)] // LDST8: ldrb w0, [x0, #0xabd]
    [InlineData(279, 0x36000000UL, 0x40080018UL, 0x36000040UL)] // TSTBR14: tbz w0, #0, .+8
    [InlineData(280, 0x54000000UL, 0x40080008UL, 0x54ffffc0UL)] // CONDBR19: b.eq .-8
    [InlineData(282, 0x14000000UL, 0x40080020UL, 0x14000004UL)] // JUMP26: b .+16
    [InlineData(283, 0x94000000UL, 0x40080000UL, 0x97fffffcUL)] // CALL26: bl .-16
    [InlineData(284, 0x79400000UL, 0x40080abcUL, 0x79557800UL)] // LDST16: ldrh w0, [x0, #0xabc]
    [InlineData(285, 0xb9400000UL, 0x40080abcUL, 0xb94abc00UL)] // LDST32: ldr w0, [x0, #0xabc]
    [InlineData(286, 0xf9400000UL, 0x40080ab8UL, 0xf9455c00UL)] // LDST64: ldr x0, [x0, #0xab8]
    [InlineData(299, 0x3dc00000UL, 0x40080ab0UL, 0x3dc2ac00UL)] // LDST128: ldr q0, [x0, #0xab0]
    public void Each_kind_is_applied(uint type, ulong before, ulong value, ulong after)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(4), before);
        Assert.Equal(RelocationProblem.None, Relocator.Apply(bytes, 4, type, value, Place));
        Assert.Equal(after, BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(4)));
        Assert.All(bytes[..4].Concat(bytes[12..]), b => Assert.Equal(0, b));
    }

    // The last value that fits, then the first that does not, in units of the reference itself.
    [Theory]
    [InlineData(258, 0xffffffffL, 0x100000000L)]
    [InlineData(258, -0x80000000L, -0x80000001L)]
    [InlineData(259, 0xffffL, 0x10000L)]
    [InlineData(261, 0xffffffffL + 0x40080010, 0x100000000L + 0x40080010)]
    [InlineData(262, 0x40080010L - 0x8000, 0x40080010L - 0x8001)]
    [InlineData(263, 0xffffL, 0x10000L)]
    [InlineData(265, 0xffffffffL, 0x100000000L)]
    [InlineData(267, 0xffffffffffffL, 0x1000000000000L)]
    [InlineData(270, -0x10000L, -0x10001L)]
    [InlineData(271, 0xffffffffL, 0x100000000L)]
    [InlineData(272, -0x1000000000000L, -0x1000000000001L)]
    [InlineData(273, 0x40080010L + 0xffffc, 0x40080010L + 0x100000)]
    [InlineData(274, 0x40080010L - 0x100000, 0x40080010L - 0x100001)]
    [InlineData(275, 0x40080010L + 0xffffffefL, 0x40080010L + 0xfffffff0L)]
    [InlineData(279, 0x40080010L + 0x7ffc, 0x40080010L + 0x8000)]
    [InlineData(280, 0x40080010L - 0x100000, 0x40080010L - 0x100004)]
    [InlineData(282, 0x40080010L + 0x7fffffc, 0x40080010L + 0x8000000)]
    [InlineData(283, 0x40080010L - 0x8000000, 0x40080010L - 0x8000004)]
    public void The_range_of_each_kind_is_checked(uint type, long last, long first)
    {
        Assert.Equal(RelocationProblem.None, Relocator.Apply(new byte[8], 0, type, (ulong)last, Place));
        Assert.Equal(RelocationProblem.OutOfRange, Relocator.Apply(new byte[8], 0, type, (ulong)first, Place));
    }

    [Theory]
    [InlineData(273, 2)]
    [InlineData(279, 2)]
    [InlineData(280, 1)]
    [InlineData(282, 2)]
    [InlineData(283, 3)]
    [InlineData(284, 1)]
    [InlineData(285, 2)]
    [InlineData(286, 4)]
    [InlineData(299, 8)]
    public void Alignment_is_checked(uint type, ulong off) =>
        Assert.Equal(RelocationProblem.Misaligned, Relocator.Apply(new byte[8], 0, type, Place + off, Place));

    [Fact]
    public void A_place_outside_the_section_and_an_unknown_kind_are_reported()
    {
        Assert.Equal(RelocationProblem.OutsideSection, Relocator.Apply(new byte[8], 5, 283, Place, Place));
        Assert.Equal(RelocationProblem.OutsideSection, Relocator.Apply(new byte[8], ulong.MaxValue, 283, Place, Place));
        Assert.Equal(RelocationProblem.Unsupported, Relocator.Apply(new byte[8], 0, 9999, Place, Place));
    }
}
