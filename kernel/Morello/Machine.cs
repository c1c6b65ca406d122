using FlexCap.Diagnostics;
using FlexCap.Morello.Elf;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello;

/// <summary>What a probe sees. Counts are those before the instruction at <paramref name="Address"/> executes.</summary>
/// <param name="Address">Address of the probe.</param>
/// <param name="Instructions">Instructions retired.</param>
/// <param name="Cycles">Model cycles elapsed.</param>
/// <param name="CompartmentId">CID_EL0.</param>
public readonly record struct ProbeHit(ulong Address, long Instructions, long Cycles, ulong CompartmentId);

/// <summary>An emulated Morello machine: one core, tagged memory and the devices of a profile.</summary>
public sealed partial class Machine
{
    private static readonly SourceLocation s_image = new("image");

    private const int KeptFaults = 4096;
    private const int ConsoleChunk = 256;

    private readonly PhysicalMemory _memory;
    private readonly Bus _bus;
    private readonly Queue<GuestFault> _faults = [];
    private readonly List<byte> _console = [];
    private readonly List<byte> _tube = [];
    private long _transmitted;
    private long _shown;
    private readonly Pl011? _uart;

    /// <summary>Creates a machine at reset.</summary>
    public Machine(MachineProfile profile, MachineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        Profile = profile;
        _memory = new(profile.RamBase, profile.RamSize);
        _bus = new(_memory);
        _cpu = new(profile, options ?? new MachineOptions(), _bus)
        {
            FaultObserver = KeepFault,
        };
        _uart = AddDevices();
        _cpu.ConnectFirmware(
            profile.StartExceptionLevel switch { 1 => PsciConduit.HypervisorCall, 2 => PsciConduit.SecureMonitorCall, _ => PsciConduit.None },
            Transmit, () => _uart != null && _uart.TryTake(out var value) ? value : -1, options ?? new MachineOptions());
        if (profile.HasDeviceTree)
        {
            _memory.Write(profile.RamBase, BoardDeviceTree.Build(profile));
        }

        _cpu.SetX(0, profile.RamBase);
    }

    /// <summary>The board.</summary>
    public MachineProfile Profile { get; }

    /// <summary>Every guest fault since reset, oldest first; at most the newest 4,096 are kept.</summary>
    public IReadOnlyList<GuestFault> Faults => _faults.ToArray();

    /// <summary>Raised when a guest fault is taken, before its handler runs, on the thread that calls <see cref="Run"/>.</summary>
    public event Action<GuestFault>? FaultTaken;

    /// <summary>
    /// Asked about each load and store that a capability denies, before the exception is taken: true lets this one access
    /// through, as if the capability had allowed it. Null, as it is at first, lets none through. Accesses that are allowed pay
    /// nothing for it. It is called on the thread that calls <see cref="Run"/> and must not change the machine.
    /// </summary>
    public Func<DeniedAccess, bool>? AccessArbiter
    {
        get => _cpu.AccessArbiter;
        set => _cpu.AccessArbiter = value;
    }

    /// <summary>
    /// Raised with the bytes that the guest writes to its UART or tube, on the thread that calls <see cref="Run"/>: at the
    /// end of a line, after 256 bytes and when the run ends.
    /// </summary>
    public event Action<ReadOnlyMemory<byte>>? ConsoleOutput;

    /// <summary>Queues bytes that the guest will read from its UART. A board without a UART ignores them.</summary>
    public void SendConsoleInput(ReadOnlySpan<byte> bytes)
    {
        _history?.Receive(bytes);
        Receive(bytes);
    }

    /// <summary>Loads an executable at its physical addresses and sets PC to its entry point.</summary>
    /// <exception cref="InputException">It is not a static executable (ET_EXEC) for AArch64 that fits into RAM: <c>FX0150</c>, <c>FX0151</c>.</exception>
    public void Load(ElfFile image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var problems = new DiagnosticBag();
        if (image.Type != ElfType.Executable)
        {
            problems.Error("FX0150", s_image, $"The image is of type {image.Type}.", "Link it to a static executable (ET_EXEC).");
        }

        foreach (var segment in image.Segments)
        {
            if (segment.Type == ElfSegmentType.Load && segment.MemorySize != 0 && !_memory.Contains(segment.PhysicalAddress, segment.MemorySize))
            {
                problems.Error("FX0151", s_image,
                    $"The segment at physical address 0x{segment.PhysicalAddress:x}, 0x{segment.MemorySize:x} bytes, lies outside the RAM of "
                    + $"profile {Profile.Name}, 0x{Profile.RamBase:x} to 0x{Profile.RamBase + Profile.RamSize:x}.",
                    "Link it for this board.");
            }
        }

        problems.ThrowIfErrors();
        foreach (var segment in image.Segments)
        {
            if (segment.Type == ElfSegmentType.Load)
            {
                _memory.Write(segment.PhysicalAddress, segment.Data.Span);
                Clear(segment.PhysicalAddress + (ulong)segment.Data.Length, segment.MemorySize - (ulong)segment.Data.Length);
            }
        }

        var entry = Capability.Maximal.SetValue(image.Entry & ~1UL);
        _cpu.IsC64 = (image.Entry & 1) != 0;
        _cpu.Restart(entry);
    }

    // For tests and the vector runner, which set up and look at state.
    internal Cpu Core => _cpu;

    internal PhysicalMemory Memory => _memory;

    private void Clear(ulong address, ulong length)
    {
        ReadOnlySpan<byte> zeros = stackalloc byte[256];
        while (length > 0)
        {
            var part = (int)Math.Min(length, (ulong)zeros.Length);
            _memory.Write(address, zeros[..part]);
            address += (ulong)part;
            length -= (ulong)part;
        }
    }

    private void KeepFault(GuestFault fault)
    {
        if (_faults.Count == KeptFaults)
        {
            _faults.Dequeue();
        }

        _faults.Enqueue(fault);
        FaultTaken?.Invoke(fault);
    }

    private void Transmit(byte value)
    {
        // What has been shown before this point was gone back from is not shown again.
        if (++_transmitted <= _shown)
        {
            return;
        }

        _shown = _transmitted;
        _console.Add(value);
        if (value == '\n' || _console.Count >= ConsoleChunk)
        {
            FlushConsole();
        }
    }

    private void TransmitTube(byte value)
    {
        _tube.Add(value);
        Transmit(value);
    }

    private void EndTest()
    {
        var passed = System.Text.Encoding.ASCII.GetString([.. _tube]).StartsWith("OK", StringComparison.Ordinal);
        _cpu.RequestStop(new StopReason.Halted(passed ? 0 : 1, "trickbox"));
    }

    private void FlushConsole()
    {
        if (_console.Count > 0)
        {
            var bytes = _console.ToArray();
            _console.Clear();
            ConsoleOutput?.Invoke(bytes);
        }
    }
}

/// <summary>Choices about how a machine runs; the functional result depends on none of them but <see cref="Timing"/> through the guest's own cycle counter.</summary>
public sealed record MachineOptions
{
    /// <summary>The cycle model.</summary>
    public TimingModel Timing { get; init; } = TimingModel.Simple;

    /// <summary>Directory of the host whose files semihosting may open; null for none. Its contents are not part of snapshots.</summary>
    public string? SemihostingDirectory { get; init; }

    /// <summary>What semihosting's SYS_GET_CMDLINE gives.</summary>
    public string CommandLine { get; init; } = "";
}
