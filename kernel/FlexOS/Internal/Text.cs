using System.Globalization;

namespace FlexCap.FlexOS.Internal;

/// <summary>Numbers as text, the same in every place.</summary>
internal static class Text
{
    /// <summary>A size with a binary unit: <c>64 KiB</c>, <c>1.5 MiB</c>, <c>40 B</c>.</summary>
    public static string Size(ulong bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
        var (value, unit) = ((double)bytes, 0);
        while (value >= 1024 && unit < units.Length - 1)
        {
            (value, unit) = (value / 1024, unit + 1);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {units[unit]}");
    }

    /// <summary>A gate: <c>comp1 → comp2: probe_read</c>.</summary>
    public static string Gate(Image image, Gate gate) => $"{image.CompartmentName(gate.From)} → {image.CompartmentName(gate.To)}: {gate.Function}";
}
