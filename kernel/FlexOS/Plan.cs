using FlexCap.FlexOS.Internal.Linking;
using FlexCap.FlexOS.Internal.Planning;

namespace FlexCap.FlexOS;

/// <summary>A call from one compartment into another.</summary>
/// <param name="From">Id of the calling compartment.</param>
/// <param name="To">Id of the called compartment.</param>
/// <param name="Function">Symbol of the called function, with the instance of its library (<c>callee3/callee_call</c>) where there is more than one.</param>
/// <param name="Mechanism">What the gate is made of.</param>
public sealed record Gate(int From, int To, string Function, Mechanism Mechanism)
{
    /// <summary>How it is made with <see cref="FlexOS.Mechanism.Morello"/>.</summary>
    public GateVariant Variant { get; init; }
}

/// <summary>A micro-library of an image.</summary>
/// <param name="Name">Name of the instance; the application's is its own name.</param>
/// <param name="From">Name in the catalogue.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Compartment">Compartment id, or -1 for the trusted base.</param>
/// <param name="IsRequested">True if the configuration names it; false if others need it or it is core.</param>
public sealed record PlannedLibrary(string Name, string From, LibraryRole Role, int Compartment, bool IsRequested)
{
    /// <summary>What it was taken in for; null if the configuration names it or it is core.</summary>
    public LibraryNeed? Need { get; init; }
}

/// <summary>What will be built: libraries by compartment, gates and sharing. Immutable.</summary>
public sealed partial record Plan
{
    /// <summary>What the person wrote.</summary>
    public required Configuration Configuration { get; init; }

    /// <summary>All gates, by caller, callee, function.</summary>
    public required IReadOnlyList<Gate> Gates { get; init; }

    /// <summary>Micro-libraries: trusted base, application, those of the configuration in its order, then those that these need.</summary>
    public required IReadOnlyList<PlannedLibrary> Libraries { get; init; }

    /// <summary>Ids of the two compartments whose data bounds overlap in the shared region, ascending; empty if there is none.</summary>
    public required IReadOnlyList<int> SharedBy { get; init; }

    /// <summary>The typed gates among them, with the code that was made for each.</summary>
    public IReadOnlyList<TypedGate> TypedGates { get; init; } = [];

    /// <summary>Warnings that the plan was made with.</summary>
    public IReadOnlyList<Diagnostics.Diagnostic> Warnings { get; init; } = [];

    /// <summary>References to variables of other compartments, in a plan for learning.</summary>
    internal IReadOnlyList<Learning.LearnedReference> SharedReferences { get; init; } = [];

    /// <summary>The interfaces that the called micro-libraries come with, by name, whether gates were made from them or not.</summary>
    internal IReadOnlyDictionary<string, LibraryInterface> WrittenInterfaces { get; init; } = new Dictionary<string, LibraryInterface>();

    /// <summary>Everything that goes into the image.</summary>
    internal IReadOnlyList<Piece> Pieces { get; init; } = [];

    /// <summary>True if functions of shared objects run before <c>main</c>.</summary>
    internal bool HasConstructors { get; init; }

    /// <summary>The shared data that lies in the shared region; other shared data lies with its owner.</summary>
    internal IReadOnlySet<Piece> SharedRegion { get; init; } = new HashSet<Piece>();

    /// <summary>Shared data by its owner, with the compartments that own it or refer to it (-1 for the trusted base).</summary>
    internal IReadOnlyList<KeyValuePair<Piece, IReadOnlyList<int>>> SharedUsers { get; init; } = [];

    /// <summary>The regions that several compartments reach, by index.</summary>
    internal IReadOnlyList<SharedArea> Areas { get; init; } = [];

    /// <summary>The gates with their code, in the order of <see cref="Gates"/>.</summary>
    internal IReadOnlyList<GatePlan> GatePlans { get; init; } = [];

    /// <summary>Links the image; throws <see cref="Diagnostics.InputException"/> (FX04xx).</summary>
    public Image Link() => Linker.Link(this);
}
