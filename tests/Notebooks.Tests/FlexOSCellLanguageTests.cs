using CsCheck;
using FlexCap.FlexOS;
using FlexCap.Notebooks.Internal;

namespace FlexCap.Notebooks.Tests;

public class FlexOSCellLanguageTests
{
    private static readonly FlexOSCellLanguage Language = new(
        [new("newlib", "micro-library", "C library."), new("ukalloc", "micro-library", "Allocator.")],
        [new("helloworld", "application", "Prints a line.")]);

    // The bar marks the cursor.
    [Theory]
    [InlineData("com|", "compartments:")]
    [InlineData("compartments:\n- m|", "mechanism: ")]
    [InlineData("compartments:\n  - name: a\n    de|", "default: ")]
    [InlineData("compartments:\n  - name: a\n    mechanism: |", "morello,function,page-table")]
    [InlineData("compartments:\n  - name: a\n    mechanism: mo|", "morello")]
    [InlineData("compartments:\n  - name: a\n    mechanism:\n      dr|", "driver: ")]
    [InlineData("compartments:\n  - name: a\n    mechanism:\n      driver: f|", "function")]
    [InlineData("compartments:\n  - name: a\n    mechanism: {driver: f|", "function")]
    [InlineData("compartments:\n  - {name: a, mechanism: |", "morello,function,page-table")]
    [InlineData("compartments:\n  - name: a\n    default: t|", "true")]
    [InlineData("libraries:\n  uk|", "ukalloc:")]
    [InlineData("libraries:\n  x:\n    from: n|", "newlib")]
    [InlineData("libraries:\n  newlib: {compartment: c|\ncompartments:\n  - name: c1\n  - {name: c2}\n  - name: d\n", "c1,c2")]
    [InlineData("name: other\ncompartments:\n  - name: a\n\n# comment\nlibraries:\n  newlib:\n    compartment: |", "a")]
    [InlineData("application: |", "helloworld")]
    [InlineData("application:\n  name: |", "helloworld")]
    [InlineData("name: |", "")]
    [InlineData("# com|", "")]
    [InlineData("name: x # com|", "")]
    [InlineData("parameters:\n  |", "")]
    public void Completes_by_context(string marked, string expected)
    {
        var position = marked.IndexOf('|', StringComparison.Ordinal);
        var code = marked.Remove(position, 1);

        var list = Language.Complete(code, position);

        Assert.Equal(expected, string.Join(',', list.Items.Select(i => i.Text)));
        Assert.InRange(position, list.Start, list.End);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("compartments:\n  - ", "compartments")]
    [InlineData("compartments:\n  - name: a\n    mechanism: {", "compartments/mechanism")]
    [InlineData("libraries:\n  newlib:\n    ", "libraries/*")]
    [InlineData("targets:\n  - {", "targets")]
    public void Offers_every_key_of_the_mapping(string code, string path)
    {
        var keys = YamlSchema.Keys.Where(k => k.Path == path).Select(k => k.Name).ToList();
        Assert.NotEmpty(keys);
        Assert.Equal(keys, Language.Complete(code, code.Length).Items.Select(i => i.Text.TrimEnd(':', ' ')));
    }

    [Theory]
    [InlineData("comp|artments:", "compartments (key)")]
    [InlineData("compartments:\n  - name: a\n    mechanism: mor|ello", "morello (mechanism): DDC and PCC")]
    [InlineData("libraries:\n  new|lib:\n", "newlib (micro-library): C library.")]
    [InlineData("name: wh|at", null)]
    [InlineData("|", null)]
    public void Explains_what_the_cursor_is_on(string marked, string? expected)
    {
        var position = marked.IndexOf('|', StringComparison.Ordinal);

        var text = Language.Inspect(marked.Remove(position, 1), position)?.Data["text/plain"];

        if (expected is null)
        {
            Assert.Null(text);
        }
        else
        {
            Assert.StartsWith(expected, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Completion_never_fails_on_any_text() =>
        Check.Sample(Gen.OneOf(new[] { "name: a\n", "  - ", "compartments:\n", "{", ",", ": ", "#", "\t", "\"", "mechanism:", "\n" }.Select(Gen.Const).ToArray<IGen<string>>()).Array[0, 15].Select(string.Concat), code =>
        {
            for (var i = 0; i <= code.Length; i++)
            {
                var list = Language.Complete(code, i);
                Assert.InRange(i, list.Start, list.End);
                Language.Inspect(code, i);
            }
        });

    /// <summary>A key that we offer and the reader rejects would be worse than none.</summary>
    [Fact]
    public void Every_key_offered_is_accepted_by_the_reader()
    {
        foreach (var key in YamlSchema.Keys)
        {
            var depth = key.Path.Length == 0 ? 0 : key.Path.Split('/').Length;
            var text = key.Path switch
            {
                "" => "",
                "application" => "application:\n  ",
                "compartments" => "compartments:\n  - ",
                "compartments/mechanism" => "compartments:\n  - name: a\n    mechanism:\n      ",
                "libraries/*" => "libraries:\n  l:\n    ",
                "targets" => "targets:\n  - ",
                "edges" => "edges:\n  - ",
                "compartments/heap" => "compartments:\n  - name: a\n    heap:\n      ",
                _ => throw new InvalidOperationException($"no example for {key.Path}, depth {depth}"),
            };

            Configuration.TryParse(text + key.Name + ": ~\n", "<cell>", out _, out var diagnostics);

            Assert.DoesNotContain(diagnostics, d => d.Id == "FX0203");
            foreach (var choice in key.Choices)
            {
                Configuration.TryParse(text + key.Name + ": " + choice.Text + "\n", "<cell>", out _, out diagnostics);
                Assert.DoesNotContain(diagnostics, d => d.Id is "FX0206" or "FX0207");
            }
        }
    }

    /// <summary>A key that the reader knows and nobody is told of would be as if it were not there.</summary>
    [Theory]
    [InlineData("RootKeys", "", "specification arguments pre_up post_down")]
    [InlineData("CompartmentKeys", "compartments", "")]
    [InlineData("MechanismKeys", "compartments/mechanism", "")]
    [InlineData("LibraryKeys", "libraries/*", "")]
    [InlineData("ApplicationKeys", "application", "")]
    public void Every_key_of_the_reader_is_offered(string list, string path, string unused)
    {
        var reader = typeof(Configuration).Assembly.GetType("FlexCap.FlexOS.Internal.Yaml.ConfigurationReader", throwOnError: true)!;
        var keys = (string[])reader.GetField(list, System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.GetValue(null)!;
        Assert.Empty(keys.Except(unused.Split(' ')).Except(YamlSchema.Keys.Where(k => k.Path == path).Select(k => k.Name)));
    }

    [Fact]
    public void Every_mechanism_offered_is_accepted_by_the_reader()
    {
        Assert.Equal(MechanismNames.Mechanisms.Order(), YamlSchema.Mechanisms.Select(m => m.Text).Order());
        Assert.Equal(MechanismNames.Gates, YamlSchema.Gates.Select(m => m.Text));
        Assert.Equal(MechanismNames.All, Language.Options.Single(o => o.Name == "mechanism").Values);
    }
}
