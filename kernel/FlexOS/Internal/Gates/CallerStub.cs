namespace FlexCap.FlexOS.Internal.Gates;

/// <summary>
/// The caller's half of a typed gate: what the caller calls instead of the raw gate. A light part handles pointers that the
/// callee can use as they are (or as exactly bounded capabilities) in a few instructions and branches to the raw gate; what
/// needs memory, a callback slot or arguments in a block goes the slow way, with a frame.
/// </summary>
internal sealed class CallerStub : GateWriter
{
    public const string SectionName = ".text.flexos_stub", CallbackSlots = "flexos_callback_slots_", CallbackEntries = "flexos_callback_entries_", Outer = "flexos_callback_outer_";
    private const int SlotField = 0, EntryField = 8;
    private const string Slow = ".Lslow", LightFail = ".Llight_fail";
    private readonly bool _hasShim;

    private CallerStub(FunctionInterface function, Sharing sharing, bool hasReach, bool hasShim, IReadOnlyList<string> outerNames) : base(function, sharing, hasReach, outerNames) =>
        _hasShim = hasShim;

    /// <summary>The source of a stub.</summary>
    /// <param name="function">The interface.</param>
    /// <param name="sharing">How data crosses.</param>
    /// <param name="hasReach">Whether there is a region that both sides reach.</param>
    /// <param name="hasShim">Whether a shim stands before the function; arguments on the stack then travel in a block.</param>
    /// <param name="outerNames">Of a callback: the arguments of the function around it whose values lie beside the slot.</param>
    public static string Write(FunctionInterface function, Sharing sharing, bool hasReach, bool hasShim, IReadOnlyList<string> outerNames) =>
        new CallerStub(function, sharing, hasReach, hasShim, outerNames).Write();

    private bool HandsCapabilities => Sharing is Sharing.Copy or Sharing.Capability;

    // A capability version wants capabilities always; the others take addresses that they reach.
    private bool UsesReach => HasReach && Sharing != Sharing.Capability;

    // With errno there is something to do after the call, and arguments on the stack must be where the raw gate looks for them.
    private bool HasLight => Shape.Callbacks.Count == 0 && !HasBlock && Shape.ResultText is null && !(Function.SetsErrno && Shape.StackBytes != 0);

    private bool HasBlock => _hasShim && GateShape.HasBlock(Function, Sharing);

    private int BlockSize => HasBlock ? 16 * (1 + Shape.StackBytes / 8) : 0;

    private int Block => Extra;

    protected override int FrameSize => Extra + BlockSize;

    protected override int StackWords => FrameSize;

    protected override int Original(GateBuffer buffer) => FrameOf(buffer.Place);

    private string Write()
    {
        Text.Comment($"{Function.Name}: the caller's half of its typed gate ({Sharing}).");
        Begin(SectionName, Stub);
        if (HasLight)
        {
            WriteLight();
        }

        WriteSlow();
        End(Stub);
        return Text.ToString();
    }

    private void WriteLight()
    {
        if (UsesReach)
        {
            LoadReach();
        }

        foreach (var buffer in Shape.Buffers)
        {
            var pointer = buffer.Place.General < 0 ? "x10" : $"x{buffer.Place.General}";
            if (buffer.Place.General < 0)
            {
                Text.Op($"ldr     x10, [sp, #{buffer.Place.Stack}]");
            }

            if (!HandsCapabilities)
            {
                Text.Op($"sub     x12, {pointer}, x16", $"{buffer.Argument.Name}: does the callee reach it?");
                Text.Op($"cmp     x12, x17");
                Text.Op($"b.hs    {Slow}");
                continue;
            }

            var next = Text.NewLabel("next");
            Text.Op($"cbz     {pointer}, {next}", $"{buffer.Argument.Name}: NULL crosses as it is");
            if (UsesReach)
            {
                BranchIfReached(pointer, next);
            }

            LightSize(buffer, next);
            Text.Op($"cvtd    c11, {pointer}", "our own rights, ");
            Text.Op($"scbndse c11, c11, x9", "to exactly these bytes");
            Text.Op($"gctag   x12, c11");
            Text.Op($"cbz     x12, {Slow}", "no capability has such bounds");
            Text.Number("x12", buffer.ForbiddenPermissions);
            Text.Op($"clrperm c{buffer.Place.General}, c11, x12", buffer.IsOut ? "Load, Store" : "Load");
            Text.Label(next);
        }

        if (Function.SetsErrno)
        {
            CallWithErrno();
            return;
        }

        Text.Op($"b       {Gate}");
        Text.Label(LightFail);
        Text.Number("x0", (ulong)Function.Failure, "what the interface says for failure");
        Text.Op($"ret");
    }

    private void CallWithErrno()
    {
        var (set, done) = (Text.NewLabel("errno"), Text.NewLabel("done"));
        Text.Op($"stp     x29, x30, [sp, #-32]!");
        Text.Op($"mov     x29, sp");
        Call(Gate);
        Text.Op($"cbz     w1, {done}", "errno, which is as it was");
        Text.Label(set);
        Text.Op($"stp     x0, x1, [x29, #16]");
        SetErrno(16);
        Text.Op($"ldr     x0, [x29, #16]");
        Text.Label(done);
        Text.Op($"ldp     x29, x30, [sp], #32");
        Text.Op($"ret");
        Text.Label(LightFail);
        Text.Op($"stp     x29, x30, [sp, #-32]!");
        Text.Op($"mov     x29, sp");
        Text.Number("x0", (ulong)Function.Failure, "what the interface says for failure");
        Text.Op($"mov     x1, #{OutOfMemory}");
        Text.Op($"b       {set}");
    }

    /// <summary>The caller's errno becomes what lies behind the result.</summary>
    private void SetErrno(int results)
    {
        Call("__errno_location");
        Text.Op($"ldr     w1, [x29, #{results + 8}]");
        Text.Op($"str     w1, [x0]");
    }

    private void LightSize(GateBuffer buffer, string next)
    {
        void Load(string register, string name)
        {
            if (Shape.Places.FirstOrDefault(p => p.Argument.Name == name) is not { } place)
            {
                LoadOuter(register, name);
            }
            else if (place.General < 0)
            {
                LoadTyped(register, place.Argument.Type, $"[sp, #{place.Stack}]");
            }
            else
            {
                Text.Op(place.Argument.Type switch
                {
                    ValueType.Int32 => (FormattableString)$"sxtw    x{register}, w{place.General}",
                    ValueType.UInt32 => $"mov     w{register}, w{place.General}",
                    _ => $"mov     x{register}, x{place.General}",
                });
            }
        }

        Size(buffer.Size, Load, LightFail);
        if (buffer.IsString)
        {
            Text.Op($"mov     x10, x{buffer.Place.General}");
            StringLength(LightFail);
        }
        else if (buffer.Size.Argument is not null)
        {
            Text.Op($"cbz     x9, {next}", "nothing to reach");
        }
    }

    private void WriteSlow()
    {
        Text.Label(Slow);
        Prologue();
        for (var i = 0; i < 8; i += 2)
        {
            Text.Op($"stp     x{i}, x{i + 1}, [x29, #{Arguments + 8 * i}]");
        }

        if (Shape.ResultText is not null)
        {
            Text.Address("x8", ResultText, "where the text goes that it returns");
        }

        Text.Op($"str     x8, [x29, #{Arguments + 64}]");
        Text.Op($"mov     x19, #0");
        foreach (var buffer in Shape.Buffers)
        {
            Text.Op($"str     xzr, [x29, #{Buffer(buffer, SizeField)}]");
            Text.Op($"str     xzr, [x29, #{Buffer(buffer, PassField)}]");
        }

        foreach (var callback in Shape.Callbacks)
        {
            Text.Op($"str     xzr, [x29, #{Callback(callback, SlotField)}]");
        }

        foreach (var callback in Shape.Callbacks)
        {
            TakeSlot(callback);
        }

        if (HandsCapabilities)
        {
            foreach (var buffer in Shape.Buffers)
            {
                Lend(buffer);
            }
        }
        else if (Shape.Buffers.Count != 0)
        {
            Bounce();
        }

        Call();
        SaveResults();
        foreach (var buffer in Shape.Buffers)
        {
            TakeBack(buffer);
        }

        foreach (var (pointer, target) in Shape.Pointers)
        {
            TranslatePointer(pointer, target);
        }

        if (Shape.ResultBuffer is { } into)
        {
            TranslateResult(into);
        }

        if (Shape.ResultText is not null)
        {
            TakeText();
        }

        Release();
        if (Function.SetsErrno)
        {
            var keep = Text.NewLabel("keep");
            Text.Op($"ldr     w1, [x29, #{Results + 8}]");
            Text.Op($"cbz     w1, {keep}", "errno, which is as it was");
            SetErrno(Results);
            Text.Label(keep);
        }

        LoadResults();
        Epilogue();
        Text.Label(Fail);
        Release();
        if (Function.SetsErrno)
        {
            Text.Op($"mov     x1, #{OutOfMemory}");
            Text.Op($"str     x1, [x29, #{Results + 8}]");
            SetErrno(Results);
        }

        Text.Number("x0", (ulong)Function.Failure, "what the interface says for failure");
        Text.Op($"mov     x1, #0");
        Epilogue();
    }

    /// <summary>The text has come back into the caller's own memory; null stays null.</summary>
    private void TakeText()
    {
        var done = Text.NewLabel("done");
        Text.Op($"ldr     x0, [x29, #{Results}]");
        Text.Op($"cbz     x0, {done}");
        Text.Address("x0", ResultText);
        Text.Op($"str     x0, [x29, #{Results}]");
        Text.Label(done);
    }

    private void TranslatePointer(GateBuffer pointer, GateBuffer target)
    {
        var done = Text.NewLabel("done");
        Text.Op($"ldr     x13, [x29, #{FrameOf(pointer.Place)}]", $"{pointer.Argument.Name} points into {target.Argument.Name}");
        Text.Op($"cbz     x13, {done}");
        TranslatePointer(target, done);
    }

    /// <summary>Puts the caller's function into a free slot; the callee gets its own gate for that slot.</summary>
    private void TakeSlot(GateCallback callback)
    {
        var (loop, take, done) = (Text.NewLabel("slot"), Text.NewLabel("take"), Text.NewLabel("done"));
        Text.Comment($"{callback.Argument.Name}: a slot for the callback");
        Text.Op($"ldr     x10, [x29, #{FrameOf(callback.Place)}]");
        Text.Op($"str     x10, [x29, #{Callback(callback, EntryField)}]");
        Text.Op($"cbz     x10, {done}");
        Text.Address("x11", $"{CallbackSlots}{callback.Index}");
        Text.Address("x12", $"{CallbackEntries}{callback.Index}", "the callee's gates, one for each slot");
        Text.Op($"mov     x13, #{callback.Argument.Slots}");
        Text.Label(loop);
        Text.Op($"ldr     x14, [x11]");
        Text.Op($"cbz     x14, {take}");
        if (callback.Argument.IsKept)
        {
            Text.Op($"cmp     x14, x10", "registered before");
            Text.Op($"b.eq    {take}");
        }

        Text.Op($"add     x11, x11, #8");
        Text.Op($"add     x12, x12, #8");
        Text.Op($"subs    x13, x13, #1");
        Text.Op($"b.ne    {loop}");
        Text.Op($"b       {Fail}", "all slots are in use");
        Text.Label(take);
        Text.Op($"str     x10, [x11]");
        Text.Op($"ldr     x12, [x12]");
        Text.Op($"str     x12, [x29, #{Callback(callback, EntryField)}]");
        if (!callback.Argument.IsKept)
        {
            Text.Op($"str     x11, [x29, #{Callback(callback, SlotField)}]");
        }

        if (callback.OuterNames.Count != 0)
        {
            Text.Op($"mov     x12, #{callback.Argument.Slots}");
            Text.Op($"sub     x12, x12, x13", "the number of the slot");
            KeepOuter(callback, $"{Outer}{callback.Index}", "x12");
        }

        Text.Label(done);
    }

    /// <summary>One block of the shared heap for all that the callee does not reach.</summary>
    private void Bounce()
    {
        Text.Comment("how much does the callee not reach?");
        Text.Op($"mov     x20, #0");
        LoadReach();
        foreach (var buffer in Shape.Buffers)
        {
            var done = Text.NewLabel("done");
            Text.Op($"ldr     x10, [x29, #{FrameOf(buffer.Place)}]", buffer.Argument.Name);
            Text.Op($"str     x10, [x29, #{Buffer(buffer, PassField)}]");
            Text.Op($"cbz     x10, {done}");
            BranchIfReached("x10", done);
            SizeOrLength(buffer, done);

            Text.Op($"str     x9, [x29, #{Buffer(buffer, SizeField)}]");
            RoundUp("x9");
            Text.Op($"add     x20, x20, x9");
            Text.Label(done);
        }

        var call = Text.NewLabel("call");
        Text.Op($"cbz     x20, {call}");
        LoadHeap();
        Text.Op($"mov     x1, x20");
        Call("flexos_shared_allocate");
        Text.Op($"mov     x19, x0");
        Text.Op($"cbz     x19, {Fail}");
        Text.Op($"mov     x20, x0");
        foreach (var buffer in Shape.Buffers)
        {
            var next = Text.NewLabel("next");
            Text.Op($"ldr     x2, [x29, #{Buffer(buffer, SizeField)}]", buffer.Argument.Name);
            Text.Op($"cbz     x2, {next}");
            Text.Op($"str     x20, [x29, #{Buffer(buffer, PassField)}]");
            if (Sharing == Sharing.SharedRegister)
            {
                Text.Op($"scvalue c0, c18, x20");
            }
            else
            {
                Text.Op($"mov     x0, x20");
            }

            if (buffer.TakesContents)
            {
                Text.Op($"ldr     x1, [x29, #{FrameOf(buffer.Place)}]");
                Call(Sharing == Sharing.SharedRegister ? "flexos_copy_out" : "memcpy");
            }
            else if (Sharing == Sharing.SharedRegister)
            {
                Call("flexos_clear_out", "what the callee leaves is not what others left");
            }
            else
            {
                Text.Op($"mov     w1, #0");
                Call("memset", "what the callee leaves is not what others left");
            }

            Text.Op($"ldr     x9, [x29, #{Buffer(buffer, SizeField)}]");
            RoundUp("x9");
            Text.Op($"add     x20, x20, x9");
            Text.Label(next);
        }

        Text.Label(call);
    }

    /// <summary>The bytes of the buffer or text at x10 into x9; goes to a label where there are none.</summary>
    private void SizeOrLength(GateBuffer buffer, string none)
    {
        Size(buffer.Size, LoadArgument, Fail);
        if (buffer.IsString)
        {
            StringLength(Fail);
        }
        else
        {
            Text.Op($"cbz     x9, {none}");
        }
    }

    /// <summary>A capability of exactly the buffer's bounds; where there is none, of memory of our own that has some.</summary>
    private void Lend(GateBuffer buffer)
    {
        var (have, done) = (Text.NewLabel("have"), Text.NewLabel("done"));
        Text.Op($"ldr     x10, [x29, #{FrameOf(buffer.Place)}]", buffer.Argument.Name);
        Text.Op($"mov     x11, x10");
        Text.Op($"cbz     x10, {done}");
        if (UsesReach)
        {
            LoadReach();
            BranchIfReached("x10", done);
        }

        SizeOrLength(buffer, done);

        Text.Op($"cvtd    c11, x10");
        Text.Op($"scbndse c11, c11, x9");
        Text.Op($"gctag   x12, c11");
        Text.Op($"cbnz    x12, {have}");
        Text.Op($"str     x9, [x29, #{Buffer(buffer, SizeField)}]", "the bounds would take in what lies beside");
        Text.Op($"rrlen   x1, x9");
        Text.Op($"rrmask  x0, x9");
        Text.Op($"neg     x0, x0", "the alignment at which they would not");
        Call("memalign");
        Text.Op($"cbz     x0, {Fail}");
        Text.Op($"str     x0, [x29, #{Buffer(buffer, PassField)}]");
        Text.Op($"mov     x20, x0");
        Text.Op($"ldr     x9, [x29, #{Buffer(buffer, SizeField)}]");
        if (buffer.TakesContents)
        {
            Text.Op($"ldr     x1, [x29, #{FrameOf(buffer.Place)}]");
            Text.Op($"mov     x2, x9");
            Call("memcpy");
            Text.Op($"ldr     x9, [x29, #{Buffer(buffer, SizeField)}]");
            Text.Op($"rrlen   x2, x9");
            Text.Op($"sub     x2, x2, x9");
            Text.Op($"add     x0, x20, x9");
        }
        else
        {
            Text.Op($"rrlen   x2, x9");
        }

        Text.Op($"mov     w1, #0");
        Call("memset", "the callee must not see what was there");
        Text.Op($"ldr     x9, [x29, #{Buffer(buffer, SizeField)}]");
        Text.Op($"rrlen   x9, x9");
        Text.Op($"cvtd    c11, x20");
        Text.Op($"scbndse c11, c11, x9");
        Text.Label(have);
        Text.Number("x12", buffer.ForbiddenPermissions);
        Text.Op($"clrperm c11, c11, x12");
        Text.Label(done);
        Text.Op($"str     c11, [x29, #{Buffer(buffer, CapabilityField)}]");
    }

    private void Call()
    {
        if (HasBlock)
        {
            BuildBlock();
        }

        if (!HasBlock && Shape.StackBytes != 0)
        {
            Text.Op($"sub     sp, sp, #{Shape.StackBytes}", "arguments on the stack, where the raw gate looks for them");
            for (var offset = 0; offset < Shape.StackBytes; offset += 8)
            {
                LoadWord("x9", offset);
                Text.Op($"str     x9, [sp, #{offset}]");
            }
        }

        for (var i = 0; i <= GateShape.IndirectResult; i++)
        {
            if (i == 7 && HasBlock)
            {
                continue;
            }

            LoadRegister(i, i.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        if (HasBlock)
        {
            Text.Op($"add     x9, x29, #{Block}");
            Text.Op($"cvtd    c9, x9");
            Text.Number("x10", (ulong)BlockSize);
            Text.Op($"scbnds  c9, c9, x10");
            Text.Number("x10", 0x1bfbe);
            Text.Op($"clrperm c7, c9, x10", "x7 and the arguments on the stack, to be read");
        }

        LoadVectors();
        Call(Gate);
    }

    /// <summary>What goes into one of x0 to x8.</summary>
    private void LoadRegister(int general, string register)
    {
        if (Shape.Buffers.FirstOrDefault(b => b.Place.General == general) is { } buffer)
        {
            Text.Op(HandsCapabilities
                ? (FormattableString)$"ldr     c{register}, [x29, #{Buffer(buffer, CapabilityField)}]"
                : $"ldr     x{register}, [x29, #{Buffer(buffer, PassField)}]", buffer.Argument.Name);
        }
        else if (Shape.Callbacks.FirstOrDefault(c => c.Place.General == general) is { } callback)
        {
            Text.Op($"ldr     x{register}, [x29, #{Callback(callback, EntryField)}]", callback.Argument.Name);
        }
        else
        {
            Text.Op($"ldr     x{register}, [x29, #{Arguments + 8 * general}]");
        }
    }

    private void LoadWord(string register, int offset)
    {
        var buffer = Shape.Buffers.FirstOrDefault(b => b.Place.Stack == offset);
        var callback = Shape.Callbacks.FirstOrDefault(c => c.Place.Stack == offset);
        var place = buffer is not null ? Buffer(buffer, PassField) : callback is not null ? Callback(callback, EntryField) : FrameSize + offset;
        Text.Op($"ldr     {register}, [x29, #{place}]");
    }

    /// <summary>x7 and each word of the stack, 16 bytes each so that a capability fits.</summary>
    private void BuildBlock()
    {
        Text.Comment("the block: x7, then the arguments on the stack");
        LoadRegister(7, "9");
        Text.Op($"str     c9, [x29, #{Block}]");
        for (var offset = 0; offset < Shape.StackBytes; offset += 8)
        {
            if (HandsCapabilities && Shape.Buffers.FirstOrDefault(b => b.Place.Stack == offset) is { } buffer)
            {
                Text.Op($"ldr     c9, [x29, #{Buffer(buffer, CapabilityField)}]", buffer.Argument.Name);
            }
            else
            {
                LoadWord("x9", offset);
            }

            Text.Op($"str     c9, [x29, #{Block + 16 + 2 * offset}]");
        }
    }

    private void TakeBack(GateBuffer buffer)
    {
        if (!buffer.IsOut)
        {
            return;
        }

        var next = Text.NewLabel("next");
        Text.Op($"ldr     x2, [x29, #{Buffer(buffer, SizeField)}]", $"{buffer.Argument.Name}: what the callee wrote");
        Text.Op($"cbz     x2, {next}");
        LimitToWritten(buffer, next);
        Text.Op($"ldr     x0, [x29, #{FrameOf(buffer.Place)}]");
        if (Sharing == Sharing.SharedRegister)
        {
            Text.Op($"ldr     x1, [x29, #{Buffer(buffer, PassField)}]");
            Text.Op($"scvalue c1, c18, x1");
            Call("flexos_copy_in");
        }
        else
        {
            Text.Op($"ldr     x1, [x29, #{Buffer(buffer, PassField)}]");
            Call("memcpy");
        }

        Text.Label(next);
    }

    private void Release()
    {
        foreach (var callback in Shape.Callbacks.Where(c => !c.Argument.IsKept))
        {
            var next = Text.NewLabel("next");
            Text.Op($"ldr     x9, [x29, #{Callback(callback, SlotField)}]", $"{callback.Argument.Name}: the slot is free again");
            Text.Op($"cbz     x9, {next}");
            Text.Op($"str     xzr, [x9]");
            Text.Label(next);
        }

        if (HandsCapabilities)
        {
            foreach (var buffer in Shape.Buffers)
            {
                var next = Text.NewLabel("next");
                Text.Op($"ldr     x0, [x29, #{Buffer(buffer, PassField)}]");
                Text.Op($"cbz     x0, {next}");
                Call("free");
                Text.Label(next);
            }
        }
        else if (Shape.Buffers.Count != 0)
        {
            var next = Text.NewLabel("next");
            Text.Op($"cbz     x19, {next}");
            LoadHeap();
            Text.Op($"mov     x1, x19");
            Call("flexos_shared_release");
            Text.Label(next);
        }
    }
}
