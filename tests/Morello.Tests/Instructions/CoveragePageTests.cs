namespace FlexCap.Morello.Tests.Instructions;

public sealed class CoveragePageTests
{
    [Fact]
    public void The_page_about_the_instruction_set_is_what_the_table_and_the_tests_say()
    {
        string path = Path.Combine(Repository.Root, "docs", "isa-coverage.md");
        string page = CoveragePage.Write();
        if (Environment.GetEnvironmentVariable("FLEXCAP_WRITE_DOCS") is "1")
        {
            File.WriteAllText(path, page);
        }

        // Not Assert.Equal: it would print both pages.
        string committed = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        string[] changed = [.. page.Split('\n').Except(committed.Split('\n')).Take(5)];
        Assert.True(page == committed, $"docs/isa-coverage.md is stale: run the tests of tests/Morello.Tests with FLEXCAP_WRITE_DOCS=1 and commit it. New lines:{Environment.NewLine}{string.Join(Environment.NewLine, changed)}");
    }
}
