using System.Text;
using FlexCap.FlexOS.Internal.Running;
using FlexCap.Morello;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS;

/// <summary>A guest fault with the names of what it touches.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Compartment">Name of the compartment that faulted.</param>
/// <param name="Symbol">Function that faulted, with offset (<c>probe_read+0x10</c>).</param>
/// <param name="AddressOwner">What the faulting address belongs to (<c>comp2 data, secret+0x0</c>), or <c>unmapped</c>.</param>
/// <param name="Gate">The gate through which the compartment was entered (<c>comp1 → comp2: probe_read</c>), or empty at the top.</param>
public sealed record FaultReport(GuestFault Fault, string Compartment, string Symbol, string AddressOwner, string Gate)
{
    /// <summary>The thread that faulted; 0 is the one that main runs in.</summary>
    public int Thread { get; init; }

    /// <summary>The micro-library of the code that faulted, or empty where it is none's (gates, a jump into nothing).</summary>
    public string Library { get; init; } = "";

    /// <summary>The line of source of the instruction, or null where there are no line tables.</summary>
    public SourceLine? Source { get; init; }

    /// <summary>The micro-library that the faulting address belongs to, or empty.</summary>
    public string AddressLibrary { get; init; } = "";

    /// <summary>
    /// True if the thread ran out of its stack: it met the guard page that ends every stack where there is more than one
    /// thread, or, with one, went below its stack and its compartment's bounds.
    /// </summary>
    public bool IsStackOverflow { get; init; }

    /// <summary>Who called whom when it faulted, across gates; computed while the machine stood there.</summary>
    public Backtrace Backtrace { get; init; } = Backtrace.Empty;

    /// <summary>One sentence: what was violated, by whom, where, and whose the address is.</summary>
    public override string ToString() => FaultText.Describe(this);
}

/// <summary>What a run left behind.</summary>
/// <param name="Stop">Why it stopped.</param>
/// <param name="Console">Everything that the guest printed.</param>
/// <param name="Instructions">Instructions retired since reset; exact.</param>
/// <param name="Cycles">Cycles since reset; modelled.</param>
/// <param name="GateCounts">Executions of each gate, in the order of <see cref="Image.Gates"/>.</param>
/// <param name="Faults">Guest faults, oldest first.</param>
public sealed record RunResult(
    StopReason Stop, string Console, long Instructions, long Cycles, IReadOnlyList<long> GateCounts, IReadOnlyList<FaultReport> Faults)
{
    /// <summary>What the trusted base did about faults of supervised compartments, oldest first; the newest 4,096.</summary>
    public IReadOnlyList<SupervisionEvent> Events { get; init; } = [];

    /// <summary>The use of every heap that has an allocator, by compartment id, when it stopped; exact.</summary>
    public IReadOnlyList<HeapUse> Heaps { get; init; } = [];
}

/// <summary>A machine with an image loaded.</summary>
public sealed partial class FlexOSMachine
{
    private readonly StringBuilder _console = new();
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly GateMonitor _gates;
    private readonly SupervisionMonitor _supervision;

    internal FlexOSMachine(Image image, MachineOptions? options)
    {
        Image = image;
        Machine = new Machine(image.Profile, options);
        Machine.Load(image.File ?? ElfFile.Read(image.Elf, image.Plan.Configuration.Name));
        Machine.ConsoleOutput += Print;
        _gates = new GateMonitor(image, Machine);
        _supervision = new SupervisionMonitor(image, Machine);

        // What a machine prints again after Restore is not there twice; going back in a recording prints nothing again.
        Machine.KeepWithSnapshots(() => _console.Length, length => _console.Length = Machine.IsReplaying ? _console.Length : Math.Min((int)length, _console.Length));
    }

    /// <summary>The image.</summary>
    public Image Image { get; }

    /// <summary>The machine below.</summary>
    public Machine Machine { get; }

    /// <summary>Raised with text as the guest prints it, on the thread that calls <see cref="Run"/>.</summary>
    public event Action<string>? ConsoleOutput;

    /// <summary>Runs until the guest ends, the budget (in instructions) is spent, or the token is signalled; can be called again to go on.</summary>
    public RunResult Run(long maxInstructions = 10_000_000_000, CancellationToken cancellation = default)
    {
        var stop = Machine.Run(maxInstructions, cancellation);
        return new RunResult(stop, _console.ToString(), Machine.Instructions, Machine.Cycles, _gates.Counts, _gates.Faults) { Events = _supervision.Events, Heaps = Heaps };
    }

    // The guest prints byte by byte; a character of several bytes is passed on when it is complete.
    private void Print(ReadOnlyMemory<byte> bytes)
    {
        Span<char> characters = stackalloc char[256];
        var rest = bytes.Span;
        while (!rest.IsEmpty)
        {
            _decoder.Convert(rest, characters, flush: false, out var used, out var made, out _);
            rest = rest[used..];
            if (made != 0)
            {
                var text = characters[..made].ToString();
                _console.Append(text);
                ConsoleOutput?.Invoke(text);
            }
        }
    }
}
