using FlexCap.Diagnostics;
using FlexCap.Morello.Internal.Assembly;

namespace FlexCap.Morello;

/// <summary>
/// Assembles A64 and C64 source in the language of GNU's and LLVM's assemblers, with LLVM's Morello syntax: what
/// <c>clang -S --target=aarch64-none-elf</c> writes is accepted. <c>docs/assembly.md</c> describes the language.
/// </summary>
/// <remarks>
/// <code>
/// var result = new Assembler().Assemble("_start: mov x0, #1", "hello.s");
/// machine.Load(result.ToExecutable(0x40080000));
/// </code>
/// </remarks>
/// <param name="options">How to work; null for the defaults.</param>
public sealed class Assembler(AssemblerOptions? options = null)
{
    private readonly AssemblerOptions _options = options ?? new AssemblerOptions();

    /// <summary>Assembles one source; throws <see cref="InputException"/> (FX08xx) with every error at once.</summary>
    /// <param name="source">The source.</param>
    /// <param name="fileName">Name used in diagnostics and for nothing else.</param>
    public AssemblyResult Assemble(string source, string fileName) => Assemble([new AssemblySource(source, fileName)]);

    /// <summary>Assembles sources, one after the other, as one unit; throws <see cref="InputException"/> (FX08xx) with every error at once.</summary>
    /// <param name="sources">The sources. Symbols and macros of one are known to the next.</param>
    public AssemblyResult Assemble(IReadOnlyList<AssemblySource> sources) =>
        TryAssemble(sources, out var result, out var diagnostics) ? result! : throw new InputException(diagnostics);

    /// <summary>Assembles sources as one unit; false if they have errors. Accepts any text without throwing.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="result">The result, or null.</param>
    /// <param name="diagnostics">Errors and warnings (FX08xx), in the order in which they were found.</param>
    public bool TryAssemble(IReadOnlyList<AssemblySource> sources, out AssemblyResult? result, out IReadOnlyList<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var bag = new DiagnosticBag();
        var unit = new AssemblyRun(_options, bag).Run(sources);
        result = unit is null ? null : new AssemblyResult(unit, bag);
        diagnostics = bag;
        return result is not null;
    }
}
