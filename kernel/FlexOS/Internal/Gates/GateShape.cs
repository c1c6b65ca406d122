namespace FlexCap.FlexOS.Internal.Gates;

/// <summary>Where an argument is when a function is entered (AAPCS64): one of x0-x8, one of q0-q7, or the stack.</summary>
/// <param name="Argument">The argument.</param>
/// <param name="General">Number of its x register, or -1.</param>
/// <param name="Vector">Number of its q register, or -1.</param>
/// <param name="Stack">Offset from sp, or -1.</param>
internal sealed record ArgumentPlace(InterfaceArgument Argument, int General, int Vector, int Stack);

/// <summary>A pointer whose bytes may have to move.</summary>
/// <param name="Index">From 0, in the order of the arguments.</param>
/// <param name="Place">Where the pointer is.</param>
internal sealed record GateBuffer(int Index, ArgumentPlace Place)
{
    public InterfaceArgument Argument => Place.Argument;

    public BufferSize Size => Argument.Size!;

    public bool IsString => Argument.Pass == Pass.String;

    public bool IsIn => Argument.Pass is Pass.In or Pass.InOut or Pass.String;

    public bool IsOut => Argument.Pass is Pass.Out or Pass.InOut;

    /// <summary>Whether what the caller has there goes along: because it is read, or because parts of it may have to stay.</summary>
    public bool TakesContents => IsIn || (IsOut && Argument.Written is null && !Argument.IsWrittenWhole);

    /// <summary>Permissions that a capability for it must not have: all but Load, Global and, where it is written, Store.</summary>
    public ulong ForbiddenPermissions => IsOut ? 0xfffeUL : 0x1fffe;
}

/// <summary>A function pointer of the caller.</summary>
internal sealed record GateCallback(int Index, ArgumentPlace Place)
{
    public InterfaceArgument Argument => Place.Argument;

    /// <summary>Arguments of the function around it that the callback's sizes name: the callee keeps their values beside the slot.</summary>
    public IReadOnlyList<string> OuterNames { get; } = Outer(Place.Argument.Callback!);

    private static List<string> Outer(FunctionInterface callback) =>
        [.. callback.Arguments.SelectMany(a => new[] { a.Size?.Argument, a.Size?.Times }).OfType<string>()
            .Where(n => !callback.Arguments.Any(a => a.Name == n)).Distinct().Order(StringComparer.Ordinal)];
}

/// <summary>What both halves of a typed gate need to know of a function.</summary>
internal sealed class GateShape
{
    public const int IndirectResult = 8;

    public GateShape(FunctionInterface function)
    {
        Function = function;
        var (general, vector, stack) = (0, 0, 0);
        var places = new List<ArgumentPlace>();
        foreach (var argument in function.Arguments)
        {
            var isFloat = FunctionInterface.IsFloat(argument.Type);
            if (isFloat ? vector < 8 : general < 8)
            {
                places.Add(new ArgumentPlace(argument, isFloat ? -1 : general++, isFloat ? vector++ : -1, -1));
                continue;
            }

            var size = argument.Type == ValueType.Float128 ? 16 : 8;
            stack = (stack + size - 1) & -size;
            places.Add(new ArgumentPlace(argument, -1, -1, stack));
            stack += size;
        }

        Places = places;
        var pointers = places.Where(p => p.Argument.IsBuffer).ToList();
        if (function.Result.Pass is Pass.Out or Pass.String)
        {
            var result = new InterfaceArgument("(result)", Pass.Out, ValueType.UInt64) { Size = new BufferSize(null, null, 1, function.Result.Size), IsWrittenWhole = true };
            pointers.Add(new ArgumentPlace(result, IndirectResult, -1, -1));
        }

        Buffers = [.. pointers.Select((p, i) => new GateBuffer(i, p))];
        Callbacks = [.. places.Where(p => p.Argument.Pass == Pass.Callback).Select((p, i) => new GateCallback(i, p))];
    }

    public FunctionInterface Function { get; }

    /// <summary>The named arguments, in order.</summary>
    public IReadOnlyList<ArgumentPlace> Places { get; }

    public IReadOnlyList<GateBuffer> Buffers { get; }

    public IReadOnlyList<GateCallback> Callbacks { get; }

    /// <summary>Bytes of arguments on the stack, variadic ones included; a multiple of 16.</summary>
    public int StackBytes => Function.StackBytes;

    /// <summary>
    /// Whether arguments on the stack travel in a block, of which x7 has a capability: a pointer that crosses as one needs 16 bytes.
    /// Otherwise the raw gate carries them, which works without capabilities too.
    /// </summary>
    public static bool HasBlock(FunctionInterface function, Sharing sharing) => sharing == Sharing.Copy && function.StackBytes != 0;

    /// <summary>Number of q registers to keep over what the gate does by itself; even, for they go in pairs.</summary>
    public int Vectors => (Function.VectorRegisters + 1) & ~1;

    public bool ReturnsFloat => FunctionInterface.IsFloat(Function.Result.Type);

    /// <summary>Where the caller keeps the text that the function returns, of which x8 tells the callee's half; or null.</summary>
    public GateBuffer? ResultText => Function.Result.Pass == Pass.String ? Buffers[^1] : null;

    /// <summary>Buffers that get a pointer, and those into which it points.</summary>
    public IEnumerable<(GateBuffer Pointer, GateBuffer Into)> Pointers =>
        Buffers.Where(b => b.Argument.Into is not null).Select(b => (b, Buffers.First(t => t.Argument.Name == b.Argument.Into)));

    /// <summary>The buffer into which the result points, or null.</summary>
    public GateBuffer? ResultBuffer => Function.Result.Pass == Pass.Into ? Buffers.First(b => b.Argument.Name == Function.Result.Argument) : null;
}
