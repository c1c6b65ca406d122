using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Running;

/// <summary>
/// Finds callers across the <c>morello</c> mechanism, from what gate, switcher and trampoline keep (kernel/guest/flexos-core),
/// and across that of <c>sealed-pair</c>.
/// </summary>
/// <remarks>
/// The trampoline has the sealed return capability c15 on the callee's stack; it points to 32 bytes {DDC, PCC} that the
/// switcher pushed onto the caller's. Above them the gate keeps, upwards: the caller's thread status block of before, x20 and
/// the return address, c29 and c19. Where in the callee's stack the trampoline began is what the callee's block says, unless
/// calls out of it are open: their gates keep what it said. With <c>sealed-pair</c> the trampoline has a pair of sealed
/// capabilities there, the first of which is the address in the caller's gate, whose stack pointer the caller's block tells.
/// </remarks>
internal sealed class GateCrossing(Image image, Machine machine) : IFrameCrossing
{
    private const ulong ReturnPair = 32;
    private const ulong SwitcherFrame = 48;
    private const ulong SealedCapability = 16, SealedPair = 32;
    private const int BootHeaderWords = 32;
    private const int BootCompartmentWords = 32;
    private const int BootCompartmentBlocks = 12;
    private const uint StoreBlock = 0xA900_756A; // stp x10, x29, [x11]
    private const uint MoveToStackPointer = 0x9100_01DF; // mov sp, x14

    private readonly Dictionary<int, ulong> _stackPointers = [];
    private readonly bool _isSealedPair = IsolationMechanism.Of(image.Plan.Configuration) is SealedPairMechanism;

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
                caller = FromReturn(isFirst ? CapabilityInTrampoline(offset) : CapabilityOfCallee(symbol.Compartment));
                return true;
            case "flexos_switcher_start" when isFirst:
                caller = FromSwitcher(frame, symbol.Address);
                return true;
            case "flexos_sealed_enter" when !isFirst && machine.Registers.IsRestricted:
                var own = machine.Registers.ReadSystemRegister("SP_EL1"); // as it entered: nothing ran on this stack since
                caller = Frame(Word(own + 24), Word(own + 16), own + 32);
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
        if (_isSealedPair)
        {
            return FromReturn(machine.Registers.X(30));
        }

        if (HasExecuted(start, frame.ProgramCounter, MoveToStackPointer))
        {
            return FromReturn(machine.Registers.C(15).Value);
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
        var stack = StackPointerOf(compartment) ?? 0;
        return Word(stack - (_isSealedPair ? SealedPair : SealedCapability));
    }

    private ulong? StackPointerOf(int compartment) => _stackPointers.TryGetValue(compartment, out var stack) ? stack : StackPointerOfBlock(compartment);

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
    private StackFrame? FromReturn(ulong? capability) => capability is not { } address || address == 0 ? null
        : _isSealedPair ? Frame(address, 0, StackPointerOf(image.CompartmentOfText(address)) + SwitcherFrame)
        : Frame(Word(address + 16), 0, address + ReturnPair);

    private static StackFrame? Frame(ulong? address, ulong? framePointer, ulong? stackPointer) =>
        address is { } pc && pc != 0 && framePointer is { } fp ? new(pc & ~1UL, fp, stackPointer, (pc & 1) != 0) : null;

    private ulong? Word(ulong? address)
    {
        Span<byte> bytes = stackalloc byte[8];
        return address is { } from && machine.ReadVirtual(from, bytes) == bytes.Length ? BitConverter.ToUInt64(bytes) : null;
    }
}
