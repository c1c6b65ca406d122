using BenchmarkDotNet.Attributes;
using FlexCap.Experiments;
using FlexCap.FlexOS;

namespace FlexCap.Benchmarks;

/// <summary>From a configuration to a booted image: what one more point of a sweep costs.</summary>
[MemoryDiagnoser(displayGenColumns: false), MinColumn, MedianColumn]
public class BootBenchmarks
{
    private Configuration _configuration = null!;
    private string _yaml = null!;
    private Image _image = null!;

    /// <summary>Number of compartments.</summary>
    [Params(2, 16, 64, 1000)]
    public int Compartments { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _configuration = CompartmentScaling.ConfigurationFor(Compartments, Mechanism.Morello);
        _yaml = _configuration.ToYaml();
        _image = _configuration.Check().Link();
    }

    [Benchmark(Description = "YAML to configuration")]
    public Configuration Parse() => Configuration.Parse(_yaml);

    [Benchmark(Description = "configuration to image")]
    public Image Link() => _configuration.Check().Link();

    [Benchmark(Description = "image to end of run")]
    public RunResult Run() => _image.Load().Run();

    [Benchmark(Description = "YAML to end of run")]
    public RunResult All() => Configuration.Parse(_yaml).Boot().Run();
}
