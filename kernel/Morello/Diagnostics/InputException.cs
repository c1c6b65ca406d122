namespace FlexCap.Diagnostics;

/// <summary>
/// An input (ELF, YAML, assembly, notebook, CSV) cannot be used. It carries every diagnostic that was collected;
/// the message is their text. The <c>Try…</c> form of each reader returns the same diagnostics without throwing.
/// </summary>
public sealed class InputException : Exception
{
    /// <summary>Creates the exception for the given diagnostics.</summary>
    public InputException(IReadOnlyList<Diagnostic> diagnostics)
        : base(string.Join('\n', diagnostics ?? throw new ArgumentNullException(nameof(diagnostics)))) => Diagnostics = diagnostics;

    /// <summary>Creates the exception with no diagnostic; for serialisers only.</summary>
    public InputException() => Diagnostics = [];

    /// <summary>Creates the exception from a bare message; prefer diagnostics.</summary>
    public InputException(string message) : base(message) => Diagnostics = [];

    /// <summary>Creates the exception from a bare message and its cause; prefer diagnostics.</summary>
    public InputException(string message, Exception innerException) : base(message, innerException) => Diagnostics = [];

    /// <summary>Everything that is wrong with the input, in the order of the input.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
