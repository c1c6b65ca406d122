using System.Globalization;
using System.Text;
using FlexCap.FlexOS.Internal.Running;

namespace FlexCap.FlexOS;

/// <summary>Attacks and what stopped them, measured by runs: one run for each mechanism, ordered pair of compartments and attack.</summary>
/// <param name="Outcomes">By mechanism, attacker, victim and attack.</param>
public sealed record IsolationReport(IReadOnlyList<AttackOutcome> Outcomes)
{
    /// <summary>
    /// Lets every compartment of three attack every other in every way (of two with <c>morello/shared-stack</c>, which can have no
    /// more). The first also has the application and the C library.
    /// </summary>
    /// <param name="mechanisms">Names of <see cref="MechanismNames.All"/>; all of them if null.</param>
    /// <param name="progress">Told each mechanism before its attacks begin, and how many mechanisms are done.</param>
    /// <param name="cancellation">Ends it with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">There is no mechanism of a name.</exception>
    public static IsolationReport Run(IReadOnlyList<string>? mechanisms = null, IProgress<IsolationProgress>? progress = null, CancellationToken cancellation = default)
    {
        var names = mechanisms ?? MechanismNames.All;
        var outcomes = new List<AttackOutcome>();
        for (var i = 0; i < names.Count; i++)
        {
            progress?.Report(new IsolationProgress(names[i], i, names.Count));
            outcomes.AddRange(new AttackRunner(names[i], cancellation).Run());
        }

        return new(outcomes);
    }

    /// <summary>Mechanisms in the order of the outcomes.</summary>
    public IReadOnlyList<string> Mechanisms => [.. Outcomes.Select(o => o.Mechanism).Distinct()];

    /// <summary>One line for each outcome, with a header.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder("mechanism,attacker,victim,attack,stopped,by\n");
        foreach (var o in Outcomes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{o.Mechanism},{o.Attacker},{o.Victim},{NameOf(o.Attack)},{(o.Stopped ? "yes" : "no")},{o.By}\n");
        }

        return text.ToString();
    }

    /// <summary>Attacks down, mechanisms across: what stopped the attack between all pairs, or for how many pairs nothing did.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder("| attack |");
        text.AppendJoin("|", Mechanisms.Select(m => $" {m} ")).Append("|\n|---|").AppendJoin("|", Mechanisms.Select(_ => "---")).Append("|\n");
        foreach (var attack in Enum.GetValues<IsolationAttack>())
        {
            text.Append("| ").Append(NameOf(attack)).Append(" |").AppendJoin("|", Mechanisms.Select(m => $" {Cell(m, attack)} ")).Append("|\n");
        }

        return text.ToString();
    }

    /// <summary>A list for a terminal: by mechanism, each attack and what became of it.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        var width = Enum.GetValues<IsolationAttack>().Max(a => NameOf(a).Length) + 2;
        foreach (var mechanism in Mechanisms)
        {
            text.Append(mechanism).Append('\n');
            foreach (var attack in Enum.GetValues<IsolationAttack>())
            {
                text.Append("  ").Append(NameOf(attack).PadRight(width)).Append(Cell(mechanism, attack).Replace("**", "", StringComparison.Ordinal)).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>An attack in a few words.</summary>
    public static string NameOf(IsolationAttack attack) => attack switch
    {
        IsolationAttack.Read => "read the victim's data",
        IsolationAttack.Write => "write the victim's data",
        IsolationAttack.Jump => "jump to the victim's code",
        IsolationAttack.Forge => "forge a capability of integers",
        IsolationAttack.Widen => "widen a capability",
        IsolationAttack.SystemRegister => "write TTBR0_EL1",
        IsolationAttack.VectorBase => "write CVBAR_EL1",
        IsolationAttack.HypervisorCall => "HVC (PSCI)",
        IsolationAttack.CompartmentId => "write CID_EL0",
        IsolationAttack.Entry => "call a function without a gate",
        IsolationAttack.Target => "call a compartment that is not there",
        IsolationAttack.SwitcherPair => "take the switcher's rights",
        IsolationAttack.StackPivot => "stack pointer into the victim's stack",
        IsolationAttack.CalleeSaved => "spoil the caller's callee-saved registers",
        IsolationAttack.LeftRegisters => "read what a callee left in registers",
        IsolationAttack.PassedRegisters => "read what a caller had in registers",
        IsolationAttack.Replay => "use the way back twice",
        IsolationAttack.JumpToData => "jump to the victim's data",
        IsolationAttack.UnknownService => "SVC with an unknown number and the scheduler's",
        IsolationAttack.PopRecovery => "take the caller's recovery point away",
        IsolationAttack.FalseRecovery => "recovery point in the victim's code",
        IsolationAttack.OtherDdc => "return with another DDC",
        IsolationAttack.LeftCapabilities => "use capabilities that a callee left in registers",
        _ => throw new ArgumentOutOfRangeException(nameof(attack), attack, "Not an attack."),
    };

    private string Cell(string mechanism, IsolationAttack attack)
    {
        var outcomes = Outcomes.Where(o => o.Mechanism == mechanism && o.Attack == attack).ToList();
        var open = outcomes.Count(o => !o.Stopped);
        var by = string.Join(", ", outcomes.Where(o => o.Stopped).Select(o => o.By).Distinct().Order(StringComparer.Ordinal));
        return open == 0 ? by : open == outcomes.Count ? "**not stopped**" : string.Create(CultureInfo.InvariantCulture, $"**not stopped** for {open} of {outcomes.Count} pairs; else {by}");
    }
}
