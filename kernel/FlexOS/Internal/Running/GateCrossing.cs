using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Running;

/// <summary>
/// Finds callers across the <c>morello</c> mechanism, from what gate, switcher and trampoline keep (kernel/guest/flexos-core).
/// </summary>
/// <remarks>
/// The trampoline has the sealed return capability c15 on the callee's stack; it points to 32 bytes {DDC, PCC} that the
/// switcher pushed onto the caller's. Above them the gate keeps, upwards: the caller's thread status block of before, x20 and
/// the return address, c29 and c19. Where in the callee's stack the trampoline began is what the callee's block says, unless
/// calls out of it are open: their gates keep what it said.
/// </remarks>
internal sealed class GateCrossing(Image image, Machine machine) : IFrameCrossing
{
    private const ulong ReturnPair = 32;
    private const ulong SwitcherFrame = 48;
    private const int BootHeaderWords = 32;
    private const int BootCompartmentWords = 32;
    private const int BootCompartmentBlocks = 12;
    private const uint StoreBlock = 0xA900_756A; // stp x10, x29, [x11]
    private const uint MoveToStackPointer = 0x9100_01DF; // mov sp, x14

    private readonly Dictionary<int, ulong> _stackPointers = [];

    // A walk is of one thread; its stacks all lie at the same place of their compartments.
    private int _thread;

    public bool TryUnwind(StackFrame frame, bool isFirst, out StackFrame? caller)
    {
        if (frame.StackPointer is { } stack && image.ThreadOf(stack) is >= 0 and var thread)
        {
            _thread = thread;
        }

        var pc = frame.ProgramCounter;
        var symbol = image.SymbolOf(isFirst ? pc : pc - 4);
        var offset = symbol == null ? 0 : pc - symbol.Address;
        caller = null;
        switch (symbol?.Name)
        {
            case "flexos_trampoline":
                caller = FromReturnCapability(isFirst ? CapabilityInTrampoline(offset) : CapabilityOfCallee(symbol.Compartment));
                return true;
            case "flexos_switcher_start" when isFirst:
                caller = FromSwitcher(frame, symbol.Address);
                return true;
            case "ukboot_enter_morello" when !isFirst && frame.StackPointer is { } boot:
                caller = Frame(Word(boot + 24), Word(boot + 16), null);
                return true;
            default:
                return image.Gates.FirstOrDefault(g => IsolationMechanism.Of(g.Gate).HasGates && pc >= g.Start && pc <= g.End) is { } gate
                    && FromGate(gate, frame, isFirst, out caller);
        }
    }

    // Until it has changed its thread status block the gate has touched nothing that matters; after the return it takes its
    // frame down again.
    private bool FromGate(ImageGate gate, StackFrame frame, bool isFirst, out StackFrame? caller)
    {
        ulong? top = frame.StackPointer;
        if (isFirst)
        {
            var after = (long)(frame.ProgramCounter - gate.Return) / 4;
            top = after switch
            {
                < 0 => HasExecuted(gate.Start, frame.ProgramCounter, StoreBlock) ? frame.StackPointer : null,
                >= 7 => null,
                <= 2 => Word(machine.Registers.X(20)) + SwitcherFrame,
                3 => frame.StackPointer,
                <= 5 => frame.StackPointer - 16,
                _ => frame.StackPointer - 32,
            };
        }

        if (top is not { } stack)
        {
            caller = Frame(machine.Registers.X(30), machine.Registers.X(29), null);
            return true;
        }

        if (Word(stack) is { } before)
        {
            _stackPointers[gate.Gate.From] = before;
        }

        caller = Frame(Word(stack + 24), Word(stack + 32), stack + 64);
        return true;
    }

    private StackFrame? FromSwitcher(StackFrame frame, ulong start)
    {
        if (HasExecuted(start, frame.ProgramCounter, MoveToStackPointer))
        {
            return FromReturnCapability(machine.Registers.C(15).Value);
        }

        // The second instruction pushes the pair.
        var top = frame.ProgramCounter < start + 8 ? frame.StackPointer : frame.StackPointer + ReturnPair;
        return Frame(machine.Registers.X(30), 0, top);
    }

    // In code without branches.
    private bool HasExecuted(ulong start, ulong programCounter, uint instruction)
    {
        for (var address = start; address < programCounter; address += 4)
        {
            if ((uint?)(Word(address & ~7UL) >> (int)((address & 4) * 8)) == instruction)
            {
                return true;
            }
        }

        return false;
    }

    // The capability is pushed first and popped by the second instruction after the call.
    private ulong? CapabilityInTrampoline(ulong offset) =>
        offset is 0 or >= 16 ? machine.Registers.C(15).Value : Word(machine.Registers.Csp.Value);

    private ulong? CapabilityOfCallee(int compartment)
    {
        if (!_stackPointers.TryGetValue(compartment, out var stack) && StackPointerOfBlock(compartment) is { } current)
        {
            stack = current;
        }

        return Word(stack - 16);
    }

    private ulong? StackPointerOfBlock(int compartment)
    {
        var table = image.Symbols.FirstOrDefault(symbol => symbol.Name == "flexos_boot_table");
        if (table == null)
        {
            return null;
        }

        var blocks = Word(table.Address + (ulong)(8 * (BootHeaderWords + (compartment * BootCompartmentWords) + BootCompartmentBlocks)));
        return blocks is { } first ? Word(first + (16 * (ulong)_thread)) : null;
    }

    // To the gate of the caller, whose stack pointer is above the pair.
    private StackFrame? FromReturnCapability(ulong? pair) => pair is { } address && address != 0 ? Frame(Word(address + 16), 0, address + ReturnPair) : null;

    private static StackFrame? Frame(ulong? address, ulong? framePointer, ulong? stackPointer) =>
        address is { } pc && pc != 0 && framePointer is { } fp ? new(pc & ~1UL, fp, stackPointer, (pc & 1) != 0) : null;

    private ulong? Word(ulong? address)
    {
        Span<byte> bytes = stackalloc byte[8];
        return address is { } from && machine.ReadVirtual(from, bytes) == bytes.Length ? BitConverter.ToUInt64(bytes) : null;
    }
}
