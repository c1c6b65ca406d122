using FlexCap.FlexOS.Internal.Planning;

namespace FlexCap.FlexOS;

/// <summary>What a micro-library is for.</summary>
public enum LibraryRole
{
    /// <summary>Part of the trusted base: boot, vectors, switcher. Always linked, in no compartment.</summary>
    Trusted,
    /// <summary>A micro-library that a configuration may place in a compartment.</summary>
    Library,
    /// <summary>An application: it has <c>main</c>.</summary>
    Application,
}

/// <summary>A micro-library of the catalogue.</summary>
/// <param name="Name">Name in configurations; an application and a library may share one.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Description">One sentence.</param>
/// <param name="IsCore">True if it is linked into every image.</param>
/// <param name="Parameters">Names of the run-time parameters that it reads, in order.</param>
public sealed record MicroLibrary(string Name, LibraryRole Role, string Description, bool IsCore, IReadOnlyList<string> Parameters)
{
    /// <summary>True if every compartment that refers to it has an instance of its own, made on demand: an allocator works on the heap of whoever calls it.</summary>
    public bool IsReplicated { get; init; }

    /// <summary>True if it is the one taken in where several micro-libraries define what is referred to and the configuration names none of them.</summary>
    public bool IsPreferred { get; init; }
}

/// <summary>The micro-libraries that come with this assembly, compiled once and linked for each configuration.</summary>
public static class Catalogue
{
    /// <summary>All of them, by role and name.</summary>
    /// <exception cref="Diagnostics.InputException">The embedded catalogue is missing or damaged (FX0314).</exception>
    public static IReadOnlyList<MicroLibrary> Libraries => LibraryCatalogue.Embedded.Descriptions;
}
