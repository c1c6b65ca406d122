using FlexCap.Morello.Internal;
using FlexCap.Morello.Tests.Assembly;
using FlexCap.Morello.Tests.Instructions;

namespace FlexCap.Morello.Tests.FloatingPoint;

/// <summary>What surrounds the arithmetic: the control and status registers, traps, encodings that are reserved.</summary>
public sealed class FloatingPointInstructionTests
{
    [Theory]
    [InlineData("fpcr", 0x07C8_0000u)] // AHP, DN, FZ, RMode, FZ16: no trap enables
    [InlineData("fpsr", 0x0800_009Fu)] // QC, IDC, IXC, UFC, OFC, DZC, IOC
    public void Only_bits_that_exist_can_be_written(string register, uint bits)
    {
        var machine = new SmallMachine();
        machine.Cpu.SetX(0, ulong.MaxValue);
        machine.Add(Statements.Assemble($"msr {register}, x0")).Add(Statements.Assemble($"mrs x1, {register}"));
        machine.Run();
        Assert.Equal(bits, machine.Cpu.X(1));
    }

    [Theory]
    [InlineData("fadd d0, d1, d2")]
    [InlineData("fcmp s0, #0.0")]
    [InlineData("fccmp h0, h1, #0, eq")]
    [InlineData("fmadd d0, d1, d2, d3")]
    [InlineData("fcvtzs x0, d1")]
    [InlineData("scvtf d0, x1")]
    [InlineData("fmla v0.4s, v1.4s, v2.s[1]")]
    [InlineData("fmaxnmv s0, v1.4s")]
    [InlineData("fcvtn v0.4h, v1.4s")]
    [InlineData("frinta v0.2d, v1.2d")]
    [InlineData("fmov v0.8h, #1.0")]
    [InlineData("mrs x0, fpcr")]
    public void Instructions_trap_where_floating_point_is_off(string statement)
    {
        var machine = new SmallMachine();
        machine.Cpu.SetSystemRegister("CPTR_EL3", 0x200 | 1 << 10);
        machine.Add(Statements.Assemble(statement));
        machine.Run();
        Assert.Equal(7u, machine.ExceptionClass);
    }

    [Theory]
    [InlineData(0x1EA2_2820u)] // FADD with ftype = 10
    [InlineData(0x1EA2_2020u)] // FCMP
    [InlineData(0x1FA2_0C20u)] // FMADD
    [InlineData(0x1E22_4020u)] // FCVT from S to S
    [InlineData(0x1EA2_4020u)] // FCVT with ftype = 10
    [InlineData(0x1EA0_0020u)] // FCVTNS
    [InlineData(0x1E18_0020u)] // FCVTZS to W with 64 fraction bits
    [InlineData(0x0E62_D420u)] // FADD V.1D
    [InlineData(0x0E61_A820u)] // FCVTNS V.1D
    [InlineData(0x2E30_F820u)] // FMAXV V.2S
    [InlineData(0x6E70_F820u)] // FMAXV V.2D
    [InlineData(0x5FE2_9020u)] // FMUL D, D, V.D with L = 1
    [InlineData(0x0FC2_9020u)] // FMUL V.1D by element
    [InlineData(0x2E21_6820u)] // FCVTXN with sz = 0
    [InlineData(0x0F40_E420u)] // SCVTF V.1D, fixed-point
    [InlineData(0x0F08_E420u)] // SCVTF of bytes, fixed-point
    public void Reserved_encodings_are_not_decoded(uint word)
    {
        int variant = InstructionTable.Find(word);
        Assert.True(variant < 0, variant < 0 ? "" : InstructionTable.Entries[InstructionTable.Variant(variant).Entry].Name);
    }

    [Fact]
    public void The_javascript_conversion_is_undefined()
    {
        var machine = new SmallMachine();
        machine.Add(0x1E7E_0020);
        machine.Run();
        Assert.Equal(0u, machine.ExceptionClass);
    }

    [Fact]
    public void Scalars_clear_the_rest_of_the_register_and_narrowing_into_the_upper_half_keeps_the_lower()
    {
        var machine = new SmallMachine();
        machine.Cpu.V(0) = System.Runtime.Intrinsics.Vector128.Create(0x1111_1111_1111_1111UL, 0x2222_2222_2222_2222UL);
        machine.Cpu.V(1) = System.Runtime.Intrinsics.Vector128.Create(0x3FF0_0000_0000_0000UL, 0x4000_0000_0000_0000UL);
        machine.Cpu.V(2) = System.Runtime.Intrinsics.Vector128<ulong>.AllBitsSet;
        machine.Add(Statements.Assemble("fcvtn2 v0.4s, v1.2d")).Add(Statements.Assemble("fcvt s2, d1"));
        machine.Run();
        Assert.Equal((0x1111_1111_1111_1111UL, 0x4000_0000_3F80_0000UL), (machine.Cpu.V(0)[0], machine.Cpu.V(0)[1]));
        Assert.Equal((0x3F80_0000UL, 0UL), (machine.Cpu.V(2)[0], machine.Cpu.V(2)[1]));
    }

    [Fact]
    public void Lanes_above_a_64_bit_vector_raise_no_exceptions()
    {
        var machine = new SmallMachine();
        machine.Cpu.V(1) = System.Runtime.Intrinsics.Vector128.Create(0x3F80_0000_3F80_0000UL, 0x7F80_0001_0000_0000UL);
        machine.Add(Statements.Assemble("fadd v0.2s, v1.2s, v1.2s")).Add(Statements.Assemble("fdiv v2.2s, v1.2s, v1.2s"));
        machine.Run();
        Assert.Equal(0u, machine.Cpu.Fpsr);
        Assert.Equal((0x4000_0000_4000_0000UL, 0UL), (machine.Cpu.V(0)[0], machine.Cpu.V(0)[1]));
        Assert.Equal((0x3F80_0000_3F80_0000UL, 0UL), (machine.Cpu.V(2)[0], machine.Cpu.V(2)[1]));
    }
}
