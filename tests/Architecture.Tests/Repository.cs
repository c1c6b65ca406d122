using System.Xml.Linq;

namespace FlexCap.Architecture.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Project files of the product, by project name, with the names of the projects they refer to.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ProjectReferences() =>
        Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories)
            .Where(p => !Path.GetRelativePath(Root, p).StartsWith("tests", StringComparison.Ordinal))
            .OrderBy(p => p, StringComparer.Ordinal)
            .ToDictionary(
                p => Path.GetFileNameWithoutExtension(p),
                p => (IReadOnlyList<string>)[.. XDocument.Load(p).Descendants("ProjectReference")
                    .Where(r => (string?)r.Attribute("ReferenceOutputAssembly") != "false")
                    .Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!))]);

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "FlexCap.Notebooks.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException("FlexCap.Notebooks.sln is in no parent of " + AppContext.BaseDirectory);
    }
}
