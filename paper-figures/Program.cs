using FlexCap.Diagnostics;
using FlexCap.PaperFigures;

// Draws every figure into a folder: dotnet run --project paper-figures -- FOLDER
var folder = args is [var given] ? given : "figures";
try
{
    foreach (var figure in PaperFigure.All)
    {
        var result = figure.Draw();
        foreach (var path in result.WriteTo(folder))
        {
            Console.WriteLine(path);
        }

        foreach (var claim in result.Claims)
        {
            Console.WriteLine($"  {(claim.Holds ? "holds" : "DOES NOT HOLD")}: {claim.Text} ({claim.Evidence})");
        }
    }

    return 0;
}
catch (InputException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
