namespace FlexCap.Tests;

/// <summary>Finds test data that is not shipped: in FLEXCAP_SHARED, or in a folder <c>shared</c> beside the repository.</summary>
internal static class SharedData
{
    /// <summary>The path of a file below shared/data; skips the calling test where there is none.</summary>
    public static string Require(string relativePath)
    {
        string? path = Find(relativePath);
        Assert.SkipWhen(path is null, $"shared/data/{relativePath} is not here: set FLEXCAP_SHARED to the folder that holds data/");
        return path!;
    }

    public static string? Find(string relativePath)
    {
        List<string> roots = [];
        if (Environment.GetEnvironmentVariable("FLEXCAP_SHARED") is { Length: > 0 } set)
        {
            roots.Add(set);
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            roots.Add(Path.Combine(folder.FullName, "shared"));
        }

        return roots.Select(root => Path.Combine(root, "data", relativePath)).FirstOrDefault(File.Exists);
    }
}
