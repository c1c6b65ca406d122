using BenchmarkDotNet.Attributes;
using FlexCap.Morello;

namespace FlexCap.Benchmarks;

/// <summary>Speed of the interpreter in guest instructions: the mean of a run is nanoseconds per instruction.</summary>
public class InterpreterBenchmarks
{
    private const int Instructions = 6_000_000;
    private const ulong Code = 0x4010_0000;

    private Machine _machine = null!;

    /// <summary>Puts the loop into memory and runs it until the host has compiled what it executes.</summary>
    [GlobalSetup(Target = nameof(LoadAddStore))]
    public void Start() => Start(
    [
        0xF9400001, // ldr x1, [x0]
        0x91000421, // add x1, x1, #1
        0xF9000001, // str x1, [x0]
        0x8B010042, // add x2, x2, x1
        0xF1000463, // subs x3, x3, #1
        0x54FFFF61, // b.ne -20
    ]);

    /// <summary>As <see cref="Start()"/>, for integer arithmetic alone.</summary>
    [GlobalSetup(Target = nameof(Arithmetic))]
    public void StartArithmetic() => Start(
    [
        0x91000421, // add x1, x1, #1
        0xCA010042, // eor x2, x2, x1
        0x8B010842, // add x2, x2, x1, lsl #2
        0xD3410442, // ubfx x2, x2, #1, #1
        0xF1000463, // subs x3, x3, #1
        0x54FFFF61, // b.ne -20
    ]);

    /// <summary>A load, a store, two additions and a counted branch, each access checked against DDC.</summary>
    [Benchmark(OperationsPerInvoke = Instructions)]
    public StopReason LoadAddStore() => _machine.Run(Instructions);

    /// <summary>Five integer instructions and a branch.</summary>
    [Benchmark(OperationsPerInvoke = Instructions)]
    public StopReason Arithmetic() => _machine.Run(Instructions);

    private void Start(ReadOnlySpan<uint> code)
    {
        _machine = new Machine(MachineProfile.Virt);
        _machine.Memory.Write(Code, System.Runtime.InteropServices.MemoryMarshal.AsBytes(code));
        _machine.Registers.SetX(0, 0x4020_0000);
        _machine.Registers.SetX(3, ulong.MaxValue);
        _machine.Registers.Pcc = Capability.Maximal.SetValue(Code);
    }
}
