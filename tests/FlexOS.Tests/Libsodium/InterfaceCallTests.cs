using System.Text.RegularExpressions;
using FlexCap.FlexOS.Internal.Planning;
using FlexCap.FlexOS.Tests.SharedObjects;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.Libsodium;

/// <summary>
/// Every function of libsodium's interface, called with random inputs: results, buffers, what lies beside them and errno are the
/// same across a gate as called directly. Functions that draw random numbers are not among them.
/// </summary>
public sealed partial class InterfaceCallTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flexcap-calls-").FullName;

    private static IReadOnlyList<FunctionInterface> Functions =>
        [.. LibraryCatalogue.Embedded.Find(LibraryRole.Library, "libsodium")!.Interface.Functions.Where(f => !f.Name.Contains("aes256gcm", StringComparison.Ordinal) && f.Name != "sodium_set_misuse_handler")];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_interface_has_every_function_with_its_sizes()
    {
        var library = LibraryCatalogue.Embedded.Find(LibraryRole.Library, "libsodium")!;
        Assert.All(library.Interface.Functions, f => Assert.True(library.Find(f.Name) >= 0, $"libsodium does not define {f.Name}."));
        string[] without = ["sodium_malloc", "sodium_allocarray", "sodium_free", "sodium_mprotect_noaccess", "sodium_mprotect_readonly", "sodium_mprotect_readwrite", "randombytes_set_implementation"];
        var missing = library.Definitions.Where(d => library.Interface.Find(d) is null && !NumbersAlone().IsMatch(d)).Except(without).Order(StringComparer.Ordinal);
        Assert.Equal(["randombytes_internal_implementation", "randombytes_sysrandom_implementation"], missing.Where(m => m.EndsWith("_implementation", StringComparison.Ordinal)));
        Assert.DoesNotContain(missing, m => !m.EndsWith("_implementation", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("morello", null)]
    [InlineData("morello", Sharing.Overlap)]
    [InlineData("morello", Sharing.SharedRegister)]
    [InlineData("morello/hardened", null)]
    [InlineData("page-table", null)]
    public void Calls_across_do_what_direct_calls_do(string mechanism, Sharing? sharing)
    {
        Assert.SkipUnless(Clang.IsThere, "There is no clang on this machine.");
        Write();
        var direct = Run(Guest(false).WithMechanism(Mechanism.Function));
        Assert.Equal(Functions.Select(f => f.Name), direct.Select(line => line.Split(' ')[1]));
        var across = Run(Guest(true).WithMechanism(mechanism) with { Sharing = sharing });
        Assert.Equal(direct, across);
        Assert.True(direct.Count(line => line.Split(' ')[2] != "0") > 300, string.Join('\n', direct));
    }

    private string[] Run(Configuration configuration)
    {
        var result = configuration.Boot().Run(4_000_000_000, TestContext.Current.CancellationToken);
        Assert.True(result.Stop is StopReason.Halted { ExitCode: 0 }, $"{result.Stop}\n{result.Console}\n{string.Join('\n', result.Faults)}");
        return [.. result.Console.Split('\n').Where(l => l.StartsWith("calls: ", StringComparison.Ordinal))];
    }

    private Configuration Guest(bool isolated)
    {
        var file = Path.Combine(_folder, $"calls-{isolated}.yaml");
        File.WriteAllText(file, $$"""
            name: calls
            compartments: [{name: comp1, mechanism: morello, default: true, heap: 4 MiB}, {name: comp2, mechanism: morello, heap: 8 MiB}]
            libraries:
              calls: {source: [guest.c, calls.c]}
              libsodium: {compartment: {{(isolated ? "comp2" : "comp1")}}}
            parameters: {rounds: 1, with_random: 0}
            """);
        return Configuration.ReadFile(file);
    }

    private void Write()
    {
        foreach (var name in new[] { "calls.c", "calls.h", "guest.c" })
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Data", "libsodium", name), Path.Combine(_folder, name), overwrite: true);
        }

        File.WriteAllText(Path.Combine(_folder, "functions.h"), new CallTable(Functions).Write());
    }

    [GeneratedRegex(@"(bytes|bytes_min|bytes_max|_min|_max|interactive|moderate|sensitive|_domain_standard|_tag_\w+|_alg_\w+|encoded_len|is_available|randombytes_(close|random|stir|uniform)|sodium_(init|misuse|stackzero|library_\w+|runtime_\w+))$")]
    private static partial Regex NumbersAlone();
}
