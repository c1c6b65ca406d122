using BenchmarkDotNet.Attributes;
using FlexCap.FlexOS;

namespace FlexCap.Benchmarks;

/// <summary>What a person waits for after a change: from the text of a configuration to a machine that is ready to run. No compiler runs.</summary>
[MemoryDiagnoser(displayGenColumns: false), MinColumn, MedianColumn]
public class ConfigurationBenchmarks
{
    private string _yaml = null!;
    private Plan _plan = null!;
    private Image _image = null!;

    /// <summary>A configuration that comes with the product.</summary>
    [Params("first-compartments", "sqlite-cheri3")]
    public string Name { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _yaml = Configurations.Read(Name);
        _plan = Configuration.Parse(_yaml).Check();
        _image = _plan.Link();
    }

    [Benchmark(Description = "YAML to configuration")]
    public Configuration Parse() => Configuration.Parse(_yaml);

    [Benchmark(Description = "YAML to plan")]
    public Plan Check() => Configuration.Parse(_yaml).Check();

    [Benchmark(Description = "plan to image")]
    public Image Link() => _plan.Link();

    [Benchmark(Description = "image to machine")]
    public FlexOSMachine Load() => _image.Load();

    [Benchmark(Description = "YAML to machine")]
    public FlexOSMachine Boot() => Configuration.Parse(_yaml).Boot();
}
