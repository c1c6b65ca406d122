using BenchmarkDotNet.Attributes;
using FlexCap.Morello;

namespace FlexCap.Benchmarks;

/// <summary>Cost of one capability operation in nanoseconds, over 1,024 different capabilities so that branches are not learnt by heart.</summary>
[MemoryDiagnoser]
public class CapabilityBenchmarks
{
    private const int Count = 1024;
    private readonly Capability[] _capabilities = new Capability[Count];
    private readonly ulong[] _lengths = new ulong[Count];

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(2023);
        for (int i = 0; i < Count; i++)
        {
            ulong address = (ulong)random.NextInt64() >> random.Next(9, 40);
            _lengths[i] = (ulong)random.NextInt64() >> random.Next(24, 60);
            _capabilities[i] = Capability.Maximal.SetValue(address).SetBounds(_lengths[i]);
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public ulong DecodeBounds()
    {
        ulong sum = 0;
        foreach (Capability capability in _capabilities)
        {
            CapabilityBounds bounds = capability.Bounds;
            sum += bounds.Base + (ulong)bounds.Limit;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int CheckAccess()
    {
        int allowed = 0;
        foreach (Capability capability in _capabilities)
        {
            allowed += capability.Bounds.Contains(capability.Value, 8) ? 1 : 0;
        }

        return allowed;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public ulong SetBounds()
    {
        ulong sum = 0;
        for (int i = 0; i < _capabilities.Length; i++)
        {
            sum += _capabilities[i].SetBounds(_lengths[i] / 2).Metadata;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public ulong SetValue()
    {
        ulong sum = 0;
        foreach (Capability capability in _capabilities)
        {
            sum += capability.SetValue(capability.Value + 64).Tag ? 1u : 0;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public ulong Add()
    {
        ulong sum = 0;
        foreach (Capability capability in _capabilities)
        {
            sum += capability.Add(64).Tag ? 1u : 0;
        }

        return sum;
    }
}
