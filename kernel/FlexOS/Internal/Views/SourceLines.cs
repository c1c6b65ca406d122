using System.Globalization;
using System.Reflection;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>Lines of source of each object of the guest, counted by its Makefile: neither empty lines nor comments.</summary>
internal static class SourceLines
{
    public static IReadOnlyDictionary<string, int> Embedded { get; } = Read();

    private static Dictionary<string, int> Read()
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        if (Assembly.GetExecutingAssembly().GetManifestResourceStream("guest/lines.txt") is not { } stream)
        {
            return lines;
        }

        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(' ') is [var name, var count])
            {
                lines[name] = int.Parse(count, CultureInfo.InvariantCulture);
            }
        }

        return lines;
    }
}
