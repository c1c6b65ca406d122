using FlexCap.Morello.Internal.Assembly;

namespace FlexCap.Morello;

/// <summary>A source text and the name by which diagnostics call it.</summary>
/// <param name="Text">The text.</param>
/// <param name="FileName">Its name: a path, or <c>&lt;cell&gt;</c>.</param>
public sealed record AssemblySource(string Text, string FileName);

/// <summary>How <see cref="Assembler"/> works.</summary>
public sealed record AssemblerOptions
{
    /// <summary>True to begin in C64 state, as if the source began with <c>.code c64</c>, and to mark the object as pure-capability.</summary>
    public bool C64 { get; init; }

    /// <summary>Symbols that are defined before the first line, as by <c>.set</c>.</summary>
    public IReadOnlyDictionary<string, long> Symbols { get; init; } = new Dictionary<string, long>();

    /// <summary>Gives the bytes of a file that <c>.include</c> or <c>.incbin</c> names, or null if it may not be read; null for no files at all.</summary>
    public Func<string, ReadOnlyMemory<byte>?>? ReadFile { get; init; }

    /// <summary>True to keep what <see cref="AssemblyResult.ToListing"/> prints.</summary>
    public bool WithListing { get; init; }

    /// <summary>Largest output, in bytes that lie in the file; more is FX0817.</summary>
    public int MaximumBytes { get; init; } = 64 << 20;

    /// <summary>Largest number of statements, macros expanded and repetitions repeated; more is FX0816.</summary>
    public int MaximumStatements { get; init; } = 4_000_000;

    /// <summary>Reads one instruction; tests of the source language may put another in.</summary>
    internal InstructionReader Instructions { get; init; } = InstructionAssembler.TryAssemble;
}

/// <summary>Reads one instruction statement; see <see cref="InstructionAssembler"/>.</summary>
internal delegate bool InstructionReader(TokenReader statement, bool c64, out AssembledInstruction result, out AssemblyError? error);
