using BenchmarkDotNet.Attributes;
using FlexCap.Morello;

namespace FlexCap.Benchmarks;

/// <summary>Speed of vector instructions: four of a kind and a counted branch; the mean of a run is nanoseconds per guest instruction.</summary>
public class VectorBenchmarks
{
    private const int Instructions = 3_000_000;
    private const ulong Code = 0x1000;
    private static readonly Dictionary<string, uint> s_words = new(StringComparer.Ordinal)
    {
        ["add v.4s"] = 0x4EA28420, ["eor v.16b"] = 0x6E221C20, ["tbl v.16b, 1 register"] = 0x4E020020, ["tbl v.16b, 4 registers"] = 0x4E026020,
        ["ext v.16b"] = 0x6E022020, ["zip1 v.16b"] = 0x4E023820, ["ushr v.4s"] = 0x6F390420, ["sqadd v.8h"] = 0x4E620C20, ["umlal v.4s"] = 0x2E628020,
        ["ldr q"] = 0x3DC00020, ["ld1 4 registers"] = 0x4C402020, ["st1 4 registers"] = 0x4C002020, ["ld4 v.4s"] = 0x4C400820,
        ["aese"] = 0x4E284820, ["sha256h"] = 0x5E024020,
    };

    private Machine _machine = null!;

    public static IEnumerable<string> Names => s_words.Keys;

    [ParamsSource(nameof(Names))]
    public string Instruction { get; set; } = "";

    [GlobalSetup]
    public void Start()
    {
        uint word = s_words[Instruction];
        ReadOnlySpan<uint> code = [word, word, word, word, 0xF1000400, 0x54FFFF61]; // subs x0, x0, #1; b.ne -20
        _machine = new Machine(MachineProfile.Trickbox);
        _machine.Core.SetSystemRegister("CPTR_EL3", 0x200);
        _machine.Core.Memory.Write(Code, System.Runtime.InteropServices.MemoryMarshal.AsBytes(code));
        _machine.Registers.SetX(0, ulong.MaxValue);
        _machine.Registers.SetX(1, 0x8000);
        _machine.Registers.Pcc = Capability.Maximal.SetValue(Code);
        _machine.Run(Instructions);
        if (_machine.Faults.Count != 0)
        {
            throw new InvalidOperationException($"{Instruction}: {_machine.Faults[0]}");
        }
    }

    [Benchmark(OperationsPerInvoke = Instructions)]
    public StopReason Run() => _machine.Run(Instructions);
}
