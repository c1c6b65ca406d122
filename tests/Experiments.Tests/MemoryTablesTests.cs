using FlexCap.FlexOS;
using FlexCap.FlexOS.Views;

namespace FlexCap.Experiments.Tests;

public class MemoryTablesTests
{
    [Fact]
    public void A_comparison_becomes_a_table_of_owners_that_adds_up()
    {
        var images = new[] { "function", "page-table" }.Select(m => KeyValuePair.Create(m, Configurations.FirstCompartments.WithMechanism(m).Check().Link())).ToList();
        var comparison = MemoryUse.Compare(images);
        var table = comparison.ToTable();
        Assert.Equal(comparison.Images.Sum(i => i.Value.Rows.Count), comparison.ToDataFrame().Rows.Count);
        foreach (var (label, use) in comparison.Images)
        {
            var total = Enumerable.Range(0, table.RowCount).Where(i => (string)table["configuration"].Values[i]! == label).Sum(i => (long)table["measured bytes (total)"].Values[i]!);
            Assert.Equal((long)use.Total, total);
        }

        Assert.All(table.Columns.Where(c => c.Unit.Length != 0), c => Assert.Equal((ValueKind.Measured, "bytes"), (c.Kind, c.Unit)));
        Assert.Contains(table["measured bytes (page tables)"].Values, v => (long)v! > 0);
        Assert.Equal("page-table", comparison.ToDeedle().GetColumn<string>("configuration").Values.Last());
    }
}
