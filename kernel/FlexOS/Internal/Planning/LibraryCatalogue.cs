using System.Reflection;
using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Yaml;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>The catalogue: <c>catalogue.yaml</c> and the objects that it names.</summary>
internal sealed partial class LibraryCatalogue
{
    private static readonly string[] RootKeys = ["libraries", "aliases", "together"];
    private static readonly string[] AliasKeys = ["libraries", "applications"];
    private static readonly string[] LibraryKeys = ["name", "object", "role", "description", "core", "replicated", "preferred", "mechanisms", "package"];
    private static readonly Lazy<LibraryCatalogue> LazyEmbedded = new(ReadEmbedded);

    private readonly Dictionary<(LibraryRole Role, string Name), LibraryObject> _byName = [];

    // The embedded catalogue is read once in a process, and so is this table of thousands of names.
    private readonly Lazy<Dictionary<string, IReadOnlyList<LibraryObject>>> _definitions;

    public LibraryCatalogue(IEnumerable<LibraryObject> objects, IReadOnlyList<PackagedLibrary>? packaged = null)
    {
        Objects = [.. objects.OrderBy(o => o.Library.Role).ThenBy(o => o.Name, StringComparer.Ordinal)];
        Packaged = packaged ?? [];
        Descriptions = [.. Objects.Select(o => o.Library).Concat(Packaged.Select(p => p.Library)).OrderBy(l => l.Role).ThenBy(l => l.Name, StringComparer.Ordinal)];
        _definitions = new(() => Objects.SelectMany(o => o.Definitions.Select(d => (Name: d, Object: o))).GroupBy(d => d.Name, d => d.Object, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<LibraryObject>)[.. g], StringComparer.Ordinal));
        foreach (var entry in Objects)
        {
            _byName.TryAdd((entry.Library.Role, entry.Name), entry);
        }
    }

    public static LibraryCatalogue Embedded => LazyEmbedded.Value;

    public IReadOnlyList<LibraryObject> Objects { get; }

    public IReadOnlyList<MicroLibrary> Descriptions { get; }

    /// <summary>Names of kraft.yaml files for what is here, by role and name.</summary>
    public IReadOnlyDictionary<(LibraryRole Role, string Name), string> Aliases { get; init; } = new Dictionary<(LibraryRole, string), string>();

    /// <summary>Micro-libraries that must lie in one compartment, since they hold pointers into one another.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Together { get; init; } = [];

    /// <summary>What goes by a name of kraft's, or null.</summary>
    public LibraryObject? FindAlias(LibraryRole role, string name) => Aliases.TryGetValue((role, name), out var ours) ? Find(role, ours) : null;

    public LibraryObject? Find(LibraryRole role, string name) =>
        _byName.GetValueOrDefault((role, name)) ?? Packaged.FirstOrDefault(p => p.Library.Role == role && p.Library.Name == name)?.Get([]);

    /// <summary>Everything that defines a symbol, in the order of <see cref="Objects"/>.</summary>
    public IReadOnlyList<LibraryObject> Defining(string symbol) => Base is { } below ? DefiningWithAdded(below, symbol) : _definitions.Value.GetValueOrDefault(symbol, []);

    public IEnumerable<string> Names(LibraryRole role) => Descriptions.Where(l => l.Role == role).Select(l => l.Name);

    /// <summary>Reads a catalogue; <paramref name="open"/> gives the bytes of an object by name, or null.</summary>
    public static LibraryCatalogue Read(string yaml, string file, Func<string, ReadOnlyMemory<byte>?> open, DiagnosticBag diagnostics)
    {
        var (objects, packaged) = (new List<LibraryObject>(), new List<PackagedLibrary>());
        var root = YamlReader.Read(yaml, file, diagnostics) as YamlMap ?? new YamlMap([], new SourceLocation(file));
        var catalogue = new MapReader(root, "a catalogue", RootKeys, diagnostics);
        foreach (var item in catalogue.ListAt("libraries")?.Items.OfType<YamlMap>() ?? [])
        {
            var reader = new MapReader(item, "a micro-library of the catalogue", LibraryKeys, diagnostics);
            var (name, objectName) = (reader.NameAt("name"), reader.NameAt("object"));
            if (name is null || objectName is null || !Enum.TryParse<LibraryRole>(reader.TextAt("role")?.Text, ignoreCase: true, out var role))
            {
                diagnostics.Error("FX0314", item.Location, "A micro-library of the catalogue needs name, object and role (trusted, library or application).", "Complete the entry.");
            }
            else if (reader["package"] is not null)
            {
                packaged.Add(new PackagedLibrary(
                    new MicroLibrary(name.Text, role, reader.TextAt("description")?.Text ?? "", false, []), objectName.Text,
                    () => Resource(objectName.Text + ".so"), () => InterfaceOf(name.Text)));
            }
            else if (open(objectName.Text) is not { } bytes)
            {
                diagnostics.Error("FX0314", objectName.Location, $"The object '{objectName.Text}.o' of the catalogue does not exist.", "Build the guest again (make -C kernel/guest).");
            }
            else if (ElfFile.TryRead(bytes, objectName.Text + ".o", out var elf, out var errors))
            {
                var library = new MicroLibrary(name.Text, role, reader.TextAt("description")?.Text ?? "", reader.BooleanAt("core") ?? false, [])
                {
                    IsReplicated = reader.BooleanAt("replicated") ?? false,
                    IsPreferred = reader.BooleanAt("preferred") ?? false,
                };
                objects.Add(new LibraryObject(library, objectName.Text, elf!)
                {
                    Mechanisms = [.. reader.ListAt("mechanisms")?.Items.OfType<YamlText>().Select(t => t.Text) ?? []],
                    LazyInterface = new(() => InterfaceOf(objectName.Text)),
                });
            }
            else
            {
                errors.ToList().ForEach(diagnostics.Add);
            }
        }

        return new LibraryCatalogue(objects, packaged)
        {
            Aliases = ReadAliases(catalogue, diagnostics),
            Together = [.. (catalogue.ListAt("together")?.Items ?? []).OfType<YamlList>().Select(l => l.Items.OfType<YamlText>().Select(t => t.Text).ToList())],
        };
    }

    private static Dictionary<(LibraryRole Role, string Name), string> ReadAliases(MapReader catalogue, DiagnosticBag diagnostics)
    {
        var aliases = new Dictionary<(LibraryRole, string), string>();
        if (catalogue.MapAt("aliases") is { } map)
        {
            var reader = new MapReader(map, "the aliases of the catalogue", AliasKeys, diagnostics);
            foreach (var (key, role) in new[] { ("libraries", LibraryRole.Library), ("applications", LibraryRole.Application) })
            {
                foreach (var (name, value) in reader.MapAt(key)?.Entries ?? [])
                {
                    aliases[(role, name.Text)] = (value as YamlText)?.Text ?? "";
                }
            }
        }

        return aliases;
    }

    private static LibraryCatalogue ReadEmbedded()
    {
        var diagnostics = new DiagnosticBag();
        var catalogue = new LibraryCatalogue([]);
        if (Resource("catalogue.yaml") is { } yaml)
        {
            catalogue = Read(System.Text.Encoding.UTF8.GetString(yaml.Span), "catalogue.yaml", name => Resource(name + ".o"), diagnostics);
        }
        else
        {
            diagnostics.Error("FX0314", new SourceLocation("catalogue.yaml"), "This build has no micro-libraries in it.", "Build kernel/FlexOS where clang, lld and make are installed.");
        }

        diagnostics.ThrowIfErrors();
        return catalogue;
    }

    /// <summary>The embedded <c>interface.yaml</c> of an object.</summary>
    private static LibraryInterface InterfaceOf(string objectName)
    {
        // MSBuild writes the folder with the separator of the machine that built this.
        var yaml = Resource($"interfaces/{objectName}/interface.yaml") ?? Resource($"interfaces/{objectName}\\interface.yaml");
        return yaml is null ? LibraryInterface.Empty : LibraryInterface.Parse(System.Text.Encoding.UTF8.GetString(yaml.Value.Span), objectName + "/interface.yaml");
    }

    private static ReadOnlyMemory<byte>? Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("guest/" + name);
        if (stream is null)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
