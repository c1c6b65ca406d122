using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Running;

/// <summary>
/// Finds callers across gates whose switcher keeps the way back in the trusted area (<c>hardened</c>, <c>exception</c>,
/// <c>page-table</c>): one frame for each call under way, the newest last (<c>flexos/trusted.h</c>).
/// </summary>
internal sealed class TrustedCrossing : IFrameCrossing
{
    private const int TrustedWord = 20;
    private const ulong FrameStack = 16, ThreadTop = 0, ThreadBase = 16;

    private readonly Image _image;
    private readonly Machine _machine;
    private readonly GateFrames _gates;
    private readonly ulong _threads, _switcherStart, _switcherEnd;
    private readonly HashSet<ulong> _entries;

    // Calls under way that the walk has passed; a walk is of one thread.
    private int _passed;
    private int _thread;

    public TrustedCrossing(Image image, Machine machine)
    {
        (_image, _machine) = (image, machine);
        _gates = new GateFrames(machine);
        var configuration = image.Plan.Configuration;
        if (AddressOf("flexos_boot_table") is { } boot && Word(boot + (8 * TrustedWord)) is { } area)
        {
            var compartments = configuration.Compartments.Count;
            _threads = area + TrustedArea.RecordOffset(compartments, compartments + 1);
        }

        (_switcherStart, _switcherEnd) = (AddressOf("flexos_switcher_start") ?? 0, AddressOf("flexos_switcher_end") ?? 0);
        _entries = [.. image.Gates.Select(g => g.TrampolineReturn), .. image.Symbols.Where(s => s.Name == "flexos_trampoline_return").Select(s => s.Address)];
    }

    public bool IsEntry(ulong address) => _entries.Contains(address);

    public bool TryUnwind(StackFrame frame, bool isFirst, out StackFrame? caller)
    {
        var registers = _machine.Registers;
        var stack = isFirst && _image.ThreadOf(frame.StackPointer ?? 0) < 0 ? registers.ReadSystemRegister("RSP_EL0") : frame.StackPointer;
        if (stack is { } pointer && _image.ThreadOf(pointer) is >= 0 and var thread)
        {
            _thread = thread;
        }

        var pc = frame.ProgramCounter;
        if (isFirst && pc >= _switcherStart && pc < _switcherEnd)
        {
            caller = FromSwitcher(pc, frame);
            return true;
        }

        switch (_image.SymbolOf(isFirst ? pc : pc - 4)?.Name)
        {
            case "flexos_trampoline":
            case "flexos_trampoline_return":
                // On its first instructions nothing is different: the call is under way.
                caller = Newest();
                return true;
            case "flexos_switch_vectors" when isFirst:
                caller = new(registers.ReadSystemRegister("ELR_EL1"), registers.X(29), registers.ReadSystemRegister("RSP_EL0"), false);
                return true;
            case "flexos_hardened_enter" when !isFirst:
                var own = registers.ReadSystemRegister("SP_EL1"); // as it entered: nothing ran on this stack since, unless an exception is handled
                caller = registers.IsRestricted && Word(own + 24) is { } address && Word(own + 16) is { } pointerOfFrame ? new(address, pointerOfFrame, own + 32, false) : null;
                return true;
            default:
                caller = null;
                return _image.Gates.FirstOrDefault(g => IsolationMechanism.Of(g.Gate).HasGates && pc >= g.Start && pc <= g.End) is { } gate && _gates.TryUnwind(gate, frame, isFirst, out caller);
        }
    }

    // The switcher has no frame: its caller is the gate that called, or the one that it goes back to. Calls and returns are two
    // stretches of code, each with one instruction that writes where the newest frame ends; behind both it refuses.
    private StackFrame? FromSwitcher(ulong pc, StackFrame frame)
    {
        var (stretch, isWritten) = (0, false);
        for (var address = _switcherStart; address < pc; address += 4)
        {
            switch (_gates.TextAt(address))
            {
                case "br c16" or "eret":
                    (stretch, isWritten) = (stretch + 1, false);
                    break;
                case "stp x11, x12, [x24]" or "stp x13, x16, [x17]":
                    isWritten = true;
                    break;
            }
        }

        var registers = _machine.Registers;
        return (stretch, isWritten) switch
        {
            (0, true) or (1, false) => Newest(),
            (1, true) => Popped(),
            _ when registers.IsRestricted => new(registers.X(30) & ~1UL, 0, frame.StackPointer, false),
            _ => new(registers.ReadSystemRegister("ELR_EL1"), registers.X(29), registers.ReadSystemRegister("RSP_EL0"), false),
        };
    }

    // The newest call under way that was not passed yet; null if nobody called.
    private StackFrame? Newest()
    {
        _passed++;
        var thread = _threads + ((ulong)_thread * TrustedArea.ThreadSize);
        return Word(thread + ThreadTop) is { } top && Word(thread + ThreadBase) is { } first && top >= first + ((ulong)_passed * TrustedArea.FrameSize)
            ? At(top - ((ulong)_passed * TrustedArea.FrameSize))
            : null;
    }

    // The frame that was just taken down is still there.
    private StackFrame? Popped() => Word(_threads + ((ulong)_thread * TrustedArea.ThreadSize)) is { } top ? At(top) : null;

    private StackFrame? At(ulong frame) => Word(frame) is { } pc and not 0 ? new(pc & ~1UL, 0, Word(frame + FrameStack), false) : null;

    private ulong? AddressOf(string name) => _image.Symbols.FirstOrDefault(s => s.Name == name)?.Address;

    private ulong? Word(ulong address)
    {
        Span<byte> bytes = stackalloc byte[8];
        return _machine.ReadVirtual(address, bytes) == bytes.Length ? BitConverter.ToUInt64(bytes) : null;
    }
}
