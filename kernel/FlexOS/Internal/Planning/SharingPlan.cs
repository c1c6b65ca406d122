using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Mechanisms;

namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>
/// Which two compartments overlap in the shared region, and what lies there (approach 2 of PLOS'23). A compartment has one
/// interval of data, so no more than two can overlap in one region. Shared data of others stays with its owner.
/// </summary>
internal sealed class SharingPlan
{
    private readonly Configuration _configuration;
    private readonly SymbolResolver _resolver;
    private readonly DiagnosticBag _diagnostics;

    public SharingPlan(Configuration configuration, SymbolResolver resolver, Func<string, int> idOf, DiagnosticBag diagnostics)
    {
        (_configuration, _resolver, _diagnostics) = (configuration, resolver, diagnostics);
        if (resolver.SharedUsers.Count == 0)
        {
            return;
        }

        var asked = configuration.SharedBetween.Select(idOf).Order().ToList();
        Compartments = asked.Count != 0 ? asked : Choose();
        foreach (var (piece, users) in resolver.SharedUsers)
        {
            if (Users(users).All(Compartments.Contains))
            {
                Region.Add(piece);
            }
            else if (IsIsolated && Users(users).Count() > 1)
            {
                Refuse(piece, Users(users));
            }
        }
    }

    public IReadOnlyList<int> Compartments { get; private set; } = [];

    public HashSet<Piece> Region { get; } = [];

    private bool IsIsolated => IsolationMechanism.Of(_configuration).IsIsolated;

    // The trusted base reaches everything, so it does not count.
    private static IEnumerable<int> Users(IEnumerable<int> users) => users.Where(u => u >= 0);

    private List<int> Choose()
    {
        var byReference = _resolver.SharedUsers.Values.Select(u => Users(u).ToList()).Where(u => u.Count > 1).SelectMany(u => u).Distinct().Order().ToList();
        if (byReference.Count != 0)
        {
            return [.. byReference.Take(IsolationMechanism.Of(_configuration).SharingLimit)];
        }

        // Shared data also reaches others as an argument, which the linker does not see. Where owners and those that they
        // have gates with are two compartments, there is no doubt who is meant.
        var owners = _resolver.SharedUsers.Values.SelectMany(Users).ToHashSet();
        var around = _resolver.Gates.Select(g => g.Gate).Where(g => owners.Contains(g.From) || owners.Contains(g.To))
            .SelectMany(g => new[] { g.From, g.To }).Concat(owners).Distinct().Order().ToList();
        return around.Count <= IsolationMechanism.Of(_configuration).SharingLimit && around.Count >= 2 ? around : [];
    }

    private void Refuse(Piece piece, IEnumerable<int> users)
    {
        var names = users.Select(u => _configuration.Compartments[u].Name).ToList();
        var variable = piece.Symbols.Count == 0 ? piece.Name : piece.Symbols[0].Name;
        _diagnostics.Error("FX0312", _configuration.Place("shared_between", _configuration.Compartments[users.Last()].Location),
            $"Shared variable '{variable}' is used in {string.Join(", ", names)}, but the shared region lies between {string.Join(" and ", Compartments.Select(c => _configuration.Compartments[c].Name))}.",
            $"Bring the micro-libraries that use it into two compartments and name these under 'shared_between', or pass the data as arguments.");
    }
}
