using System.Text.RegularExpressions;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.Guest;

/// <summary>The self-test of the C library, inside the machine.</summary>
public class LibraryTests
{
    [Theory]
    [InlineData("function", false)]
    [InlineData("function", true)]
    [InlineData("morello", false)]
    [InlineData("morello", true)]
    [InlineData("page-table", false)]
    [InlineData("page-table", true)]
    public void The_self_test_of_the_C_library_passes(string mechanism, bool filesApart)
    {
        var result = Configuration.Parse(filesApart
            ? """
            name: flexos-libc-selftest
            compartments: [{name: comp1, mechanism: morello, default: true, heap: 4 MiB}, {name: comp2, mechanism: morello, heap: 2 MiB}]
            libraries: {vfscore: {compartment: comp2}, ramfs: {compartment: comp2}}
            """
            : """
            name: flexos-libc-selftest
            compartments: [{name: comp1, mechanism: morello, default: true, heap: 4 MiB}]
            """).WithMechanism(mechanism).Boot().Run(200_000_000);
        var story = $"{result.Stop}\n{result.Console}\n{string.Join('\n', result.Faults)}";
        Assert.True(result.Stop is StopReason.Halted && result.Console.Contains("main returned 0,", StringComparison.Ordinal), story);
        foreach (var group in (string[])["text", "numbers", "clocks", "files", "directories", "limits", "streams", "memory", "system"])
        {
            Assert.True(result.Console.Contains($"selftest: {group}: ", StringComparison.Ordinal), story);
        }
    }

    [Fact]
    public void Random_numbers_follow_the_seed_of_the_configuration()
    {
        var configuration = Configuration.Parse("{name: flexos-libc-selftest, compartments: [{name: comp1, mechanism: morello, default: true, heap: 4 MiB}]}");
        Assert.Equal(Drawn(configuration), Drawn(configuration.WithParameter("seed", 0)));
        Assert.NotEqual(Drawn(configuration), Drawn(configuration.WithParameter("seed", 7)));
        Assert.Equal(Drawn(configuration.WithParameter("seed", 7)), Drawn(configuration.WithParameter("seed", 7)));

        static string Drawn(Configuration configuration) =>
            configuration.Boot().Run(200_000_000).Console.Split('\n').Single(l => l.StartsWith("selftest: drawn ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_parameter_of_a_micro_library_that_is_not_linked_is_refused()
    {
        Assert.False(Configurations.HelloWorld.WithParameter("seed", 1).TryCheck(out _, out var diagnostics));
        Assert.Equal("FX0304", Assert.Single(diagnostics).Id);
    }

    /// <summary>Every function of vfscore that takes a pointer says what crosses, with as many arguments as it has.</summary>
    [Fact]
    public void Interfaces_describe_the_functions_that_take_pointers()
    {
        var guest = Path.Combine(Repository.Root, "kernel", "guest");
        foreach (var (library, header) in new[] { ("vfscore", "vfscore/vfscore.h"), ("uktime", "uk/time.h"), ("newlib", "stdio.h") })
        {
            var described = LibraryInterface.Parse(File.ReadAllText(Path.Combine(guest, library, "interface.yaml")), $"{library}/interface.yaml");
            var text = File.ReadAllText(Path.Combine(guest, "include", header));
            var declared = Regex.Matches(text, @"^[a-z_0-9 ]+?[ *](\w+)\(([^()]*)\)[^;]*;", RegexOptions.Multiline)
                .ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value == "void" ? [] : m.Groups[2].Value.Split(','), StringComparer.Ordinal);
            foreach (var function in described.Functions.Where(f => declared.ContainsKey(f.Name)))
            {
                Assert.Equal(declared[function.Name].Count(a => a.Trim() != "..."), function.Arguments.Count);
            }

            Assert.True(library == "newlib" || declared.Where(d => d.Value.Any(a => a.Contains('*', StringComparison.Ordinal))).All(d => described.Find(d.Key) is not null),
                string.Join(' ', declared.Keys.Where(k => described.Find(k) is null)));
            Assert.Contains(declared.Keys, k => described.Find(k) is not null);
        }
    }
}
