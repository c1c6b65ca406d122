using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Internal.Planning;
using FlexCap.FlexOS.Views;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>Sums what the linker placed, by micro-library.</summary>
internal static class TrustedBaseBuilder
{
    public static TrustedBase Build(Image image)
    {
        var plan = image.Plan;
        var lines = SourceLines.Embedded;
        var parts = plan.Pieces.GroupBy(p => (p.Compartment, Name: NameOf(p))).OrderBy(g => g.Key.Compartment).ThenBy(g => g.Key.Name, StringComparer.Ordinal)
            .Select(g => new TrustedPart(g.Key.Name, g.Key.Compartment, Sum(g, SectionClass.Code), Sum(g, SectionClass.ReadOnly),
                Sum(g, SectionClass.Data) + Sum(g, SectionClass.Zero) + Sum(g, SectionClass.Shared), g.Select(p => p.Instance?.Object.ObjectName).Distinct().Count() == 1 ? LinesOf(lines, g.First()) : null))
            .ToList();
        var code = parts.ToLookup(p => p.Compartment, p => p.CodeBytes);
        ulong CodeOf(int id) => code[id].Aggregate(0UL, (sum, bytes) => sum + bytes);
        var own = plan.Configuration.Compartments.Select((_, id) => CodeOf(id)).ToList();
        var all = own.Aggregate(0UL, (sum, bytes) => sum + bytes);
        var trust = plan.Configuration.Compartments
            .Select((c, id) => new CompartmentTrust(id, c.Name, own[id], IsolationMechanism.Of(c).IsIsolated ? 0 : all - own[id], CodeOf(-1))).ToList();
        return new TrustedBase(image, parts, trust);
    }

    private static string NameOf(Piece piece) =>
        piece.Gate is not null ? "gates" : piece.Instance?.Name ?? (piece.Object is null ? "tables of the linker" : piece.Class == SectionClass.Code && piece.Object.Library.Role == LibraryRole.Trusted ? "trampoline" : "stateless copies");

    private static int? LinesOf(IReadOnlyDictionary<string, int> lines, Piece piece) =>
        piece.Instance is { } instance && lines.TryGetValue(instance.Object.ObjectName, out var count) ? count : null;

    private static ulong Sum(IEnumerable<Piece> pieces, SectionClass kind) => pieces.Where(p => p.Class == kind).Aggregate(0UL, (sum, p) => sum + p.Size);
}
