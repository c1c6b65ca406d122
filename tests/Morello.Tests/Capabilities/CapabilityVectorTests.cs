using System.Globalization;
using System.IO.Compression;
using Sylvan.Data.Csv;

namespace FlexCap.Morello.Tests.Capabilities;

/// <summary>Compares <see cref="Capability"/> with the Sail model's functions in 20,000 cases. Each test reports the first row that differs.</summary>
public sealed class CapabilityVectorTests
{
    private static readonly Lazy<IReadOnlyList<Row>> Rows = new(Load);

    [Fact]
    public void The_file_is_whole()
    {
        Assert.Equal(20_000, Require().Count);
        Assert.Equal(["derived", "edge", "randexp", "random", "signflag", "smallE0"], Require().Select(row => row.Text("kind")).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Exponent_and_mantissas_agree() => Compare(
        ("exp", c => (ulong)c.Input.Exponent),
        ("ie", c => Bit(c.Input.IsInternalExponent)),
        ("bottom", c => c.Input.Bottom),
        ("top_m", c => c.Input.Top));

    [Fact]
    public void Bounds_agree() => Compare(
        ("base", c => c.Input.Bounds.Base),
        ("limit", c => c.Input.Bounds.Limit),
        ("bounds_valid", c => Bit(c.Input.Bounds.IsValid)));

    [Fact]
    public void Permissions_and_object_type_agree() => Compare(
        ("perms", c => (ulong)c.Input.Permissions),
        ("otype", c => c.Input.ObjectType));

    [Fact]
    public void Both_representability_checks_agree() => Compare(
        ("rep_precise", c => Bit(c.Input.IsRepresentable(c.NewAddress))),
        ("rep_fast", c => Bit(c.Input.IsRepresentableFast(c.NewAddress - c.Input.Value))));

    [Fact]
    public void Setting_and_adding_to_the_value_agree() => Compare(
        ("scvalue_tag", c => Bit(c.Input.SetValue(c.NewAddress).Tag)),
        ("add_tag", c => Bit(c.Input.Add(c.NewAddress - c.Input.Value).Tag)),
        ("newaddr", c => c.Input.SetValue(c.NewAddress).Value),
        ("newaddr", c => c.Input.Add(c.NewAddress - c.Input.Value).Value),
        ("meta", c => c.Input.SetValue(c.NewAddress).Metadata),
        ("meta", c => c.Input.Add(c.NewAddress - c.Input.Value).Metadata));

    [Fact]
    public void Setting_bounds_agrees() => Compare(
        ("scbnds_meta", c => c.Input.SetBounds(c.Length).Metadata),
        ("scbnds_tag", c => Bit(c.Input.SetBounds(c.Length).Tag)),
        ("scbnds_base", c => c.Input.SetBounds(c.Length).Bounds.Base),
        ("scbnds_limit", c => c.Input.SetBounds(c.Length).Bounds.Limit),
        ("addr", c => c.Input.SetBounds(c.Length).Value));

    [Fact]
    public void Setting_bounds_exactly_agrees() => Compare(
        ("scbnds_meta", c => c.Input.SetBounds(c.Length, exact: true).Metadata),
        ("scbndse_tag", c => Bit(c.Input.SetBounds(c.Length, exact: true).Tag)));

    [Fact]
    public void Representable_lengths_agree() => Compare(
        ("rrlen", c => Capability.RepresentableLength(c.Length)),
        ("rrmask", c => Capability.RepresentableMask(c.Length)));

    [Fact]
    public void Length_and_offset_agree() => Compare(
        // GCLEN saturates.
        ("gclen", c => UInt128.Min(c.Input.Length, ulong.MaxValue)),
        ("gcoff", c => c.Input.Offset));

    private static UInt128 Bit(bool value) => value ? UInt128.One : UInt128.Zero;

    private static void Compare(params (string Column, Func<Row, UInt128> Actual)[] columns)
    {
        foreach (Row row in Require())
        {
            foreach ((string column, Func<Row, UInt128> actual) in columns)
            {
                UInt128 expected = row.Number(column);
                UInt128 found = actual(row);
                if (expected != found)
                {
                    Assert.Fail($"row id {row.Text("id")} ({row.Text("kind")}), column {column}: expected 0x{expected:x}, found 0x{found:x}; input {row.Input}");
                }
            }
        }
    }

    private static IReadOnlyList<Row> Require()
    {
        SharedData.Require("isa/capability-vectors.csv.gz");
        return Rows.Value;
    }

    private static List<Row> Load()
    {
        using var unzip = new GZipStream(File.OpenRead(SharedData.Require("isa/capability-vectors.csv.gz")), CompressionMode.Decompress);
        using var csv = CsvDataReader.Create(new StreamReader(unzip));
        string[] names = [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetName)];
        List<Row> rows = [];
        while (csv.Read())
        {
            rows.Add(new Row(names.Select((name, i) => (name, Value: csv.GetString(i))).ToDictionary(pair => pair.name, pair => pair.Value)));
        }

        return rows;
    }

    private sealed class Row(Dictionary<string, string> fields)
    {
        public Capability Input => new((ulong)Number("addr"), (ulong)Number("meta"), Number("tag") == 1);

        public ulong NewAddress => (ulong)Number("newaddr");

        public ulong Length => (ulong)Number("reqlen");

        public string Text(string column) => fields[column];

        public UInt128 Number(string column)
        {
            string text = fields[column];
            return text.StartsWith("0x", StringComparison.Ordinal)
                ? UInt128.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                : UInt128.Parse(text, CultureInfo.InvariantCulture);
        }
    }
}
