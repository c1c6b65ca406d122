using System.Diagnostics;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace FlexCap.Notebooks.Tests;

/// <summary>The package as <c>dotnet pack</c> makes it; packed once for all tests.</summary>
public sealed class PackageFixture : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flexcap-pack-").FullName;

    public PackageFixture()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        foreach (var arg in new[] { "pack", "extensions/Notebooks", "-c", Repository.Configuration, "--no-build", "--no-restore", "-o", _folder, "-nologo" })
        {
            start.ArgumentList.Add(arg);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output + error.Result);
        Package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(_folder, "FlexCap.Notebooks.*.nupkg")));
    }

    public ZipArchive Package { get; }

    public void Dispose()
    {
        Package.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

public class PackageTests(PackageFixture fixture) : IClassFixture<PackageFixture>
{
    private static readonly string[] Product = ["FlexCap.Experiments", "FlexCap.FlexOS", "FlexCap.Morello", "FlexCap.Notebooks"];

    [Fact]
    public void It_holds_the_products_assemblies_with_documentation_and_the_extension()
    {
        var files = fixture.Package.Entries.Select(e => e.FullName).Where(f => f.StartsWith("lib/", StringComparison.Ordinal) || f.StartsWith("interactive-extensions/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

        Assert.Equal(
            [.. new[] { "interactive-extensions/dotnet/extension.dib" }, .. Product.SelectMany(p => new[] { $"lib/net10.0/{p}.dll", $"lib/net10.0/{p}.xml" })],
            files);
    }

    [Fact]
    public void It_depends_on_public_packages_only_in_the_central_versions()
    {
        var central = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(e => e.Attribute("Include")!.Value, e => e.Attribute("Version")!.Value);

        var dependencies = Dependencies();

        Assert.NotEmpty(dependencies);
        Assert.All(dependencies, d => Assert.Equal(central[d.Key], d.Value));
        Assert.DoesNotContain(dependencies.Keys, d => d.StartsWith("FlexCap", StringComparison.Ordinal));
    }

    /// <summary>An assembly that the product refers to and that is neither in the package, nor .NET's, nor brought by a dependency, would be missing at the reader's.</summary>
    [Fact]
    public void Every_assembly_that_it_refers_to_is_there()
    {
        // Brought by Plotly.NET and Deedle.
        string[] transitive = ["FSharp.Core", "DynamicObj", "Giraffe.ViewEngine", "Newtonsoft.Json", "Microsoft.ML.DataView", "Apache.Arrow"];
        var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => p.Contains("Microsoft.NETCore.App", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension).ToHashSet();
        var dependencies = Dependencies();

        foreach (var entry in fixture.Package.Entries.Where(e => e.Name.EndsWith(".dll", StringComparison.Ordinal)))
        {
            var copy = new MemoryStream();
            using (var stream = entry.Open())
            {
                stream.CopyTo(copy);
            }

            copy.Position = 0;
            using var pe = new PEReader(copy);
            var metadata = pe.GetMetadataReader();
            foreach (var name in metadata.AssemblyReferences.Select(h => metadata.GetString(metadata.GetAssemblyReference(h).Name)))
            {
                Assert.True(
                    Product.Contains(name) || dependencies.ContainsKey(name) || transitive.Contains(name) || framework.Contains(name),
                    $"{entry.Name} refers to {name}, which no dependency brings.");
            }
        }
    }

    private Dictionary<string, string> Dependencies()
    {
        using var stream = fixture.Package.Entries.Single(e => e.Name == "FlexCap.Notebooks.nuspec").Open();
        var nuspec = XDocument.Load(stream);
        return nuspec.Descendants().Where(e => e.Name.LocalName == "dependency").ToDictionary(e => e.Attribute("id")!.Value, e => e.Attribute("version")!.Value);
    }
}
