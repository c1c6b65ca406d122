namespace FlexCap.FlexOS.Internal.Yaml;

/// <summary>What a configuration says about sharing: <c>sharing</c>, <c>edges</c>, <c>heap: {shared: true}</c>.</summary>
internal sealed partial class ConfigurationReader
{
    internal static readonly string[] Sharings = ["overlap", "copy", "capability", "shared-register"];

    private Sharing? ReadSharing(MapReader reader)
    {
        if (reader.TextAt("sharing") is not { } text)
        {
            return null;
        }

        Note("sharing", text);
        if (Array.IndexOf(Sharings, text.Text) is >= 0 and var sharing)
        {
            return (Sharing)sharing;
        }

        diagnostics.Error("FX0206", text.Location, $"'{text.Text}' is not a way to share.", DidYouMean.Help(text.Text, Sharings, "way to share"));
        return null;
    }

    private List<EdgeSharing> ReadEdges(MapReader root)
    {
        var edges = new List<EdgeSharing>();
        foreach (var item in root.ListAt("edges")?.Items ?? [])
        {
            if (item is not YamlMap map)
            {
                diagnostics.Error("FX0202", item.Location, "An edge is a mapping.", "Write '- {from: comp1, to: comp2, sharing: copy}'.");
                continue;
            }

            var reader = new MapReader(map, "an edge", EdgeKeys, diagnostics);
            var (from, to) = (reader.NameAt("from"), reader.NameAt("to"));
            var sharing = ReadSharing(reader);
            if (from is null || to is null || reader["sharing"] is null)
            {
                diagnostics.Error("FX0205", map.Location, "An edge needs from, to and sharing.", "Write '- {from: comp1, to: comp2, sharing: copy}'.");
                continue;
            }

            Note($"edges/{edges.Count}/from", from);
            Note($"edges/{edges.Count}/to", to);
            edges.Add(new EdgeSharing(from.Text, to.Text, sharing ?? Sharing.Copy, map.Location));
        }

        return edges;
    }

    private (ulong? Size, bool IsShared) ReadHeap(MapReader compartment)
    {
        if (compartment["heap"] is not YamlMap map)
        {
            return (compartment.SizeAt("heap"), false);
        }

        var reader = new MapReader(map, "a heap", HeapKeys, diagnostics);
        return (reader.SizeAt("size"), reader.BooleanAt("shared") ?? false);
    }
}
