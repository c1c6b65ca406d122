using FlexCap.Experiments;
using FlexCap.Experiments.Charts;
using FlexCap.FlexOS;

namespace FlexCap.PaperFigures.Internal;

/// <summary>The pictures that the README and the documents show: real outputs, drawn again by one command.</summary>
internal static class DocumentPictures
{
    internal static IReadOnlyList<ResultChart> ExperimentCharts() =>
    [
        SwitchCost.Run(Configuration.Parse(new Plos23.Figure6().Yaml)).CallChart,
        MechanismCost.Run().Chart,
        CompartmentScaling.Run(mechanisms: ["function", "morello", "morello/hardened", "page-table"]).Chart,
    ];

    internal static IReadOnlyList<string> Write(string folder, IEnumerable<ResultChart> charts)
    {
        Directory.CreateDirectory(folder);
        return [.. charts.Select(c => AtomicFile.Write(Path.Combine(folder, c.Id + ".svg"), c.ToSvg()))];
    }
}
