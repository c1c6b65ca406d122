using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Learning;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Learning;

/// <summary>How a compartment came to a pointer.</summary>
/// <param name="Gate">Index of the gate through which it had been entered or which it had called, or -1.</param>
/// <param name="Path">The argument, and what follows it; empty if the pointer did not come in an argument.</param>
/// <param name="Origin">How it came if not so: <c>result</c>, or <c>written</c> for a pointer that the callee wrote.</param>
internal readonly record struct PointerSource(int Gate, string Path, string Origin)
{
    public static PointerSource Unknown { get; } = new(-1, "", "");
}

/// <summary>Keeps the arguments of calls that are under way, lays accesses at the argument that the pointer came in, and sums up what each is used for.</summary>
internal sealed class CallTracker
{
    /// <summary>Registers of arguments.</summary>
    public const int Registers = 8;

    // x8, where a struct is returned, and then what the caller has on its stack.
    private const int IndirectResult = 8, FirstOnStack = 9, StackWords = 8, Words = FirstOnStack + StackWords;

    // Beyond the first, an argument that happens to be a smaller address is no explanation; beyond the second, on a stack, a pointer in memory may be a better one.
    private const ulong LargestObject = 16 * 1024 * 1024, Gap = 64;
    private const int LookedAt = 16, KeptPointers = 64, SmallStruct = 64, DeepestPath = 2;
    private readonly Image _image;
    private readonly Machine _machine;
    private readonly LearnedObjects _objects;
    private readonly List<Call>[] _open;
    private readonly Stack<Call> _free = [];
    private readonly Callee[] _ofGate;
    private readonly SortedDictionary<(string Library, string Function), Callee> _callees = [];
    private readonly (ulong Value, PlacedObject Into, PointerSource Source)[] _given = new (ulong, PlacedObject, PointerSource)[KeptPointers];
    private int _nextGiven;

    public CallTracker(Image image, Machine machine, LearnedObjects objects)
    {
        (_image, _machine, _objects) = (image, machine, objects);
        _open = [.. Enumerable.Range(0, image.Plan.Configuration.Threads).Select(_ => new List<Call>())];
        _ofGate = [.. image.Gates.Select(CalleeOf)];
        foreach (var (index, gate) in image.Gates.Index().Where(g => IsolationMechanism.Of(g.Item.Gate).HasGates))
        {
            machine.AddProbe(gate.Start, _ => Enter(index));
            machine.AddProbe(gate.End, _ => Close(index, machine.ReadRegister(0)));
        }
    }

    private List<Call> Open => _open[_open.Length == 1 ? 0 : Math.Max(0, _image.ThreadOf(_machine.Registers.Csp.Value))];

    /// <summary>Where a compartment has the pointer from with which it reaches an object.</summary>
    public PointerSource Attribute(int compartment, in DeniedAccess access, in PlacedObject thing)
    {
        var calls = Open;
        for (var i = calls.Count - 1; i >= 0; i--)
        {
            var call = calls[i];
            if (_image.Gates[call.Gate].Gate.To == compartment && (Argument(call, access.Address, thing) ?? Nested(call, access.Address, thing) ?? Rest(call, access.Address, access.IsStore, thing)) is { } extent)
            {
                extent.Add(access.Address - extent.Start, access.Size, access.IsStore);
                if (extent is { IsAliased: true, IsArgument: true })
                {
                    AddToAliases(call, extent, access, thing);
                }

                return new(call.Gate, extent.Path, "");
            }
        }

        // A pointer that a callee gave, and its caller follows.
        var best = -1;
        for (var i = 0; i < _given.Length; i++)
        {
            var (value, into, source) = _given[i];
            if (into.Start == thing.Start && value <= access.Address && source.Gate >= 0 && _image.Gates[source.Gate].Gate.From == compartment && (best < 0 || value > _given[best].Value))
            {
                best = i;
            }
        }

        return best >= 0 ? _given[best].Source : new(calls.FindLastIndex(c => _image.Gates[c.Gate].Gate.To == compartment) is >= 0 and var entered ? calls[entered].Gate : -1, "", "");
    }

    /// <summary>Pointer arguments, by library, function and number; calls that are under way count as far as they have come.</summary>
    public IReadOnlyList<LearnedArgument> Arguments()
    {
        foreach (var calls in _open)
        {
            calls.ForEach(c => Sum(c, 0, hasFailed: true));
            calls.Clear();
        }

        return [.. _callees.SelectMany(c => c.Value.Uses.Where(u => !u.Value.IsLeftOver).Select(u => u.Value.Describe(c.Key.Function, GateText(c.Value), c.Key.Library, u.Value.Argument < Registers && !u.Key.Contains('[', StringComparison.Ordinal) ? c.Value.NotNull[u.Value.Argument] : u.Value.Calls)))];
    }

    /// <summary>Every function that was called across compartments.</summary>
    public IReadOnlyList<LearnedFunction> Functions() =>
        [.. _callees.Where(c => c.Value.Calls > 0).Select(c => new LearnedFunction(c.Key.Function, c.Key.Library, c.Value.Calls, c.Value.Result(), c.Value.Code) { Shared = [.. c.Value.Shared] })];

    /// <summary>Looks at a call of code that the callee must not execute: an argument is a function.</summary>
    public PointerSource CodeArgument(int compartment, ulong address)
    {
        var calls = Open;
        for (var i = calls.Count - 1; i >= 0; i--)
        {
            var argument = _image.Gates[calls[i].Gate].Gate.To == compartment ? Array.IndexOf(calls[i].Arguments, address, 0, Registers) : -1;
            if (argument >= 0)
            {
                _ofGate[calls[i].Gate].NoteCode(argument);
                return new(calls[i].Gate, PathOf(argument), "");
            }
        }

        return PointerSource.Unknown;
    }

    private static string PathOf(int argument) => argument.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string GateText(Callee callee)
    {
        var gates = callee.Gates.Select(g => Text.Gate(_image, _image.Gates[g].Gate)).ToList();
        return gates.Count == 1 ? gates[0] : $"{gates[0]} and {gates.Count - 1} more";
    }

    private Callee CalleeOf(ImageGate gate, int index)
    {
        var name = gate.Gate.Function;
        var key = (_image.SymbolOf(gate.Function)?.Library ?? "", name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        if (!_callees.TryGetValue(key, out var callee))
        {
            _callees[key] = callee = new Callee();
        }

        callee.Gates.Add(index);
        return callee;
    }

    private void Enter(int gate)
    {
        var call = _free.TryPop(out var kept) ? kept : new Call();
        call.Gate = gate;
        for (var i = 0; i <= IndirectResult; i++)
        {
            call.Arguments[i] = _machine.ReadRegister(i);
        }

        call.StackPointer = _machine.Registers.Csp.Value;
        call.HasStack = false;
        Open.Add(call);
    }

    private void Close(int gate, ulong result)
    {
        var calls = Open;
        var index = calls.FindLastIndex(c => c.Gate == gate);
        for (var i = calls.Count - 1; index >= 0 && i >= index; i--)
        {
            Sum(calls[i], result, i != index);
            calls[i].Extents.Clear();
            _free.Push(calls[i]);
            calls.RemoveAt(i);
        }
    }

    private void Sum(Call call, ulong result, bool hasFailed)
    {
        var callee = _ofGate[call.Gate];
        var isNegative = (long)result < 0 || (result >> 32 == 0 && (int)result < 0);
        callee.Note(call.Arguments, result);
        for (var i = 0; i < Registers && callee.Calls <= LookedAt; i++)
        {
            if (call.Arguments[i] > ushort.MaxValue && _objects.IsData(call.Arguments[i], true, out var thing) && thing.Object.Compartment < 0)
            {
                callee.Shared.Add(i);
            }
        }

        foreach (var extent in call.Extents)
        {
            if (!callee.Uses.TryGetValue(extent.Path, out var use))
            {
                callee.Uses[extent.Path] = use = new PointerUse(extent.Path, extent.Argument);
            }

            use.Add(extent, call.Arguments, result, hasFailed || isNegative, _machine);
        }

        if (!hasFailed)
        {
            NoteGiven(call, result, callee);
        }
    }

    // Pointers into the callee's data that the caller has now: the result, and what small structs of its own were filled with.
    private void NoteGiven(Call call, ulong result, Callee callee)
    {
        var gate = _image.Gates[call.Gate].Gate;
        var around = result == 0 ? null : call.Extents.Find(e => e.IsArgument && result >= e.Start && result - e.Start <= e.Bytes);
        var isInto = around is not null;
        if (isInto)
        {
            callee.NoteInto(around!.Argument);
        }

        if (!isInto && result > ushort.MaxValue && _objects.IsData(result, false, out var thing) && thing.Object.Compartment == gate.To)
        {
            callee.NoteOwn();
            Give(result, thing, new(call.Gate, "", "result"));
        }
        else if (!isInto && result != 0)
        {
            callee.NoteNumber();
        }

        Span<byte> word = stackalloc byte[8];
        foreach (var extent in call.Extents.Where(e => e is { HasWrites: true, Bytes: <= SmallStruct }))
        {
            for (ulong at = 0; at + 8 <= extent.Bytes; at += 8)
            {
                if (extent.HasWrittenWord(at) && _machine.ReadVirtual(extent.Start + at, word) == 8 && BitConverter.ToUInt64(word) is > ushort.MaxValue and var value
                    && _objects.IsData(value, false, out var into) && into.Object.Compartment == gate.To)
                {
                    Give(value, into, new(call.Gate, extent.Path, "written"));
                }
            }
        }
    }

    // What is done through one of two equal arguments may be done through the other.
    private static void AddToAliases(Call call, Extent extent, in DeniedAccess access, in PlacedObject thing)
    {
        for (var i = 0; i < Registers; i++)
        {
            if (i != extent.Argument && call.Arguments[i] == extent.Start)
            {
                var other = call.Extents.Find(e => e.Argument == i && e.IsArgument) ?? NewExtent(call, PathOf(i), i, extent.Start, thing);
                other.Add(access.Address - other.Start, access.Size, access.IsStore);
            }
        }
    }

    private void Give(ulong value, in PlacedObject into, PointerSource source)
    {
        var same = Array.FindIndex(_given, g => g.Value == value);
        _given[same >= 0 ? same : _nextGiven++ % KeptPointers] = (value, into, source);
    }

    // The register argument nearest below an address, not before the object that it lies in.
    private static Extent? Argument(Call call, ulong address, in PlacedObject thing)
    {
        var best = Nearest(call.Arguments.AsSpan(0, Registers), address, thing);
        if (best < 0)
        {
            return null;
        }

        foreach (var known in call.Extents)
        {
            if (known.Argument == best && known.IsArgument)
            {
                // On a stack everything is one object: far from what was used before, a pointer in memory may be nearer.
                return thing.Object.Kind == LearnedObjectKind.Stack && address - known.Start > known.Bytes + Gap ? null : known;
            }
        }

        return thing.Object.Kind == LearnedObjectKind.Stack && address - call.Arguments[best] > Gap && call.Extents.Count != 0
            ? null : NewExtent(call, PathOf(best), best, call.Arguments[best], thing);
    }

    private static int Nearest(ReadOnlySpan<ulong> values, ulong address, in PlacedObject thing)
    {
        var best = -1;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] <= address && values[i] >= thing.Start && address - values[i] < LargestObject && (best < 0 || values[i] > values[best]))
            {
                best = i;
            }
        }

        return best;
    }

    // The nearest of the pointers that the callee has read through its arguments.
    private Extent? Nested(Call call, ulong address, in PlacedObject thing)
    {
        Extent? from = null;
        var (found, at) = (0UL, 0UL);
        var word = new byte[8];
        foreach (var extent in call.Extents.Where(e => e.HasReads && e.Path.Count(c => c == '[') < DeepestPath))
        {
            for (var offset = (8 - extent.Start % 8) % 8; offset + 8 <= Math.Min(extent.Bytes, 4096); offset += 8)
            {
                if (extent.HasReadWord(offset) && _machine.ReadVirtual(extent.Start + offset, word) == 8 && BitConverter.ToUInt64(word) is var value
                    && value <= address && value >= thing.Start && value > found)
                {
                    (from, found, at) = (extent, value, offset);
                }
            }
        }

        // An argument may be nearer still.
        var argument = Nearest(call.Arguments.AsSpan(0, Registers), address, thing);
        if (argument >= 0 && call.Arguments[argument] >= found)
        {
            return call.Extents.Find(e => e.Argument == argument && e.IsArgument) ?? NewExtent(call, PathOf(argument), argument, call.Arguments[argument], thing);
        }

        if (from is null)
        {
            return null;
        }

        var path = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{from.Path}[{at}]");
        return call.Extents.Find(e => e.Path == path && e.Start == found) ?? NewExtent(call, path, from.Argument, found, thing);
    }

    // What is no register argument: memory for a struct that is returned, and arguments on the stack.
    private Extent? Rest(Call call, ulong address, bool isStore, in PlacedObject thing)
    {
        if (!call.HasStack)
        {
            call.HasStack = true;
            var bytes = new byte[8 * StackWords];
            _machine.ReadVirtual(call.StackPointer, bytes);
            for (var i = 0; i < StackWords; i++)
            {
                call.Arguments[FirstOnStack + i] = BitConverter.ToUInt64(bytes, 8 * i);
            }
        }

        // What is returned is written before it is read; else x8 is what some earlier code left there.
        var first = isStore || call.Extents.Exists(e => e is { Argument: IndirectResult, IsArgument: true }) ? IndirectResult : FirstOnStack;
        var best = Nearest(call.Arguments.AsSpan(first), address, thing);
        var path = PathOf(best + first);
        return best < 0 || address - call.Arguments[best + first] > ushort.MaxValue ? null
            : call.Extents.Find(e => e.Path == path) ?? NewExtent(call, path, best + first, call.Arguments[best + first], thing);
    }

    private static Extent NewExtent(Call call, string path, int argument, ulong start, in PlacedObject thing)
    {
        var isAliased = argument < Registers && call.Arguments.AsSpan(0, Registers).Count(start) > 1;
        var extent = new Extent { Path = path, Argument = argument, Start = start, ObjectEnd = thing.End, IsAliased = isAliased, IsSecond = isAliased && argument != call.Arguments.AsSpan(0, Registers).IndexOf(start) };
        call.Extents.Add(extent);
        return extent;
    }

    /// <summary>A call under way.</summary>
    private sealed class Call
    {
        public int Gate { get; set; }

        public ulong StackPointer { get; set; }

        public bool HasStack { get; set; }

        public ulong[] Arguments { get; } = new ulong[Words];

        public List<Extent> Extents { get; } = [];
    }

    /// <summary>What is known of a function.</summary>
    private sealed class Callee
    {
        private bool _isInt = true, _hasNegative, _hasNegativeInt;
        private long _own, _numbers, _into;
        private int _intoArgument = -1;

        public List<int> Gates { get; } = [];

        public SortedDictionary<string, PointerUse> Uses { get; } = new(StringComparer.Ordinal);

        public long Calls { get; private set; }

        /// <summary>By argument: calls in which it was not 0.</summary>
        public long[] NotNull { get; } = new long[Registers];

        /// <summary>Arguments that pointed into shared memory, which nobody has to be given.</summary>
        public SortedSet<int> Shared { get; } = [];

        /// <summary>Arguments that were functions of the caller.</summary>
        public IReadOnlyList<int> Code => [.. _code];

        private readonly SortedSet<int> _code = [];

        public void NoteCode(int argument) => _code.Add(argument);

        public void NoteInto(int argument)
        {
            _into++;
            _intoArgument = _intoArgument < 0 || _intoArgument == argument ? argument : Registers;
        }

        public void NoteOwn() => _own++;

        public void NoteNumber() => _numbers++;

        public void Note(ReadOnlySpan<ulong> arguments, ulong result)
        {
            Calls++;
            _isInt &= result <= uint.MaxValue;
            _hasNegative |= (long)result < 0;
            _hasNegativeInt |= result >> 32 == 0 && (int)result < 0;
            for (var i = 0; i < Registers; i++)
            {
                NotNull[i] += arguments[i] == 0 ? 0 : 1;
            }
        }

        public string Result() =>
            _into != 0 && _own == 0 && _numbers == 0 && _intoArgument < Registers ? $"{{pass: into, argument: a{_intoArgument}}}"
            : _own != 0 && _numbers == 0 && _into == 0 ? "{pass: opaque}"
            : _hasNegativeInt && _isInt ? "int" : _hasNegative ? "long" : "u64";
    }
}
