using BenchmarkDotNet.Attributes;
using FlexCap.FlexOS;
using FlexCap.Morello;

namespace FlexCap.Benchmarks;

/// <summary>From a configuration to a booted image with SQLite in it: how fast configurations can be tried, without a compiler.</summary>
[MemoryDiagnoser(displayGenColumns: false), MinColumn, MedianColumn]
public class SqliteBenchmarks
{
    private string _yaml = null!;
    private Image _image = null!;

    /// <summary>Configuration: one compartment, the file system in a second, the clocks in a third.</summary>
    [Params("sqlite-none", "sqlite-cheri2", "sqlite-cheri3")]
    public string Configuration { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _yaml = Configurations.Read(Configuration);
        _image = FlexOS.Configuration.Parse(_yaml).Check().Link();
    }

    [Benchmark(Description = "configuration to image")]
    public Image Link() => FlexOS.Configuration.Parse(_yaml).Check().Link();

    [Benchmark(Description = "image to main")]
    public StopReason.Breakpoint Boot() => Start(_image);

    [Benchmark(Description = "configuration to main")]
    public StopReason.Breakpoint All() => Start(FlexOS.Configuration.Parse(_yaml).Check().Link());

    private static StopReason.Breakpoint Start(Image image)
    {
        var machine = image.Load();
        machine.Machine.AddBreakpoint(image.Symbols.First(s => s.Name == "main").Address);
        return machine.Run().Stop is StopReason.Breakpoint stop ? stop : throw new InvalidOperationException("The image did not come to main.");
    }
}
