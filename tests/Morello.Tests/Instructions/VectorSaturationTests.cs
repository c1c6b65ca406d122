using System.Runtime.Intrinsics;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Instructions;

/// <summary>FPSR.QC: set by a lane that saturates, by no other, and never cleared by an instruction.</summary>
public sealed class VectorSaturationTests
{
    private const ulong Low = 0x7F00_0000_0000_0001;
    private const ulong High = 0x0000_0000_0000_007F;

    [Theory]
    [InlineData("4e220c20", Low, High, 0x0100_0000_0000_0001, 0UL, 0x7F00_0000_0000_0002, High, true)] // sqadd v0.16b, v1.16b, v2.16b
    [InlineData("4e220c20", Low, High, 0UL, 0x1UL, Low, High, true)] // in the upper half
    [InlineData("0e220c20", Low, High, 0UL, 0x1UL, Low, 0UL, false)] // sqadd v0.8b, v1.8b, v2.8b: not in it
    [InlineData("5e220c20", Low, High, Low, High, 2UL, 0UL, false)] // sqadd b0, b1, b2: only the lowest lane
    [InlineData("5ee20c20", 0x7FFF_FFFF_FFFF_FFFF, High, 1UL, 0UL, 0x7FFF_FFFF_FFFF_FFFF, 0UL, true)] // sqadd d0, d1, d2
    [InlineData("7e222c20", 0x10UL, High, 0x11UL, 0UL, 0UL, 0UL, true)] // uqsub b0, b1, b2
    [InlineData("5e62b420", 0x8000UL, 0UL, 0x8000UL, 0UL, 0x7FFFUL, 0UL, true)] // sqdmulh h0, h1, h2
    [InlineData("5e62d020", 0x8000UL, 0UL, 0x8000UL, 0UL, 0x7FFF_FFFFUL, 0UL, true)] // sqdmull s0, h1, h2
    [InlineData("5e62d020", 0x8000UL, 0UL, 0x7FFFUL, 0UL, 0x8001_0000UL, 0UL, false)]
    [InlineData("5e207820", 0x80UL, 0UL, 0UL, 0UL, 0x7FUL, 0UL, true)] // sqabs b0, b1
    [InlineData("5e214820", 0xFF7FUL, 0UL, 0UL, 0UL, 0x80UL, 0UL, true)] // sqxtn b0, h1
    [InlineData("7e212820", 0xFFFFUL, 0UL, 0UL, 0UL, 0UL, 0UL, true)] // sqxtun b0, h1: of -1
    [InlineData("7e214820", 0x00FFUL, 0UL, 0UL, 0UL, 0xFFUL, 0UL, false)] // uqxtn b0, h1
    public void QC_remembers_that_a_lane_saturated(string word, ulong n0, ulong n1, ulong m0, ulong m1, ulong d0, ulong d1, bool saturated)
    {
        SmallMachine machine = Run(word, 0, n0, n1, m0, m1);
        Assert.Equal(Vector128.Create(d0, d1), machine.Cpu.V(0));
        Assert.Equal(saturated ? Cpu.FpsrSaturated : 0, machine.Cpu.Fpsr);
        Assert.Equal(Cpu.FpsrSaturated, Run(word, Cpu.FpsrSaturated, n0, n1, m0, m1).Cpu.Fpsr);
    }

    private static SmallMachine Run(string word, uint fpsr, ulong n0, ulong n1, ulong m0, ulong m1)
    {
        var machine = new SmallMachine();
        machine.Cpu.V(0) = Vector128.Create(0x5555_5555_5555_5555UL);
        machine.Cpu.V(1) = Vector128.Create(n0, n1);
        machine.Cpu.V(2) = Vector128.Create(m0, m1);
        machine.Cpu.Fpsr = fpsr;
        return machine.Add(Convert.ToUInt32(word, 16)).Run();
    }
}
