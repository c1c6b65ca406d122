using BenchmarkDotNet.Attributes;
using FlexCap.Morello;

namespace FlexCap.Benchmarks;

/// <summary>Speed of code that lives on capabilities: the mean of a run is nanoseconds per guest instruction.</summary>
public class CapabilityCodeBenchmarks
{
    private const int Instructions = 6_000_000;
    private const ulong Code = 0x1000;
    private const ulong Data = 0x8000;
    private readonly Dictionary<string, Machine> _machines = new(StringComparer.Ordinal);

    [GlobalSetup]
    public void Setup()
    {
        Start(nameof(LoadStoreThroughCapability), isC64: true,
        [
            0xF9400022, // ldr x2, [c1]
            0xF9000422, // str x2, [c1, #8]
            0x8B020063, // add x3, x3, x2
            0xF1000400, // subs x0, x0, #1
            0x54FFFF81, // b.ne -16
        ]);
        Start(nameof(LoadStoreCapability), isC64: true,
        [
            0xC2400022, // ldr c2, [c1]
            0xC2000422, // str c2, [c1, #16]
            0x8B020063, // add x3, x3, x2
            0xF1000400, // subs x0, x0, #1
            0x54FFFF81, // b.ne -16
        ]);
        Start(nameof(LoadStorePair), isC64: true,
        [
            0x42C01422, // ldp c2, c5, [c1]
            0x42811422, // stp c2, c5, [c1, #32]
            0x8B020063, // add x3, x3, x2
            0xF1000400, // subs x0, x0, #1
            0x54FFFF81, // b.ne -16
        ]);
        Start(nameof(CallAndReturn), isC64: false,
        [
            0xC2C230C0, // blr c6
            0xF1000400, // subs x0, x0, #1
            0x54FFFFC1, // b.ne -8
            0xD503201F, // nop
            0xC2C253C0, // ret c30
        ]);
    }

    /// <summary>A load and a store of 8 bytes through a capability.</summary>
    [Benchmark(OperationsPerInvoke = Instructions)]
    public StopReason LoadStoreThroughCapability() => _machines[nameof(LoadStoreThroughCapability)].Run(Instructions);

    /// <summary>A load and a store of a capability.</summary>
    [Benchmark(OperationsPerInvoke = Instructions)]
    public StopReason LoadStoreCapability() => _machines[nameof(LoadStoreCapability)].Run(Instructions);

    /// <summary>A load and a store of two capabilities.</summary>
    [Benchmark(OperationsPerInvoke = Instructions)]
    public StopReason LoadStorePair() => _machines[nameof(LoadStorePair)].Run(Instructions);

    /// <summary>A call through a sealed entry and the return: half of the instructions write PCC.</summary>
    [Benchmark(OperationsPerInvoke = Instructions)]
    public StopReason CallAndReturn() => _machines[nameof(CallAndReturn)].Run(Instructions);

    private void Start(string name, bool isC64, ReadOnlySpan<uint> code)
    {
        var machine = new Machine(MachineProfile.Trickbox);
        machine.Core.SetSystemRegister("CPTR_EL3", 0x200);
        machine.Core.Memory.Write(Code, System.Runtime.InteropServices.MemoryMarshal.AsBytes(code));
        machine.Core.IsC64 = isC64;
        machine.Registers.SetX(0, ulong.MaxValue);
        machine.Registers.SetC(1, Capability.Maximal.SetValue(Data).SetBounds(0x1000UL));
        machine.Registers.SetC(6, Capability.Maximal.SetValue(Code + 16).SealEntry(ObjectTypes.RegisterBranch));
        machine.Registers.Pcc = Capability.Maximal.SetValue(Code);
        machine.Run(Instructions);
        if (machine.Faults.Count != 0)
        {
            throw new InvalidOperationException($"{name}: {machine.Faults[0]}");
        }

        _machines.Add(name, machine);
    }
}
