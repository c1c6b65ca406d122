using FlexCap.Diagnostics;
using FlexCap.FlexOS;

namespace FlexCap.Notebooks;

/// <summary>
/// <c>#!flexos</c> cells: YAML in, a <see cref="Configuration"/> out, under the name given by <c>--name</c> or, without
/// it, the nearest identifier to the configuration's own name.
/// </summary>
public sealed partial class FlexOSCellLanguage : ICellLanguage
{
    private readonly IReadOnlyList<Completion> _microLibraries;
    private readonly IReadOnlyList<Completion> _applications;

    /// <summary>Creates the language with the names of the built-in catalogue.</summary>
    public FlexOSCellLanguage()
        : this(FromCatalogue("micro-library", LibraryRole.Library), FromCatalogue("application", LibraryRole.Application))
    {
    }

    /// <summary>Creates the language with other names to complete.</summary>
    /// <param name="microLibraries">Micro-libraries, in the order shown.</param>
    /// <param name="applications">Applications, in the order shown.</param>
    public FlexOSCellLanguage(IReadOnlyList<Completion> microLibraries, IReadOnlyList<Completion> applications) =>
        (_microLibraries, _applications) = (microLibraries, applications);

    // A damaged catalogue is reported when a configuration is checked; completion alone must not fail.
    private static IReadOnlyList<Completion> FromCatalogue(string kind, LibraryRole role)
    {
        try
        {
            return [.. Catalogue.Libraries.Where(l => l.Role == role).Select(l => new Completion(l.Name, kind, l.Description))];
        }
        catch (InputException)
        {
            return [];
        }
    }

    /// <inheritdoc/>
    public string Name => "flexos";

    /// <inheritdoc/>
    public string Description => "A FlexOS configuration in YAML; gives a Configuration to C# cells.";

    /// <inheritdoc/>
    public IReadOnlyList<CellOption> Options { get; } =
    [
        new("name", "Name of the C# variable that holds the configuration.", []),
        new("learn", "Runs the configuration in learning mode and gives what it shares: proposals of annotations and interfaces.", [], IsFlag: true),
        new("mechanism", "Isolation mechanism of every compartment, in place of the one in the YAML.", [.. MechanismNames.All]),
    ];

    /// <inheritdoc/>
    public Task<CellResult> ExecuteAsync(Cell cell, IDisplay display, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return Task.FromResult(Execute(cell));
    }

    internal static CellResult Execute(Cell cell)
    {
        var given = cell.Options.GetValueOrDefault("name");
        if (given is not null && !Identifiers.IsIdentifier(given))
        {
            return new CellResult(null, null, [new("FX0507", DiagnosticSeverity.Error, new SourceLocation(NotebookSession.CellFile),
                $"'{given}' cannot be the name of a C# variable.", $"Use letters, digits and underscores, such as {Identifiers.From(given)}.")]);
        }

        if (!Configuration.TryParse(cell.Code, NotebookSession.CellFile, out var configuration, out var diagnostics))
        {
            return new CellResult(null, null, diagnostics);
        }

        if (cell.Options.TryGetValue("mechanism", out var mechanism))
        {
            configuration = configuration!.WithMechanism(mechanism);
        }

        if (cell.Options.ContainsKey("learn"))
        {
            return Learn(given ?? Identifiers.From(configuration!.Name), configuration!, diagnostics);
        }

        return new CellResult(given ?? Identifiers.From(configuration!.Name), configuration, diagnostics);
    }

    private static CellResult Learn(string name, Configuration configuration, IReadOnlyList<Diagnostic> diagnostics)
    {
        try
        {
            return new CellResult(name, configuration.Learn(), diagnostics);
        }
        catch (InputException e)
        {
            return new CellResult(null, null, [.. diagnostics, .. e.Diagnostics]);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Diagnostic> Diagnose(string code)
    {
        Configuration.TryParse(code, NotebookSession.CellFile, out _, out var diagnostics);
        return diagnostics;
    }
}
