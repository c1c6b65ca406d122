namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>
/// Micro-libraries of which every compartment that refers to one has its own instance, on demand: an allocator over the heap
/// of whoever calls it, code with state that nobody else may see. No call of one ever leaves its compartment.
/// </summary>
internal sealed class Replicas(Configuration configuration, List<Instance> instances, int defaultCompartment)
{
    private readonly HashSet<LibraryObject> _everywhere = [];

    /// <summary>Notes what the configuration asks for: without a compartment it is meant for all of them.</summary>
    public void Request(Library library, LibraryObject origin)
    {
        if (origin.Library.IsReplicated && library.Compartment is null)
        {
            _everywhere.Add(origin);
        }
    }

    /// <summary>The compartment whose instance serves a compartment's references; the trusted base has those of the default one.</summary>
    public int Serving(int compartment) => compartment < 0 ? defaultCompartment : compartment;

    /// <summary>Of micro-libraries that define the same, the one that is meant: named for every compartment, else the catalogue's preference.</summary>
    public List<LibraryObject> Choose(List<LibraryObject> defining)
    {
        foreach (var isMeant in new Func<LibraryObject, bool>[] { _everywhere.Contains, o => o.Library.IsPreferred })
        {
            if (defining.Count > 1 && defining.Exists(o => isMeant(o)))
            {
                defining = defining.FindAll(o => isMeant(o));
            }
        }

        return defining;
    }

    /// <summary>The name of an instance that is taken in: the catalogue's in the default compartment, <c>ukalloc@comp2</c> elsewhere and where that name is taken.</summary>
    public string NameOf(LibraryObject library, int compartment) =>
        library.Library.IsReplicated && (compartment != defaultCompartment || instances.Exists(i => i.Name == library.Name && i.Object == library))
            ? $"{library.Name}@{configuration.Compartments[compartment].Name}" : library.Name;
}
