using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FlexCap.FlexOS.Internal.Yaml;

/// <summary>Writes a configuration as YAML; defaults are left out.</summary>
internal static class ConfigurationWriter
{
    public static string Write(Configuration configuration)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var emitter = new Emitter(text);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, true));
        Map(emitter, () =>
        {
            Entry(emitter, "name", configuration.Name);
            WriteApplication(emitter, configuration);
            WriteCompartments(emitter, configuration);
            WriteLibraries(emitter, configuration);
            if (configuration.SharedBetween.Count != 0)
            {
                Scalar(emitter, "shared_between");
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, SequenceStyle.Flow));
                foreach (var name in configuration.SharedBetween)
                {
                    Scalar(emitter, name);
                }

                emitter.Emit(new SequenceEnd());
            }

            WriteSharing(emitter, configuration);
            if (configuration.Threads != 1)
            {
                Entry(emitter, "threads", configuration.Threads.ToString(CultureInfo.InvariantCulture));
            }

            if (configuration.Trust != TrustModel.MutualDistrust)
            {
                Entry(emitter, "trust", ConfigurationReader.TrustModels[(int)configuration.Trust]);
            }

            if (configuration.Parameters.Count != 0)
            {
                Scalar(emitter, "parameters");
                Map(emitter, () =>
                {
                    foreach (var (name, value) in configuration.Parameters)
                    {
                        Entry(emitter, name, value.ToString(CultureInfo.InvariantCulture));
                    }
                });
            }
        });
        emitter.Emit(new DocumentEnd(true));
        emitter.Emit(new StreamEnd());
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void WriteApplication(Emitter emitter, Configuration configuration)
    {
        if (configuration.ApplicationCompartment is { } compartment)
        {
            Scalar(emitter, "application");
            Map(emitter, () =>
            {
                Entry(emitter, "name", configuration.Application);
                Entry(emitter, "compartment", compartment);
            });
        }
        else if (configuration.Application != configuration.Name)
        {
            Entry(emitter, "application", configuration.Application);
        }
    }

    private static void WriteCompartments(Emitter emitter, Configuration configuration)
    {
        Scalar(emitter, "compartments");
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, SequenceStyle.Block));
        foreach (var compartment in configuration.Compartments)
        {
            Map(emitter, () =>
            {
                Entry(emitter, "name", compartment.Name);
                WriteMechanism(emitter, compartment);
                if (compartment.IsDefault)
                {
                    Entry(emitter, "default", "true");
                }

                if (compartment.IsHeapShared)
                {
                    Scalar(emitter, "heap");
                    Map(emitter, () =>
                    {
                        Entry(emitter, "size", Size(compartment.HeapSize));
                        Entry(emitter, "shared", "true");
                    }, flow: true);
                }
                else if (compartment.HeapSize != Compartment.DefaultHeapSize)
                {
                    Entry(emitter, "heap", Size(compartment.HeapSize));
                }

                if (compartment.OnFault != FaultPolicy.Stop)
                {
                    Entry(emitter, "on_fault", ConfigurationReader.FaultPolicies[(int)compartment.OnFault]);
                }

                if (compartment.MaximumRestarts != 0)
                {
                    Entry(emitter, "restarts", compartment.MaximumRestarts.ToString(CultureInfo.InvariantCulture));
                }

                WriteHardening(emitter, compartment.Hardening);
            });
        }

        emitter.Emit(new SequenceEnd());
    }

    private static void WriteSharing(Emitter emitter, Configuration configuration)
    {
        if (configuration.Sharing is { } sharing)
        {
            Entry(emitter, "sharing", ConfigurationReader.Sharings[(int)sharing]);
        }

        if (configuration.Edges.Count != 0)
        {
            Scalar(emitter, "edges");
            emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, SequenceStyle.Block));
            foreach (var edge in configuration.Edges)
            {
                Map(emitter, () =>
                {
                    Entry(emitter, "from", edge.From);
                    Entry(emitter, "to", edge.To);
                    Entry(emitter, "sharing", ConfigurationReader.Sharings[(int)edge.Sharing]);
                }, flow: true);
            }

            emitter.Emit(new SequenceEnd());
        }

        if (configuration.SharedHeapSize != Compartment.DefaultHeapSize)
        {
            Entry(emitter, "shared_heap", Size(configuration.SharedHeapSize));
        }
    }

    private static void WriteMechanism(Emitter emitter, Compartment compartment)
    {
        if (compartment.Gate == GateVariant.Lpb)
        {
            Entry(emitter, "mechanism", MechanismNames.NameOf(compartment.Mechanism));
            return;
        }

        Scalar(emitter, "mechanism");
        Map(emitter, () =>
        {
            Entry(emitter, "driver", MechanismNames.NameOf(compartment.Mechanism));
            Entry(emitter, "gate", MechanismNames.NameOf(compartment.Gate));
        }, flow: true);
    }

    private static void WriteLibraries(Emitter emitter, Configuration configuration)
    {
        if (configuration.Libraries.Count == 0)
        {
            return;
        }

        Scalar(emitter, "libraries");
        Map(emitter, () =>
        {
            foreach (var library in configuration.Libraries)
            {
                Scalar(emitter, library.Name);
                Map(emitter, () =>
                {
                    if (library.From != library.Name)
                    {
                        Entry(emitter, "from", library.From);
                    }

                    WriteOrigin(emitter, library);
                    if (library.Compartment is { } compartment)
                    {
                        Entry(emitter, "compartment", compartment);
                    }

                    if (library.Version is { } version)
                    {
                        Entry(emitter, "version", version);
                    }

                    if (library.IsCore)
                    {
                        Entry(emitter, "is_core", "true");
                    }

                    WriteHardening(emitter, library.Hardening);
                }, flow: library == new Library(library.Name, library.Name, null, default));
            }
        });
    }

    private static void WriteHardening(Emitter emitter, IReadOnlyList<Hardening> hardening)
    {
        if (hardening.Count == 0)
        {
            return;
        }

        Scalar(emitter, "hardening");
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, SequenceStyle.Flow));
        foreach (var kind in hardening)
        {
            Scalar(emitter, KraftOptions.HardeningNames[(int)kind]);
        }

        emitter.Emit(new SequenceEnd());
    }

    private static void WriteOrigin(Emitter emitter, Library library)
    {
        foreach (var (key, value) in new[] { ("path", library.Path), ("package", library.Package), ("file", library.File), ("interface", library.InterfaceFile) })
        {
            if (value is not null)
            {
                Entry(emitter, key, value);
            }
        }

        WriteTexts(emitter, "source", library.Sources);
        WriteTexts(emitter, "options", library.CompilerOptions);
    }

    private static void WriteTexts(Emitter emitter, string key, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        Scalar(emitter, key);
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, SequenceStyle.Flow));
        foreach (var text in texts)
        {
            Scalar(emitter, text);
        }

        emitter.Emit(new SequenceEnd());
    }

    private static string Size(ulong bytes)
    {
        foreach (var (unit, shift) in new[] { ("GiB", 30), ("MiB", 20), ("KiB", 10) })
        {
            if (bytes != 0 && bytes % (1UL << shift) == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{bytes >> shift} {unit}");
            }
        }

        return bytes.ToString(CultureInfo.InvariantCulture);
    }

    private static void Map(Emitter emitter, Action content, bool flow = false)
    {
        emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, true, flow ? MappingStyle.Flow : MappingStyle.Block));
        content();
        emitter.Emit(new MappingEnd());
    }

    private static void Entry(Emitter emitter, string key, string value)
    {
        Scalar(emitter, key);
        Scalar(emitter, value);
    }

    // A name such as "null" or "~" must be quoted to stay a name.
    private static void Scalar(Emitter emitter, string value) =>
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, value, value is "null" or "" or "~" ? ScalarStyle.DoubleQuoted : ScalarStyle.Any, true, true));
}
