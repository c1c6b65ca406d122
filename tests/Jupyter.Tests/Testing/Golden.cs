namespace FlexCap.Jupyter.Tests.Testing;

/// <summary>Golden files beside the tests. A difference writes NAME.received; to accept it, move it over the golden file.</summary>
internal static class Golden
{
    public static void Check(string name, string actual)
    {
        var file = Path.Combine(Root(), "tests", "Jupyter.Tests", "Golden", name);
        var expected = File.Exists(file) ? File.ReadAllText(file) : null;
        if (expected != actual)
        {
            File.WriteAllText(file + ".received", actual);
        }

        Assert.True(expected is not null, $"There is no golden file {file}; the text is in {file}.received.");
        Assert.Equal(expected, actual);
        File.Delete(file + ".received");
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "FlexCap.Notebooks.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("The tests do not run inside of the repository.");
    }
}
