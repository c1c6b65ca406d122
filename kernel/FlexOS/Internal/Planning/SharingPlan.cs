using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Mechanisms;

namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>
/// Which compartments overlap in which shared region, what lies there, and how data crosses along each edge. A compartment
/// has one interval of data with two ends, so with overlapping bounds (approach 2 of PLOS'23) the compartments that share form
/// paths: comp0 | shared | comp1 | shared | comp2. Shared data of others stays with its owner.
/// </summary>
internal sealed class SharingPlan
{
    internal const string RegisterSection = ".data_shared_register", WithSection = ".data_shared.with.";
    private readonly Configuration _configuration;
    private readonly SymbolResolver _resolver;
    private readonly Func<string, int> _idOf;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<SharedArea> _areas = [];

    public SharingPlan(Configuration configuration, SymbolResolver resolver, Func<string, int> idOf, DiagnosticBag diagnostics)
    {
        (_configuration, _resolver, _idOf, _diagnostics) = (configuration, resolver, idOf, diagnostics);
        Stacks();
        Asked();
        ByReference();
        ByDefault();
        if (_areas.Count == 0)
        {
            Guess();
        }

        PlacePieces();
        PlaceHeaps();
        PlaceRegister();
    }

    public IReadOnlyList<SharedArea> Areas => _areas;

    private IsolationMechanism Isolation => IsolationMechanism.Of(_configuration);

    /// <summary>How data crosses from one compartment to another.</summary>
    public Sharing Of(int from, int to)
    {
        var asked = _configuration.Edges.Where(e => _idOf(e.From) == from && _idOf(e.To) == to).Select(e => (Sharing?)e.Sharing).FirstOrDefault() ?? _configuration.Sharing;
        var overlaps = Find(from, to) is not null;
        return asked switch
        {
            null or Sharing.Overlap => overlaps ? Sharing.Overlap : Sharing.Copy,
            // Capabilities point into pages that the callee does not have.
            _ when !Isolation.HasBounds && overlaps => Sharing.Overlap,
            { } other => other,
        };
    }

    /// <summary>What both sides of an edge reach by themselves, or with c18; null if there is nothing.</summary>
    public ReachTargets? Reach(int from, int to, Sharing how)
    {
        var area = how == Sharing.SharedRegister ? Register : Find(from, to);
        return area is null ? null : new ReachTargets(
            new Target.Layout(LinkerValue.AreaStart, area.Index), new Target.Layout(LinkerValue.AreaSize, area.Index),
            new Target.Layout(LinkerValue.AreaHeapStart, area.Index), new Target.Layout(LinkerValue.AreaHeapSize, area.Index));
    }

    /// <summary>Gives the areas the heaps that the gates which were made turn out to need.</summary>
    public void NeedHeap(int from, int to, Sharing how)
    {
        if ((how == Sharing.SharedRegister ? Register : Find(from, to)) is { } area)
        {
            area.HeapSize = _configuration.SharedHeapSize;
        }
    }

    private SharedArea? Register => _areas.Find(a => a.IsRegister);

    private SharedArea? Find(int one, int other) => _areas.Find(a => a.Joins(one, other));

    private string Name(int id) => _configuration.Compartments[id].Name;

    // The trusted base reaches everything, so it does not count.
    private static List<int> Users(IEnumerable<int> users) => [.. users.Where(u => u >= 0)];

    /// <summary>
    /// Stacks of both sides of a gate. Each compartment has one interval of data, so that two can reach one stack and no more:
    /// along a path of three, the one in the middle would need two stacks, and gates that switch between them.
    /// </summary>
    private void Stacks()
    {
        if (!Isolation.HasGates || !Isolation.SharesStacks)
        {
            return;
        }

        var users = _resolver.Gates.SelectMany(g => new[] { g.Gate.From, g.Gate.To }).Where(id => id >= 0).Distinct().Order().ToList();
        if (users.Count > Isolation.SharingLimit)
        {
            _diagnostics.Error("FX0355", _configuration.Place($"compartments/{users[Isolation.SharingLimit]}/mechanism", _configuration.Compartments[users[Isolation.SharingLimit]].Location),
                $"With 'gate: shared-stack' all compartments with gates run on the same stacks, and {string.Join(", ", users.Select(u => $"'{Name(u)}'"))} cannot reach one region: each has one interval of data, and no more than two intervals can overlap in one region.",
                "Bring the micro-libraries that call each other into two compartments, or use another gate: 'sealed-pair' is the same with a stack for each compartment.");
            return;
        }

        if (users.Count == Isolation.SharingLimit)
        {
            Join([.. users]);
            Find(users[0], users[1])!.HasStacks = true;
        }
    }

    private void Asked()
    {
        if (_configuration.SharedBetween.Count == 2)
        {
            Join(_idOf(_configuration.SharedBetween[0]), _idOf(_configuration.SharedBetween[1]));
        }

        foreach (var edge in _configuration.Edges.Where(e => e.Sharing == Sharing.Overlap))
        {
            if (Join(_idOf(edge.From), _idOf(edge.To)) is { } problem)
            {
                _diagnostics.Error("FX0350", _configuration.Place(edge.Location), $"'{edge.From}' and '{edge.To}' cannot overlap: {problem}.", SharingAdvice.Help(_configuration));
            }
        }
    }

    private void ByReference()
    {
        foreach (var (piece, users) in Ordered())
        {
            AddNamed(piece, users);
            var compartments = Users(users);
            if (!Isolation.IsIsolated || IsRegister(piece) || compartments.Count < 2 || _areas.Exists(a => compartments.TrueForAll(a.Compartments.Contains)))
            {
                continue;
            }

            var problem = compartments.Count > Isolation.SharingLimit
                ? $"each compartment has one interval of data, and no more than two intervals can overlap in one region"
                : Join([.. compartments]);
            if (problem is not null)
            {
                Refuse(piece, compartments, problem);
            }
        }

        foreach (var ((one, other), piece) in Isolation.IsIsolated ? _resolver.SharedHeapPairs : [])
        {
            if (Join(one, other) is { } problem)
            {
                _diagnostics.Error("FX0312", _configuration.Place("shared_between", _configuration.Compartments[other].Location),
                    $"{piece.Where} allocates memory that {Name(one)} and {Name(other)} share, which cannot overlap: {problem}.", SharingAdvice.Help(_configuration));
            }
        }
    }

    // In the order of the plan, so that the first two who share get the region whatever the order of discovery was.
    private IEnumerable<KeyValuePair<Piece, SortedSet<int>>> Ordered() =>
        _resolver.SharedUsers.OrderBy(p => p.Key.Compartment).ThenBy(p => p.Key.Instance?.Index ?? int.MaxValue).ThenBy(p => p.Key.Section).ThenBy(p => p.Key.Name, StringComparer.Ordinal);

    /// <summary>An annotation may name whom the data is shared with: a compartment, or a micro-library that is in one.</summary>
    private void AddNamed(Piece piece, SortedSet<int> users)
    {
        if (!piece.Name.StartsWith(WithSection, StringComparison.Ordinal))
        {
            return;
        }

        var name = piece.Name[WithSection.Length..];
        var id = _configuration.Compartments.ToList().FindIndex(c => c.Name == name);
        id = id >= 0 ? id : _resolver.CompartmentOfLibrary(name);
        if (id >= 0)
        {
            users.Add(id);
        }
        else
        {
            _diagnostics.Warning("FX0351", piece.Instance?.Place ?? _configuration.Place(""), $"'{Variable(piece)}' is shared with '{name}', which is neither a compartment nor a micro-library of this configuration.", "The annotation has no effect here.");
        }
    }

    private void ByDefault()
    {
        if (Isolation is { HasGates: true, HasBounds: false })
        {
            // Pages: any number may share one region, and nothing else lets data cross.
            var all = TypedPairs().SelectMany(p => new[] { p.From, p.To }).Concat(_areas.SelectMany(a => a.Compartments)).Concat(_resolver.SharedHeapUsers).Distinct().Order().ToList();
            if (all.Count > 1)
            {
                Join([.. all]);
            }
        }
        else if (_configuration.Sharing == Sharing.Overlap && Isolation.HasGates)
        {
            foreach (var (from, to) in TypedPairs())
            {
                if (!_configuration.Edges.Any(e => _idOf(e.From) == from && _idOf(e.To) == to) && Join(from, to) is { } problem)
                {
                    _diagnostics.Warning("FX0352", _configuration.Place("sharing"), $"'{Name(from)}' and '{Name(to)}' cannot overlap ({problem}); data is copied between them.", SharingAdvice.Help(_configuration));
                }
            }
        }
    }

    private List<(int From, int To)> TypedPairs() =>
        [.. _resolver.Gates.Where(g => g.Interface is { HasPointers: true }).Select(g => (g.Gate.From, g.Gate.To)).Distinct()];

    /// <summary>
    /// Shared data also reaches others as an argument, which the linker does not see. Where owners and those that they have
    /// gates with are two compartments, there is no doubt who is meant.
    /// </summary>
    private void Guess()
    {
        if (_configuration.Trust == TrustModel.Sandbox || _configuration.Sharing is Sharing.Copy or Sharing.Capability or Sharing.SharedRegister)
        {
            return;
        }

        var owners = Ordered().Where(p => !IsRegister(p.Key)).SelectMany(p => Users(p.Value)).Concat(_resolver.SharedHeapUsers).ToHashSet();
        var around = _resolver.Gates.Select(g => g.Gate).Where(g => owners.Contains(g.From) || owners.Contains(g.To))
            .SelectMany(g => new[] { g.From, g.To }).Concat(owners).Distinct().Order().ToList();
        if (around.Count >= 2 && around.Count <= Isolation.SharingLimit)
        {
            Join([.. around]);
        }
    }

    /// <summary>Lets compartments overlap, or says why they cannot.</summary>
    private string? Join(params int[] compartments)
    {
        var wanted = compartments.Distinct().Order().ToList();
        if (wanted.Count < 2 || _areas.Exists(a => wanted.TrueForAll(a.Compartments.Contains)))
        {
            return null;
        }

        if (Isolation.SharingLimit > 2)
        {
            var joined = _areas.SelectMany(a => a.Compartments).Concat(wanted).Distinct().Order().ToList();
            _areas.Clear();
            _areas.Add(new SharedArea(0, joined));
            return null;
        }

        foreach (var id in wanted)
        {
            if (_areas.FindAll(a => a.Compartments.Contains(id)) is { Count: > 1 } full)
            {
                return $"'{Name(id)}' overlaps with {string.Join(" and ", full.SelectMany(a => a.Compartments).Where(c => c != id).Select(c => $"'{Name(c)}'"))} already, and an interval has two ends";
            }
        }

        if (Path(wanted[0]).Contains(wanted[1]))
        {
            return $"with {string.Join(", ", Path(wanted[0]).Select(c => $"'{Name(c)}'"))} they would form a ring, and intervals lie on a line";
        }

        _areas.Add(new SharedArea(_areas.Count, wanted));
        return null;
    }

    /// <summary>The compartments that are joined with one, directly or through others.</summary>
    private List<int> Path(int start)
    {
        var path = new List<int> { start };
        for (var i = 0; i < path.Count; i++)
        {
            path.AddRange(_areas.Where(a => a.Compartments.Contains(path[i])).SelectMany(a => a.Compartments).Except(path).ToList());
        }

        return path;
    }

    private void PlacePieces()
    {
        foreach (var (piece, users) in Ordered())
        {
            var compartments = Users(users);
            if (!IsRegister(piece) && _areas.Find(a => !a.IsRegister && compartments.TrueForAll(a.Compartments.Contains)) is { } area)
            {
                area.Pieces.Add(piece);
            }
        }

        foreach (var user in _resolver.SharedHeapUsers)
        {
            _areas.Find(a => a.Compartments.Contains(user))?.HeapSize = _configuration.SharedHeapSize;
        }

        foreach (var (one, other) in _resolver.SharedHeapPairs.Keys)
        {
            Find(one, other)?.HeapSize = _configuration.SharedHeapSize;
        }
    }

    private void PlaceHeaps()
    {
        for (var id = 0; id < _configuration.Compartments.Count; id++)
        {
            var compartment = _configuration.Compartments[id];
            if (!compartment.IsHeapShared || !Isolation.IsIsolated)
            {
                continue;
            }

            if (_areas.Find(a => a.Compartments.Contains(id)) is { } area)
            {
                area.Heaps.Add(id);
            }
            else
            {
                _diagnostics.Error("FX0353", _configuration.Place(compartment.Location), $"The heap of '{compartment.Name}' is to lie in a shared region, but '{compartment.Name}' overlaps with nobody.",
                    $"Write 'shared_between: [{compartment.Name}, …]', an edge with 'sharing: overlap', or leave out 'shared: true'.");
            }
        }
    }

    /// <summary>The region behind c18, where something asks for it.</summary>
    private void PlaceRegister()
    {
        var pieces = Ordered().Where(p => IsRegister(p.Key)).Select(p => p.Key).ToList();
        var isAsked = _configuration.Sharing == Sharing.SharedRegister || _configuration.Edges.Any(e => e.Sharing == Sharing.SharedRegister);
        if (pieces.Count == 0 && !(isAsked && Isolation.HasGates))
        {
            return;
        }

        if (Isolation is { IsIsolated: true, HasBounds: false })
        {
            _diagnostics.Error("FX0354", _configuration.Place("sharing", _configuration.Compartments[0].Location), "Sharing through register c18 needs capabilities that bound what a compartment reaches; 'page-table' has none.", "Leave out 'shared-register': with page tables any number of compartments may share one region.");
            return;
        }

        var area = new SharedArea(_areas.Count, []);
        area.Pieces.UnionWith(pieces);
        _areas.Add(area);
    }

    private static bool IsRegister(Piece piece) => piece.Name.StartsWith(RegisterSection, StringComparison.Ordinal);

    private static string Variable(Piece piece) => piece.Symbols.Count == 0 ? piece.Name : piece.Symbols[0].Name;

    private void Refuse(Piece piece, List<int> users, string problem) =>
        _diagnostics.Error("FX0312", _configuration.Place("shared_between", _configuration.Compartments[users[^1]].Location),
            $"Shared variable '{Variable(piece)}' is used in {string.Join(", ", users.Select(Name))}, which cannot overlap: {problem}.",
            SharingAdvice.Help(_configuration));
}
