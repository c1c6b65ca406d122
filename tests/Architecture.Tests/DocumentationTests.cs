using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FlexCap.Architecture.Tests;

/// <summary>What the documents promise about the sources, checked.</summary>
public partial class DocumentationTests
{
    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    private static IEnumerable<string> ProductSources() =>
        new[] { "kernel", "extensions", "paper-figures" }
            .SelectMany(f => Directory.EnumerateFiles(Path.Combine(Repository.Root, f), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));

    [Fact]
    public void Every_package_has_its_reason()
    {
        var reasons = Read("docs/dependencies.md");
        var missing = XDocument.Parse(Read("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(p => (string)p.Attribute("Include")!)
            .Where(p => !reasons.Contains($"`{p}`", StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_diagnostic_number_is_documented_and_every_documented_number_exists()
    {
        var used = ProductSources().SelectMany(f => DiagnosticId().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).ToHashSet();
        var documented = DocumentedId().Matches(Read("docs/diagnostics.md")).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(documented.Distinct().Count(), documented.Count);
        Assert.Equal(used.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_local_link_of_a_document_leads_somewhere()
    {
        var documents = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md")
            .Append(Path.Combine(Repository.Root, "README.md"));
        var dead = from document in documents
                   from Match link in Link().Matches(File.ReadAllText(document))
                   let target = link.Groups[1].Value.Split('#')[0]
                   where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
                   where !Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, target))
                   select $"{Path.GetFileName(document)}: {target}";
        Assert.Empty(dead);
    }

    [GeneratedRegex("\"(FX\\d{4})\"")]
    private static partial Regex DiagnosticId();

    [GeneratedRegex(@"^\| *`?(FX\d{4})`? *\|", RegexOptions.Multiline)]
    private static partial Regex DocumentedId();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
