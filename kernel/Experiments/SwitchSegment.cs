namespace FlexCap.Experiments;

/// <summary>The six segments of a compartment switch, in order, as PLOS'23 Figure 6 divides it.</summary>
public enum SwitchSegment
{
    /// <summary>From the gate's first instruction to the one that leaves the caller (LDPBLR).</summary>
    FirstHalfOfGate,

    /// <summary>That instruction: unseals, and branches to the switcher.</summary>
    UnsealAndBranch,

    /// <summary>From the switcher's first instruction to the trampoline's BLR.</summary>
    SwitcherAndTrampoline,

    /// <summary>The BLR, the called function, and its return to the trampoline.</summary>
    TrampolineToFunction,

    /// <summary>From the instruction after the BLR to the return into the gate.</summary>
    TrampolineAndReturn,

    /// <summary>From the return into the gate to the gate's RET, which is not counted.</summary>
    SecondHalfOfGate,
}

/// <summary>The words for <see cref="SwitchSegment"/>.</summary>
public static class SwitchSegments
{
    /// <summary>All segments, in the order of execution.</summary>
    public static IReadOnlyList<SwitchSegment> All { get; } = Enum.GetValues<SwitchSegment>();

    /// <summary>The label that PLOS'23 Figure 6 prints.</summary>
    public static string Label(this SwitchSegment segment) => segment switch
    {
        SwitchSegment.FirstHalfOfGate => "First half of switch gate",
        SwitchSegment.UnsealAndBranch => "Unseal and branch to switcher",
        SwitchSegment.SwitcherAndTrampoline => "Switcher and trampoline",
        SwitchSegment.TrampolineToFunction => "Trampoline to function",
        SwitchSegment.TrampolineAndReturn => "Trampoline and return to gate",
        SwitchSegment.SecondHalfOfGate => "Second half of switch gate",
        _ => throw new ArgumentOutOfRangeException(nameof(segment), segment, "Not a segment."),
    };
}
