using BenchmarkDotNet.Attributes;
using FlexCap.Morello;

namespace FlexCap.Benchmarks;

/// <summary>
/// Speed of floating-point code: the mean of a run is nanoseconds per guest instruction of loops of four such instructions, a
/// decrement and a branch. FPSR.IXC is set after the first round, as in almost all code.
/// </summary>
[MinColumn]
public class FloatingPointBenchmarks
{
    private const int Instructions = 6_000_000;
    private const ulong Code = 0x4010_0000;
    private const uint RoundUp = 1 << 22;

    private Machine _machine = null!;

    /// <summary>FMADD in double precision, rounding to nearest: on the host's arithmetic.</summary>
    [GlobalSetup(Target = nameof(ScalarMultiplyAdd))]
    public void StartScalarMultiplyAdd() => Start(0x1F420400, 0); // fmadd d0, d0, d2, d1

    /// <summary>The same, rounding up: on exact integer arithmetic.</summary>
    [GlobalSetup(Target = nameof(ScalarMultiplyAddRoundingUp))]
    public void StartScalarMultiplyAddRoundingUp() => Start(0x1F420400, RoundUp);

    /// <summary>FADD of four single-precision lanes, rounding to nearest: on the host's vectors.</summary>
    [GlobalSetup(Target = nameof(VectorAdd))]
    public void StartVectorAdd() => Start(0x4E25D483, 0); // fadd v3.4s, v4.4s, v5.4s

    /// <summary>The same, rounding up.</summary>
    [GlobalSetup(Target = nameof(VectorAddRoundingUp))]
    public void StartVectorAddRoundingUp() => Start(0x4E25D483, RoundUp);

    [Benchmark(OperationsPerInvoke = Instructions)]
    public StopReason ScalarMultiplyAdd() => _machine.Run(Instructions);

    [Benchmark(OperationsPerInvoke = Instructions)]
    public StopReason ScalarMultiplyAddRoundingUp() => _machine.Run(Instructions);

    [Benchmark(OperationsPerInvoke = Instructions)]
    public StopReason VectorAdd() => _machine.Run(Instructions);

    [Benchmark(OperationsPerInvoke = Instructions)]
    public StopReason VectorAddRoundingUp() => _machine.Run(Instructions);

    // d0 converges to 1.9..., v4 + v5 is inexact.
    private void Start(uint instruction, uint fpcr)
    {
        _machine = new Machine(MachineProfile.Virt);
        uint[] code = [instruction, instruction, instruction, instruction, 0xF1000463, 0x54FFFF61];
        _machine.Memory.Write(Code, System.Runtime.InteropServices.MemoryMarshal.AsBytes<uint>(code));
        _machine.Core.SetSystemRegister("CPACR_EL1", 3 << 20);
        _machine.Core.Fpcr = fpcr;
        _machine.Registers.SetV(0, 0x3FF0_0000_0000_0000);
        _machine.Registers.SetV(1, 0x3FF0_0000_0000_0001);
        _machine.Registers.SetV(2, 0x3FDF_FFFF_FFFF_FFFF);
        _machine.Registers.SetV(4, new UInt128(0x3F80_0001_4040_0003, 0x3F80_0001_4040_0003));
        _machine.Registers.SetV(5, new UInt128(0x3300_0001_3340_0003, 0x3300_0001_3340_0003));
        _machine.Registers.SetX(3, ulong.MaxValue);
        _machine.Registers.Pcc = Capability.Maximal.SetValue(Code);
    }
}
