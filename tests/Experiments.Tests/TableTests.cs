using FlexCap.Experiments.Tables;
using Microsoft.Data.Analysis;
using Sylvan.Data.Csv;

namespace FlexCap.Experiments.Tests;

public class TableTests
{
    public static TheoryData<ResultTable> Tables => [.. Sample.SwitchCost.Tables, .. Sample.Scaling.Tables, .. Sample.Mechanisms.Tables];

    private static readonly ResultTable WithGaps = new("gaps", [
        ResultColumn.Text("name", ["a,\"b\"", "line\nbreak", ""]),
        ResultColumn.Number(ValueKind.Measured, "bytes", new long?[] { 1, null, 3 }),
        ResultColumn.Number(ValueKind.Published, "seconds", [0.5, 1.25, double.MaxValue], "Fig. 1"),
    ]);

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_number_says_its_kind_and_unit_in_its_heading(ResultTable table) =>
        Assert.All(
            table.Columns.Where(c => c.Kind is not null),
            c => Assert.StartsWith($"{c.Kind!.Value.Label()} {c.Unit}", c.Name, StringComparison.Ordinal));

    [Fact]
    public void Cycles_of_our_own_are_never_called_measured() =>
        Assert.All(
            Sample.SwitchCost.Tables.Concat(Sample.Scaling.Tables).Concat(Sample.Mechanisms.Tables).SelectMany(t => t.Columns).Where(c => c.Unit == "cycles"),
            c => Assert.NotEqual(ValueKind.Measured, c.Kind));

    [Fact]
    public void The_data_frame_has_the_columns_types_and_gaps()
    {
        var frame = WithGaps.ToDataFrame();
        Assert.Equal(["name", "measured bytes", "published seconds (Fig. 1)"], frame.Columns.Select(c => c.Name));
        Assert.IsType<StringDataFrameColumn>(frame["name"]);
        Assert.IsType<PrimitiveDataFrameColumn<long>>(frame["measured bytes"]);
        Assert.IsType<PrimitiveDataFrameColumn<double>>(frame["published seconds (Fig. 1)"]);
        Assert.Equal([1L, null, 3L], Enumerable.Range(0, 3).Select(i => frame["measured bytes"][i]));
    }

    [Fact]
    public void The_Deedle_frame_has_the_columns_types_and_gaps()
    {
        var frame = WithGaps.ToDeedle();
        Assert.Equal(["name", "measured bytes", "published seconds (Fig. 1)"], frame.ColumnKeys);
        Assert.Equal([0, 1, 2], frame.RowKeys);
        var bytes = frame.GetColumn<long>("measured bytes");
        Assert.Equal(4, bytes.Values.Sum());
        Assert.False(bytes.TryGet(1).HasValue);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Frames_hold_what_the_table_holds(ResultTable table)
    {
        var frame = table.ToDataFrame();
        var deedle = table.ToDeedle();
        Assert.Equal(table.RowCount, deedle.RowCount);
        Assert.All(table.Columns, c =>
        {
            Assert.Equal(c.Values, Enumerable.Range(0, table.RowCount).Select(i => frame[c.Name][i]));
            Assert.Equal(c.Values, deedle.GetColumn<object>(c.Name).Values);
        });
    }

    [Fact]
    public void Csv_is_read_back_the_same()
    {
        using var reader = CsvDataReader.Create(new StringReader(WithGaps.ToCsv()));
        Assert.Equal(WithGaps.Columns.Select(c => c.Name), Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
        for (var row = 0; row < WithGaps.RowCount; row++)
        {
            Assert.True(reader.Read());
            Assert.Equal(WithGaps.Columns.Select(c => ResultTable.Format(c.Values[row])), Enumerable.Range(0, reader.FieldCount).Select(reader.GetString));
        }

        Assert.False(reader.Read());
    }

    [Fact]
    public void The_segment_table_ends_with_the_sums()
    {
        var table = Sample.SwitchCost.SegmentTable;
        Assert.Equal("Total", table["segment"].Values[^1]);
        Assert.Equal(76L, table["measured instructions (hot)"].Values[^1]);
        Assert.Equal(1362L, table["modelled cycles (hot)"].Values[^1]);
        Assert.Equal(352L, table["published cycles (hot, PLOS'23 Fig. 6)"].Values[^1]);
        Assert.Equal(924L, table["published cycles (cold, PLOS'23 Fig. 6)"].Values[^1]);
    }

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ResultTable("t", [ResultColumn.Text("a", ["x"]), ResultColumn.Text("b", [])]));
        Assert.Throws<ArgumentException>(() => new ResultTable("t", [ResultColumn.Text("a", ["x"]), ResultColumn.Text("a", ["y"])]));
        Assert.Throws<KeyNotFoundException>(() => WithGaps["nothing"]);
    }
}
