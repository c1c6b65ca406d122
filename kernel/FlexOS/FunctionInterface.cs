using FlexCap.Diagnostics;

namespace FlexCap.FlexOS;

/// <summary>What a typed gate does with an argument or a result (docs/gates.md).</summary>
public enum Pass
{
    /// <summary>A number: crosses in its register as it is.</summary>
    Value,
    /// <summary>A pointer to bytes that the callee reads.</summary>
    In,
    /// <summary>A pointer to bytes that the callee writes; what it does not write stays as the caller had it.</summary>
    Out,
    /// <summary>A pointer to bytes that the callee reads and writes.</summary>
    InOut,
    /// <summary>A pointer to a NUL-terminated text that the callee reads; its length is found by the caller's side. Of a result: a text of the callee's, of which the caller gets a copy.</summary>
    String,
    /// <summary>An address that the callee keeps and hands back and does not follow.</summary>
    Opaque,
    /// <summary>A pointer to a function of the caller, which the callee calls.</summary>
    Callback,
    /// <summary>A pointer that the callee must already reach, such as shared memory: crosses as it is.</summary>
    Direct,
    /// <summary>Only of a result: a pointer into the memory of an argument, or null (<c>strcpy</c>, <c>memchr</c>).</summary>
    Into,
}

/// <summary>Type of a value that crosses: it says in which register (AAPCS64, section 6.8) and how it is read as a size.</summary>
public enum ValueType
{
    /// <summary>Nothing; only of a result.</summary>
    Void,
    /// <summary>Signed, 32 bits.</summary>
    Int32,
    /// <summary>Unsigned, 32 bits.</summary>
    UInt32,
    /// <summary>Signed, 64 bits.</summary>
    Int64,
    /// <summary>Unsigned, 64 bits; also every pointer.</summary>
    UInt64,
    /// <summary>Single precision, in a V register.</summary>
    Float32,
    /// <summary>Double precision, in a V register.</summary>
    Float64,
    /// <summary>128 bits (<c>long double</c>, a vector), in a V register.</summary>
    Float128,
}

/// <summary>Size of a buffer in bytes: <c>Argument × Times × Factor + Plus - Minus</c>, or <c>Plus</c> alone.</summary>
/// <param name="Argument">Name of an integer argument, or null.</param>
/// <param name="Times">Name of a second integer argument by which it is multiplied, or null.</param>
/// <param name="Factor">Number by which it is multiplied.</param>
/// <param name="Plus">Bytes added.</param>
public sealed record BufferSize(string? Argument, string? Times, ulong Factor, ulong Plus)
{
    /// <summary>Bytes subtracted: of a message without its authentication tag. Where less than none would be left there are none.</summary>
    public ulong Minus { get; init; }

    /// <summary>The expression as an interface writes it.</summary>
    public override string ToString() =>
        Argument is null ? $"{Plus}"
        : Argument + (Times is null ? "" : $" * {Times}") + (Factor == 1 ? "" : $" * {Factor}") + (Plus == 0 ? "" : $" + {Plus}") + (Minus == 0 ? "" : $" - {Minus}");
}

/// <summary>An argument of a function that is called across compartments.</summary>
/// <param name="Name">Name; sizes refer to it.</param>
/// <param name="Pass">What the gate does with it.</param>
/// <param name="Type">Its type; <see cref="ValueType.UInt64"/> for every pointer.</param>
public sealed record InterfaceArgument(string Name, Pass Pass, ValueType Type)
{
    /// <summary>What <see cref="Written"/> calls the function's result.</summary>
    public const string ResultName = "result";

    /// <summary>Largest length of a text with its NUL, in bytes, where the interface says nothing (PATH_MAX).</summary>
    public const ulong DefaultStringSize = 4096;

    /// <summary>Callbacks of one argument that may be in use at a time, where the interface says nothing.</summary>
    public const int DefaultSlots = 4;

    /// <summary>Size of the buffer (<see cref="Pass.In"/>, <see cref="Pass.Out"/>, <see cref="Pass.InOut"/>), or the largest one of a text with its NUL; else null.</summary>
    public BufferSize? Size { get; init; }

    /// <summary>Of an <see cref="Pass.Out"/> of 8 bytes: the argument into whose memory the pointer that is written there points (<c>strtol</c>'s end), or null.</summary>
    public string? Into { get; init; }

    /// <summary>
    /// Of <see cref="Pass.Out"/>: how many bytes the function writes, by its result (<c>result</c>, <c>result * width</c>): where the
    /// gate copies, no more comes back, and the callee does not see what was there. A result that is no size: none. Null where it
    /// cannot be told: then the gate brings the caller's bytes along.
    /// </summary>
    public BufferSize? Written { get; init; }

    /// <summary>Of <see cref="Pass.Out"/>: true if the function always writes every byte (<c>written: all</c>), so that the gate need not bring what was there.</summary>
    public bool IsWrittenWhole { get; init; }

    /// <summary>Of a callback: the function's own interface; its sizes may also name arguments of the function around it.</summary>
    public FunctionInterface? Callback { get; init; }

    /// <summary>Of a callback: how many may be in use at a time, 1 to 16.</summary>
    public int Slots { get; init; } = DefaultSlots;

    /// <summary>Of a callback: true if the callee keeps it after the call; its slot is then never freed, and given again to the same function.</summary>
    public bool IsKept { get; init; }

    /// <summary>Where it is written.</summary>
    public SourceLocation Location { get; init; }

    /// <summary>True for a pointer whose bytes the gate may have to move.</summary>
    public bool IsBuffer => Pass is Pass.In or Pass.Out or Pass.InOut or Pass.String;
}

/// <summary>The result of a function that is called across compartments.</summary>
/// <param name="Type">Its type; <see cref="ValueType.UInt64"/> for every pointer.</param>
/// <param name="Pass"><see cref="Pass.Value"/>; <see cref="Pass.Opaque"/> or <see cref="Pass.Direct"/> for a pointer; <see cref="Pass.Into"/>; <see cref="Pass.Out"/> for a struct of more than 16 bytes, which is returned through x8; <see cref="Pass.String"/> for a text of the callee's.</param>
public sealed record InterfaceResult(ValueType Type, Pass Pass)
{
    /// <summary>Of <see cref="Pass.Into"/>: the argument into whose memory the result points.</summary>
    public string? Argument { get; init; }

    /// <summary>Of <see cref="Pass.Out"/>: size of the struct in bytes. Of <see cref="Pass.String"/>: the most bytes that come across, with the NUL; the rest of a longer text is cut off.</summary>
    public ulong Size { get; init; }
}

/// <summary>
/// What a function that is called across compartments takes and gives: from it the typed gate is made. Written in
/// <c>interface.yaml</c> beside the micro-library (docs/gates.md).
/// </summary>
/// <param name="Name">Symbol of the function.</param>
/// <param name="Result">Its result.</param>
/// <param name="Arguments">Its named arguments, in order.</param>
public sealed record FunctionInterface(string Name, InterfaceResult Result, IReadOnlyList<InterfaceArgument> Arguments)
{
    /// <summary>Largest number of bytes of arguments on the stack that cross.</summary>
    public const int MaximumStackBytes = 256;

    /// <summary>What the caller gets where the gate finds no memory, no free callback slot, or a size that cannot be (such as -12, ENOMEM).</summary>
    public long Failure { get; init; } = -12;

    /// <summary>
    /// True if the function may set <c>errno</c>: what it sets becomes the caller's, and where the gate cannot make the call it is
    /// ENOMEM. A version that takes capabilities returns it in x1, 0 for unchanged.
    /// </summary>
    public bool SetsErrno { get; init; }

    /// <summary>True if more arguments, all of them values, may follow the named ones.</summary>
    public bool IsVariadic { get; init; }

    /// <summary>Of a variadic function: bytes of the caller's stack that cross beyond the named arguments; a multiple of 8.</summary>
    public int VariadicBytes { get; init; }

    /// <summary>Where it is written.</summary>
    public SourceLocation Location { get; init; }

    /// <summary>General registers that arguments use, 0 to 8; a variadic function may use all.</summary>
    public int GeneralRegisters => IsVariadic ? 8 : Math.Min(8, Arguments.Count(a => !IsFloat(a.Type)));

    /// <summary>V registers that arguments use, 0 to 8; a variadic function may use all.</summary>
    public int VectorRegisters => IsVariadic ? 8 : Math.Min(8, Arguments.Count(a => IsFloat(a.Type)));

    /// <summary>Bytes of arguments on the stack; a multiple of 16.</summary>
    public int StackBytes => (NamedStackBytes + (IsVariadic ? VariadicBytes : 0) + 15) & ~15;

    /// <summary>True if a gate has more to do than to carry registers: for an argument or result that is a pointer, or for <c>errno</c>.</summary>
    public bool HasPointers => SetsErrno || Result.Pass is Pass.Out or Pass.Into or Pass.String || Arguments.Any(a => a.IsBuffer || a.Pass == Pass.Callback);

    /// <summary>Bytes of named arguments on the stack: 8 for each, 16 and aligned to that for <see cref="ValueType.Float128"/>.</summary>
    internal int NamedStackBytes
    {
        get
        {
            var (general, vector, bytes) = (0, 0, 0);
            foreach (var argument in Arguments)
            {
                var isFloat = IsFloat(argument.Type);
                if ((isFloat ? vector++ : general++) >= 8)
                {
                    var size = argument.Type == ValueType.Float128 ? 16 : 8;
                    bytes = ((bytes + size - 1) & -size) + size;
                }
            }

            return bytes;
        }
    }

    /// <summary>True for a type that crosses in a V register.</summary>
    internal static bool IsFloat(ValueType type) => type is ValueType.Float32 or ValueType.Float64 or ValueType.Float128;
}
