namespace FlexCap.Notebooks.Internal;

/// <summary>What stands as the value of a key, for completion.</summary>
internal enum YamlValue
{
    Text,
    Mechanism,
    Gate,
    Boolean,
    CompartmentName,
    MicroLibrary,
    Application,
    Choice,
    Mapping,
    List,
}

/// <summary>A key of the configuration's YAML. <c>Path</c> is the place of its mapping; <c>*</c> stands for any name.</summary>
internal sealed record YamlKey(string Path, string Name, YamlValue Value, string Documentation)
{
    /// <summary>The values of a <see cref="YamlValue.Choice"/>.</summary>
    public IReadOnlyList<Completion> Choices { get; init; } = [];
}

/// <summary>The keys of a configuration, once, for completion and hover. The reader in FlexOS accepts the same; a test compares.</summary>
internal static class YamlSchema
{
    private static readonly Completion[] Sharings =
    [
        new("overlap", "sharing", "Bounds overlap on a shared region; what lies elsewhere goes through its heap."),
        new("copy", "sharing", "The callee's shim copies with exactly bounded capabilities; between any two compartments."),
        new("capability", "sharing", "The callee takes exactly bounded capabilities, where its library has such versions."),
        new("shared-register", "sharing", "A region behind the capability in register c18; any number of compartments."),
    ];

    internal static IReadOnlyList<YamlKey> Keys { get; } =
    [
        new("", "name", YamlValue.Text, "Name of the image; also of the application unless 'application' is written."),
        new("", "application", YamlValue.Application, "Application of the catalogue whose main runs."),
        new("", "compartments", YamlValue.List, "Compartments in the order of their ids; one is the default."),
        new("", "libraries", YamlValue.Mapping, "Micro-libraries by name, each with its compartment."),
        new("", "shared_between", YamlValue.List, "The two compartments whose bounds overlap on the shared region; chosen by the planner unless written."),
        new("", "sharing", YamlValue.Choice, "How data crosses between compartments, where 'edges' does not say it.") { Choices = Sharings },
        new("", "edges", YamlValue.List, "How data crosses along single edges."),
        new("", "shared_heap", YamlValue.Text, "Least size of the heap of each shared region, such as 256 KiB."),
        new("edges", "from", YamlValue.CompartmentName, "The calling compartment."),
        new("edges", "to", YamlValue.CompartmentName, "The called compartment."),
        new("edges", "sharing", YamlValue.Choice, "How data crosses.") { Choices = Sharings },
        new("compartments/heap", "size", YamlValue.Text, "Size of the heap, such as 64 KiB."),
        new("compartments/heap", "shared", YamlValue.Boolean, "True if the heap lies in the shared region."),
        new("", "trust", YamlValue.Choice, "Who may trust whom.")
        {
            Choices = [new("mutual-distrust", "trust model", "No compartment trusts another; what holds unless written."), new("sandbox", "trust model", "The default compartment is trusted and confines the others: no region overlaps.")],
        },
        new("", "threads", YamlValue.Text, "How many threads may run, main's included: 1 (unless written) to 32; each has a stack in every compartment."),
        new("", "parameters", YamlValue.Mapping, "Whole numbers that the application reads when it runs, by name."),
        new("", "specification", YamlValue.Text, "Version of kraft.yaml's format; accepted and unused."),
        new("", "unikraft", YamlValue.Mapping, "Unikraft's version and options in kraft.yaml; options of FlexOS take effect or are explained."),
        new("", "targets", YamlValue.List, "Targets in kraft.yaml; images are built for arm64 on Morello."),
        new("", "volumes", YamlValue.Mapping, "Volumes in kraft.yaml; accepted and unused."),
        new("", "networks", YamlValue.Mapping, "Networks in kraft.yaml; accepted and unused."),
        new("application", "name", YamlValue.Application, "Application of the catalogue whose main runs."),
        new("application", "compartment", YamlValue.CompartmentName, "Compartment that the application runs in."),
        new("compartments", "name", YamlValue.Text, "Name of the compartment; unique."),
        new("compartments", "mechanism", YamlValue.Mechanism, "Isolation mechanism of the compartment."),
        new("compartments", "default", YamlValue.Boolean, "True for the one compartment that takes every library without one."),
        new("compartments", "heap", YamlValue.Text, "Size of the compartment's heap, such as 64 KiB."),
        new("compartments", "on_fault", YamlValue.Choice, "What becomes of a call of the compartment when it faults.")
        {
            Choices = [new("stop", "policy", "The fault ends the machine; what holds unless written."), new("fail", "policy", "The innermost call returns an error value, and everything goes on."), new("restart", "policy", "As fail, and the compartment is put back to what it was at start.")],
        },
        new("compartments", "restarts", YamlValue.Text, "How often the compartment may be restarted before a fault stops the machine; any number unless written."),
        new("compartments", "hardening", YamlValue.List, "Compiler hardening of its micro-libraries with 'source': ubsan, stack-protector."),
        new("compartments/mechanism", "driver", YamlValue.Mechanism, "Isolation mechanism, as kraft.yaml writes it."),
        new("compartments/mechanism", "gate", YamlValue.Gate, "How calls across are made with morello."),
        new("compartments/mechanism", "noisolstack", YamlValue.Boolean, "Of FlexOS's own build; accepted and unused."),
        new("libraries/*", "compartment", YamlValue.CompartmentName, "Compartment of the library; the default one unless written."),
        new("libraries/*", "from", YamlValue.MicroLibrary, "Micro-library of the catalogue; the same as the name unless written."),
        new("libraries/*", "path", YamlValue.Text, "Path of an object of your own (ET_REL or ET_DYN, musl/arm64), relative to the configuration."),
        new("libraries/*", "package", YamlValue.Text, "NuGet package with the shared object: name/version."),
        new("libraries/*", "file", YamlValue.Text, "File in the package, where it has several shared objects."),
        new("libraries/*", "source", YamlValue.List, "C files of your own, compiled with clang."),
        new("libraries/*", "options", YamlValue.List, "Options of the compiler for 'source': -O3, -DNAME=value, -Ifolder."),
        new("libraries/*", "interface", YamlValue.Text, "File with the interfaces of its functions (docs/gates.md)."),
        new("libraries/*", "version", YamlValue.Text, "Version in kraft.yaml; accepted and unused."),
        new("libraries/*", "kconfig", YamlValue.List, "Options of Unikraft's build in kraft.yaml; options of FlexOS take effect or are explained."),
        new("libraries/*", "is_core", YamlValue.Boolean, "Kraft's mark for libraries of Unikraft itself; accepted and unused."),
        new("libraries/*", "hardening", YamlValue.List, "Compiler hardening of a micro-library with 'source': ubsan, stack-protector."),
        new("targets", "architecture", YamlValue.Text, "arm64; others are not built."),
        new("targets", "platform", YamlValue.Text, "morello; others are not built."),
    ];

    /// <summary>Mechanisms as they are written, with what they do.</summary>
    internal static IReadOnlyList<Completion> Mechanisms { get; } =
    [
        new("morello", "mechanism", "DDC and PCC of its own, entered through the LPB-sealed switcher (PLOS'23, section 3)."),
        new("function", "mechanism", "No isolation: a call across compartments is a function call."),
        new("page-table", "mechanism", "EL0 with page tables of its own, entered by SVC through the trusted base."),
    ];

    /// <summary>Gates of <c>morello</c> as they are written, with what they do.</summary>
    internal static IReadOnlyList<Completion> Gates { get; } =
    [
        new("lpb", "gate", "LPB-sealed entry and return (PLOS'23, section 3.1); the default."),
        new("artefact", "gate", "As the published artefact does it, with what it lets through."),
        new("hardened", "gate", "Registers cleared, entry points on a list, the caller's state kept by the switcher."),
        new("shared-stack", "gate", "One stack that all compartments reach."),
        new("sealed-pair", "gate", "BLRS with a sealed code and data pair in place of LPB."),
        new("exception", "gate", "DDC and PCC are swapped in the exception vectors."),
    ];

    /// <summary>Keys of the mapping at a path; the second part of a path under <c>libraries</c> is any name.</summary>
    internal static IEnumerable<YamlKey> At(IReadOnlyList<string> path)
    {
        var pattern = path.Count >= 2 && path[0] == "libraries" ? string.Join('/', path.Skip(2).Prepend("*").Prepend("libraries")) : string.Join('/', path);
        return Keys.Where(k => k.Path == pattern);
    }
}
