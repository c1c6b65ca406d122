using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Learning;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Learning;

/// <summary>Keeps the arguments of calls that are under way, lays accesses at the argument that the pointer came in, and sums up what each is used for.</summary>
internal sealed class CallTracker
{
    private const int Arguments8 = 8;

    // Beyond this an argument that happens to be a smaller address is no explanation.
    private const ulong LargestObject = 16 * 1024 * 1024;
    private readonly Image _image;
    private readonly Machine _machine;
    private readonly List<Call>[] _open;
    private readonly SortedDictionary<(int Gate, int Argument), Use> _uses = [];

    public CallTracker(Image image, Machine machine)
    {
        (_image, _machine) = (image, machine);
        _open = [.. Enumerable.Range(0, image.Plan.Configuration.Threads).Select(_ => new List<Call>())];
        foreach (var (index, gate) in image.Gates.Index().Where(g => IsolationMechanism.Of(g.Item.Gate).HasGates))
        {
            machine.AddProbe(gate.Start, _ => Open.Add(new Call(index, [.. Enumerable.Range(0, Arguments8).Select(machine.ReadRegister)])));
            machine.AddProbe(gate.End, _ => Close(index));
        }
    }

    private List<Call> Open => _open[Math.Max(0, _open.Length == 1 ? 0 : _image.ThreadOf(_machine.Registers.Csp.Value))];

    /// <summary>The gate (or -1) and the argument (or null) through which a compartment has a pointer to an object.</summary>
    public (int Gate, int? Argument) Attribute(int compartment, TraceAccess access, ulong objectStart)
    {
        var calls = Open;
        for (var i = calls.Count - 1; i >= 0; i--)
        {
            if (_image.Gates[calls[i].Gate].Gate.To == compartment && calls[i].Owner(access.Address, objectStart) is { } argument)
            {
                calls[i].Note(argument, access);
                return (calls[i].Gate, argument);
            }
        }

        var entered = calls.FindLastIndex(c => _image.Gates[c.Gate].Gate.To == compartment);
        return (entered < 0 ? -1 : calls[entered].Gate, null);
    }

    /// <summary>Pointer arguments, by gate and number; calls that are under way count as far as they have come.</summary>
    public IReadOnlyList<LearnedArgument> Arguments()
    {
        foreach (var calls in _open)
        {
            calls.ForEach(Sum);
        }

        return [.. _uses.Select(u => Describe(u.Key.Gate, u.Key.Argument, u.Value))];
    }

    private void Close(int gate)
    {
        var calls = Open;
        var index = calls.FindLastIndex(c => c.Gate == gate);
        for (var i = calls.Count - 1; index >= 0 && i >= index; i--)
        {
            Sum(calls[i]);
            calls.RemoveAt(i);
        }
    }

    private void Sum(Call call)
    {
        foreach (var (argument, extent) in call.Extents)
        {
            if (!_uses.TryGetValue((call.Gate, argument), out var use))
            {
                _uses[(call.Gate, argument)] = use = new Use();
            }

            use.Add(extent, call.Arguments, argument);
        }
    }

    private LearnedArgument Describe(int gate, int argument, Use use)
    {
        var plan = _image.Gates[gate].Gate;
        var function = plan.Function[(plan.Function.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var library = _image.SymbolOf(_image.Gates[gate].Function)?.Library ?? "";
        var size = use.SizeArgument;
        return new(Text.Gate(_image, plan), function, library, argument, use.Pass, use.Bytes, size?.Argument, size?.Factor ?? 1, use.Count);
    }

    /// <summary>A call under way.</summary>
    private sealed class Call(int gate, ulong[] arguments)
    {
        public int Gate { get; } = gate;

        public ulong[] Arguments { get; } = arguments;

        public SortedDictionary<int, Extent> Extents { get; } = [];

        /// <summary>The argument nearest below an address, not before the object that it lies in.</summary>
        public int? Owner(ulong address, ulong objectStart)
        {
            int? best = null;
            for (var i = 0; i < Arguments.Length; i++)
            {
                if (Arguments[i] <= address && Arguments[i] >= objectStart && address - Arguments[i] < LargestObject && (best is null || Arguments[i] > Arguments[best.Value]))
                {
                    best = i;
                }
            }

            return best;
        }

        public void Note(int argument, TraceAccess access)
        {
            if (!Extents.TryGetValue(argument, out var extent))
            {
                Extents[argument] = extent = new Extent();
            }

            extent.Add(access.Address - Arguments[argument], access);
        }
    }

    /// <summary>What one call did through one argument.</summary>
    private sealed class Extent
    {
        private ulong _zeroes, _zeroAt;

        public ulong Bytes { get; private set; }

        public long Count { get; private set; }

        public bool HasLoads { get; private set; }

        public bool HasStores { get; private set; }

        /// <summary>True if all were loads of single bytes, and only the last of these bytes is zero.</summary>
        public bool IsText => HasLoads && !HasStores && IsBytes && _zeroes != 0 && _zeroAt + 1 == Bytes && _zeroes == _zeroesAtEnd;

        private bool IsBytes { get; set; } = true;

        private ulong _zeroesAtEnd;

        public void Add(ulong offset, TraceAccess access)
        {
            Count++;
            Bytes = Math.Max(Bytes, offset + (ulong)access.Size);
            HasLoads |= !access.IsStore;
            HasStores |= access.IsStore;
            IsBytes &= access.Size == 1;
            if (access is { IsStore: false, Size: 1, Value: 0 })
            {
                _zeroes++;
                _zeroesAtEnd = offset == _zeroAt ? _zeroesAtEnd + 1 : 1;
                _zeroAt = offset;
            }
        }
    }

    /// <summary>What all calls did through one argument.</summary>
    private sealed class Use
    {
        private HashSet<(int Argument, int Factor)>? _sizes;
        private bool _isText = true, _hasLoads, _hasStores;

        public ulong Bytes { get; private set; }

        public long Count { get; private set; }

        public string Pass => _isText ? "string" : _hasLoads && _hasStores ? "inout" : _hasStores ? "out" : "in";

        // The lowest factor: a number of bytes is likelier than one of elements.
        public (int Argument, int Factor)? SizeArgument => _isText || _sizes is not { Count: > 0 } ? null : _sizes.OrderBy(s => s.Factor).ThenBy(s => s.Argument).First();

        public void Add(Extent extent, ulong[] arguments, int argument)
        {
            Bytes = Math.Max(Bytes, extent.Bytes);
            Count += extent.Count;
            _hasLoads |= extent.HasLoads;
            _hasStores |= extent.HasStores;
            _isText &= extent.IsText;
            var sizes = new HashSet<(int, int)>();
            for (var i = 0; i < arguments.Length; i++)
            {
                foreach (var factor in new[] { 1, 2, 4, 8, 16 })
                {
                    if (i != argument && arguments[i] < LargestObject && arguments[i] * (ulong)factor == extent.Bytes)
                    {
                        sizes.Add((i, factor));
                    }
                }
            }

            if (_sizes is null)
            {
                _sizes = sizes;
            }
            else
            {
                _sizes.IntersectWith(sizes);
            }
        }
    }
}
