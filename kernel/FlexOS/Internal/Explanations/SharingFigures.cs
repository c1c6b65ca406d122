using System.Collections.Concurrent;
using FlexCap.FlexOS.Internal.Yaml;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Explanations;

/// <summary>What one pointer adds to a call: instructions whatever its size, for each byte of whole blocks of 64, and for each byte beyond, where copies are slower.</summary>
internal sealed record PointerFigure(double Fixed, double PerByte, double PerTailByte)
{
    private const ulong Block = 64;

    public double Cost(ulong size) => Fixed + ((size - (size % Block)) * PerByte) + (size % Block * PerTailByte);
}

/// <summary>
/// What a typed gate adds to a raw one with one way to share, counted in calls of <c>flexos-typed</c> (its parameter <c>cost</c>)
/// between two compartments of mechanism <c>morello</c>: from the caller's branch to the instruction behind it, less the function.
/// </summary>
internal sealed class SharingFigures
{
    private const string Program = """
        name: flexos-typed
        compartments: [{name: caller, mechanism: morello, default: true}, {name: callee, mechanism: morello}]
        libraries: {flexos-typed-callee: {compartment: callee}}
        parameters: {cost: 99}
        shared_heap: 1 MiB
        sharing: 
        """;

    private const string CapabilitySuffix = "__capability";
    private const int Small = 16, Tail = 48, Large = 4096, ShortText = 12, LongText = 101;
    private static readonly ConcurrentDictionary<Sharing, Lazy<SharingFigures?>> Known = new();
    private readonly PointerFigure _in, _out, _inOut, _string;

    // In the order of the calls in app-flexos-typed.
    private SharingFigures(IReadOnlyList<long> calls, bool isLight)
    {
        double none = calls[0];
        PointerFigure Figure(int small, int tail, int large)
        {
            var perTail = Math.Max(0, (double)(calls[tail - 1] - calls[small - 1]) / (Tail - Small));
            var start = calls[small - 1] - none - (Small * perTail);
            return new PointerFigure(start, Math.Max(0, (calls[large - 1] - none - start) / Large), perTail);
        }

        (_in, _out, _inOut, Whole) = (Figure(2, 18, 5), Figure(3, 19, 13), Figure(4, 20, 14), Figure(11, 21, 15));
        var perLetter = (double)(calls[15] - calls[6]) / (LongText - ShortText);
        _string = new PointerFigure(calls[6] - none - (ShortText * perLetter), perLetter, perLetter);
        SharedByPointers = _in.Cost(Small) + _out.Cost(Small) - (calls[16] - none);
        if (isLight)
        {
            // Of what has a version that takes capabilities: nothing is done once a call, and bounds are made alike for all that is written.
            (_inOut, Whole, SharedByPointers) = (_out, _out, 0);
        }

        Callback = calls[7] - none - _inOut.Cost(8);
    }

    /// <summary>Of a pointer that the callee writes whole, and of a struct that it returns.</summary>
    public PointerFigure Whole { get; }

    /// <summary>What is done once a call however many pointers there are: every further one costs that much less.</summary>
    public double SharedByPointers { get; }

    /// <summary>Of a callback: its slot, and the shim that checks it; each call back is a crossing of its own.</summary>
    public double Callback { get; }

    public PointerFigure Of(InterfaceArgument argument) => argument.Pass switch
    {
        Pass.In => _in,
        Pass.String => _string,
        Pass.InOut => _inOut,
        _ => argument.Written is null && !argument.IsWrittenWhole ? _out : Whole,
    };

    /// <summary>The figures of a way to share; null where the guest has no such program.</summary>
    public static SharingFigures? Of(Sharing sharing) => Known.GetOrAdd(sharing, s => new(() => Count(s))).Value;

    private static SharingFigures? Count(Sharing sharing)
    {
        if (!Configuration.TryParse(Program + ConfigurationReader.Sharings[(int)sharing], "costs", out var configuration, out _) || !configuration!.TryCheck(out var plan, out _))
        {
            return null;
        }

        // A function is left to wherever it was called from: learned in a first run, counted in a second one, which is the same.
        var image = plan!.Link();
        var returns = new SortedSet<ulong>();
        Calls(image, [], returns);
        var calls = Calls(image, returns, []);
        return calls.Count < Kinds * 2 ? null : new SharingFigures(calls[^Kinds..], sharing == Sharing.Capability); // the second round, when every heap has what it needs
    }

    /// <summary>How many kinds of call the guest makes, each once in a round.</summary>
    public const int Kinds = 21;

    private static List<long> Calls(Image image, IReadOnlyCollection<ulong> returns, SortedSet<ulong> learned)
    {
        var machine = image.Load();
        var calls = new List<long>();
        var (started, entered, left, back) = (0L, 0L, 0L, 0UL);
        foreach (var gate in image.Gates.Where(g => g.Gate.From == 0))
        {
            foreach (var site in gate.CallSites)
            {
                machine.Machine.AddProbe(site, hit => (started, entered, left) = (hit.Instructions, 0, 0));
                machine.Machine.AddProbe(site + 4, hit =>
                {
                    if (started != 0)
                    {
                        calls.Add(hit.Instructions - started - (left - entered) - 1); // the branch is no cost of the gate
                    }

                    started = 0;
                });
            }

            foreach (var entry in image.Symbols.Where(s => s.Compartment == 1 && (s.Name == gate.Gate.Function || s.Name == gate.Gate.Function + CapabilitySuffix)))
            {
                machine.Machine.AddProbe(entry.Address, hit =>
                {
                    learned.Add(machine.Machine.Registers.X(30));
                    if (started != 0 && entered == 0)
                    {
                        (entered, back) = (hit.Instructions, machine.Machine.Registers.X(30)); // functions call one another as well
                    }
                });
            }
        }

        foreach (var address in returns)
        {
            machine.Machine.AddProbe(address, hit => left = address == back && left == 0 ? hit.Instructions : left);
        }

        return machine.Run(50_000_000).Stop is StopReason.Halted { ExitCode: 0 } ? calls : [];
    }
}
