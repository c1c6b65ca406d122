using System.Reflection;
using FlexCap.Diagnostics;

namespace FlexCap.FlexOS;

/// <summary>The configurations that come with this assembly; the same files lie in <c>kernel/FlexOS/Configurations</c>.</summary>
public static class Configurations
{
    private const string Prefix = "configurations/";

    /// <summary>Names of the files, without extension, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => Path.GetFileNameWithoutExtension(n[Prefix.Length..])).Order(StringComparer.Ordinal),
    ];

    /// <summary>All of them by name, with what the comment at the beginning of each says.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Descriptions { get; } =
        [.. Names.Select(n => KeyValuePair.Create(n, string.Join(' ', Read(n).Split('\n').TakeWhile(l => l.StartsWith('#')).Select(l => l[1..].Trim()))))];

    /// <summary>One application in one compartment.</summary>
    public static Configuration HelloWorld => Configuration.Parse(Read("helloworld"), "helloworld.yaml");

    /// <summary>Two compartments and an empty call between them: the micro-benchmark of PLOS'23, Figure 6.</summary>
    public static Configuration FirstCompartments => Configuration.Parse(Read("first-compartments"), "first-compartments.yaml");

    /// <summary>An application that attacks another compartment.</summary>
    public static Configuration Isolation => Configuration.Parse(Read("isolation"), "isolation.yaml");

    /// <summary>The text of a configuration by name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Prefix}{name}.yaml")
            ?? throw new ArgumentException($"There is no configuration '{name}'. Known: {string.Join(", ", Names)}.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>An application in one compartment that calls one instance of <c>flexos-callee</c> in each of the others, in turn.</summary>
    /// <param name="count">Number of compartments, the application's included; at least 2.</param>
    /// <param name="mechanism">How all of them are isolated.</param>
    public static Configuration ManyCompartments(int count, Mechanism mechanism = Mechanism.Morello)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        var place = new SourceLocation($"many-compartments-{count}");
        return new Configuration
        {
            Name = place.File,
            Application = "flexos-many-compartments",
            Compartments = [.. Enumerable.Range(1, count).Select(i => new Compartment($"comp{i}", mechanism, i == 1, place))],
            Libraries = [.. Enumerable.Range(2, count - 1).Select(i => new Library($"callee{i}", "flexos-callee", $"comp{i}", place))],
        };
    }
}
