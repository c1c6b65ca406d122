namespace FlexCap.Morello.Internal;

/// <summary>
/// Makes a method the body of one encoding; a method can carry several. The source generator turns it into a table entry and,
/// per engine, a stub that extracts the fields and calls the method.
/// </summary>
/// <param name="name">Name of the clause in the Sail model.</param>
/// <param name="pattern">
/// 32 characters from bit 31 down; blanks are ignored. <c>0</c> and <c>1</c> must match, <c>x</c> is ignored by the body, and a run of
/// one letter is a field: it becomes the parameter of that name (<c>uint</c>/<c>ulong</c> zero-extended, <c>int</c>/<c>long</c> sign-extended).
/// </param>
/// <param name="syntax">Assembly syntax in the language of docs/assembly.md: <c>{d:c}</c> is field d as a capability register, <c>{n:csp}</c> with CSP for 31, and so on.</param>
/// <param name="timing">What it costs.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class InstructionAttribute(string name, string pattern, string syntax, TimingClass timing) : Attribute
{
    public string Name { get; } = name;

    public string Pattern { get; } = pattern;

    public string Syntax { get; } = syntax;

    public TimingClass Timing { get; } = timing;

    /// <summary>Constants for parameters that the pattern does not give: <c>"size=3, signed=false"</c>. Lets many encodings share one body.</summary>
    public string With { get; set; } = "";

    /// <summary>Type arguments of a generic body, comma separated: structs that carry an operation, so that one body serves many encodings.</summary>
    public string Types { get; set; } = "";

    /// <summary>Letters (at most 5 bits together) for which every value gets its own stub with the field as a constant.</summary>
    public string Split { get; set; } = "";
}
