using FlexCap.FlexOS;

namespace FlexCap.Experiments.Charts;

/// <summary>The one look of all charts: colours that colour-blind readers can tell apart (Okabe and Ito, 2008) on white.</summary>
public static class ChartTheme
{
    /// <summary>Font of all text, with what stands in for it where it is absent.</summary>
    public const string Font = "Inter, 'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif";

    /// <summary>Colour of text.</summary>
    public const string Ink = "#1F2933";

    /// <summary>Colour of notes and axis labels.</summary>
    public const string MutedInk = "#52606D";

    /// <summary>Colour of grid lines.</summary>
    public const string Grid = "#E4E7EB";

    /// <summary>Colour of limits.</summary>
    public const string Limit = "#D55E00";

    /// <summary>Background.</summary>
    public const string Paper = "#FFFFFF";

    /// <summary>Colour of a mechanism, the same in every chart.</summary>
    public static string ColorOf(Mechanism mechanism) => mechanism switch
    {
        Mechanism.Morello => "#0072B2",
        Mechanism.Function => "#8A94A0",
        Mechanism.PageTable => "#CC79A7",
        _ => throw new ArgumentOutOfRangeException(nameof(mechanism), mechanism, "Not a mechanism."),
    };

    /// <summary>Colour of a mechanism with a variant of its gates, the same in every chart.</summary>
    public static string ColorOf(Mechanism mechanism, GateVariant gate) => mechanism != Mechanism.Morello ? ColorOf(mechanism) : gate switch
    {
        GateVariant.Lpb => ColorOf(mechanism),
        GateVariant.Artefact => "#56B4E9",
        GateVariant.Hardened => "#E69F00",
        GateVariant.SharedStack => "#009E73",
        GateVariant.SealedPair => "#5B3FA8",
        GateVariant.Exception => "#A8324A",
        _ => throw new ArgumentOutOfRangeException(nameof(gate), gate, "Not a gate variant."),
    };

    /// <summary>Colour of a segment of a switch: the hues in the order of PLOS'23 Figure 6.</summary>
    public static string ColorOf(SwitchSegment segment) => segment switch
    {
        SwitchSegment.FirstHalfOfGate => "#0072B2",
        SwitchSegment.UnsealAndBranch => "#56B4E9",
        SwitchSegment.SwitcherAndTrampoline => "#E69F00",
        SwitchSegment.TrampolineToFunction => "#009E73",
        SwitchSegment.TrampolineAndReturn => "#A8324A",
        SwitchSegment.SecondHalfOfGate => "#8A94A0",
        _ => throw new ArgumentOutOfRangeException(nameof(segment), segment, "Not a segment."),
    };
}
