namespace FlexCap.FlexOS.Internal.Gates;

/// <summary>
/// The callee's half of a typed gate, where the sharing needs one: brings the caller's data into memory of the callee, calls the
/// unmodified function, and brings back what it wrote. It believes nothing that the caller says: an address without a
/// capability must lie in what both reach, and a callback must be one of the callee's own gates.
/// </summary>
internal sealed class CalleeShim : GateWriter
{
    public const string SectionName = ".text.flexos_shim", Entries = "flexos_shim_entries_", Values = "flexos_shim_values_";
    private const string CallLabel = ".Lcall";
    private const int OnStack = 2048; // larger copies come from the heap: a stack has 56 KiB
    private const int Canary = 16;

    private CalleeShim(FunctionInterface function, Sharing sharing, bool hasReach, IReadOnlyList<string> outerNames) : base(function, sharing, hasReach, outerNames)
    {
    }

    /// <summary>The source of a shim.</summary>
    /// <param name="function">The interface.</param>
    /// <param name="sharing">How data crosses; with <see cref="Sharing.Overlap"/> pointers stay as they are and only callbacks are looked at.</param>
    /// <param name="hasReach">Whether there is a region that both sides reach.</param>
    /// <param name="outerNames">Of a callback: the arguments of the function around it whose values lie beside the slot.</param>
    public static string Write(FunctionInterface function, Sharing sharing, bool hasReach, IReadOnlyList<string> outerNames) => new CalleeShim(function, sharing, hasReach, outerNames).Write();

    private bool Moves => Sharing is Sharing.Copy or Sharing.SharedRegister;

    private IReadOnlyList<GateBuffer> Moved => Moves ? Shape.Buffers : [];

    private int HeapBlock => Extra;

    // Those that are no buffer wait here.
    protected override int StackWords => Extra + 48;

    protected override int Original(GateBuffer buffer) => Buffer(buffer, CapabilityField);

    private int OwnErrno => Extra + 16;

    private int SharedRegister => Extra + 32;

    protected override int FrameSize => StackWords + Shape.StackBytes;

    private string Write()
    {
        Text.Comment($"{Function.Name}: the callee's half of its typed gate ({Sharing}).");
        Begin(SectionName, Shim);
        Prologue();
        TakeArguments();
        foreach (var callback in Shape.Callbacks)
        {
            CheckCallback(callback);
        }

        if (Moved.Count != 0)
        {
            Measure();
            CopyIn();
        }

        Text.Label(CallLabel);
        if (Function.SetsErrno)
        {
            Call("__errno_location");
            Text.Op($"ldr     w9, [x0]");
            Text.Op($"str     w9, [x29, #{OwnErrno}]");
            Text.Op($"str     wzr, [x0]", "to see whether the function sets it");
        }

        if (Sharing == Sharing.SharedRegister)
        {
            Text.Op($"str     c18, [x29, #{SharedRegister}]", "shared objects do not reserve x18");
        }

        CallFunction();
        if (Sharing == Sharing.SharedRegister)
        {
            Text.Op($"ldr     c18, [x29, #{SharedRegister}]");
        }

        SaveResults();
        if (Function.SetsErrno)
        {
            TakeErrno();
        }

        if (Shape.ResultText is { } text)
        {
            CopyText(text);
        }

        foreach (var (pointer, target) in Moves ? Shape.Pointers : [])
        {
            TranslatePointer(pointer, target);
        }

        foreach (var buffer in Moved.Where(b => b.IsOut))
        {
            CopyOut(buffer);
        }

        if (Moves && Shape.ResultBuffer is { } into)
        {
            TranslateResult(into);
        }

        Release();
        LoadResults();
        Epilogue();
        Text.Label(Fail);
        Text.Number("x0", (ulong)Function.Failure, "what the interface says for failure");
        Text.Op($"mov     x1, #{(Function.SetsErrno ? OutOfMemory : 0)}");
        Epilogue();
        if (Moved.Any(b => b.IsOut))
        {
            Text.Label(".Loverrun");
            Text.Comment("the function wrote beyond a buffer: a fault with this gate's name");
            Text.Op($"mov     x9, #0");
            Text.Op($"ldr     x9, [c9, #0]");
            Text.Op($"b       .Loverrun");
        }

        End(Shim);
        return Text.ToString();
    }

    private void TakeArguments()
    {
        var pointers = Moved.ToDictionary(b => (b.Place.General, b.Place.Stack));
        var inBlock = GateShape.HasBlock(Function, Sharing);
        for (var i = 0; i <= GateShape.IndirectResult; i++)
        {
            if (i == 7 && inBlock)
            {
                continue;
            }

            Keep(i, -1, i.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        if (inBlock)
        {
            Text.Op($"ldr     c9, [c7, #0]", "x7 and the stack are in the caller's block");
            Keep(7, -1, "9");
            for (var offset = 0; offset < Shape.StackBytes; offset += 8)
            {
                Text.Op($"ldr     c9, [c7, #{16 + 2 * offset}]");
                Keep(-1, offset, "9");
            }
        }

        for (var offset = 0; !inBlock && offset < Shape.StackBytes; offset += 8)
        {
            Text.Op($"ldr     x9, [x29, #{FrameSize + offset}]", offset == 0 ? "arguments on the stack" : null);
            Keep(-1, offset, "9");
        }

        foreach (var buffer in Moved)
        {
            Text.Op($"str     xzr, [x29, #{Buffer(buffer, SizeField)}]");
        }

        if (Moved.Count != 0)
        {
            Text.Op($"str     xzr, [x29, #{HeapBlock}]");
        }

        void Keep(int general, int stack, string register)
        {
            if (pointers.TryGetValue((general, stack), out var buffer))
            {
                Text.Op($"str     c{register}, [x29, #{Buffer(buffer, CapabilityField)}]", buffer.Argument.Name);
                Text.Op($"str     x{register}, [x29, #{Buffer(buffer, PassField)}]");
            }
            else
            {
                Text.Op($"str     x{register}, [x29, #{(general >= 0 ? Arguments + 8 * general : StackWords + stack)}]");
            }
        }
    }

    /// <summary>A callback is one of our own gates, and nothing else that the caller may wish us to call.</summary>
    private void CheckCallback(GateCallback callback)
    {
        var (loop, found, done) = (Text.NewLabel("entry"), Text.NewLabel("found"), Text.NewLabel("done"));
        Text.Op($"ldr     x10, [x29, #{FrameOf(callback.Place)}]", callback.Argument.Name);
        Text.Op($"cbz     x10, {done}");
        Text.Address("x11", $"{Entries}{callback.Index}", "our gates, one for each slot");
        Text.Op($"mov     x12, #0");
        Text.Label(loop);
        Text.Op($"ldr     x13, [x11], #8");
        Text.Op($"cmp     x13, x10");
        Text.Op($"b.eq    {found}");
        Text.Op($"add     x12, x12, #1");
        Text.Op($"cmp     x12, #{callback.Argument.Slots}");
        Text.Op($"b.ne    {loop}");
        Text.Op($"b       {Fail}", "an address that is none of them");
        Text.Label(found);
        var names = callback.OuterNames;
        if (names.Count != 0)
        {
            KeepOuter(callback, $"{Values}{callback.Index}", "x12");
        }

        Text.Label(done);
    }

    private void Measure()
    {
        Text.Op($"mov     x19, #0", "bytes to bring here");
        if (HasReach)
        {
            LoadReach();
        }

        foreach (var buffer in Moved)
        {
            var (done, bare) = (Text.NewLabel("done"), Text.NewLabel("bare"));
            Text.Op($"ldr     c10, [x29, #{Buffer(buffer, CapabilityField)}]", buffer.Argument.Name);
            Text.Op($"cbz     x10, {done}", "NULL");
            if (Sharing == Sharing.Copy)
            {
                if (!buffer.IsString)
                {
                    Size(buffer.Size, LoadArgument, Fail);
                    CheckSomething(buffer, done);
                }

                Text.Op($"gctag   x12, c10");
                Text.Op($"cbz     x12, {bare}");
                if (buffer.IsString)
                {
                    Text.Op($"gclen   x9, c10", "the caller found the length");
                    Text.Op($"cbz     x9, {Fail}");
                }
            }
            else
            {
                Size(buffer.Size, LoadArgument, Fail);
                CheckSomething(buffer, done);
                Text.Op($"sub     x12, x10, x16");
                Text.Op($"cmp     x12, x17");
                Text.Op($"b.hs    {Fail}", "not in the shared region");
                Text.Op($"scvalue c10, c18, x10");
                Text.Op($"str     c10, [x29, #{Buffer(buffer, CapabilityField)}]");
                if (buffer.IsString)
                {
                    StringLengthThroughCapability();
                }
            }

            Text.Op($"str     x9, [x29, #{Buffer(buffer, SizeField)}]");
            RoundUp("x9");
            Text.Op($"add     x19, x19, x9");
            Text.Op($"add     x19, x19, #{Canary}");
            if (Sharing == Sharing.Copy)
            {
                Text.Op($"b       {done}");
                Text.Label(bare);
                if (HasReach)
                {
                    BranchIfReached("x10", done);
                }

                Text.Op($"b       {Fail}", "an address that only the caller reaches, or only we do");
            }

            Text.Label(done);
        }
    }

    private void CheckSomething(GateBuffer buffer, string done)
    {
        if (!buffer.IsString && buffer.Size.Argument is not null)
        {
            Text.Op($"cbz     x9, {done}", "nothing to bring");
        }
    }

    private void StringLengthThroughCapability()
    {
        var loop = Text.NewLabel("length");
        Text.Op($"mov     c13, c10");
        Text.Label(loop);
        Text.Op($"cbz     x9, {Fail}", "not terminated within the limit");
        Text.Op($"ldrb    w14, [c13, #0]");
        Text.Op($"add     c13, c13, #1");
        Text.Op($"sub     x9, x9, #1");
        Text.Op($"cbnz    w14, {loop}");
        Text.Op($"sub     x9, x13, x10");
    }

    private void CopyIn()
    {
        var (heap, have) = (Text.NewLabel("heap"), Text.NewLabel("have"));
        Text.Op($"cbz     x19, {CallLabel}");
        Text.Op($"cmp     x19, #{OnStack}");
        Text.Op($"b.hi    {heap}");
        Text.Op($"sub     sp, sp, x19");
        Text.Op($"mov     x20, sp");
        Text.Op($"b       {have}");
        Text.Label(heap);
        Text.Op($"mov     x0, x19");
        Call("malloc");
        Text.Op($"cbz     x0, {Fail}");
        Text.Op($"str     x0, [x29, #{HeapBlock}]");
        Text.Op($"mov     x20, x0");
        Text.Label(have);
        foreach (var buffer in Moved)
        {
            var next = Text.NewLabel("next");
            Text.Op($"ldr     x2, [x29, #{Buffer(buffer, SizeField)}]", buffer.Argument.Name);
            Text.Op($"cbz     x2, {next}");
            Text.Op($"str     x20, [x29, #{Buffer(buffer, PassField)}]");
            Text.Op($"mov     x0, x20");
            if (buffer.TakesContents)
            {
                Text.Op($"ldr     c1, [x29, #{Buffer(buffer, CapabilityField)}]");
                Call("flexos_copy_in");
            }
            else
            {
                Text.Op($"mov     w1, #0");
                Call("memset", "the caller must not see what was there");
            }

            Text.Op($"ldr     x9, [x29, #{Buffer(buffer, SizeField)}]");
            Text.Op($"add     x10, x20, x9");
            if (buffer.IsString)
            {
                Text.Op($"sturb   wzr, [x10, #-1]", "whatever the caller says");
            }

            if (buffer.IsOut)
            {
                Text.Op($"mvn     x11, x10");
                Text.Op($"str     x11, [x10]", "a canary right behind the buffer");
            }

            RoundUp("x9");
            Text.Op($"add     x20, x20, x9");
            Text.Op($"add     x20, x20, #{Canary}");
            Text.Label(next);
        }
    }

    private void CallFunction()
    {
        if (Shape.StackBytes != 0)
        {
            Text.Op($"sub     sp, sp, #{Shape.StackBytes}");
            for (var offset = 0; offset < Shape.StackBytes; offset += 8)
            {
                var buffer = Moved.FirstOrDefault(b => b.Place.Stack == offset);
                Text.Op($"ldr     x9, [x29, #{(buffer is null ? StackWords + offset : Buffer(buffer, PassField))}]");
                Text.Op($"str     x9, [sp, #{offset}]");
            }
        }

        for (var i = 0; i <= GateShape.IndirectResult; i++)
        {
            var buffer = Moved.FirstOrDefault(b => b.Place.General == i);
            Text.Op($"ldr     x{i}, [x29, #{(buffer is null ? Arguments + 8 * i : Buffer(buffer, PassField))}]");
        }

        LoadVectors();
        Call(Target);
    }

    private void CopyOut(GateBuffer buffer)
    {
        var next = Text.NewLabel("next");
        Text.Op($"ldr     x2, [x29, #{Buffer(buffer, SizeField)}]", buffer.Argument.Name);
        Text.Op($"cbz     x2, {next}");
        Text.Op($"ldr     x1, [x29, #{Buffer(buffer, PassField)}]");
        Text.Op($"add     x10, x1, x2");
        Text.Op($"ldr     x11, [x10]");
        Text.Op($"mvn     x12, x10");
        Text.Op($"cmp     x11, x12");
        Text.Op($"b.ne    .Loverrun", "the canary is gone");
        LimitToWritten(buffer, next);
        Text.Op($"ldr     c0, [x29, #{Buffer(buffer, CapabilityField)}]");
        Call("flexos_copy_out");
        Text.Label(next);
    }

    /// <summary>errno crosses behind the result, 0 where the function did not set it: then it is again what it was.</summary>
    private void TakeErrno()
    {
        var set = Text.NewLabel("set");
        Call("__errno_location");
        Text.Op($"ldr     w9, [x0]");
        Text.Op($"str     x9, [x29, #{Results + 8}]");
        Text.Op($"cbnz    w9, {set}");
        Text.Op($"ldr     w10, [x29, #{OwnErrno}]");
        Text.Op($"str     w10, [x0]");
        Text.Label(set);
    }

    /// <summary>The text that is returned, as far as there is room for it, to where the caller's half wants it.</summary>
    private void CopyText(GateBuffer to)
    {
        var (loop, cut, done) = (Text.NewLabel("text"), Text.NewLabel("cut"), Text.NewLabel("done"));
        Text.Op($"ldr     x10, [x29, #{Results}]", "the text that is returned");
        Text.Op($"cbz     x10, {done}");
        Text.Op($"ldr     x11, [x29, #{(Moves ? Buffer(to, PassField) : FrameOf(to.Place))}]");
        Text.Number("x9", to.Size.Plus);
        Text.Label(loop);
        Text.Op($"cbz     x9, {cut}");
        Text.Op($"ldrb    w14, [x10], #1");
        Text.Op($"strb    w14, [x11], #1");
        Text.Op($"sub     x9, x9, #1");
        Text.Op($"cbnz    w14, {loop}");
        Text.Op($"b       {done}");
        Text.Label(cut);
        Text.Op($"sturb   wzr, [x11, #-1]");
        Text.Label(done);
    }

    private void TranslatePointer(GateBuffer pointer, GateBuffer target)
    {
        var done = Text.NewLabel("done");
        Text.Op($"ldr     x13, [x29, #{Buffer(pointer, PassField)}]", $"{pointer.Argument.Name} points into {target.Argument.Name}");
        Text.Op($"cbz     x13, {done}"); // a place that both reach was checked, and holds the pointer as well
        TranslatePointer(target, done);
    }

    private void Release()
    {
        if (Moved.Count != 0)
        {
            var next = Text.NewLabel("next");
            Text.Op($"ldr     x0, [x29, #{HeapBlock}]");
            Text.Op($"cbz     x0, {next}");
            Call("free");
            Text.Label(next);
        }
    }
}
