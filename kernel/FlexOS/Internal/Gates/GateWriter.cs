namespace FlexCap.FlexOS.Internal.Gates;

/// <summary>
/// What the two halves of a typed gate have in common. Registers: x9 a size, x10 a pointer, c11 a capability, x12 to x15 scratch,
/// x16 and x17 start and length of what both sides reach; x19, x20 over calls. x18 belongs to the shared register.
/// </summary>
internal abstract class GateWriter(FunctionInterface function, Sharing sharing, bool hasReach, IReadOnlyList<string> outerNames)
{
    public const string ReachStart = "flexos_reach_start", ReachSize = "flexos_reach_size",
        HeapStart = "flexos_reach_heap_start", HeapSize = "flexos_reach_heap_size", ResultText = "flexos_result_text", OuterValues = "flexos_callback_values";

    protected const string Stub = "flexos_stub", Shim = "flexos_shim", Gate = "flexos_stub_gate", Target = "flexos_shim_function";
    protected const int SavedRegisters = 16, Arguments = 32, Results = 112, ResultVectors = 128, Vectors = 192, BufferFields = 48;
    protected const int OutOfMemory = 12; // ENOMEM
    protected const int SizeField = 0, PassField = 8, CapabilityField = 16;
    protected const string LoadCapabilityPermissions = "0x1bfbe"; // of the argument block: all but Load, LoadCap, MutableLoad, Global

    protected AssemblyText Text { get; } = new();

    protected GateShape Shape { get; } = new(function);

    protected FunctionInterface Function => function;

    protected Sharing Sharing => sharing;

    /// <summary>True if there is a region that both sides reach by themselves.</summary>
    protected bool HasReach => hasReach;

    protected string Fail { get; } = ".Lfail";

    // The frame, from x29 upwards: fp, lr; x19, x20; x0-x8; results; q0-q7; buffers; callbacks; what a half adds.
    protected int Buffer(GateBuffer buffer, int field) => Vectors + 16 * Shape.Vectors + buffer.Index * BufferFields + field;

    protected int Callback(GateCallback callback, int field) => Callbacks + callback.Index * 16 + field;

    protected int Extra => Callbacks + Shape.Callbacks.Count * 16;

    protected abstract int FrameSize { get; }

    /// <summary>Where the arguments on the caller's stack lie, from x29.</summary>
    protected abstract int StackWords { get; }

    /// <summary>Where the frame has the address of a buffer as the other half, or the caller, knows it.</summary>
    protected abstract int Original(GateBuffer buffer);

    /// <summary>Where the frame has an argument.</summary>
    protected int FrameOf(ArgumentPlace place) => place.General >= 0 ? Arguments + 8 * place.General : StackWords + place.Stack;

    private int Callbacks => Vectors + 16 * Shape.Vectors + Shape.Buffers.Count * BufferFields;

    protected void Begin(string section, string label)
    {
        Text.Directive($".section {section}, \"ax\", @progbits");
        Text.Directive($".balign 4");
        Text.Directive($".globl {label}");
        Text.Directive($".type {label}, %function");
        Text.Label(label);
    }

    protected void End(string label) => Text.Directive($".size {label}, . - {label}");

    protected void Prologue()
    {
        Text.Op($"sub     sp, sp, #{FrameSize}");
        Text.Op($"stp     x29, x30, [sp]");
        Text.Op($"mov     x29, sp");
        Text.Op($"stp     x19, x20, [x29, #{SavedRegisters}]");
        for (var i = 0; i < Shape.Vectors; i += 2)
        {
            Text.Op($"stp     q{i}, q{i + 1}, [x29, #{Vectors + 16 * i}]", i == 0 ? "what is called on the way may use them" : null);
        }
    }

    protected void Epilogue()
    {
        Text.Op($"mov     sp, x29");
        Text.Op($"ldp     x19, x20, [x29, #{SavedRegisters}]");
        Text.Op($"ldp     x29, x30, [sp]");
        Text.Op($"add     sp, sp, #{FrameSize}");
        Text.Op($"ret");
    }

    protected void SaveResults()
    {
        Text.Op($"stp     x0, x1, [x29, #{Results}]");
        if (Shape.ReturnsFloat)
        {
            Text.Op($"stp     q0, q1, [x29, #{ResultVectors}]");
            Text.Op($"stp     q2, q3, [x29, #{ResultVectors + 32}]");
        }
    }

    protected void LoadResults()
    {
        if (Shape.ReturnsFloat)
        {
            Text.Op($"ldp     q0, q1, [x29, #{ResultVectors}]");
            Text.Op($"ldp     q2, q3, [x29, #{ResultVectors + 32}]");
        }

        Text.Op($"ldp     x0, x1, [x29, #{Results}]");
    }

    protected void LoadVectors()
    {
        for (var i = 0; i < Shape.Vectors; i += 2)
        {
            Text.Op($"ldp     q{i}, q{i + 1}, [x29, #{Vectors + 16 * i}]");
        }
    }

    protected void LoadReach()
    {
        Text.Op($"adrp    x16, {ReachStart}", "what both sides reach");
        Text.Op($"movz    x17, #:abs_g1:{ReachSize}", "its ends lie on multiples of 64 KiB");
    }

    /// <summary>Branches if a pointer lies in what both sides reach. An object lies inside or outside as a whole.</summary>
    protected void BranchIfReached(string pointer, string label)
    {
        Text.Op($"sub     x12, {pointer}, x16");
        Text.Op($"cmp     x12, x17");
        Text.Op($"b.lo    {label}");
    }

    /// <summary>The heap of the shared region, as a capability of exactly its bounds, into c0.</summary>
    protected void LoadHeap()
    {
        Text.Address("x0", HeapStart);
        Text.Op($"movz    x9, #:abs_g1:{HeapSize}");
        Text.Op($"movk    x9, #:abs_g0_nc:{HeapSize}");
        if (Sharing == Sharing.SharedRegister)
        {
            Text.Op($"scvalue c0, c18, x0");
        }
        else
        {
            Text.Op($"cvtd    c0, x0");
        }

        Text.Op($"scbnds  c0, c0, x9");
    }

    /// <summary>The size of a buffer into x9; what cannot be a size (negative, 2^40 and above) fails. Uses x13, x14.</summary>
    protected void Size(BufferSize size, Action<string, string> load, string fail)
    {
        if (size.Argument is null)
        {
            Text.Number("x9", size.Plus);
            return;
        }

        load("9", size.Argument);
        Limit("x9", fail);
        if (size.Times is { } times)
        {
            load("13", times);
            Limit("x13", fail);
            Multiply(fail);
        }

        if (size.Factor != 1)
        {
            Text.Number("x13", size.Factor);
            Multiply(fail);
        }

        if (size.Plus != 0)
        {
            Text.Number("x13", size.Plus);
            Text.Op($"add     x9, x9, x13");
        }

        if (size.Minus != 0)
        {
            Text.Number("x13", size.Minus);
            Text.Op($"subs    x9, x9, x13");
            Text.Op($"csel    x9, xzr, x9, lo", "nothing, where there is less than what is subtracted");
        }
    }

    /// <summary>
    /// Lowers the size in x2 to what the function says it wrote; goes to a label where that is nothing. Uses x9, x13, x14.
    /// </summary>
    protected void LimitToWritten(GateBuffer buffer, string nothing)
    {
        if (buffer.Argument.Written is not { } written)
        {
            return;
        }

        Text.Comment($"it wrote {written} bytes, and no more come back");
        Size(written, (register, name) =>
        {
            if (name == InterfaceArgument.ResultName)
            {
                LoadTyped(register, Function.Result.Type, $"[x29, #{Results}]");
            }
            else
            {
                LoadArgument(register, name);
            }
        }, nothing);
        Text.Op($"cmp     x9, x2");
        Text.Op($"csel    x2, x9, x2, lo");
        Text.Op($"cbz     x2, {nothing}");
    }

    private void Limit(string register, string fail)
    {
        Text.Op($"lsr     x14, {register}, #40");
        Text.Op($"cbnz    x14, {fail}", "no buffer is that large");
    }

    private void Multiply(string fail)
    {
        Text.Op($"umulh   x14, x9, x13");
        Text.Op($"cbnz    x14, {fail}");
        Text.Op($"mul     x9, x9, x13");
        Limit("x9", fail);
    }

    /// <summary>The length of the text at x10 with its NUL, at most x9, into x9. Uses x13, x14.</summary>
    protected void StringLength(string fail)
    {
        var loop = Text.NewLabel("length");
        Text.Op($"mov     x13, x10");
        Text.Label(loop);
        Text.Op($"cbz     x9, {fail}", "not terminated within the limit");
        Text.Op($"ldrb    w14, [x13], #1");
        Text.Op($"sub     x9, x9, #1");
        Text.Op($"cbnz    w14, {loop}");
        Text.Op($"sub     x9, x13, x10");
    }

    /// <summary>Keeps what a callback's sizes depend on beside its slot, whose number is in a register. Uses x11, x13, x14.</summary>
    protected void KeepOuter(GateCallback callback, string values, string slot)
    {
        var names = callback.OuterNames;
        Text.Address("x11", values, "what the callback's sizes depend on");
        Text.Number("x14", 8 * (ulong)names.Count);
        Text.Op($"madd    x11, {slot}, x14, x11");
        for (var i = 0; i < names.Count; i++)
        {
            LoadArgument("13", names[i]);
            Text.Op($"str     x13, [x11, #{8 * i}]", names[i]);
        }
    }

    /// <summary>An argument by its name, from the frame; of a callback also one of the function around it.</summary>
    protected void LoadArgument(string register, string name)
    {
        if (Shape.Places.FirstOrDefault(p => p.Argument.Name == name) is { } place)
        {
            LoadTyped(register, place.Argument.Type, $"[x29, #{FrameOf(place)}]");
        }
        else
        {
            LoadOuter(register, name);
        }
    }

    /// <summary>Of a callback: an argument of the function around it.</summary>
    protected void LoadOuter(string register, string name)
    {
        Text.Address("x15", OuterValues);
        Text.Op($"ldr     x{register}, [x15, #{8 * outerNames.ToList().IndexOf(name)}]", name);
    }

    /// <summary>Loads a number by its type, so that it can be compared as one of 64 bits.</summary>
    protected void LoadTyped(string register, ValueType type, FormattableString place)
    {
        var where = FormattableString.Invariant(place);
        Text.Op(type switch
        {
            ValueType.Int32 => (FormattableString)$"ldrsw   x{register}, {where}",
            ValueType.UInt32 => $"ldr     w{register}, {where}",
            _ => $"ldr     x{register}, {where}",
        });
    }

    /// <summary>A pointer that was written at x13 and points into a copy points into the original afterwards. Uses x9 to x12.</summary>
    protected void TranslatePointer(GateBuffer target, string done)
    {
        Text.Op($"ldr     x12, [x29, #{Buffer(target, SizeField)}]");
        Text.Op($"cbz     x12, {done}");
        Text.Op($"ldr     x10, [x13]");
        Translate(target, done);
        Text.Op($"str     x10, [x13]");
        Text.Label(done);
    }

    /// <summary>A result that points into a copy points into the original afterwards.</summary>
    protected void TranslateResult(GateBuffer buffer)
    {
        var done = Text.NewLabel("done");
        Text.Op($"ldr     x12, [x29, #{Buffer(buffer, SizeField)}]", "the result points into the copy");
        Text.Op($"cbz     x12, {done}");
        Text.Op($"ldr     x10, [x29, #{Results}]");
        Translate(buffer, done);
        Text.Op($"str     x10, [x29, #{Results}]");
        Text.Label(done);
    }

    // x10 from a place of the copy, whose size is in x12, to the same place of the original; one behind the last byte counts.
    private void Translate(GateBuffer buffer, string done)
    {
        Text.Op($"ldr     x9, [x29, #{Buffer(buffer, PassField)}]");
        Text.Op($"sub     x11, x10, x9");
        Text.Op($"cmp     x11, x12");
        Text.Op($"b.hi    {done}");
        Text.Op($"ldr     x9, [x29, #{Original(buffer)}]");
        Text.Op($"add     x10, x9, x11");
    }

    protected void RoundUp(string register)
    {
        Text.Op($"add     {register}, {register}, #15");
        Text.Op($"and     {register}, {register}, #~15");
    }

    /// <summary>Calls a C function that the compartment has, such as memcpy.</summary>
    protected void Call(string function, string? why = null) => Text.Op($"bl      {function}", why);
}
