using FlexCap.Diagnostics;
using FlexCap.Experiments;
using FlexCap.PaperFigures;
using FlexCap.PaperFigures.Internal;

// dotnet run --project paper-figures -- FOLDER               every figure: picture, page, points, runs
// dotnet run --project paper-figures -- FOLDER --pictures    the pictures of the documents only: figures and experiments
var pictures = args.Contains("--pictures");
var folder = args.FirstOrDefault(a => !a.StartsWith('-')) ?? "figures";
try
{
    foreach (var figure in PaperFigure.All)
    {
        var result = figure.Draw();
        Show(pictures ? DocumentPictures.Write(folder, [result.Chart]) : result.WriteTo(folder));
        foreach (var claim in result.Claims)
        {
            Console.WriteLine($"  {(claim.Holds ? "holds" : "DOES NOT HOLD")}: {claim.Text} ({claim.Evidence})");
        }
    }

    if (pictures)
    {
        Show(DocumentPictures.Write(folder, DocumentPictures.ExperimentCharts()));
    }

    return 0;
}
catch (InputException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

static void Show(IEnumerable<string> paths)
{
    foreach (var path in paths)
    {
        Console.WriteLine(path);
    }
}
