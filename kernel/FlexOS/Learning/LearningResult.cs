using FlexCap.FlexOS.Internal.Learning;

namespace FlexCap.FlexOS.Learning;

/// <summary>What kind of thing a compartment reached for in another.</summary>
public enum LearnedObjectKind
{
    /// <summary>A variable or constant with a symbol.</summary>
    Variable,

    /// <summary>A block of a heap.</summary>
    Heap,

    /// <summary>A variable on a stack.</summary>
    Stack,

    /// <summary>None of these: data without a symbol.</summary>
    Other,
}

/// <summary>Accesses of one instruction to one object of another compartment.</summary>
/// <param name="Compartment">Compartment that runs the code.</param>
/// <param name="Library">Its micro-library, or empty.</param>
/// <param name="Code">Function and offset of the instruction (<c>sum+0x10</c>).</param>
/// <param name="ProgramCounter">Address of the instruction.</param>
/// <param name="Owner">Compartment that the object belongs to.</param>
/// <param name="OwnerLibrary">Micro-library of the object, or empty.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Object">Its name: a symbol, <c>block of 48 bytes allocated in main+0x24</c>, <c>stack of main</c>.</param>
/// <param name="IsStore">True for stores.</param>
/// <param name="Size">Bytes of one access.</param>
/// <param name="Count">How many there were; exact.</param>
/// <param name="Gate">The gate through which the compartment had been entered (<c>app → lib: sum</c>), or empty.</param>
/// <param name="Argument">Number of the argument, from 0, in which the pointer came; null if it came otherwise.</param>
public sealed record LearnedAccess(
    string Compartment, string Library, string Code, ulong ProgramCounter, string Owner, string OwnerLibrary, LearnedObjectKind Kind, string Object,
    bool IsStore, int Size, long Count, string Gate, int? Argument);

/// <summary>What a pointer argument is used for.</summary>
/// <param name="Gate">The gate (<c>app → lib: sum</c>).</param>
/// <param name="Function">The called function.</param>
/// <param name="Library">Its micro-library.</param>
/// <param name="Argument">Number of the argument, from 0.</param>
/// <param name="Pass">How it should be passed: <c>in</c>, <c>out</c>, <c>inout</c> or <c>string</c>, as interfaces write it.</param>
/// <param name="Bytes">Most bytes that one call used from the pointer on.</param>
/// <param name="SizeArgument">Number of an argument that was these bytes (times <paramref name="SizeFactor"/>) in every call; null if none was.</param>
/// <param name="SizeFactor">Bytes for each unit of that argument.</param>
/// <param name="Count">Accesses; exact.</param>
public sealed record LearnedArgument(string Gate, string Function, string Library, int Argument, string Pass, ulong Bytes, int? SizeArgument, int SizeFactor, long Count);

/// <summary>Something to do so that a configuration works without faults.</summary>
/// <param name="Text">One sentence.</param>
/// <param name="Count">Accesses that it would settle; exact.</param>
public sealed record LearningProposal(string Text, long Count);

/// <summary>A reference in code to a variable of another compartment, which planning refuses (FX0307) but learning lets through.</summary>
/// <param name="Compartment">Compartment of the code.</param>
/// <param name="Code">Micro-library and section of the reference.</param>
/// <param name="Owner">Compartment of the variable.</param>
/// <param name="OwnerLibrary">Its micro-library.</param>
/// <param name="Variable">The variable.</param>
public sealed record LearnedReference(string Compartment, string Code, string Owner, string OwnerLibrary, string Variable);

/// <summary>What a run in learning mode showed: who reached for whose data, and what to annotate.</summary>
/// <param name="Name">Name of the configuration.</param>
/// <param name="Run">The run; accesses that were let through are no faults of it.</param>
/// <param name="Accesses">Accesses, most frequent first.</param>
/// <param name="Arguments">Pointer arguments, by gate and number.</param>
/// <param name="References">References to variables of other compartments.</param>
/// <param name="Proposals">What to do, by what settles most.</param>
public sealed record LearningResult(
    string Name, RunResult Run, IReadOnlyList<LearnedAccess> Accesses, IReadOnlyList<LearnedArgument> Arguments, IReadOnlyList<LearnedReference> References,
    IReadOnlyList<LearningProposal> Proposals)
{
    /// <summary>The proposals and then every place, as text.</summary>
    public string ToText() => LearningText.ToText(this);

    /// <summary>The same as HTML.</summary>
    public string ToHtml() => LearningText.ToHtml(this);

    /// <summary>The same as JSON.</summary>
    public string ToJson() => LearningText.ToJson(this);

    /// <summary>
    /// The proposed interface of a micro-library, as its <c>interface.yaml</c>: every pointer argument that was learned. All eight
    /// register arguments are listed, for how many there are cannot be seen; take away those that the function does not have.
    /// </summary>
    /// <param name="library">The micro-library; null for all of them.</param>
    public string ToInterfaceYaml(string? library = null) => LearningText.ToInterface(this, library);
}
