using System.Globalization;
using System.Text;
using FlexCap.Morello;

namespace FlexCap.Cli.Internal;

/// <summary>Commands for gdb's <c>monitor</c> that know the image: which compartments and gates it has, and who called whom across them.</summary>
internal static class DebugMonitor
{
    public static IReadOnlyList<GdbMonitorCommand> Commands(DebugTarget target) => target.FlexOS is not { Image: var image }
        ? []
        :
        [
            new("compartments", "compartments with the bounds of their capabilities", _ => string.Concat(image.Bounds.Select(bounds => string.Create(
                CultureInfo.InvariantCulture,
                $"{bounds.Compartment} {image.CompartmentName(bounds.Compartment)}: text 0x{bounds.TextStart:x}-0x{bounds.TextEnd:x}, data 0x{bounds.DataStart:x}-0x{bounds.DataEnd:x}\n")))),
            new("backtrace", "who called whom, across gates", _ => target.FlexOS.Backtrace().ToString()),
            new("gates", "gates between compartments", _ => image.GateMatrixText()),
            new("owner", "ADDRESS what an address belongs to", words => Owner(words, image.OwnerOf)),
        ];

    private static string Owner(IReadOnlyList<string> words, Func<ulong, string> ownerOf) =>
        words.Count == 1 && ulong.TryParse(words[0].Replace("0x", "", StringComparison.OrdinalIgnoreCase), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var address)
            ? ownerOf(address)
            : "owner ADDRESS: give an address in hexadecimal.";
}
