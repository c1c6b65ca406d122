using System.Globalization;
using FlexCap.FlexOS.Internal.Learning;
using FlexCap.Morello.Elf;

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
/// <param name="Object">Its name: a symbol, <c>block of 48 bytes allocated in main+0x24</c>, <c>stack</c>.</param>
/// <param name="IsStore">True for stores.</param>
/// <param name="Size">Bytes of one access.</param>
/// <param name="Count">How many there were; exact.</param>
/// <param name="Gate">The gate through which the compartment had been entered (<c>app → lib: sum</c>), or empty.</param>
/// <param name="Argument">Number of the argument, from 0, in which the pointer came; null if it came otherwise.</param>
public sealed record LearnedAccess(
    string Compartment, string Library, string Code, ulong ProgramCounter, string Owner, string OwnerLibrary, LearnedObjectKind Kind, string Object,
    bool IsStore, int Size, long Count, string Gate, int? Argument)
{
    /// <summary>The pointer, as <see cref="LearnedArgument.Path"/>; <c>result</c> and <c>written</c> for pointers that the called function gave; or empty.</summary>
    public string Path { get; init; } = "";

    /// <summary>The line of source of the instruction, or null where there are no line tables.</summary>
    public SourceLine? Source { get; init; }

    /// <summary>Who called the instruction's function, from the inside outwards up to the gate, the first time (<c>ramfs_write+0x48</c>).</summary>
    public IReadOnlyList<string> Callers { get; init; } = [];
}

/// <summary>The size of a buffer as learning proposes it: <c>Argument × Times × Factor + Plus</c> bytes, or <c>Plus</c> alone.</summary>
/// <param name="Argument">Number of an argument, from 0, or null.</param>
/// <param name="Times">Number of a second argument by which it is multiplied, or null.</param>
/// <param name="Factor">Number by which it is multiplied.</param>
/// <param name="Plus">Bytes added; below 0 subtracted.</param>
public sealed record LearnedSize(int? Argument, int? Times, ulong Factor, long Plus)
{
    /// <summary>The expression as an interface writes it, whose arguments are <c>a0</c>, <c>a1</c> and so on.</summary>
    public override string ToString() => Write(n => string.Create(CultureInfo.InvariantCulture, $"a{n}"));

    /// <summary>The expression with other names of the arguments.</summary>
    internal string Write(Func<int, string> name) => Argument is not { } argument ? Plus.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{name(argument)}{(Times is { } times ? $" * {name(times)}" : "")}{(Factor == 1 ? "" : $" * {Factor}")}{(Plus == 0 ? "" : Plus > 0 ? $" + {Plus}" : $" - {-Plus}")}");
}

/// <summary>What a pointer argument is used for.</summary>
/// <param name="Gate">The gate (<c>app → lib: sum</c>); the first of several.</param>
/// <param name="Function">The called function.</param>
/// <param name="Library">Its micro-library.</param>
/// <param name="Argument">Number of the argument, from 0; 8 is memory for a struct that is returned (x8), from 9 on they lie on the stack.</param>
/// <param name="Pass">How it should be passed: <c>in</c>, <c>out</c>, <c>inout</c> or <c>string</c>, as interfaces write it.</param>
/// <param name="Bytes">Most bytes that one call used from the pointer on.</param>
/// <param name="Size">The size that explains the calls; null for texts.</param>
/// <param name="Count">Accesses; exact.</param>
public sealed record LearnedArgument(string Gate, string Function, string Library, int Argument, string Pass, ulong Bytes, LearnedSize? Size, long Count)
{
    /// <summary>Which pointer: <c>1</c> is argument 1 itself, <c>1[8]</c> the pointer at byte 8 of what argument 1 points to.</summary>
    public string Path { get; init; } = "";

    /// <summary>Calls that used it; exact.</summary>
    public long Calls { get; init; }

    /// <summary><c>result</c> if the result was always the number of bytes that were written; else empty.</summary>
    public string Written { get; init; } = "";

    /// <summary>Why the proposal is wider than what was used, or doubtful; empty if nothing is.</summary>
    public string Reason { get; init; } = "";

    /// <summary>True for a pointer that lies in memory, which no interface can name.</summary>
    public bool IsNested => Path.Contains('[', StringComparison.Ordinal);

    /// <summary>True for an argument in a register.</summary>
    internal bool IsInRegister => !IsNested && Argument < Internal.Learning.CallTracker.Registers;
}

/// <summary>A function that was called across compartments.</summary>
/// <param name="Function">The function.</param>
/// <param name="Library">Its micro-library.</param>
/// <param name="Calls">Calls; exact.</param>
/// <param name="Result">Its result as an interface writes it, as far as the values show it.</param>
/// <param name="Callbacks">Arguments, from 0, that were functions of the caller which it called.</param>
public sealed record LearnedFunction(string Function, string Library, long Calls, string Result, IReadOnlyList<int> Callbacks)
{
    /// <summary>Arguments, from 0, that pointed into shared memory, which both sides reach.</summary>
    internal IReadOnlyList<int> Shared { get; init; } = [];
}


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

    /// <summary>Functions that were called across compartments, by library and name.</summary>
    public IReadOnlyList<LearnedFunction> Functions { get; init; } = [];

    /// <summary>The interfaces that <see cref="LearningOptions.WithoutInterfaces"/> took away, by library; else empty.</summary>
    public IReadOnlyDictionary<string, LibraryInterface> Written { get; init; } = new Dictionary<string, LibraryInterface>();

    /// <summary>Micro-libraries whose functions were called with pointers.</summary>
    public IReadOnlyList<string> Libraries => [.. Arguments.Select(a => a.Library).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>
    /// The proposed interface of a micro-library, as its <c>interface.yaml</c>: every function that was called with pointers. All
    /// eight register arguments are listed, for how many there are cannot be seen; take away those that the function does not have.
    /// </summary>
    /// <param name="library">The micro-library; null for all of them.</param>
    public string ToInterfaceYaml(string? library = null) => LearningText.ToInterface(this, library);

    /// <summary>The proposed interface of a micro-library, ready for <see cref="Configuration.WithInterface"/>.</summary>
    /// <param name="library">The micro-library.</param>
    public LibraryInterface InterfaceOf(string library) => LibraryInterface.Parse(ToInterfaceYaml(library), $"{library}: learned");

    /// <summary>Compares what is proposed with <see cref="Written"/>, function by function.</summary>
    public InterfaceComparison Compare() => InterfaceComparer.Compare(this);
}
