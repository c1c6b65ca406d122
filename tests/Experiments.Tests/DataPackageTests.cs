using FlexCap.Diagnostics;
using FlexCap.Experiments.Data;

namespace FlexCap.Experiments.Tests;

public class DataPackageTests
{
    private const string Descriptor = """
        { "name": "p", "confidenceMarks": { "T": "printed" }, "resources": [ {
          "name": "r", "path": "r.csv", "title": "t", "description": "d", "confidence": "T",
          "sources": [ { "title": "s", "path": "https://doi.org/x" } ],
          "schema": { "primaryKey": ["key"], "fields": [
            { "name": "key", "type": "string", "title": "k", "constraints": { "required": true, "unique": true } },
            { "name": "count", "type": "integer", "title": "c", "unit": "cycles", "constraints": { "required": true, "minimum": 0 } },
            { "name": "part", "type": "number", "title": "n", "unit": "seconds" },
            { "name": "side", "type": "string", "title": "s", "constraints": { "enum": ["left", "right"] } } ] } } ] }
        """;

    public static TheoryData<string> Names => [.. DataPackage.Embedded.Resources.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_published_table_fits_its_schema_and_says_where_it_comes_from(string name)
    {
        var resource = DataPackage.Embedded.Resources.Single(r => r.Name == name);
        var table = DataPackage.Embedded.Read(name);

        Assert.NotEqual(0, table.RowCount);
        Assert.StartsWith("https://doi.org/", resource.SourceAddress, StringComparison.Ordinal);
        Assert.All(resource.Fields.Where(f => f.Type != "string"), f => Assert.NotEmpty(f.Unit));
        Assert.All(table.Columns.Where(c => c.Type != typeof(string)), c => Assert.Equal(ValueKind.Published, c.Kind));
    }

    [Fact]
    public void Every_file_of_the_folder_is_in_the_package_and_the_library_holds_the_same_bytes()
    {
        var folder = Path.Combine(Repository.Root, "datasets");
        var files = Directory.EnumerateFiles(Path.Combine(folder, "published")).Select(f => "published/" + Path.GetFileName(f));
        Assert.Equal(files.Order(StringComparer.Ordinal), DataPackage.Embedded.Resources.Select(r => r.Path).Order(StringComparer.Ordinal));

        var onDisk = DataPackage.OpenFile(Path.Combine(folder, "datapackage.json"));
        Assert.All(DataPackage.Embedded.Resources, r => Assert.Equal(onDisk.Read(r.Name).ToCsv(), DataPackage.Embedded.Read(r.Name).ToCsv()));
    }

    [Fact]
    public void Figure_6_has_the_six_segments_in_order_and_they_add_up_to_its_total_row()
    {
        var rows = PublishedData.Plos23Figure6;
        Assert.Equal(SwitchSegments.All, rows.Select(r => r.Segment));

        var table = DataPackage.Embedded.Read("plos23-fig6-switch-cycles");
        Assert.Equal("TOTAL", table["segment"].Values[^1]);
        Assert.Equal(table["hot_cycles"].Values[^1], rows.Sum(r => r.HotCycles));
        Assert.Equal(table["cold_cycles"].Values[^1], rows.Sum(r => r.ColdCycles));
    }

    [Fact]
    public void A_good_table_is_read_with_its_types_and_absent_values()
    {
        var table = Open("key,count,part,side\n\"a,\"\"b\"\"\",7,,left\nc,0,1.5e3,\n").Read("r");

        Assert.Equal(["a,\"b\"", "c"], table["key"].Values);
        Assert.Equal([7L, 0L], table["count"].Values);
        Assert.Equal([null, 1500.0], table["part"].Values);
        Assert.Equal(["left", null], table["side"].Values);
        Assert.Equal("cycles", table["count"].Unit);
    }

    // Each row: number, line, column, text.
    public static TheoryData<string, int, int, string> Mistakes => new()
    {
        { "FX0702", 1, 5, "key,counts,part,side\na,1,2,left\n" },
        { "FX0702", 1, 21, "key,count,part,side,x\na,1,2,left\n" },
        { "FX0703", 2, 1, "key,count,part,side\na,1,2\n" },
        { "FX0704", 2, 3, "key,count,part,side\na,1.5,2,left\n" },
        { "FX0704", 3, 5, "key,count,part,side\na,1,2,left\nb,1,\"1,5\",left\n" },
        { "FX0704", 2, 5, "key,count,part,side\na,1,NaN,left\n" },
        { "FX0705", 2, 3, "key,count,part,side\na,,2,left\n" },
        { "FX0706", 2, 3, "key,count,part,side\na,-1,2,left\n" },
        { "FX0706", 2, 7, "key,count,part,side\na,1,2,up\n" },
        { "FX0706", 3, 1, "key,count,part,side\na,1,2,left\na,1,2,left\n" },
        { "FX0704", 4, 3, "key,count,part,side\n\"a\nb\",1,2,left\nc,x,2,left\n" },
        { "FX0707", 3, 1, "key,count,part,side\na,1,2,left\n\"b\"c,1,2,left\n" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_reported_with_its_place(string id, int line, int column, string text)
    {
        var error = Assert.Throws<InputException>(() => Open(text).Read("r")).Diagnostics[0];
        Assert.Equal((id, "r.csv", line, column), (error.Id, error.Location.File, error.Location.Line, error.Location.Column));
    }

    [Fact]
    public void All_mistakes_of_a_file_are_reported_at_once() =>
        Assert.Equal(
            ["FX0705", "FX0704", "FX0706"],
            Assert.Throws<InputException>(() => Open("key,count,part,side\na,,2,left\nb,x,2,left\nc,1,2,up\n").Read("r")).Diagnostics.Select(d => d.Id));

    [Theory]
    [InlineData("{ \"name\": ", 1)]
    [InlineData("{}", 0)]
    [InlineData("{ \"name\": \"p\", \"confidenceMarks\": {}, \"resources\": [ { \"name\": \"r\" } ] }", 0)]
    public void A_bad_descriptor_is_reported(string json, int line)
    {
        var error = Assert.Throws<InputException>(() => DataPackage.Open("datapackage.json", _ => json)).Diagnostics[0];
        Assert.Equal(("FX0701", line), (error.Id, error.Location.Line));
    }

    [Theory]
    [InlineData("\"confidence\": \"T\"", "\"confidence\": \"Z\"")]
    [InlineData("\"type\": \"number\"", "\"type\": \"date\"")]
    [InlineData("[\"key\"]", "[\"nokey\"]")]
    public void A_descriptor_that_contradicts_itself_is_reported(string good, string bad) =>
        Assert.Equal("FX0701", Assert.Throws<InputException>(() => DataPackage.Open("datapackage.json", _ => Descriptor.Replace(good, bad, StringComparison.Ordinal))).Diagnostics[0].Id);

    [Fact]
    public void Absent_files_are_reported()
    {
        Assert.Equal("FX0708", Assert.Throws<InputException>(() => DataPackage.Open("d", path => path == "d" ? Descriptor : null).Read("r")).Diagnostics[0].Id);
        Assert.Equal("FX0701", Assert.Throws<InputException>(() => DataPackage.OpenFile("no/such/datapackage.json")).Diagnostics[0].Id);
    }

    private static DataPackage Open(string csv) => DataPackage.Open("datapackage.json", path => path == "r.csv" ? csv : Descriptor);
}
