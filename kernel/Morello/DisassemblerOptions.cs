namespace FlexCap.Morello;

/// <summary>How <see cref="Disassembler"/> writes instructions.</summary>
public sealed record DisassemblerOptions
{
    /// <summary>Aliases where LLVM prefers them, distances as LLVM's assembler takes them: text that can be assembled again.</summary>
    public static DisassemblerOptions Default { get; } = new();

    /// <summary>True for the preferred aliases (<c>mov</c>, <c>cmp</c>, <c>lsl</c>); false for the names of the instructions themselves.</summary>
    public bool Aliases { get; init; } = true;

    /// <summary>
    /// True to write where branches, literals, ADR and ADRP lead as an address, as listings do (<c>b 0x40080000</c>); false for the
    /// distance in bytes (<c>b #8</c>), which an assembler takes.
    /// </summary>
    public bool AbsoluteTargets { get; init; }

    /// <summary>Name of an address such as <c>main+0x10</c>, or null; written after absolute targets in angle brackets.</summary>
    public Func<ulong, string?>? Symbol { get; init; }
}
