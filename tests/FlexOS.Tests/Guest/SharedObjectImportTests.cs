using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Tests.Guest;

/// <summary>What the unmodified shared objects of SQLite and libsodium import is in the catalogue's micro-libraries.</summary>
public class SharedObjectImportTests
{
    [Theory]
    [InlineData("sqlitepclraw.lib.e_sqlite3", "2.1.13", "libe_sqlite3.so", 80)]
    [InlineData("libsodium", "1.0.22", "libsodium.so", 30)]
    public void Each_import_is_defined(string package, string version, string file, int atLeast)
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var path = Path.Combine(packages, package, version, "runtimes", "linux-musl-arm64", "native", file);
        Assert.SkipUnless(File.Exists(path), $"{path} is not there: the package {package} {version} was not restored.");
        var imports = Undefined(ElfFile.Read(File.ReadAllBytes(path), file).DynamicSymbols).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        Assert.True(imports.Count >= atLeast, $"{imports.Count} imports");
        var resources = typeof(Configuration).Assembly;
        var defined = resources.GetManifestResourceNames().Where(n => n.StartsWith("guest/", StringComparison.Ordinal) && n.EndsWith(".o", StringComparison.Ordinal) && !n.StartsWith("guest/app-", StringComparison.Ordinal))
            .SelectMany(n => Read(n).Symbols).Where(s => s.SectionIndex != 0).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(imports.Where(i => !defined.Contains(i)).Order(StringComparer.Ordinal));

        ElfFile Read(string name)
        {
            using var stream = resources.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return ElfFile.Read(bytes, name);
        }
    }

    /// <summary>Weak ones may stay undefined: they bind to 0.</summary>
    private static IEnumerable<ElfSymbol> Undefined(IEnumerable<ElfSymbol> symbols) =>
        symbols.Where(s => s.SectionIndex == 0 && s.Name.Length > 0 && s.Binding != ElfSymbolBinding.Weak);
}
