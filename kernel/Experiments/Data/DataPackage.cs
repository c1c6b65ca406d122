using System.Reflection;
using FlexCap.Diagnostics;
using FlexCap.Experiments.Data.Internal;
using FlexCap.Experiments.Tables;

namespace FlexCap.Experiments.Data;

/// <summary>A field of a <see cref="DataResource"/>.</summary>
/// <param name="Name">Name in the header line.</param>
/// <param name="Type">Frictionless type: <c>string</c>, <c>integer</c> or <c>number</c>.</param>
/// <param name="Title">What it means.</param>
/// <param name="Unit">Unit of its values, or empty.</param>
/// <param name="Confidence">Confidence mark where it differs from the resource's, or empty.</param>
/// <param name="Required">True if no value may be absent.</param>
/// <param name="Unique">True if no value may occur twice.</param>
/// <param name="Minimum">Smallest value allowed, or null.</param>
/// <param name="Allowed">The values allowed, or null for any.</param>
public sealed record DataField(
    string Name, string Type, string Title, string Unit, string Confidence, bool Required, bool Unique, double? Minimum, IReadOnlyList<string>? Allowed);

/// <summary>A CSV file of a <see cref="DataPackage"/>.</summary>
/// <param name="Name">Name in the package.</param>
/// <param name="Path">Path of the file, relative to the descriptor.</param>
/// <param name="Title">What it holds.</param>
/// <param name="Description">How the numbers came to be.</param>
/// <param name="Source">Title of the publication.</param>
/// <param name="SourceAddress">Address of the publication (DOI).</param>
/// <param name="Confidence">Confidence mark: a key of <see cref="DataPackage.ConfidenceMarks"/>.</param>
/// <param name="Fields">Fields, in the order of the columns.</param>
/// <param name="PrimaryKey">Fields that together name a row.</param>
public sealed record DataResource(
    string Name, string Path, string Title, string Description, string Source, string SourceAddress, string Confidence,
    IReadOnlyList<DataField> Fields, IReadOnlyList<string> PrimaryKey);

/// <summary>A Frictionless tabular data package: published numbers with their source, licence, confidence and units.</summary>
public sealed class DataPackage
{
    private readonly Func<string, string?> _read;

    private DataPackage(string name, IReadOnlyList<DataResource> resources, IReadOnlyDictionary<string, string> marks, Func<string, string?> read) =>
        (Name, Resources, ConfidenceMarks, _read) = (name, resources, marks, read);

    /// <summary>The package that is part of this library: the repository's <c>datasets/</c>.</summary>
    public static DataPackage Embedded { get; } = Open("datapackage.json", ReadEmbedded);

    /// <summary>Name of the package.</summary>
    public string Name { get; }

    /// <summary>The files, in the order of the descriptor.</summary>
    public IReadOnlyList<DataResource> Resources { get; }

    /// <summary>What each confidence mark means.</summary>
    public IReadOnlyDictionary<string, string> ConfidenceMarks { get; }

    /// <summary>Opens the package whose descriptor is at <paramref name="path"/>.</summary>
    /// <exception cref="InputException">The descriptor cannot be used (FX0701).</exception>
    public static DataPackage OpenFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var folder = Path.GetDirectoryName(path) ?? "";
        return Open(path, name => ReadFile(name == path ? path : Path.Combine(folder, name)));
    }

    /// <summary>Reads and checks a resource. Its table has the field names as column names, and all its numbers are <see cref="ValueKind.Published"/>.</summary>
    /// <exception cref="KeyNotFoundException">The package has no such resource.</exception>
    /// <exception cref="InputException">The file is absent or does not fit its schema (FX0702 to FX0708), with every error at once.</exception>
    public ResultTable Read(string name)
    {
        var resource = Resources.FirstOrDefault(r => r.Name == name)
            ?? throw new KeyNotFoundException($"The data package {Name} has no resource '{name}'; it has {string.Join(", ", Resources.Select(r => r.Name))}.");
        var diagnostics = new DiagnosticBag();
        var text = _read(resource.Path);
        if (text is null)
        {
            diagnostics.Error("FX0708", new SourceLocation(resource.Path), $"the file of resource '{name}' is absent", "Restore it, or take the resource out of datapackage.json.");
        }

        var table = text is null ? null : CsvTableReader.Read(resource, text, diagnostics);
        diagnostics.ThrowIfErrors();
        return table!;
    }

    /// <summary>Opens a package from its texts; for tests.</summary>
    internal static DataPackage Open(string descriptor, Func<string, string?> read)
    {
        var diagnostics = new DiagnosticBag();
        var json = read(descriptor);
        if (json is null)
        {
            diagnostics.Error("FX0701", new SourceLocation(descriptor), "the data package's descriptor is absent", "Give the path of a datapackage.json.");
            diagnostics.ThrowIfErrors();
        }

        var (name, resources, marks) = Descriptor.Parse(descriptor, json!, diagnostics);
        diagnostics.ThrowIfErrors();
        return new DataPackage(name, resources, marks, read);
    }

    private static string? ReadFile(string path) => File.Exists(path) ? File.ReadAllText(path) : null;

    private static string? ReadEmbedded(string path)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("datasets/" + path);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
