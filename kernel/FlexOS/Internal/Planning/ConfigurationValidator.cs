using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Mechanisms;

namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>Rules that need no catalogue: names, defaults and mechanisms. Also run on configurations made in C#.</summary>
internal static class ConfigurationValidator
{
    // MOVZ of the gates (kernel/guest/flexos-core/gate.S).
    private const int MostCompartments = 1 << 16;

    public static void Validate(Configuration configuration, DiagnosticBag diagnostics)
    {
        var compartments = configuration.Compartments;
        if (compartments.Count == 0)
        {
            diagnostics.Error("FX0218", configuration.Place("compartments"), "The configuration has no compartment.",
                "Write 'compartments:' with at least '- {name: comp1, mechanism: morello, default: true}'.");
        }

        if (compartments.Count > MostCompartments)
        {
            diagnostics.Error("FX0241", configuration.Place("compartments"), $"There are {compartments.Count} compartments, and a gate holds its callee's id in 16 bits.", $"Use {MostCompartments} compartments at most.");
        }

        var byName = new Dictionary<string, Compartment>(StringComparer.Ordinal);
        foreach (var compartment in compartments)
        {
            if (!byName.TryAdd(compartment.Name, compartment))
            {
                diagnostics.Error("FX0209", configuration.Place(compartment.Location), $"There are two compartments named '{compartment.Name}' (the first at {configuration.Place(byName[compartment.Name].Location)}).", "Give each compartment a name of its own.");
            }
        }

        if (configuration.Threads is < 1 or > Configuration.MaximumThreads)
        {
            diagnostics.Error("FX0206", configuration.Place("threads"), $"'threads' must be a whole number from 1 to {Configuration.MaximumThreads}.", "Write how many threads may run at most, main's included.");
        }

        CheckDefault(configuration, diagnostics);
        CheckMechanisms(configuration, diagnostics);
        CheckSupervision(configuration, diagnostics);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var library in configuration.Libraries)
        {
            if (!names.Add(library.Name))
            {
                diagnostics.Error("FX0204", configuration.Place(library.Location), $"The micro-library '{library.Name}' is written twice.", "Keep one of them, or give the second another name and 'from'.");
            }

            if (library.Compartment is { } compartment && !byName.ContainsKey(compartment))
            {
                UnknownCompartment(configuration, $"libraries/{library.Name}/compartment", library.Location, compartment, diagnostics);
            }
        }

        CheckHardening(configuration, diagnostics);
        CheckCompilerOptions(configuration, diagnostics);
        CheckSharing(configuration, byName, diagnostics);
        CheckEdges(configuration, byName, diagnostics);
        if (configuration.ApplicationCompartment is { } own && !byName.ContainsKey(own))
        {
            UnknownCompartment(configuration, "application/compartment", configuration.Place("application"), own, diagnostics);
        }
    }

    // What would change how code is linked or what its registers mean is not the configuration's to choose.
    private static readonly string[] OptionBeginnings = ["-D", "-U", "-I", "-O", "-std=", "-W", "-fno-strict-aliasing", "-fwrapv", "-fstack-clash-protection", "-funroll-loops", "-fno-inline", "-ffast-math"];

    private static void CheckCompilerOptions(Configuration configuration, DiagnosticBag diagnostics)
    {
        foreach (var library in configuration.Libraries)
        {
            for (var i = 0; i < library.CompilerOptions.Count; i++)
            {
                var option = library.CompilerOptions[i];
                var place = configuration.Place($"libraries/{library.Name}/options/{i}", library.Location);
                if (library.Sources.Count == 0)
                {
                    diagnostics.Error("FX0239", place, $"'{library.Name}' has options for the compiler, but is not given as source.", "Give its C files under 'source', or leave 'options' out.");
                    break;
                }

                if (option is "-D" or "-U" or "-I" || option.StartsWith("-Wl,", StringComparison.Ordinal) || option.StartsWith("-Wa,", StringComparison.Ordinal) || !OptionBeginnings.Any(b => option.StartsWith(b, StringComparison.Ordinal)))
                {
                    diagnostics.Error("FX0239", place, $"'{option}' is not an option for own sources.", $"Use those that begin with {string.Join(", ", OptionBeginnings)}, each in one piece ('-Ifolder'); target and layout are the image's.");
                }
            }
        }
    }

    private static void CheckHardening(Configuration configuration, DiagnosticBag diagnostics)
    {
        for (var i = 0; i < configuration.Compartments.Count; i++)
        {
            var compartment = configuration.Compartments[i];
            if (compartment.Hardening.Count != 0 && !configuration.Libraries.Any(l => l.Compartment == compartment.Name && IsCompiled(l)))
            {
                NoEffect($"compartments/{i}/hardening", compartment.Location, $"those of '{compartment.Name}'");
            }
        }

        foreach (var library in configuration.Libraries.Where(l => l.Hardening.Count != 0 && !IsCompiled(l)))
        {
            NoEffect($"libraries/{library.Name}/hardening", library.Location, $"'{library.Name}'");
        }

        void NoEffect(string path, SourceLocation fallback, string what) =>
            diagnostics.Warning("FX0247", configuration.Place(path, fallback), $"'hardening' has no effect: micro-libraries of the catalogue are compiled beforehand ({what}).", "Give the library's C files under 'source' to compile it with the compiler's checks, or leave it out.");
    }

    // Only what the compiler sees can be hardened by it.
    private static bool IsCompiled(Library library) => library.Sources.Count != 0;

    private static void CheckSharing(Configuration configuration, Dictionary<string, Compartment> byName, DiagnosticBag diagnostics)
    {
        var names = configuration.SharedBetween;
        for (var i = 0; i < names.Count; i++)
        {
            if (!byName.ContainsKey(names[i]))
            {
                UnknownCompartment(configuration, $"shared_between/{i}", configuration.Place("shared_between"), names[i], diagnostics);
            }
        }

        var overlap = names.Count != 0 ? "shared_between" : configuration.Sharing == Sharing.Overlap ? "sharing" : configuration.Edges.Any(e => e.Sharing == Sharing.Overlap) ? "edges/0/from" : null;
        if (overlap is not null && configuration.Trust == TrustModel.Sandbox)
        {
            diagnostics.Error("FX0253", configuration.Place(overlap), "With 'trust: sandbox' no region overlaps: code in the sandbox could read and write it at any time.",
                "Pass what a call needs ('sharing: capability' or 'copy'), or write 'trust: mutual-distrust'.");
        }

        if (names.Count != 0 && names.Distinct(StringComparer.Ordinal).Count() != 2)
        {
            diagnostics.Error("FX0219", configuration.Place("shared_between"), $"The shared region lies between two compartments, not {names.Distinct(StringComparer.Ordinal).Count()}.",
                "Name two: each compartment has one interval of data, and only two intervals can overlap in one region.");
        }
    }

    private static void CheckEdges(Configuration configuration, Dictionary<string, Compartment> byName, DiagnosticBag diagnostics)
    {
        var seen = new HashSet<(string, string)>();
        for (var i = 0; i < configuration.Edges.Count; i++)
        {
            var edge = configuration.Edges[i];
            foreach (var (key, name) in new[] { ("from", edge.From), ("to", edge.To) })
            {
                if (!byName.ContainsKey(name))
                {
                    UnknownCompartment(configuration, $"edges/{i}/{key}", edge.Location, name, diagnostics);
                }
            }

            if (edge.From == edge.To || !seen.Add((edge.From, edge.To)))
            {
                diagnostics.Error("FX0288", configuration.Place(edge.Location), edge.From == edge.To ? $"An edge leads from '{edge.From}' to itself." : $"The edge from '{edge.From}' to '{edge.To}' is written twice.",
                    "Write each edge once, between two compartments.");
            }
        }
    }

    private static void CheckDefault(Configuration configuration, DiagnosticBag diagnostics)
    {
        var compartments = configuration.Compartments;
        var defaults = compartments.Where(c => c.IsDefault).ToList();
        foreach (var second in defaults.Skip(1))
        {
            diagnostics.Error("FX0210", configuration.Place($"compartments/{compartments.ToList().IndexOf(second)}/default", second.Location),
                $"Both '{defaults[0].Name}' and '{second.Name}' are the default compartment.", "Keep 'default: true' in one of them.");
        }

        if (defaults.Count != 0 || compartments.Count <= 1)
        {
            return;
        }

        diagnostics.Error("FX0211", configuration.Place(compartments[0].Location), "No compartment is the default one.", "Write 'default: true' in the compartment that takes the application and every micro-library without a compartment.");
        foreach (var library in configuration.Libraries.Where(l => l.Compartment is null))
        {
            diagnostics.Error("FX0214", configuration.Place(library.Location), $"Micro-library '{library.Name}' is in no compartment.", "Write 'compartment: …' below it, or make one compartment the default.");
        }
    }

    private static void CheckSupervision(Configuration configuration, DiagnosticBag diagnostics)
    {
        foreach (var (index, compartment) in configuration.Compartments.Index().Where(c => c.Item.OnFault != FaultPolicy.Stop))
        {
            if (IsolationMechanism.Find(compartment.Mechanism, compartment.Gate) is { CanFailCalls: false } mechanism)
            {
                diagnostics.Error("FX0262", configuration.Place($"compartments/{index}/on_fault", compartment.Location),
                    $"A call of '{compartment.Name}' cannot be failed: with '{mechanism.Name}' what faults has the rights of its callers, and no gate knows who they are.",
                    $"Use a mechanism that does ({string.Join(", ", IsolationMechanism.All.Where(m => m.CanFailCalls).Select(m => m.Name))}), or 'on_fault: stop'.");
            }
        }
    }

    private static void CheckMechanisms(Configuration configuration, DiagnosticBag diagnostics)
    {
        if (diagnostics.Any(d => d.Id is "FX0202" or "FX0205" or "FX0207" or "FX0208"))
        {
            return; // a mechanism that could not be read is no mix
        }

        var compartments = configuration.Compartments;
        for (var i = 0; i < compartments.Count; i++)
        {
            if (compartments[i] is { Gate: not GateVariant.Lpb, Mechanism: not Mechanism.Morello } odd)
            {
                diagnostics.Error("FX0221", configuration.Place($"compartments/{i}/gate", odd.Location),
                    $"'{odd.Name}' has the gate '{MechanismNames.NameOf(odd.Gate)}', which mechanism '{MechanismNames.NameOf(odd.Mechanism)}' does not have.", "Leave out 'gate', or use mechanism 'morello'.");
            }
        }

        if (compartments.Count != 0 && !diagnostics.HasErrors)
        {
            if (IsolationMechanism.Find(compartments[0].Mechanism, compartments[0].Gate) is { } mechanism)
            {
                mechanism.Validate(configuration, diagnostics);
            }
            else
            {
                diagnostics.Error("FX0222", configuration.Place("compartments/0/mechanism", compartments[0].Location),
                    $"This version cannot build images with '{MechanismNames.NameOf(compartments[0].Mechanism, compartments[0].Gate)}'.", $"Use one of {string.Join(", ", IsolationMechanism.All.Select(m => m.Name))}.");
            }
        }

        for (var i = 1; i < compartments.Count; i++)
        {
            if (compartments[i].Mechanism != compartments[0].Mechanism)
            {
                diagnostics.Error("FX0212", configuration.Place($"compartments/{i}/mechanism", compartments[i].Location),
                    $"'{compartments[i].Name}' and '{compartments[0].Name}' have different mechanisms.", "Use one mechanism for all compartments (a rule of kraft): a compartment without bounds could reach into every other.");
            }
            else if (compartments[i].Gate != compartments[0].Gate)
            {
                diagnostics.Error("FX0220", configuration.Place($"compartments/{i}/gate", compartments[i].Location),
                    $"'{compartments[i].Name}' and '{compartments[0].Name}' have different gates.", "Use one gate for all compartments: there is one switcher, and both sides of a call rely on it.");
            }
        }
    }

    private static void UnknownCompartment(Configuration configuration, string path, SourceLocation fallback, string name, DiagnosticBag diagnostics) =>
        diagnostics.Error("FX0213", configuration.Place(path, fallback), $"There is no compartment '{name}'.",
            DidYouMean.Help(name, configuration.Compartments.Select(c => c.Name), "compartment"));
}
