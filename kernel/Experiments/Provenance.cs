using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using FlexCap.FlexOS;
using FlexCap.Morello;

namespace FlexCap.Experiments;

/// <summary>What produced a measurement: enough to produce it again. Holds no clock, host name or path.</summary>
/// <param name="Configuration">Name of the configuration.</param>
/// <param name="ConfigurationHash">SHA-256 of the configuration's YAML, lower-case hexadecimal.</param>
/// <param name="ImageHash">SHA-256 of the linked ELF file, lower-case hexadecimal.</param>
/// <param name="MachineProfile">Name of the board.</param>
/// <param name="TimingModel">Name of the cycle model.</param>
/// <param name="Version">Version of this library.</param>
/// <param name="Parameters">Parameters of the run (name, value), ordered by name.</param>
/// <param name="Seed">Seed of the run's randomness, or null where it has none.</param>
public sealed record Provenance(
    string Configuration,
    string ConfigurationHash,
    string ImageHash,
    string MachineProfile,
    string TimingModel,
    string Version,
    IReadOnlyList<KeyValuePair<string, ulong>> Parameters,
    ulong? Seed)
{
    /// <summary>Provenance of a run of <paramref name="image"/> with <paramref name="options"/>.</summary>
    public static Provenance Of(Image image, MachineOptions options)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(options);
        var configuration = image.Plan.Configuration;
        return new Provenance(
            configuration.Name,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(configuration.ToYaml()))),
            image.Hash,
            image.Profile.Name,
            options.Timing.Name,
            LibraryVersion,
            [.. configuration.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal)],
            Seed: null);
    }

    // The part after '+' is the commit: it would change every stored result with every commit.
    private static string LibraryVersion { get; } =
        (typeof(Provenance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0")
        .Split('+')[0];
}
