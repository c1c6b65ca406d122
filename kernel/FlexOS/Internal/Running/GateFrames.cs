using System.Globalization;
using System.Text.RegularExpressions;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Running;

/// <summary>
/// Finds what a gate keeps on its caller's stack by following the gate's own instructions, so that gates of any shape are
/// understood: pairs that are pushed and popped, and changes of sp by a constant.
/// </summary>
internal sealed partial class GateFrames(Machine machine)
{
    private const int FramePointer = 29, Link = 30;

    // The code of an image does not change, and a gate is looked at for every instruction of it.
    private readonly Dictionary<ulong, string> _texts = [];

    /// <summary>The caller of a gate, at any instruction of it.</summary>
    public bool TryUnwind(ImageGate gate, StackFrame frame, bool isFirst, out StackFrame? caller)
    {
        caller = null;
        if (frame.StackPointer is not { } stack)
        {
            return true; // nothing to find it with
        }

        var state = new State();
        var isBack = frame.ProgramCounter >= gate.Return;
        Follow(state, gate.Start, isBack ? gate.Call : frame.ProgramCounter);
        if (isBack)
        {
            Follow(state, gate.Return, frame.ProgramCounter);
        }

        var entry = (ulong)((long)stack - state.Depth);
        ulong? Value(int register) => state.Kept.TryGetValue(register, out var at) ? Word((ulong)((long)entry + at)) : isFirst ? machine.Registers.X(register) : null;
        caller = Value(Link) is { } pc && pc != 0 && Value(FramePointer) is { } pointer ? new(pc & ~1UL, pointer, entry, (pc & 1) != 0) : null;
        return true;
    }

    /// <summary>An instruction of the image as text.</summary>
    public string TextAt(ulong address)
    {
        if (!_texts.TryGetValue(address, out var text))
        {
            Span<byte> word = stackalloc byte[4];
            text = machine.ReadVirtual(address, word) == word.Length ? Disassembler.Disassemble(BitConverter.ToUInt32(word), address) : "";
            _texts[address] = text;
        }

        return text;
    }

    // In code whose branches, if any, skip nothing but instructions that clear registers.
    private void Follow(State state, ulong from, ulong to)
    {
        for (var address = from; address < to; address += 4)
        {
            var text = TextAt(address);
            if (Adjustment().Match(text) is { Success: true } change)
            {
                state.Depth += Number(change.Groups["n"].ValueSpan) * (change.Groups["op"].Value == "sub" ? -1 : 1);
            }
            else if (Access().Match(text) is { Success: true } access)
            {
                Apply(state, access);
            }
        }
    }

    private static void Apply(State state, Match access)
    {
        var offset = access.Groups["o"].Success ? Number(access.Groups["o"].ValueSpan) : 0;
        if (access.Groups["w"].Success)
        {
            (state.Depth, offset) = (state.Depth + offset, 0);
        }

        var isStore = access.Groups["op"].Value[0] == 's';
        var at = state.Depth + offset;
        foreach (var name in new[] { access.Groups["a"].Value, access.Groups["b"].Value }.Where(n => n.Length != 0))
        {
            if (name[0] is 'x' or 'c' && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var register))
            {
                if (isStore)
                {
                    state.Kept[register] = at;
                }
                else
                {
                    state.Kept.Remove(register);
                }
            }

            at += name[0] is 'c' or 'q' ? 16 : 8;
        }

        if (access.Groups["p"].Success)
        {
            state.Depth += Number(access.Groups["p"].ValueSpan);
        }
    }

    private static long Number(ReadOnlySpan<char> text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private ulong? Word(ulong address)
    {
        Span<byte> bytes = stackalloc byte[8];
        return machine.ReadVirtual(address, bytes) == bytes.Length ? BitConverter.ToUInt64(bytes) : null;
    }

    [GeneratedRegex(@"^(?<op>add|sub) sp, sp, #(?<n>\d+)$")]
    private static partial Regex Adjustment();

    [GeneratedRegex(@"^(?<op>stp|ldp|str|ldr) (?<a>\w+)(, (?<b>\w+))?, \[sp(, #(?<o>-?\d+))?\](?<w>!)?(, #(?<p>-?\d+))?$")]
    private static partial Regex Access();

    private sealed class State
    {
        /// <summary>sp less what it was at the gate's first instruction, in bytes.</summary>
        public long Depth { get; set; }

        /// <summary>Where registers are kept, from sp at the gate's first instruction. Those that are not here have their caller's value.</summary>
        public Dictionary<int, long> Kept { get; } = [];
    }
}
