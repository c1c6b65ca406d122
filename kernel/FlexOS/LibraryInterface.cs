using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Interfaces;

namespace FlexCap.FlexOS;

/// <summary>The functions of a micro-library that cross compartments with pointers, on the stack or in V registers: its <c>interface.yaml</c>. Immutable.</summary>
public sealed class LibraryInterface
{
    private readonly SortedDictionary<string, FunctionInterface> _functions = new(StringComparer.Ordinal);

    /// <summary>Makes an interface of functions; the first of two with one name counts.</summary>
    /// <param name="functions">The functions.</param>
    public LibraryInterface(IEnumerable<FunctionInterface> functions)
    {
        ArgumentNullException.ThrowIfNull(functions);
        foreach (var function in functions)
        {
            _functions.TryAdd(function.Name, function);
        }
    }

    /// <summary>An interface without functions.</summary>
    public static LibraryInterface Empty { get; } = new([]);

    /// <summary>All functions, by name.</summary>
    public IReadOnlyCollection<FunctionInterface> Functions => _functions.Values;

    /// <summary>The interface of a function, or null: its arguments are then values.</summary>
    /// <param name="function">Symbol of the function.</param>
    public FunctionInterface? Find(string function) => _functions.GetValueOrDefault(function);

    /// <summary>Reads YAML; throws <see cref="InputException"/> (FX0201 to FX0206, FX0280 to FX0287) with every error at once.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="file">Name used in diagnostics.</param>
    public static LibraryInterface Parse(string yaml, string file = "<interface>")
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var bag = new DiagnosticBag();
        var result = InterfaceReader.Read(yaml, file, bag);
        bag.ThrowIfErrors();
        return result;
    }

    /// <summary>Reads YAML; false if it has errors.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="file">Name used in diagnostics.</param>
    /// <param name="result">The interface, or null.</param>
    /// <param name="diagnostics">Errors, in the order of the text.</param>
    public static bool TryParse(string yaml, string file, out LibraryInterface? result, out IReadOnlyList<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var bag = new DiagnosticBag();
        var read = InterfaceReader.Read(yaml, file, bag);
        diagnostics = [.. bag.OrderBy(d => d.Location.Line).ThenBy(d => d.Location.Column)];
        result = bag.HasErrors ? null : read;
        return result is not null;
    }
}
