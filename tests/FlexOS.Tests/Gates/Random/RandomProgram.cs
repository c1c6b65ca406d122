using System.Globalization;
using System.Text;
using FlexCap.FlexOS.Internal.Planning;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.Gates.Random;

/// <summary>
/// Random functions as guest code: a callee in one compartment that writes down all it gets, a caller in another that calls each
/// once and writes down all that comes back. Nothing is compared in the guest: <see cref="Check"/> reads what was written down.
/// </summary>
internal sealed class RandomProgram
{
    private const int Guard = 32, SeenCount = 208, SeenStack = 216, SeenSize = 480, GotCount = 80, GotPointers = 96;
    private readonly IReadOnlyList<RandomFunction> _functions;
    private readonly Dictionary<string, byte[]> _initial = new(StringComparer.Ordinal);
    private readonly StringBuilder _caller = new(), _callee = new();
    private int _labels;

    public RandomProgram(IReadOnlyList<RandomFunction> functions)
    {
        _functions = functions;
        Begin(_caller, "main", 32);
        foreach (var function in functions)
        {
            Body(_callee, function);
            Call(_caller, _caller, function, $"bl      {function.Name}");
        }

        Op(_caller, "mov     w0, #0");
        End(_caller, "main", 32);
        foreach (var function in functions)
        {
            CallbackBodies(function);
        }
    }

    public string CallerText => _caller.ToString();

    public string CalleeText => _callee.ToString();

    public LibraryInterface Interface => LibraryInterface.Parse("functions:\n" + string.Concat(_functions.Select(f => $"  {f.Name}: {f.Yaml()}\n")), "random.yaml");

    /// <summary>Links caller and callee with the guest's own micro-libraries.</summary>
    public LibraryCatalogue Catalogue() => LibraryCatalogue.Embedded.With(
        [Object("random-calls", LibraryRole.Application, CallerText), Object("random-callee", LibraryRole.Library, CalleeText).With(Interface)]);

    private static LibraryObject Object(string name, LibraryRole role, string text) =>
        new(new MicroLibrary(name, role, "", false, []), name, new Assembler().Assemble(text, name + ".s").ToElf());

    private void CallbackBodies(RandomFunction function)
    {
        foreach (var callback in function.Arguments.Where(a => a.Callback is not null))
        {
            Body(_caller, callback.Callback!);
        }
    }

    private static void Op(StringBuilder text, FormattableString instruction) => text.Append("    ").Append(FormattableString.Invariant(instruction)).Append('\n');

    private static void Op(StringBuilder text, string instruction) => text.Append("    ").Append(instruction).Append('\n');

    private static void Address(StringBuilder text, string register, string symbol, int offset = 0)
    {
        Op(text, $"adrp    {register}, {symbol} + {offset}");
        Op(text, $"add     {register}, {register}, :lo12:{symbol} + {offset}");
    }

    private static void Number(StringBuilder text, string register, ulong value)
    {
        Op(text, $"movz    {register}, #{value & 0xffff}");
        for (var shift = 16; shift < 64; shift += 16)
        {
            Op(text, $"movk    {register}, #{(value >> shift) & 0xffff}, lsl #{shift}");
        }
    }

    private static void Begin(StringBuilder text, string name, int frame)
    {
        text.Append(CultureInfo.InvariantCulture, $"    .section .text.{name}, \"ax\", @progbits\n    .globl {name}\n    .type {name}, %function\n{name}:\n");
        Op(text, $"sub     sp, sp, #{frame}");
        Op(text, "stp     x29, x30, [sp]");
        Op(text, "stp     x19, x20, [sp, #16]");
        Op(text, "mov     x29, sp");
    }

    private static void End(StringBuilder text, string name, int frame)
    {
        Op(text, "ldp     x19, x20, [sp, #16]");
        Op(text, "ldp     x29, x30, [sp]");
        Op(text, $"add     sp, sp, #{frame}");
        Op(text, "ret");
        text.Append(CultureInfo.InvariantCulture, $"    .size {name}, . - {name}\n");
    }

    /// <summary>Data of its own section, so that what nothing refers to is left out as in a compiled object.</summary>
    private void Data(StringBuilder text, string name, byte[] bytes, bool isShared = false)
    {
        _initial[name] = bytes;
        text.Append(CultureInfo.InvariantCulture, $"    .section {(isShared ? ".data_shared." : ".data.")}{name}, \"aw\", @progbits\n    .balign 16\n    .globl {name}\n    .type {name}, %object\n{name}:\n");
        for (var i = 0; i < bytes.Length; i += 32)
        {
            text.Append("    .byte ").AppendJoin(", ", bytes.Skip(i).Take(32).Select(b => b.ToString(CultureInfo.InvariantCulture))).Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"    .size {name}, . - {name}\n");
    }

    private static string Code(string name) => $"    .section .text.{name}, \"ax\", @progbits\n";

    private string Label() => $".Lrandom{++_labels}";

    private static int SeenPlace(RandomArgument argument) => argument.General >= 0 ? 8 * argument.General : SeenStack + argument.Stack;

    /// <summary>The callee: what it gets goes to <c>…_seen</c>, what the pointers point to goes to <c>…_in_…</c>.</summary>
    private void Body(StringBuilder text, RandomFunction function)
    {
        const int Frame = 32;
        var name = function.Name;
        Data(text, $"{name}_seen", new byte[SeenSize]);
        foreach (var buffer in function.Buffers)
        {
            Data(text, $"{name}_in_{buffer.Name}", new byte[Math.Max(1, buffer.Content.Length)]);
            Data(text, $"{name}_writes_{buffer.Name}", [.. buffer.Writes, 0]);
        }

        Data(text, $"{name}_struct", [.. function.ResultStruct, 0]);
        Data(text, $"{name}_vectors", function.ResultVectors);

        var calls = new StringBuilder();
        foreach (var argument in function.Arguments.Where(a => a.Invocations != 0))
        {
            for (var i = 0; i < argument.Invocations; i++)
            {
                Call(i == 0 ? text : null, calls, argument.Callback!, "blr     x16", seen => Op(seen, $"ldr     x16, [x16, #{SeenPlace(argument)}]"), $"{name}_seen");
            }
        }

        Begin(text, name, Frame);
        Address(text, "x9", $"{name}_seen");
        for (var i = 0; i < 8; i += 2)
        {
            Op(text, $"stp     x{i}, x{i + 1}, [x9, #{8 * i}]");
            Op(text, $"stp     q{i}, q{i + 1}, [x9, #{80 + (16 * i)}]");
        }

        Op(text, "str     x8, [x9, #64]");
        Op(text, $"ldr     x10, [x9, #{SeenCount}]");
        Op(text, "add     x10, x10, #1");
        Op(text, $"str     x10, [x9, #{SeenCount}]");
        for (var offset = 0; offset < function.StackBytes; offset += 8)
        {
            Op(text, $"ldr     x10, [sp, #{Frame + offset}]");
            Op(text, $"str     x10, [x9, #{SeenStack + offset}]");
        }

        foreach (var buffer in function.Buffers.Where(b => b.IsRead && b.Content.Length != 0))
        {
            Address(text, "x9", $"{name}_seen");
            Op(text, $"ldr     x1, [x9, #{SeenPlace(buffer)}]");
            Address(text, "x0", $"{name}_in_{buffer.Name}");
            Number(text, "x2", (ulong)buffer.Content.Length);
            Op(text, "bl      memcpy");
        }

        text.Append(calls);
        foreach (var buffer in function.Buffers.Where(b => b.Writes.Length != 0))
        {
            Address(text, "x9", $"{name}_seen");
            Op(text, $"ldr     x0, [x9, #{SeenPlace(buffer)}]");
            Number(text, "x1", (ulong)buffer.WriteStart);
            Op(text, "add     x0, x0, x1");
            Address(text, "x1", $"{name}_writes_{buffer.Name}");
            Number(text, "x2", (ulong)buffer.Writes.Length);
            Op(text, "bl      memcpy");
        }

        if (function.ResultStruct.Length != 0)
        {
            Address(text, "x9", $"{name}_seen");
            Op(text, "ldr     x0, [x9, #64]");
            Address(text, "x1", $"{name}_struct");
            Number(text, "x2", (ulong)function.ResultStruct.Length);
            Op(text, "bl      memcpy");
        }

        if (function.ResultKind == "into")
        {
            Address(text, "x9", $"{name}_seen");
            Op(text, $"ldr     x0, [x9, #{SeenPlace(function.ResultInto!)}]");
            Number(text, "x1", (ulong)function.ResultOffset);
            Op(text, "add     x0, x0, x1");
        }
        else
        {
            Number(text, "x0", function.ResultLow);
        }

        Number(text, "x1", function.ResultHigh);
        Address(text, "x9", $"{name}_vectors");
        Op(text, "ldp     q0, q1, [x9]");
        Op(text, "ldp     q2, q3, [x9, #32]");
        End(text, name, Frame);
    }

    /// <summary>One call: buffers where they belong, noise in what means nothing, and what comes back in <c>…_got</c>.</summary>
    private void Call(StringBuilder? data, StringBuilder text, RandomFunction function, string branch, Action<StringBuilder>? target = null, string? seen = null)
    {
        var name = function.Name;
        var buffers = function.Buffers.ToList();
        var stackArguments = (function.StackBytes + 15) & ~15;
        var pointers = stackArguments;
        var (at, local) = ((pointers + (8 * (buffers.Count + 1)) + 15) & ~15, new Dictionary<RandomArgument, int>());
        foreach (var buffer in buffers.Where(b => b.Spot == Spot.Stack))
        {
            local[buffer] = at;
            at += (buffer.Content.Length + (2 * Guard) + 15) & ~15;
        }

        if (data is not null)
        {
            var current = new StringBuilder();
            Data(current, $"{name}_got", new byte[GotPointers + (8 * buffers.Count)]);
            Data(current, $"{name}_passed_vectors", function.Vectors);
            foreach (var buffer in buffers)
            {
                Data(current, $"{name}_buffer_{buffer.Name}", [.. Guards(buffer), .. buffer.Content, .. Guards(buffer)], buffer.Spot == Spot.Shared);
            }

            Data(current, $"{name}_result_struct", new byte[Math.Max(1, function.ResultStruct.Length)]);
            data.Append(current);
            if (data == text)
            {
                text.Append(Code("main"));
            }
        }

        Op(text, "mov     x19, sp");
        Number(text, "x9", (ulong)at);
        Op(text, "sub     sp, sp, x9");
        foreach (var (i, buffer) in buffers.Index())
        {
            var total = buffer.Content.Length + (2 * Guard);
            switch (buffer.Spot)
            {
                case Spot.Null:
                    Op(text, "mov     x0, #0");
                    break;
                case Spot.Stack:
                    Number(text, "x0", (ulong)local[buffer]);
                    Op(text, "mov     x9, sp");
                    Op(text, "add     x0, x0, x9");
                    Fill();
                    break;
                case Spot.Heap:
                    var done = Label();
                    Number(text, "x0", (ulong)total);
                    Op(text, "bl      flexos_shared_alloc");
                    Op(text, $"cbnz    x0, {done}");
                    Op(text, "brk     #1");
                    text.Append(done).Append(":\n");
                    Fill();
                    break;
                default:
                    Address(text, "x0", $"{name}_buffer_{(buffer.Alias ?? buffer).Name}", Guard);
                    break;
            }

            Op(text, $"str     x0, [sp, #{pointers + (8 * i)}]");

            void Fill()
            {
                Op(text, $"str     x0, [sp, #{pointers + (8 * i)}]");
                Address(text, "x1", $"{name}_buffer_{buffer.Name}");
                Number(text, "x2", (ulong)total);
                Op(text, "bl      memcpy");
                Op(text, $"ldr     x0, [sp, #{pointers + (8 * i)}]");
                Op(text, $"add     x0, x0, #{Guard}");
            }
        }

        for (var offset = 0; offset < stackArguments; offset += 8)
        {
            if (function.Arguments.Find(a => a.Stack == offset && !IsPlain(a)) is { } argument)
            {
                Pointer(argument, "x10");
            }
            else
            {
                Number(text, "x10", BitConverter.ToUInt64(function.Stack, offset));
            }

            Op(text, $"str     x10, [sp, #{offset}]");
        }

        if (target is not null)
        {
            Address(text, "x16", seen!);
            target(text);
        }

        Address(text, "x9", $"{name}_passed_vectors");
        for (var i = 0; i < 8; i += 2)
        {
            Op(text, $"ldp     q{i}, q{i + 1}, [x9, #{16 * i}]");
        }

        for (var i = 0; i < 9; i++)
        {
            if (function.Arguments.Find(a => a.General == i && !IsPlain(a)) is { } argument)
            {
                Pointer(argument, $"x{i}");
            }
            else if (i == 8 && function.ResultKind == "out")
            {
                Address(text, "x8", $"{name}_result_struct");
            }
            else
            {
                Number(text, $"x{i}", function.General[i]);
            }
        }

        Op(text, branch);
        Address(text, "x9", $"{name}_got");
        Op(text, "stp     x0, x1, [x9]");
        Op(text, "stp     q0, q1, [x9, #16]");
        Op(text, "stp     q2, q3, [x9, #48]");
        Op(text, $"ldr     x10, [x9, #{GotCount}]");
        Op(text, "add     x10, x10, #1");
        Op(text, $"str     x10, [x9, #{GotCount}]");
        foreach (var (i, buffer) in buffers.Index())
        {
            Op(text, $"ldr     x10, [sp, #{pointers + (8 * i)}]");
            Address(text, "x9", $"{name}_got");
            Op(text, $"str     x10, [x9, #{GotPointers + (8 * i)}]");
            if (buffer.Spot is Spot.Stack or Spot.Heap)
            {
                Address(text, "x0", $"{name}_buffer_{buffer.Name}");
                Op(text, $"sub     x1, x10, #{Guard}");
                Number(text, "x2", (ulong)(buffer.Content.Length + (2 * Guard)));
                Op(text, "bl      memcpy");
            }

            if (buffer.Spot == Spot.Heap)
            {
                Op(text, $"ldr     x0, [sp, #{pointers + (8 * i)}]");
                Op(text, $"sub     x0, x0, #{Guard}");
                Op(text, "bl      flexos_shared_free");
            }
        }

        Op(text, "mov     sp, x19"); // the caller's own over a call

        void Pointer(RandomArgument argument, string register)
        {
            if (argument.IsBuffer)
            {
                Op(text, $"ldr     {register}, [sp, #{pointers + (8 * buffers.IndexOf(argument))}]");
            }
            else if (argument.IsNull)
            {
                Op(text, $"mov     {register}, #0");
            }
            else
            {
                Address(text, register, argument.Callback!.Name);
            }
        }
    }

    private static bool IsPlain(RandomArgument argument) => !argument.IsBuffer && argument.Pass != Pass.Callback;

    private static byte[] Guards(RandomArgument buffer) => [.. Enumerable.Repeat((byte)(0xa0 + (buffer.Name[^1] & 15)), Guard)];

    /// <summary>Compares what callee and caller wrote down with what was passed; empty if all is right.</summary>
    public List<string> Check(FlexOSMachine machine)
    {
        var wrong = new List<string>();
        foreach (var function in _functions)
        {
            Check(machine, function, function.Fails ? 0 : 1, 1, wrong);
            foreach (var callback in function.Arguments.Where(a => a.Callback is not null))
            {
                var times = function.Fails ? 0 : callback.Invocations;
                Check(machine, callback.Callback!, times, times, wrong);
            }
        }

        return wrong;
    }

    private void Check(FlexOSMachine machine, RandomFunction function, int calls, int returns, List<string> wrong)
    {
        var name = function.Name;
        if (returns == 0 && !machine.Image.Symbols.Any(s => s.Name == $"{name}_seen"))
        {
            return; // never called, so not even linked
        }

        byte[] Read(string symbol)
        {
            var bytes = new byte[_initial[symbol].Length];
            if (machine.Image.Symbols.FirstOrDefault(s => s.Name == symbol) is not { } found)
            {
                return _initial[symbol]; // nothing refers to it
            }

            machine.Machine.ReadMemory(found.Address, bytes);
            return bytes;
        }

        void Same(string what, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> found)
        {
            if (!expected.SequenceEqual(found))
            {
                var at = expected.CommonPrefixLength(found);
                wrong.Add($"{name}: {what}: byte {at} of {expected.Length} is {found[at]}, not {expected[at]}");
            }
        }

        void Equal(string what, ulong expected, ulong found)
        {
            if (expected != found)
            {
                wrong.Add($"{name}: {what} is 0x{found:x}, not 0x{expected:x}");
            }
        }

        var (seen, got) = (Read($"{name}_seen"), returns == 0 ? [] : Read($"{name}_got"));
        ulong Seen(int offset) => BitConverter.ToUInt64(seen, offset);
        ulong Got(int offset) => BitConverter.ToUInt64(got, offset);
        Equal("calls", (ulong)calls, Seen(SeenCount));
        if (returns == 0)
        {
            return;
        }

        Equal("returns", (ulong)returns, Got(GotCount));
        if (calls != 0)
        {
            foreach (var argument in function.Arguments)
            {
                CheckSeen(argument);
            }

            if (function.IsVariadic)
            {
                Same("arguments after those on the stack", function.Stack.AsSpan(function.NamedStack, function.StackBytes - function.NamedStack), seen.AsSpan(SeenStack + function.NamedStack, function.StackBytes - function.NamedStack));
            }

            CheckResult();
        }
        else
        {
            Equal("failure", (ulong)function.Failure, Got(0));
        }

        foreach (var buffer in function.Buffers)
        {
            var owner = buffer.Alias ?? buffer;
            Same($"memory of {buffer.Name} after the call ({buffer.Pass}, {buffer.Spot}{(buffer.Written.Length == 0 ? "" : ", written " + buffer.Written)})",
                buffer.Alias is null ? [.. Guards(buffer), .. calls == 0 ? buffer.Content : buffer.After(), .. Guards(buffer)] : [.. Guards(owner), .. calls == 0 ? owner.Content : owner.After(), .. Guards(owner)],
                Read($"{name}_buffer_{owner.Name}"));
        }

        void CheckSeen(RandomArgument argument)
        {
            if (argument.IsBuffer)
            {
                Equal($"whether {argument.Name} is null", argument.IsNull ? 1UL : 0, Seen(SeenPlace(argument)) == 0 ? 1UL : 0);
                if (argument.IsRead && argument.Content.Length != 0)
                {
                    // The last of several calls finds what the one before left there.
                    var expected = calls == 1 ? argument.Content : (argument.Alias ?? argument).After()[..argument.Content.Length];
                    Same($"what {argument.Name} points to ({argument.Pass}, {argument.Spot})", expected, Read($"{name}_in_{argument.Name}").AsSpan(0, argument.Content.Length));
                }
            }
            else if (argument.Pass == Pass.Callback)
            {
                Equal($"whether {argument.Name} is null", argument.IsNull ? 1UL : 0, Seen(SeenPlace(argument)) == 0 ? 1UL : 0);
            }
            else
            {
                Span<byte> value = stackalloc byte[16];
                BitConverter.TryWriteBytes(value, argument.Low);
                BitConverter.TryWriteBytes(value[8..], argument.High);
                Same($"{argument.Name} ({argument.Type})", value[..argument.ValueBytes], seen.AsSpan(argument.Vector >= 0 ? 80 + (16 * argument.Vector) : SeenPlace(argument), argument.ValueBytes));
            }
        }

        void CheckResult()
        {
            switch (function.ResultKind)
            {
                case "void":
                    break;
                case "float" or "double":
                    Same("result in v0 to v3", function.ResultVectors, got.AsSpan(16, 64));
                    break;
                case "int" or "unsigned":
                    Equal("result", (uint)function.ResultLow, (uint)Got(0));
                    break;
                case "into":
                    Equal("result", Got(GotPointers + (8 * function.Buffers.ToList().IndexOf(function.ResultInto!))) + (ulong)function.ResultOffset, Got(0));
                    break;
                case "out":
                    Same("returned struct", function.ResultStruct, Read($"{name}_result_struct").AsSpan(0, function.ResultStruct.Length));
                    break;
                default:
                    Equal("result", function.ResultLow, Got(0));
                    Equal("second word of the result", function.ResultHigh, Got(8));
                    break;
            }
        }
    }
}
