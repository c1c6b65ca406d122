using FlexCap.Diagnostics;

namespace FlexCap.FlexOS.Tests.SharedObjects;

public sealed class OwnLibraryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flexcap-own-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private IReadOnlyList<Diagnostic> Check(string libraries, string name = "helloworld")
    {
        var file = Write("own.yaml", $"name: {name}\ncompartments: [{{name: comp1, mechanism: morello}}]\nlibraries:\n{libraries}");
        Configuration.ReadFile(file).TryCheck(out _, out var diagnostics);
        return diagnostics;
    }

    /// <summary>The text of a block of docs/own-libraries.md that follows a mention of the file.</summary>
    private static string Block(string mention)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "own-libraries.md"));
        var start = text.IndexOf("```", text.IndexOf(mention, StringComparison.Ordinal), StringComparison.Ordinal);
        start = text.IndexOf('\n', start) + 1;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }

    [Fact]
    public void The_documented_example_runs()
    {
        var source = Write("tally.c", Block("`tally.c`"));
        Write("main.c", Block("`main.c`"));
        var arguments = Block("Compile it for musl").Trim().Split(' ')[1..];
        Assert.Equal(["-o", "libtally.so", "tally.c"], arguments[^3..]);
        var made = Clang.Run("libtally.so", [.. arguments[..^3], "-isystem", Path.Combine(Repository.Root, "kernel", "guest", "include"), source]);
        File.Copy(made, Path.Combine(_folder, "libtally.so"));
        var configuration = Configuration.ReadFile(Write("own.yaml", Block("`own.yaml`")));
        var result = configuration.Boot().Run();
        Assert.Contains("\n" + Block("prints") + "flexos: main returned 0", result.Console, StringComparison.Ordinal);
        Assert.Equal(3, result.GateCounts.Zip(configuration.Check().Gates).Where(g => g.Second.Function is "tally_letters" or "tally_words").Sum(g => g.First));
        Assert.Equal(configuration, Configuration.Parse(configuration.ToYaml()));
    }

    [Fact]
    public void Errors_of_the_compiler_are_diagnostics_at_their_place()
    {
        Assert.SkipUnless(Clang.IsThere, "There is no clang on this machine.");
        Write("bad.c", "int f(void)\n{\n    int unused;\n    return nothing;\n}\n");
        Write("poor.c", "int g(void)\n{\n    int unused;\n    return 1;\n}\n");
        var diagnostics = Check("  mine: {source: [bad.c]}");
        var error = Assert.Single(diagnostics, d => d.Id == "FX0236");
        Assert.Equal((4, 12), (error.Location.Line, error.Location.Column));
        Assert.EndsWith("bad.c", error.Location.File, StringComparison.Ordinal);
        Assert.Contains("nothing", error.Message, StringComparison.Ordinal);
        for (var i = 0; i < 2; i++) // the second time it comes from the cache, and is told as well
        {
            Assert.Contains(Check("  mine: {source: [poor.c]}"), d => d is { Id: "FX0237", Severity: DiagnosticSeverity.Warning, Location: { Line: 3, Column: 9 } });
        }
    }

    [Fact]
    public void Sources_are_compiled_again_when_a_header_changes()
    {
        Assert.SkipUnless(Clang.IsThere, "There is no clang on this machine.");
        Write("value.h", "#define VALUE 1\n");
        Write("app.c", "#include <stdio.h>\n#include \"value.h\"\nint other(void);\nint main(void) { printf(\"%d %d\\n\", VALUE, other()); return 0; }\n");
        Write("other.c", "#include \"value.h\"\nint other(void) { return 10 * VALUE; }\n");
        const string Yaml = "name: app\ncompartments: [{name: comp1, mechanism: function}]\nlibraries: {app: {source: [app.c, other.c]}}\n";
        var file = Write("app.yaml", Yaml);
        Assert.Contains("\n1 10\n", Configuration.ReadFile(file).Boot().Run().Console, StringComparison.Ordinal);
        Assert.Contains("\n1 10\n", Configuration.ReadFile(file).Boot().Run().Console, StringComparison.Ordinal);
        Write("value.h", "#define VALUE 2\n");
        Assert.Contains("\n2 20\n", Configuration.ReadFile(file).Boot().Run().Console, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_reach_the_compiler_and_folders_begin_at_the_configurations()
    {
        Assert.SkipUnless(Clang.IsThere, "There is no clang on this machine.");
        Directory.CreateDirectory(Path.Combine(_folder, "inc"));
        Directory.CreateDirectory(Path.Combine(_folder, "src", "own"));
        Write("inc/far.h", "#define FAR 3\n");
        Write("src/own/near.h", "int near(void);\n");
        Write("src/app.c", "#include <stdio.h>\n#include <far.h>\n#include \"own/near.h\"\nint main(void) { printf(\"%d %d %s %d\\n\", FAR, near(), NAME, OPTIMIZED); return 0; }\n");
        Write("src/near.c", "#include \"own/near.h\"\nint near(void) { return ROUNDS; }\n");
        string Yaml(string level) => "name: app\ncompartments: [{name: comp1, mechanism: function}]\nlibraries:\n  app:\n    source: [src/app.c, src/near.c]\n"
            + $"    options: [-Iinc, -DROUNDS=20, '-DNAME=\"a b\"', {level}]\n";
        var configuration = Configuration.ReadFile(Write("app.yaml", Yaml("-O0, -DOPTIMIZED=0")));
        Assert.Contains("\n3 20 a b 0\n", configuration.Boot().Run().Console, StringComparison.Ordinal);
        Assert.Equal(configuration, Configuration.Parse(configuration.ToYaml()));
        var optimized = Configuration.ReadFile(Write("app.yaml", Yaml("-O3, -DOPTIMIZED=1")));
        Assert.NotEqual(configuration, optimized);
        Assert.Contains("\n3 20 a b 1\n", optimized.Boot().Run().Console, StringComparison.Ordinal);
        ulong Code(Configuration c) => c.Check().Link().Symbols.Single(s => s.Name == "main" && s.IsFunction).Size;
        Assert.True(Code(optimized) < Code(configuration));
    }

    [Theory]
    [InlineData("  mine: {source: [a.c], options: [-O2, -mgeneral-regs-only]}", 40, "'-mgeneral-regs-only' is not an option")]
    [InlineData("  mine: {source: [a.c], options: [-I, inc]}", 35, "each in one piece")]
    [InlineData("  mine: {source: [a.c], options: ['-Wl,-z,now']}", 35, "is not an option")]
    [InlineData("  mine: {path: a.o, options: [-O2]}", 31, "not given as source")]
    public void Options_that_are_not_the_configurations_are_refused(string libraries, int column, string text)
    {
        Configuration.TryParse($"name: helloworld\ncompartments: [{{name: comp1, mechanism: morello}}]\nlibraries:\n{libraries}", "own.yaml", out _, out var diagnostics);
        var diagnostic = diagnostics.First(d => d.Id == "FX0239");
        Assert.Equal((4, column), (diagnostic.Location.Line, diagnostic.Location.Column));
        Assert.Contains(text, diagnostic.Message + diagnostic.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_in_headers_and_of_options_are_diagnostics_too()
    {
        Assert.SkipUnless(Clang.IsThere, "There is no clang on this machine.");
        Write("wrong.h", "int fine;\nint wrong\n");
        Write("b.c", "#include \"wrong.h\"\n#include \"missing.h\"\n");
        Write("c.c", "int c(void) { return 1; }\n");
        var diagnostics = Check("  mine: {source: [b.c]}\n  other: {source: [c.c], options: [-std=nothing]}");
        Assert.Contains(diagnostics, d => d.Id == "FX0236" && d.Location.File!.EndsWith("b.c", StringComparison.Ordinal) && (d.Location.Line, d.Location.Column) == (2, 10));
        Assert.Contains(diagnostics, d => d.Id == "FX0236" && d.Location.Line == 5 && d.Message.Contains("nothing", StringComparison.Ordinal));
    }

    [Fact]
    public void Thread_local_data_of_a_relocatable_object_is_refused()
    {
        Assert.SkipUnless(Clang.IsThere, "There is no clang on this machine.");
        Write("tls.c", "static __thread int own;\nint get(void) { return own++; }\n");
        Assert.Single(Check("  mine: {source: [tls.c]}"), d => d.Id == "FX0315");
    }

    [Fact]
    public void Two_sources_that_define_the_same_are_told()
    {
        Assert.SkipUnless(Clang.IsThere, "There is no clang on this machine.");
        Write("a.c", "int same(void) { return 1; }\n");
        Write("b.c", "int same(void) { return 2; }\n");
        Assert.Contains("'same'", Assert.Single(Check("  mine: {source: [a.c, b.c]}"), d => d.Id == "FX0238").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  mine: {path: nowhere.so}", "FX0231", "nowhere.so")]
    [InlineData("  mine: {path: a.o, from: newlib}", "FX0230", "mine")]
    [InlineData("  mine: {path: a.o, source: [a.c]}", "FX0230", "mine")]
    [InlineData("  mine: {package: nobody.has.this/1.2.3}", "FX0233", "dotnet package download nobody.has.this@1.2.3")]
    [InlineData("  mine: {package: libsodium}", "FX0206", "libsodium")]
    [InlineData("  mine: {package: libsodium/1.0.22, file: runtimes/none.so}", "FX0234", "runtimes/linux-musl-arm64/native/libsodium.so")]
    [InlineData("  mine: {package: libsodium/1.0.22, file: ../../../etc/passwd}", "FX0234", "libsodium.so")]
    [InlineData("  mine: {path: own.yaml}", "FX0101", "ELF")]
    public void What_cannot_be_had_is_told_with_advice(string libraries, string id, string text)
    {
        var diagnostic = Assert.Single(Check(libraries), d => d.Id == id);
        Assert.Contains(text, diagnostic.Message + diagnostic.Help, StringComparison.Ordinal);
        Assert.True(id == "FX0101" || diagnostic.Location.Line == 4);
    }

    [Fact]
    public void A_shared_object_for_glibc_is_refused_and_one_for_musl_is_found_in_the_package()
    {
        Assert.Contains("runtimes/linux-musl-arm64", Assert.Single(Check("  mine: {package: libsodium/1.0.22, file: runtimes/linux-arm64/native/libsodium.so}"), d => d.Id == "FX0120").Help, StringComparison.Ordinal);
        Assert.DoesNotContain(Check("  mine: {package: libsodium/1.0.22}"), d => d.Id.StartsWith("FX01", StringComparison.Ordinal) || d.Id.StartsWith("FX02", StringComparison.Ordinal));
        Assert.Single(Check("  mine: {package: libsodium/1.0.22, file: runtimes/linux-x64/native/libsodium.so}"), d => d.Id == "FX0103");
    }

    [Theory]
    [InlineData("ifunc.c", "static int one(void) { return 1; }\nstatic int (*pick(void))(void) { return one; }\nint which(void) __attribute__((ifunc(\"pick\")));\nint call(void) { return which(); }\n", "FX0122")]
    [InlineData("trad.c", "extern __thread int theirs;\nint get(void) { return theirs; }\n", "FX0122")]
    [InlineData("large.c", "static __thread char large[4000];\nvoid set(int i) { large[i]++; }\n", "FX0320")]
    public void What_a_shared_object_may_not_have_is_refused(string name, string code, string id)
    {
        var library = Clang.SharedObject("lib" + Path.GetFileNameWithoutExtension(name), Write(name, code), "-Wno-unused-function");
        Assert.Single(Check($"  mine: {{path: {library}}}"), d => d.Id == id);
    }

    [Fact]
    public void A_program_is_not_a_library()
    {
        var program = Clang.Run("program", "--target=aarch64-linux-musl", "-fuse-ld=lld", "-pie", "-fPIE", "-nostdlib", "-Wl,--dynamic-linker=/lib/ld-musl-aarch64.so.1", "-Wl,-e,begin", Write("program.c", "void begin(void) { }\n"));
        Assert.Single(Check($"  mine: {{path: {program}}}"), d => d.Id == "FX0125");
        var fixedProgram = Clang.Run("fixed", "--target=aarch64-linux-musl", "-fuse-ld=lld", "-static", "-no-pie", "-nostdlib", "-Wl,-e,begin", Write("fixed.c", "void begin(void) { }\n"));
        Assert.Single(Check($"  mine: {{path: {fixedProgram}}}"), d => d.Id == "FX0232");
    }
}
