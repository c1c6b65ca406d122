using System.Xml.Linq;

namespace FlexCap.Architecture.Tests;

/// <summary>The projects of the product and how they depend on each other.</summary>
internal static class ProductProjects
{
    /// <summary>Project files of the product, by project name, with the names of the projects they refer to.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> References() =>
        Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(p => !Path.GetRelativePath(Repository.Root, p).StartsWith("tests", StringComparison.Ordinal))
            .OrderBy(p => p, StringComparer.Ordinal)
            .ToDictionary(
                p => Path.GetFileNameWithoutExtension(p),
                p => (IReadOnlyList<string>)[.. XDocument.Load(p).Descendants("ProjectReference")
                    .Where(r => (string?)r.Attribute("ReferenceOutputAssembly") != "false")
                    .Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!))]);
}
