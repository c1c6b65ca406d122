using FlexCap.FlexOS.Internal.Mechanisms;

namespace FlexCap.FlexOS;

/// <summary>How the gates of <see cref="Mechanism.Morello"/> are made: what one call across costs, and what it protects (docs/mechanisms.md).</summary>
public enum GateVariant
{
    /// <summary>The sequence of PLOS'23, section 3.1, with a PCC of its own for each compartment and no permission that it does not need: LPB-sealed entry and return.</summary>
    Lpb,

    /// <summary>As the published artefact does it: PCC over all text, every permission but Executive, the switcher's pair readable in compartment 0.</summary>
    Artefact,

    /// <summary>Registers cleared both ways, entry points on a list, callee-saved registers and the stack pointer kept by the switcher on a stack of its own.</summary>
    Hardened,

    /// <summary>One stack, in memory that all compartments reach: no switch of stacks.</summary>
    SharedStack,

    /// <summary>BLRS with a code and a data capability sealed with one object type, in place of LPB.</summary>
    SealedPair,

    /// <summary>DDC and PCC are swapped in the exception vectors, which the gate enters by SVC.</summary>
    Exception,
}

/// <summary>The words for <see cref="Mechanism"/> and <see cref="GateVariant"/>: those of the YAML.</summary>
public static class MechanismNames
{
    /// <summary>All drivers in the order of <see cref="Mechanism"/>.</summary>
    public static IReadOnlyList<string> Mechanisms { get; } = [.. Enum.GetValues<Mechanism>().Select(NameOf)];

    /// <summary>All gate variants in the order of <see cref="GateVariant"/>.</summary>
    public static IReadOnlyList<string> Gates { get; } = [.. Enum.GetValues<GateVariant>().Select(NameOf)];

    /// <summary>Mechanism and gate of everything that images can be built with, as <see cref="NameOf(Mechanism, GateVariant)"/> writes them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. IsolationMechanism.All.Select(m => m.Name)];

    /// <summary>The mechanism and the gate that a name of <see cref="All"/> means; false if there is none.</summary>
    public static bool TryParse(string name, out Mechanism mechanism, out GateVariant gate)
    {
        var found = IsolationMechanism.All.FirstOrDefault(m => m.Name == name);
        (mechanism, gate) = found is null ? default : (found.Mechanism, found.Gate);
        return found is not null;
    }

    /// <summary>The name of a mechanism in configurations: <c>function</c>, <c>morello</c>, <c>page-table</c>.</summary>
    public static string NameOf(Mechanism mechanism) => mechanism switch
    {
        Mechanism.Function => "function",
        Mechanism.Morello => "morello",
        Mechanism.PageTable => "page-table",
        _ => throw new ArgumentOutOfRangeException(nameof(mechanism), mechanism, "Not a mechanism."),
    };

    /// <summary>The name of a variant in configurations: <c>lpb</c>, <c>artefact</c>, <c>hardened</c>, <c>shared-stack</c>, <c>sealed-pair</c>, <c>exception</c>.</summary>
    public static string NameOf(GateVariant gate) => gate switch
    {
        GateVariant.Lpb => "lpb",
        GateVariant.Artefact => "artefact",
        GateVariant.Hardened => "hardened",
        GateVariant.SharedStack => "shared-stack",
        GateVariant.SealedPair => "sealed-pair",
        GateVariant.Exception => "exception",
        _ => throw new ArgumentOutOfRangeException(nameof(gate), gate, "Not a gate variant."),
    };

    /// <summary>Mechanism and variant in one word: <c>morello</c> for the default variant, else <c>morello/hardened</c>.</summary>
    public static string NameOf(Mechanism mechanism, GateVariant gate) =>
        mechanism == Mechanism.Morello && gate != GateVariant.Lpb ? $"{NameOf(mechanism)}/{NameOf(gate)}" : NameOf(mechanism);
}
