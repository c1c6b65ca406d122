using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Gates;
using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.Morello;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>
/// Decides what goes into an image by following references from the trusted base and from <c>main</c>: a section that
/// nothing refers to is left out, a micro-library that something needs is taken in, and a call that leaves its compartment
/// becomes a gate.
/// </summary>
internal sealed class Planner
{
    private const int Trusted = -1;
    private readonly Configuration _configuration;
    private readonly LibraryCatalogue _catalogue;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<Instance> _instances = [];
    private readonly HashSet<Instance> _requested = [];
    private readonly PieceTable _pieces = new();
    private readonly Replicas _replicas;
    private readonly CoLocation _together;
    private readonly SymbolResolver _resolver;
    private readonly Dictionary<string, int> _ids;
    private readonly int _default;

    private Planner(Configuration configuration, LibraryCatalogue catalogue, DiagnosticBag diagnostics)
    {
        (_configuration, _catalogue, _diagnostics) = (configuration, catalogue, diagnostics);
        _ids = configuration.Compartments.Index().ToDictionary(c => c.Item.Name, c => c.Index, StringComparer.Ordinal);
        _default = Math.Max(0, configuration.Compartments.ToList().FindIndex(c => c.IsDefault));
        _together = new CoLocation(configuration, catalogue, _instances, diagnostics);
        _replicas = new Replicas(configuration, _instances, _default);
        _resolver = new SymbolResolver(configuration, catalogue, diagnostics, _instances, _pieces, _replicas, TakeIn);
    }

    /// <summary>The plan, or null with diagnostics.</summary>
    public static Plan? Plan(Configuration configuration, LibraryCatalogue catalogue, DiagnosticBag diagnostics)
    {
        ConfigurationValidator.Validate(configuration, diagnostics);
        if (diagnostics.HasErrors)
        {
            return null;
        }

        configuration = UnusedCompartments.Drop(configuration, diagnostics);
        return new Planner(configuration, catalogue, diagnostics).Plan();
    }

    private Plan? Plan()
    {
        AddInstances();
        _together.Check();
        if (_diagnostics.HasErrors)
        {
            return null;
        }

        var bootTable = AddRoots();
        FollowReferences();
        bootTable?.AddConsole();
        FollowReferences();
        AddStartAndEnd(bootTable);

        SetLibraryParameters();
        var sharing = new SharingPlan(_configuration, _resolver, CompartmentOf, _diagnostics);
        if (_diagnostics.HasErrors)
        {
            return null;
        }

        var typed = new TypedGates(_configuration, sharing, _pieces, _resolver);
        typed.Make();
        FollowReferences();
        if (_diagnostics.HasErrors)
        {
            return null;
        }

        CheckContents();
        bootTable?.AddMaps(sharing.Areas.FirstOrDefault(a => !a.IsRegister)?.Compartments ?? []);
        new Supervision(_configuration, _pieces, _resolver.Gates).AddToBootTable();
        var gates = _resolver.Gates.OrderBy(g => g.Gate.From).ThenBy(g => g.Gate.To).ThenBy(g => g.Gate.Function, StringComparer.Ordinal).ToList();
        return new Plan
        {
            Configuration = _configuration,
            Gates = [.. gates.Select(g => g.Gate)],
            GatePlans = gates,
            Libraries = [.. _instances.Select(i => new PlannedLibrary(i.Name, i.Object.Name, i.Object.Library.Role, i.Compartment, _requested.Contains(i)) { Need = _resolver.NeedOf(i) })],
            WrittenInterfaces = _resolver.WrittenInterfaces,
            SharedReferences = [.. _resolver.References.Distinct().OrderBy(r => r.Code, StringComparer.Ordinal).ThenBy(r => r.Variable, StringComparer.Ordinal)],
            SharedUsers = [.. _resolver.SharedUsers.OrderBy(s => s.Key.Compartment).ThenBy(s => s.Key.Where, StringComparer.Ordinal).Select(s => KeyValuePair.Create(s.Key, (IReadOnlyList<int>)[.. s.Value]))],
            TypedGates = [.. gates.Where(g => typed.Made.ContainsKey(g.Gate)).Select(g => typed.Made[g.Gate])],
            SharedBy = sharing.Areas.FirstOrDefault(a => !a.IsRegister)?.Compartments ?? [],
            Areas = sharing.Areas,
            HasConstructors = _resolver.HasConstructors,
            SharedRegion = sharing.Areas.SelectMany(a => a.Pieces).ToHashSet(),
            Pieces = _pieces.All,
            Warnings = [.. _diagnostics],
        };
    }

    // A compartment in which nothing runs isolates nothing, which is easily overlooked: calls that were to cross stay where they are.
    private void CheckContents()
    {
        var filled = _pieces.All.Where(p => p.Instance is not null).Select(p => p.Compartment).ToHashSet();
        foreach (var (id, compartment) in _configuration.Compartments.Index().Where(c => !filled.Contains(c.Index)))
        {
            var names = string.Join(", ", _requested.Where(i => i.Compartment == id).OrderBy(i => i.Index).Select(i => $"'{i.Name}'"));
            _diagnostics.Warning("FX0342", _configuration.Place(compartment.Location),
                names.Length == 0 ? $"Compartment '{compartment.Name}' holds no code: no micro-library is in it." : $"Compartment '{compartment.Name}' holds no code: nothing in this image refers to {names}.",
                names.Length == 0 ? "Place a micro-library in it, or remove it." : "Place a micro-library in it that others call, or remove it; 'flexcap check --explain' says who calls what.");
        }
    }

    private void FollowReferences()
    {
        do
        {
            while (_pieces.TryTake(out var piece))
            {
                _resolver.Bind(piece);
            }
        }
        while (_resolver.FillReplicas());
    }

    // What runs before main and at the end may need more objects, and those may have more of it.
    private void AddStartAndEnd(BootTable? bootTable)
    {
        Target.InPiece? start = null;
        do
        {
            FollowReferences();
            start ??= _resolver.Start(_instances.First(i => i.Object.Library.Role == LibraryRole.Application).Compartment);
            FollowReferences();
        }
        while (_resolver.FollowFunctions());
        _resolver.FillFunctions();
        FollowReferences();
        bootTable?.AddExecutable(start);
    }

    private int CompartmentOf(string? name) =>
        name is null ? _default : _ids.GetValueOrDefault(name, -1);

    private void AddInstances()
    {
        foreach (var library in _catalogue.Objects.Where(o => o.Library.Role == LibraryRole.Trusted && IsolationMechanism.Of(_configuration).Uses(o)))
        {
            Add(library.Name, library, Trusted, _configuration.Place(""));
        }

        var names = new CatalogueNames(_configuration, _catalogue, _diagnostics);
        if (names.Application() is { } application)
        {
            var place = _configuration.Place("application", _configuration.Place("name"));
            _requested.Add(Add(application.Name, application, CompartmentOf(_configuration.ApplicationCompartment ?? _configuration.Libraries.FirstOrDefault(l => l.IsOwn && l.Name == application.Name)?.Compartment), place));
            CheckParameters(application);
        }

        foreach (var library in _configuration.Libraries)
        {
            if (library.IsOwn && library.Name == _configuration.Application)
            {
                continue; // it is the application
            }

            if (names.Origin(library) is { } origin)
            {
                _requested.Add(Add(library.Name, origin, CompartmentOf(library.Compartment), _configuration.Place(library.Location)));
                _replicas.Request(library, origin);
            }
        }

        foreach (var core in _catalogue.Objects.Where(o => o.Library is { Role: LibraryRole.Library, IsCore: true }))
        {
            if (!_instances.Exists(i => i.Object == core))
            {
                Add(core.Name, core, _default, _configuration.Place(""));
            }
        }
    }

    private Instance Add(string name, LibraryObject library, int compartment, SourceLocation place)
    {
        var instance = new Instance(_instances.Count, name, library, compartment, place);
        _instances.Add(instance);
        if (library.Elf.Sections.FirstOrDefault(s => s.Name.StartsWith(".tdata", StringComparison.Ordinal) || s.Name.StartsWith(".tbss", StringComparison.Ordinal)) is { } unsupported)
        {
            _diagnostics.Error("FX0315", new SourceLocation(library.ObjectName + ".o"), $"Section {unsupported.Name}: thread-local data of a relocatable object is not supported.", "Use ordinary variables or pthread_getspecific, or link the object as a shared one.");
        }

        return instance;
    }

    private Instance TakeIn(LibraryObject library, int user)
    {
        var compartment = library.Library.IsReplicated && user >= 0 ? user : _together.HomeOf(library) ?? _default;
        return Add(_replicas.NameOf(library, compartment), library, compartment, _configuration.Place(""));
    }

    private void CheckParameters(LibraryObject application)
    {
        foreach (var (name, _) in _configuration.Parameters)
        {
            if (!application.Library.Parameters.Contains(name) && !_catalogue.Objects.Any(o => o.Library.Role == LibraryRole.Library && o.Library.Parameters.Contains(name)))
            {
                _diagnostics.Error("FX0304", _configuration.Place($"parameters/{name}"), $"Application '{application.Name}' has no parameter '{name}'.",
                    DidYouMean.Help(name, application.Library.Parameters, "parameter"));
            }
        }
    }

    /// <summary>Sets the parameters of micro-libraries, in every instance; those are known when all references are followed.</summary>
    private void SetLibraryParameters()
    {
        foreach (var (name, value) in _configuration.Parameters)
        {
            var taken = _instances.Any(i => i.Object.Library.Role == LibraryRole.Application && i.Object.Library.Parameters.Contains(name));
            foreach (var instance in _instances.Where(i => i.Object.Library.Role == LibraryRole.Library && i.Object.Library.Parameters.Contains(name)).ToList())
            {
                SetParameter(instance, name, value);
                taken = true;
            }

            if (!taken)
            {
                _diagnostics.Error("FX0304", _configuration.Place($"parameters/{name}"), $"No micro-library of this image has the parameter '{name}'.", "The micro-library that has it is not needed by this application: take the parameter out.");
            }
        }

        FollowReferences();
    }

    private void SetParameter(Instance instance, string name, ulong value)
    {
        if (_resolver.Definition(instance, LibraryObject.ParameterPrefix + name) is { } variable)
        {
            variable.Piece.Relocations.Add(new BoundRelocation(variable.Offset, RelocationType.Abs64, new Target.Absolute(value), 0));
        }
    }

    private BootTable? AddRoots()
    {
        foreach (var instance in _instances.Where(i => i.Compartment == Trusted))
        {
            for (var section = 1; section < instance.Object.Elf.Sections.Count; section++)
            {
                if (instance.Object.ClassOf(section) is not (SectionClass.Ignored or SectionClass.Template) && !instance.Object.IsStateless(section))
                {
                    _pieces.Section(instance, section);
                }
            }
        }

        var application = _instances.First(i => i.Object.Library.Role == LibraryRole.Application);
        foreach (var (name, value) in _configuration.Parameters)
        {
            SetParameter(application, name, value);
        }

        foreach (var instance in _requested.Where(i => i.Object.Shared is not null))
        {
            _pieces.Section(instance, 1); // it comes whole if the configuration names it
        }

        var main = _resolver.Definition(application, "main");
        if (main is null)
        {
            _diagnostics.Error("FX0313", application.Place, $"Application '{application.Name}' has no main.", "Define int main(void) in it.");
            return null;
        }

        var bootTable = new BootTable(_configuration, _instances, _pieces, _resolver, _diagnostics);
        bootTable.Add(main, application.Compartment);
        return bootTable;
    }
}
