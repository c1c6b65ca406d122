using System.Globalization;
using FlexCap.Diagnostics;

namespace FlexCap.FlexOS.Internal.Yaml;

/// <summary>
/// Reads a configuration: kraft.yaml 0.6 (<c>compartments</c>, <c>libraries</c> and the keys of Unikraft's own build, which
/// are accepted and unused) and our additions (<c>application</c>, <c>parameters</c>, <c>from</c>, <c>heap</c>).
/// </summary>
internal sealed partial class ConfigurationReader(string file, DiagnosticBag diagnostics)
{
    internal static readonly string[] RootKeys =
    [
        "name", "application", "compartments", "libraries", "shared_between", "sharing", "edges", "shared_heap", "threads", "trust", "parameters",
        "specification", "arguments", "pre_up", "post_down", "unikraft", "targets", "volumes", "networks",
    ];

    internal static readonly string[] CompartmentKeys = ["name", "mechanism", "default", "heap", "hardening", "on_fault", "restarts"];
    internal static readonly string[] FaultPolicies = ["stop", "fail", "restart"];
    internal static readonly string[] MechanismKeys = ["driver", "noisolstack", "gate"];
    internal static readonly string[] LibraryKeys = ["compartment", "from", "path", "package", "file", "source", "options", "interface", "version", "kconfig", "is_core", "hardening"];
    internal static readonly string[] EdgeKeys = ["from", "to", "sharing"];
    internal static readonly string[] HeapKeys = ["size", "shared"];
    internal static readonly string[] ApplicationKeys = ["name", "compartment"];
    internal static readonly string[] Drivers = [.. MechanismNames.Mechanisms, "fcalls"];

    internal static readonly string[] TrustModels = ["mutual-distrust", "sandbox"];

    private readonly Dictionary<string, SourceLocation> _places = new(StringComparer.Ordinal);
    private readonly KraftOptions _kraft = new(diagnostics);

    public Configuration? Read(string yaml)
    {
        var root = YamlReader.Read(yaml, file, diagnostics);
        if (root is null)
        {
            return null;
        }

        if (root is not YamlMap map)
        {
            diagnostics.Error("FX0202", root.Location, "A configuration is a mapping (name: value).", "Begin with 'name: …'.");
            return null;
        }

        var reader = new MapReader(map, "a configuration", RootKeys, diagnostics);
        var name = reader.NameAt("name");
        if (name is null && reader["name"] is null)
        {
            diagnostics.Error("FX0205", map.Location, "The configuration has no name.", "Write 'name: …'; it is the name of the image, and of the application unless 'application' is written.");
        }

        _places[""] = map.Location;
        Note("name", name);
        _kraft.ReadRoot(reader);
        var (application, applicationCompartment) = ReadApplication(reader);
        var libraries = ReadLibraries(reader); // before the compartments: a Kconfig option of a library may set their heaps
        var compartments = ReadCompartments(reader);
        _kraft.CheckBackend(compartments);
        return new Configuration
        {
            Name = name?.Text ?? "",
            Application = application ?? name?.Text ?? "",
            ApplicationCompartment = applicationCompartment,
            Compartments = compartments,
            Libraries = libraries,
            SharedBetween = ReadSharedBetween(reader),
            Sharing = ReadSharing(reader),
            Edges = ReadEdges(reader),
            SharedHeapSize = reader.SizeAt("shared_heap") ?? Compartment.DefaultHeapSize,
            Threads = ReadThreads(reader),
            Trust = ReadTrust(reader),
            Parameters = ReadParameters(reader),
            Places = _places,
        };
    }

    private List<Compartment> ReadCompartments(MapReader root)
    {
        var compartments = new List<Compartment>();
        Note("compartments", root["compartments"]);
        foreach (var item in root.ListAt("compartments")?.Items ?? [])
        {
            if (item is not YamlMap map)
            {
                diagnostics.Error("FX0202", item.Location, "A compartment is a mapping.", "Write '- name: …' and below it 'mechanism: morello'.");
                continue;
            }

            var reader = new MapReader(map, "a compartment", CompartmentKeys, diagnostics);
            var name = reader.NameAt("name");
            if (name is null && reader["name"] is null)
            {
                diagnostics.Error("FX0205", map.Location, "The compartment has no name.", "Write 'name: …'.");
            }

            var mechanism = ReadMechanism(reader, name?.Location ?? map.Location, out var gate);
            if (name is null)
            {
                continue;
            }

            Note($"compartments/{compartments.Count}/mechanism", reader["mechanism"]);
            Note($"compartments/{compartments.Count}/gate", (reader["mechanism"] as YamlMap)?.Entries.FirstOrDefault(e => e.Key.Text == "gate").Value);
            Note($"compartments/{compartments.Count}/on_fault", reader["on_fault"]);
            Note($"compartments/{compartments.Count}/default", reader["default"]);
            Note($"compartments/{compartments.Count}/hardening", reader["hardening"]);
            var compartment = new Compartment(name.Text, mechanism, reader.BooleanAt("default") ?? false, name.Location);
            var (heapSize, isHeapShared) = ReadHeap(reader);
            compartments.Add(compartment with
            {
                Gate = gate,
                OnFault = ReadOnFault(reader),
                MaximumRestarts = ReadRestarts(reader),
                IsHeapShared = isHeapShared,
                HeapSize = heapSize ?? _kraft.CompartmentHeapSize ?? compartment.HeapSize,
                Hardening = _kraft.ReadHardening(reader),
            });
        }

        return compartments;
    }

    private FaultPolicy ReadOnFault(MapReader compartment)
    {
        if (compartment.TextAt("on_fault") is not { } text)
        {
            return FaultPolicy.Stop;
        }

        var index = Array.IndexOf(FaultPolicies, text.Text);
        if (index < 0)
        {
            diagnostics.Error("FX0260", text.Location, $"There is no way '{text.Text}' to treat a fault.", DidYouMean.Help(text.Text, FaultPolicies, "policy"));
        }

        return (FaultPolicy)Math.Max(0, index);
    }

    private int ReadRestarts(MapReader compartment)
    {
        if (compartment.TextAt("restarts") is not { } text)
        {
            return 0;
        }

        if (!int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
        {
            diagnostics.Error("FX0206", text.Location, $"'{text.Text}' is no number of restarts.", "Write a whole number from 1, or leave the key out for any number.");
        }
        else if (compartment.TextAt("on_fault")?.Text != "restart")
        {
            diagnostics.Error("FX0261", text.Location, "'restarts' says how often a compartment may be restarted, and this one is not.", "Write 'on_fault: restart' as well, or leave 'restarts' out.");
        }

        return count;
    }

    private Mechanism ReadMechanism(MapReader compartment, SourceLocation place, out GateVariant gate)
    {
        gate = GateVariant.Lpb;
        var driver = compartment["mechanism"] as YamlText;
        if (compartment["mechanism"] is YamlMap map)
        {
            var reader = new MapReader(map, "a mechanism", MechanismKeys, diagnostics);
            driver = reader.TextAt("driver");
            place = map.Location;
            gate = ReadGate(reader);
            if (reader.BooleanAt("noisolstack") == true && driver?.Text == "morello")
            {
                diagnostics.Add(new Diagnostic("FX0216", DiagnosticSeverity.Info, reader["noisolstack"]!.Location,
                    "'noisolstack' has no effect: every morello compartment has a stack of its own.", "Leave it out."));
            }
        }
        else if (compartment["mechanism"] is YamlList list)
        {
            diagnostics.Error("FX0202", list.Location, "A compartment has one mechanism.", "Write 'mechanism: morello'.");
            return Mechanism.Function;
        }

        switch (driver?.Text)
        {
            case null:
                diagnostics.Error("FX0205", place, "The compartment has no mechanism.", "Write 'mechanism: morello' or 'mechanism: function'.");
                break;
            case "morello":
                return Mechanism.Morello;
            case "page-table":
                return Mechanism.PageTable;
            case "function" or "fcalls":
                break;
            case "intel-pku" or "vmept":
                diagnostics.Error("FX0208", driver.Location, $"Mechanism '{driver.Text}' needs an x86 processor; images are built for Morello.", "Write 'morello', or 'function' for no isolation.");
                break;
            default:
                diagnostics.Error("FX0207", driver.Location, $"There is no mechanism '{driver.Text}'.", DidYouMean.Help(driver.Text, Drivers, "mechanism"));
                break;
        }

        return Mechanism.Function;
    }

    private GateVariant ReadGate(MapReader mechanism)
    {
        if (mechanism.TextAt("gate") is not { } text)
        {
            return GateVariant.Lpb;
        }

        foreach (var gate in Enum.GetValues<GateVariant>())
        {
            if (MechanismNames.NameOf(gate) == text.Text)
            {
                return gate;
            }
        }

        diagnostics.Error("FX0207", text.Location, $"There is no gate '{text.Text}'.", DidYouMean.Help(text.Text, MechanismNames.Gates, "gate"));
        return GateVariant.Lpb;
    }

    private List<Library> ReadLibraries(MapReader root)
    {
        var libraries = new List<Library>();
        foreach (var (key, value) in Entries(root, "libraries", "micro-library"))
        {
            if (value is not YamlMap && value is not YamlText { IsNull: true })
            {
                diagnostics.Error("FX0202", value.Location, $"Micro-library '{key.Text}' must be a mapping.", "Write 'compartment: …' below it.");
                continue;
            }

            var reader = new MapReader(value as YamlMap ?? new YamlMap([], value.Location), "a micro-library", LibraryKeys, diagnostics);
            var from = reader.NameAt("from");
            var compartment = reader.NameAt("compartment");
            Note($"libraries/{key.Text}/from", from);
            Note($"libraries/{key.Text}/compartment", compartment);
            Note($"libraries/{key.Text}/hardening", reader["hardening"]);
            Note($"libraries/{key.Text}/interface", reader["interface"]);
            _kraft.ReadKconfig(reader);
            libraries.Add(new Library(key.Text, from?.Text ?? key.Text, compartment?.Text, key.Location)
            {
                Hardening = _kraft.ReadHardening(reader),
                Version = reader.TextAt("version")?.Text,
                IsCore = reader.BooleanAt("is_core") ?? false,
                Path = TextOf(reader, key, "path"),
                Package = TextOf(reader, key, "package"),
                File = TextOf(reader, key, "file"),
                InterfaceFile = TextOf(reader, key, "interface"),
                Sources = ReadSources(reader, key),
                CompilerOptions = ReadOptions(reader, key),
            });
        }

        return libraries;
    }

    private string? TextOf(MapReader reader, YamlText library, string key)
    {
        var text = reader.TextAt(key);
        Note($"libraries/{library.Text}/{key}", text);
        return text?.Text;
    }

    // kraft's 'source' is where Unikraft's build fetches a library from, and is not used; ours is C.
    private List<string> ReadSources(MapReader reader, YamlText library)
    {
        var sources = new List<string>();
        Note($"libraries/{library.Text}/source", reader["source"]);
        var items = reader["source"] switch
        {
            YamlList list => list.Items,
            YamlText text when text.Text.EndsWith(".c", StringComparison.Ordinal) || text.Text.EndsWith(".S", StringComparison.OrdinalIgnoreCase) => [text],
            _ => [],
        };
        foreach (var item in items)
        {
            if (item is YamlText source && (source.Text.EndsWith(".c", StringComparison.Ordinal) || source.Text.EndsWith(".S", StringComparison.OrdinalIgnoreCase)))
            {
                Note($"libraries/{library.Text}/source/{sources.Count}", source);
                sources.Add(source.Text);
            }
            else
            {
                diagnostics.Error("FX0206", item.Location, "A source is a file of C (.c) or assembly (.S, .s).", "Write 'source: [a.c, b.c]'; give compiled objects with 'path'.");
            }
        }

        return sources;
    }

    private List<string> ReadOptions(MapReader reader, YamlText library)
    {
        var options = new List<string>();
        Note($"libraries/{library.Text}/options", reader["options"]);
        foreach (var item in reader.ListAt("options")?.Items ?? [])
        {
            if (item is YamlText option)
            {
                Note($"libraries/{library.Text}/options/{options.Count}", option);
                options.Add(option.Text);
            }
            else
            {
                diagnostics.Error("FX0202", item.Location, "An option of the compiler must be a text.", "Write 'options: [-O3, -DNAME=value]'.");
            }
        }

        return options;
    }

    private (string? Name, string? Compartment) ReadApplication(MapReader root)
    {
        Note("application", root["application"]);
        if (root["application"] is not YamlMap map)
        {
            return (root.NameAt("application")?.Text, null);
        }

        var reader = new MapReader(map, "an application", ApplicationKeys, diagnostics);
        var (name, compartment) = (reader.NameAt("name"), reader.NameAt("compartment"));
        Note("application", name);
        Note("application/compartment", compartment);
        return (name?.Text, compartment?.Text);
    }

    private List<KeyValuePair<string, ulong>> ReadParameters(MapReader root)
    {
        var parameters = new List<KeyValuePair<string, ulong>>();
        foreach (var (key, value) in Entries(root, "parameters", "parameter"))
        {
            Note($"parameters/{key.Text}", key);
            if (value is YamlText text && MapReader.TryNumber(text.Text, out var number))
            {
                parameters.Add(new(key.Text, number));
            }
            else
            {
                diagnostics.Error("FX0206", value.Location, $"Parameter '{key.Text}' must be a whole number from 0 to 2^64-1.", "Write decimal digits, or hexadecimal ones after 0x.");
            }
        }

        parameters.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        return parameters;
    }

    // The validator says which numbers will do.
    private int ReadThreads(MapReader root)
    {
        Note("threads", root["threads"]);
        if (root.TextAt("threads") is not { } text)
        {
            return 1;
        }

        return MapReader.TryNumber(text.Text, out var number) && number <= int.MaxValue ? (int)number : 0;
    }

    private List<string> ReadSharedBetween(MapReader root)
    {
        var names = new List<string>();
        if (root.ListAt("shared_between") is not { } list)
        {
            return names;
        }

        Note("shared_between", list);
        foreach (var item in list.Items)
        {
            if (item is YamlText name && MapReader.IsName(name, diagnostics))
            {
                Note($"shared_between/{names.Count}", name);
                names.Add(name.Text);
            }
            else if (item is not YamlText)
            {
                diagnostics.Error("FX0202", item.Location, "A compartment is given by its name here.", "Write 'shared_between: [comp1, comp2]'.");
            }
        }

        return names;
    }

    private TrustModel ReadTrust(MapReader root)
    {
        if (root.TextAt("trust") is not { } text)
        {
            return TrustModel.MutualDistrust;
        }

        Note("trust", text);
        if (Array.IndexOf(TrustModels, text.Text) is >= 0 and var model)
        {
            return (TrustModel)model;
        }

        diagnostics.Error("FX0206", text.Location, $"'{text.Text}' is not a trust model.", DidYouMean.Help(text.Text, TrustModels, "trust model"));
        return TrustModel.MutualDistrust;
    }

    private List<(YamlText Key, YamlNode Value)> Entries(MapReader root, string key, string what)
    {
        if (root.MapAt(key) is not { } map)
        {
            return [];
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var unique = new List<(YamlText, YamlNode)>();
        foreach (var entry in map.Entries)
        {
            if (!seen.Add(entry.Key.Text))
            {
                diagnostics.Error("FX0204", entry.Key.Location, $"The {what} '{entry.Key.Text}' is written twice.", "Keep one of them.");
            }
            else if (MapReader.IsName(entry.Key, diagnostics))
            {
                unique.Add(entry);
            }
        }

        return unique;
    }

    private void Note(string path, YamlNode? node)
    {
        if (node is not null)
        {
            _places[path] = node.Location;
        }
    }
}
