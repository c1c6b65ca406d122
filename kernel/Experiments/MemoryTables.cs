using Deedle;
using FlexCap.Experiments.Tables;
using FlexCap.FlexOS.Views;
using Microsoft.Data.Analysis;

namespace FlexCap.Experiments;

/// <summary>The memory of several configurations (<see cref="MemoryComparison"/>) as tables. All numbers are measured, in bytes.</summary>
public static class MemoryTables
{
    /// <summary>One row for each configuration and owner (trusted base, compartment, shared region); heaps' use is absent where nothing has run.</summary>
    public static ResultTable ToTable(this MemoryComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var rows = comparison.Images.SelectMany(i => i.Value.Rows.Select(r => (Configuration: i.Key, Row: r))).ToList();
        ResultColumn Bytes(string detail, Func<MemoryUseRow, ulong> value) => ResultColumn.Number(ValueKind.Measured, "bytes", rows.Select(r => (long)value(r.Row)), detail);
        return new ResultTable("memory", [
            ResultColumn.Text("configuration", rows.Select(r => r.Configuration)),
            ResultColumn.Text("owner", rows.Select(r => r.Row.Owner)),
            Bytes("code", r => r.Code), Bytes("read-only data", r => r.ReadOnly), Bytes("data", r => r.Data), Bytes("zeroed data", r => r.Zeroed),
            Bytes("heap", r => r.Heap), Bytes("stacks", r => r.Stack), Bytes("tables", r => r.Tables), Bytes("page tables", r => r.PageTables),
            Bytes("shared", r => r.Shared), Bytes("alignment", r => r.Alignment), Bytes("bounds", r => r.Bounds), Bytes("total", r => r.Total),
            ResultColumn.Number(ValueKind.Measured, "bytes", rows.Select(r => (long?)r.Row.HeapPeak), "heap peak"),
        ]);
    }

    /// <summary><see cref="ToTable"/> as a data frame.</summary>
    public static DataFrame ToDataFrame(this MemoryComparison comparison) => comparison.ToTable().ToDataFrame();

    /// <summary><see cref="ToTable"/> as a Deedle frame.</summary>
    public static Frame<int, string> ToDeedle(this MemoryComparison comparison) => comparison.ToTable().ToDeedle();
}
