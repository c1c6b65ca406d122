using System.Text;

namespace FlexCap.FlexOS.Tests.SharedObjects;

/// <summary>What runs before main and at the end, whether main returns or somebody calls exit.</summary>
public class EndTests
{
    private static Configuration Build(string mechanism, int end)
    {
        Assert.True(MechanismNames.TryParse(mechanism, out var driver, out var gate));
        var ended = Clang.SharedObject("libended", "-nostdlibinc", "-isystem", Path.Combine(Repository.Root, "kernel", "guest", "include"), Clang.Source("ended.c"));
        var configuration = Configuration.Parse($$"""
            name: ending
            compartments:
              - {name: comp1, mechanism: function, default: true}
              - {name: comp2, mechanism: function}
              - {name: comp3, mechanism: function}
            libraries:
              ending: {source: [{{Clang.Source("ending.c")}}]}
              ended: {path: {{ended}}, compartment: comp2}
              plain: {source: [{{Clang.Source("plain.c")}}], compartment: comp3}
              newlib: {compartment: comp1}
              vfscore: {compartment: comp1}
            """);
        return configuration.WithParameter("exit", (ulong)end) with { Compartments = [.. configuration.Compartments.Select(c => c with { Mechanism = driver, Gate = gate })] };
    }

    public static TheoryData<string, int> Ends
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in MechanismNames.All.Where(n => n != "morello/shared-stack")) // it has two compartments
            {
                for (var end = 0; end < 3; end++)
                {
                    data.Add(name, end);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void The_return_of_main_is_exit(string mechanism, int end)
    {
        Assert.SkipUnless(Clang.IsThere, "There is no clang on this machine.");
        var machine = Build(mechanism, end).Boot();
        var result = machine.Run();
        Assert.Empty(result.Faults);
        Assert.Equal($"""
            constructor of the application: 1 123
            main
            handler registered second
            handler registered by a handler
            handler registered first
            handler of the shared object: 7
            destructor of the application
            destructor of the object, 102
            destructor of the object, 101
            destructor of the shared object
            flexos: {(end == 0 ? "main returned" : "exit")} 3, system off
            """, result.Console[(result.Console.IndexOf('\n', StringComparison.Ordinal) + 1)..].TrimEnd());
        Assert.Equal("left in a buffer", Encoding.UTF8.GetString(machine.ReadFile("/left.txt")));
    }

    [Theory]
    [InlineData("FILE *f = fopen(\"/left.txt\", \"w\"); fputs(\"left\", f);", "")]
    [InlineData("setvbuf(stdout, 0, _IOFBF, 4096); printf(\"left\");", "left")]
    public void A_stream_alone_is_enough_to_have_an_end(string statements, string console)
    {
        Assert.SkipUnless(Clang.IsThere, "There is no clang on this machine.");
        var folder = Directory.CreateTempSubdirectory("flexcap-end-");
        try
        {
            var source = Path.Combine(folder.FullName, "stream.c");
            File.WriteAllText(source, $"#include <stdio.h>\nint main(void) {{ {statements} return 0; }}\n");
            var machine = Configuration.Parse($$"""
                name: stream
                compartments:
                  - {name: comp1, mechanism: function, default: true}
                libraries:
                  stream: {source: [{{source}}]}
                  newlib: {compartment: comp1}
                  vfscore: {compartment: comp1}
                """).Boot();
            var result = machine.Run();
            Assert.Empty(result.Faults);
            if (console.Length == 0)
            {
                Assert.Equal("left", Encoding.UTF8.GetString(machine.ReadFile("/left.txt")));
            }
            else
            {
                Assert.Contains(console, result.Console, StringComparison.Ordinal);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_program_that_leaves_nothing_to_its_end_has_none() =>
        Assert.DoesNotContain(Configurations.HelloWorld.Check().Link().Symbols, s => s.Name is "flexos_start" or "flexos_finish");
}
