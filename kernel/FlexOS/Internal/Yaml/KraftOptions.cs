using FlexCap.Diagnostics;

namespace FlexCap.FlexOS.Internal.Yaml;

/// <summary>
/// What a kraft.yaml says to Unikraft's own build: Kconfig options, targets, hardening. What means something here takes
/// effect; what cannot is refused or explained, with its number; everything else belongs to parts that are not built here.
/// </summary>
internal sealed class KraftOptions(DiagnosticBag diagnostics)
{
    internal static readonly string[] TargetKeys = ["architecture", "platform", "name", "format", "kconfig", "command", "version", "source"];
    internal static readonly string[] HardeningNames = ["ubsan", "stack-protector"];
    private const string Flexos = "CONFIG_LIBFLEXOS";
    private const ulong PageSize = 4096;

    // The choice of lib/flexos-core/Config.uk: option, driver.
    private static readonly (string Option, string Driver)[] Backends =
        [("_MORELLO", "morello"), ("_NONE", "fcalls"), ("_INTELPKU", "intel-pku"), ("_VMEPT", "vmept")];

    private static readonly Dictionary<string, string> Explained = new(StringComparer.Ordinal)
    {
        ["_GATE_INTELPKU_DBG"] = "It checks Intel's PKRU register. Here the processor checks every access, and 'flexcap trace' shows every crossing.",
        ["_GATE_INTELPKU_COUNT_EXECUTIONS"] = "Executions of every gate are always counted here, at no cost: see RunResult.GateCounts.",
        ["_GATE_INTELPKU_NO_INSTRUMENT"] = "Gates are never instrumented here: the machine counts from outside.",
        ["_GATE_INTELPKU_PRIVATE_STACKS"] = "Private stacks are the default here too.",
        ["_GATE_INTELPKU_SHARED_STACKS"] = "Choose it by the gate: 'mechanism: {driver: morello, gate: shared-stack}'.",
        ["_VMEPT_LIBRARY"] = "It builds one virtual machine of several; here all compartments are in one image.",
        ["_DEBUG"] = "Nothing has to be compiled in: 'flexcap trace' and 'flexcap gdb' work with every image.",
    };

    private readonly List<(string Driver, YamlText Place)> _backends = [];
    private YamlText? _isOff;

    /// <summary>Heap of a compartment that does not say, in bytes; null unless <c>CONFIG_LIBFLEXOS_COMP_HEAP_SIZE</c> is set.</summary>
    public ulong? CompartmentHeapSize { get; private set; }

    /// <summary>The root's <c>unikraft</c> and <c>targets</c>.</summary>
    public void ReadRoot(MapReader root)
    {
        if (root["unikraft"] is YamlMap unikraft)
        {
            ReadKconfig(new MapReader(unikraft, "unikraft", null, diagnostics));
        }

        foreach (var target in root.ListAt("targets")?.Items.OfType<YamlMap>() ?? [])
        {
            ReadTarget(target);
        }
    }

    /// <summary>A <c>kconfig</c> list.</summary>
    public void ReadKconfig(MapReader owner)
    {
        if (owner["kconfig"] is not YamlList list)
        {
            owner.ListAt("kconfig"); // says so
            return;
        }

        foreach (var item in list.Items)
        {
            if (item is YamlText text && text.Text.Split('=', 2) is [{ } option, { } value] && IsOption(option))
            {
                ReadOption(text, option, value.Trim('"'));
            }
            else
            {
                diagnostics.Warning("FX0249", item.Location, "This is not a Kconfig option.", "Write 'CONFIG_NAME=y', '=n', a number or a quoted text.");
            }
        }
    }

    /// <summary>A <c>hardening</c> list, without duplicates, in the order of the enumeration.</summary>
    public IReadOnlyList<Hardening> ReadHardening(MapReader owner)
    {
        var found = new SortedSet<Hardening>();
        foreach (var item in owner.ListAt("hardening")?.Items ?? [])
        {
            switch ((item as YamlText)?.Text)
            {
                case "ubsan":
                    found.Add(Hardening.UndefinedBehaviour);
                    break;
                case "stack-protector" or "sp" or "uksp":
                    found.Add(Hardening.StackProtector);
                    break;
                case "kasan" or "asan":
                    RefuseKasan(item.Location);
                    break;
                case "cfi":
                    diagnostics.Add(new Diagnostic("FX0243", DiagnosticSeverity.Info, item.Location, "'cfi' is no hardening of the compiler here.",
                        "Calls across compartments are checked by 'mechanism: {driver: morello, gate: hardened}', which lets through only the entry points that the configuration has."));
                    break;
                default:
                    var name = (item as YamlText)?.Text ?? "";
                    diagnostics.Error("FX0246", item.Location, $"There is no hardening '{name}'.", DidYouMean.Help(name, [.. HardeningNames, "kasan", "cfi"], "hardening"));
                    break;
            }
        }

        return [.. found];
    }

    /// <summary>Compares the backend that Kconfig chooses with the mechanism of the compartments.</summary>
    public void CheckBackend(IReadOnlyList<Compartment> compartments)
    {
        if (compartments.Count == 0)
        {
            return;
        }

        var isFunction = compartments[0].Mechanism == Mechanism.Function;
        if (_isOff is { } off && !isFunction)
        {
            diagnostics.Error("FX0242", off.Location, $"'{off.Text}' switches FlexOS off, but the compartments have a mechanism.", "Remove the option, or write 'mechanism: function'.");
        }

        foreach (var (driver, place) in _backends)
        {
            if (driver is "intel-pku" or "vmept")
            {
                diagnostics.Error("FX0208", place.Location, $"'{place.Text}' chooses a mechanism that needs an x86 processor; images are built for Morello.", $"Write '{Flexos}_MORELLO=y', or '{Flexos}_NONE=y' for no isolation.");
            }
            else if (driver == "fcalls" != isFunction)
            {
                diagnostics.Error("FX0242", place.Location, $"'{place.Text}' does not go with the mechanism of compartment '{compartments[0].Name}'.", "Remove the option: the mechanism of the compartments decides.");
            }
        }
    }

    private static bool IsOption(string option) =>
        option.StartsWith("CONFIG_", StringComparison.Ordinal) && option.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is '_' || char.IsAsciiLetterLower(c));

    private void ReadOption(YamlText text, string option, string value)
    {
        var isOn = value == "y";
        if (option.StartsWith("CONFIG_LIBKASAN", StringComparison.Ordinal) && isOn)
        {
            RefuseKasan(text.Location);
        }
        else if ((option.StartsWith("CONFIG_LIBUBSAN", StringComparison.Ordinal) || option.StartsWith("CONFIG_LIBUKSP", StringComparison.Ordinal)) && isOn)
        {
            Explain(text, "Write 'hardening: [ubsan, stack-protector]' at the micro-library or the compartment; it takes effect for libraries with 'source'.");
        }
        else if (option == Flexos)
        {
            _isOff = value == "n" ? text : _isOff;
        }
        else if (option.StartsWith(Flexos + "_", StringComparison.Ordinal))
        {
            ReadFlexos(text, option[Flexos.Length..], value);
        }
    }

    private void ReadFlexos(YamlText text, string option, string value)
    {
        var isOn = value == "y";
        if (Array.Find(Backends, b => b.Option == option) is { Driver: { } driver })
        {
            if (isOn)
            {
                _backends.Add((driver, text));
            }
        }
        else if (option == "_COMP_HEAP_SIZE")
        {
            if (MapReader.TryNumber(value, out var pages) && pages is > 0 and < 1UL << 32)
            {
                CompartmentHeapSize = pages * PageSize;
            }
            else
            {
                diagnostics.Error("FX0206", text.Location, $"'{value}' is not a heap size.", "Write a number of pages of 4 KiB, from 1 to 4294967295; the original's default is 10000.");
            }
        }
        else if (option == "_ENABLE_DSS")
        {
            if (isOn)
            {
                diagnostics.Error("FX0244", text.Location, "Data shadow stacks exist for Intel's protection keys only: a compartment's bounds on Morello are one interval, which cannot take in the upper halves of another's stacks.",
                    "Write 'sharing: copy' or 'sharing: capability', which need no shared stack variables, or 'mechanism: {driver: morello, gate: shared-stack}'.");
            }
        }
        else if (Explained.TryGetValue(option, out var help))
        {
            if (isOn)
            {
                Explain(text, help);
            }
        }
        else
        {
            diagnostics.Warning("FX0250", text.Location, $"FlexOS has no option '{Flexos}{option}'.",
                DidYouMean.Help(Flexos + option, [.. Backends.Select(b => Flexos + b.Option), .. Explained.Keys.Select(k => Flexos + k), Flexos + "_COMP_HEAP_SIZE", Flexos + "_ENABLE_DSS"], "option"));
        }
    }

    private void Explain(YamlText text, string help) =>
        diagnostics.Add(new Diagnostic("FX0243", DiagnosticSeverity.Info, text.Location, $"'{text.Text}' has no effect.", help));

    private void RefuseKasan(SourceLocation place) =>
        diagnostics.Error("FX0245", place, "The kernel address sanitizer exists for Unikraft's KVM platform on x86 only.", "Leave it out: on Morello, bounds are checked by the processor; 'hardening: [ubsan, stack-protector]' adds the compiler's checks.");

    private void ReadTarget(YamlMap map)
    {
        var reader = new MapReader(map, "a target", TargetKeys, diagnostics);
        var (architecture, platform) = (reader.TextAt("architecture"), reader["platform"] is YamlMap named ? new MapReader(named, "a platform", null, diagnostics).TextAt("name") : reader.TextAt("platform"));
        if (architecture is { Text: not ("arm64" or "aarch64" or "morello") } other)
        {
            diagnostics.Warning("FX0217", other.Location, $"Target architecture '{other.Text}' is not built: images are for arm64 with Morello.", "Write 'architecture: arm64' and 'platform: morello'.");
        }
        else if (platform is { Text: not ("morello" or "virt") } elsewhere)
        {
            diagnostics.Warning("FX0217", elsewhere.Location, $"Target platform '{elsewhere.Text}' is not built: images are for the board 'virt' with a Morello processor.", "Write 'platform: morello'.");
        }
    }
}
