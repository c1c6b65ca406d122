using FlexCap.Morello.Internal;

namespace FlexCap.Morello;

/// <summary>A function that has not returned.</summary>
/// <param name="ProgramCounter">The next instruction of the function: in all frames but the first, the address that a call returns to.</param>
/// <param name="FramePointer">Its x29, or the value of its c29.</param>
/// <param name="StackPointer">Its stack pointer where it is known; frames that are not the first are walked without.</param>
/// <param name="IsC64">True for C64 code, whose frame records hold two capabilities.</param>
public sealed record StackFrame(ulong ProgramCounter, ulong FramePointer, ulong? StackPointer, bool IsC64);

/// <summary>Knows how to find the caller of code that keeps no frame record, such as gates between compartments.</summary>
public interface IFrameCrossing
{
    /// <summary>Finds the caller of a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="isFirst">True for the frame that executes: the machine's registers are its own.</param>
    /// <param name="caller">The caller; null if it is known that there is none.</param>
    /// <returns>False if the frame is an ordinary one.</returns>
    bool TryUnwind(StackFrame frame, bool isFirst, out StackFrame? caller);

    /// <summary>
    /// True for the return address of code that keeps no frame record and calls on a new stack: the frame pointer in the
    /// called function's record is then another stack's, and may lie below.
    /// </summary>
    /// <param name="address">The return address.</param>
    bool IsEntry(ulong address) => false;
}

/// <summary>
/// Walks the frame records that x29 (c29 in C64) points to, as the AAPCS64 and its capability variant lay them out: the
/// caller's frame pointer, then the return address. The function that executes may not have made its record yet or have
/// undone it; its code says so. Reads memory only; nothing changes.
/// </summary>
/// <param name="machine">The machine; the walk uses its registers and memory as they are.</param>
/// <param name="symbols">Where functions start.</param>
/// <param name="crossing">Asked about each frame first; null for none.</param>
public sealed class StackWalker(Machine machine, SymbolTable symbols, IFrameCrossing? crossing = null)
{
    /// <summary>The frames, innermost first. Ends at a frame pointer of 0, where memory cannot be read, and where frames stop ascending.</summary>
    /// <param name="programCounter">Where the innermost function stands; null for the machine's PCC.</param>
    /// <param name="maximum">Most frames to return.</param>
    public IReadOnlyList<StackFrame> Walk(ulong? programCounter = null, int maximum = 256)
    {
        var registers = machine.Registers;
        var frames = new List<StackFrame>();
        StackFrame? frame = new(programCounter ?? registers.Pcc.Value, registers.X(29), registers.Csp.Value, registers.IsC64);
        while (frame != null && frames.Count < maximum)
        {
            frames.Add(frame);
            var isFirst = frames.Count == 1;
            if (crossing == null || !crossing.TryUnwind(frame, isFirst, out var caller))
            {
                caller = isFirst && !Prologue.HasRecord(machine, frame.ProgramCounter, symbols.Find(frame.ProgramCounter)?.Value ?? frame.ProgramCounter)
                    ? CallerFromRegisters(frame)
                    : CallerFromRecord(frame);
            }

            frame = caller;
        }

        return frames;
    }

    private StackFrame? CallerFromRegisters(StackFrame frame) => Caller(machine.Registers.X(30), frame.FramePointer, null);

    private StackFrame? CallerFromRecord(StackFrame frame)
    {
        var size = frame.IsC64 ? 16ul : 8ul;
        return frame.FramePointer != 0 && TryRead(frame.FramePointer, out var pointer) && TryRead(frame.FramePointer + size, out var address)
            && (pointer == 0 || pointer > frame.FramePointer || crossing?.IsEntry(address) == true)
            ? Caller(address, pointer, frame.FramePointer + (2 * size))
            : null;
    }

    // Bit 0 of a return address says that the caller is C64.
    private static StackFrame? Caller(ulong address, ulong framePointer, ulong? stackPointer) =>
        address == 0 ? null : new(address & ~1UL, framePointer, stackPointer, (address & 1) != 0);

    private bool TryRead(ulong address, out ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        var complete = machine.ReadVirtual(address, bytes) == bytes.Length;
        value = complete ? BitConverter.ToUInt64(bytes) : 0;
        return complete;
    }
}
