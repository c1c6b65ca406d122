using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.SharedObjects;

public class SharedObjectTests
{
    private static string Counter => Clang.SharedObject("libcounter", Clang.Source("counter.c"));

    private static string Second => Clang.SharedObject("libsecond", Clang.Source("second.c"), Counter);

    private static string Yaml(string mechanism, string counter, string second, string main = "main.c") => $$"""
        name: demo
        compartments:
          - {name: comp1, mechanism: {{mechanism}}, default: true}
          - {name: comp2, mechanism: {{mechanism}}}
          - {name: comp3, mechanism: {{mechanism}}}
        libraries:
          demo: {source: [{{Clang.Source(main)}}]}
          second: {path: {{Second}}, compartment: {{second}}}
          counter: {path: {{Counter}}, compartment: {{counter}}}
          helper: {source: [{{Clang.Source("helper.c")}}]}
          newlib: {compartment: comp1}
        """;

    public static TheoryData<string, string, string> Placements()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var name in MechanismNames.All)
        {
            data.Add(name, "comp1", "comp1");
            data.Add(name, "comp2", "comp2");
            data.Add(name, "comp2", "comp1");
            if (name != "morello/shared-stack") // has two compartments
            {
                data.Add(name, "comp3", "comp2");
            }
        }

        return data;
    }

    private static Configuration Build(string mechanism, string counter, string second, string main = "main.c")
    {
        Assert.True(MechanismNames.TryParse(mechanism, out var driver, out var gate));
        var configuration = Configuration.Parse(Yaml("function", counter, second, main));
        return configuration with { Compartments = [.. configuration.Compartments.Select(c => c with { Mechanism = driver, Gate = gate })] };
    }

    [Theory]
    [MemberData(nameof(Placements))]
    public void Shared_objects_work_in_any_compartment(string mechanism, string counter, string second)
    {
        var result = Build(mechanism, counter, second).Boot().Run();
        Assert.Equal(
            """
            answer 42
            table 42 44
            thread 15
            zeroed 0, weak -1
            second 42
            end 2
            flexos: main returned 5, system off
            """, result.Console[(result.Console.IndexOf('\n', StringComparison.Ordinal) + 1)..].TrimEnd());
        Assert.Empty(result.Faults);
    }

    public static TheoryData<string> Mechanisms => [.. MechanismNames.All.Where(m => m != "morello/shared-stack")];

    [Theory]
    [MemberData(nameof(Mechanisms))]
    public void Code_of_a_shared_object_cannot_be_written_nor_its_data_run(string mechanism)
    {
        var result = Build(mechanism, "comp2", "comp3", "attack.c").Boot().Run();
        Assert.Contains("write to code: stopped", result.Console, StringComparison.Ordinal);
        Assert.Contains("run data: stopped", result.Console, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("morello")]
    [InlineData("page-table")]
    [InlineData("function")]
    public void Packed_relative_relocations_are_applied(string mechanism)
    {
        var library = Clang.SharedObject("libpacked", "-Wl,--pack-dyn-relocs=relr", Clang.Source("packed.c"));
        var elf = Morello.Elf.ElfFile.Read(File.ReadAllBytes(library), library);
        Assert.Contains(elf.Sections, s => s.Name == ".relr.dyn" && s.Size is > 0 and < 203 * 8);
        Assert.DoesNotContain(elf.Sections, s => s.Name == ".rela.dyn" && s.Size > 0);
        var result = Configuration.Parse($$"""
            name: packed-main
            compartments: [{name: comp1, mechanism: morello, default: true}, {name: comp2, mechanism: morello}]
            libraries:
              packed-main: {source: [{{Clang.Source("packed-main.c")}}]}
              packed: {path: {{library}}, compartment: comp2}
            """).WithMechanism(mechanism).Boot().Run();
        Assert.Contains("sum 2163\n", result.Console, StringComparison.Ordinal);
    }

    [Fact]
    public void The_PCC_covers_the_text_and_the_code_and_the_DDC_all()
    {
        var image = Configuration.Parse(Yaml("morello", "comp2", "comp2")).Check().Link();
        var bounds = image.Bounds[1];
        foreach (var name in new[] { "counter", "second" })
        {
            var code = Assert.Single(image.Regions, r => r.Name == $"comp2 {name} text");
            Assert.InRange(code.Start, bounds.TextStart, bounds.TextEnd);
            Assert.InRange(code.Start + code.Size, bounds.TextStart, bounds.TextEnd);
        }

        Assert.InRange(bounds.TextStart, bounds.DataStart, bounds.DataEnd);
        Assert.InRange(bounds.TextEnd, bounds.DataStart, bounds.DataEnd);
        Assert.True(image.Bounds[0].TextEnd <= image.Bounds.Min(b => b.DataStart)); // without one it stays before all data
        var answer = Assert.Single(image.Symbols, s => s.Name == "counter_answer");
        Assert.Equal(("counter", 1, true), (answer.Library, answer.Compartment, answer.IsFunction));
        Assert.Contains(image.Symbols, s => s is { Name: "local_twice", IsFunction: true }); // names of local functions, for people
        Assert.Contains(image.Symbols, s => s is { Name: "counter_step", IsFunction: false });
    }
}
