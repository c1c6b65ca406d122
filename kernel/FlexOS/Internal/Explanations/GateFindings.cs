using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Internal.Planning;
using FlexCap.FlexOS.Internal.Yaml;

namespace FlexCap.FlexOS.Internal.Explanations;

/// <summary>Why each gate exists: the branches to it, and the pointers.</summary>
internal sealed class GateFindings(Plan plan)
{
    public IEnumerable<Finding> Find() => plan.GatePlans.Select(Of);

    private Finding Of(GatePlan gate)
    {
        var (from, to, function) = (plan.NameOf(gate.Gate.From), plan.NameOf(gate.Gate.To), gate.Gate.Function);
        var callee = gate.Function.Instance?.Name ?? gate.Function.Where;
        var reasons = new List<string>();
        var callers = gate.CallSites.GroupBy(s => $"{s.Piece.Instance?.Name ?? s.Piece.Where}: {Caller(s.Piece, s.Offset)}", StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.Count() == 1 ? g.Key : $"{g.Key} ({g.Count()} times)").ToList();
        if (callers.Count != 0)
        {
            reasons.Add($"{Names.Count(gate.CallSites.Count, "branch", "branches")} to it in {from}, from {Names.Some(callers)}.");
        }

        if (gate.IsAddressTaken)
        {
            reasons.Add($"{from} holds a pointer to it, so that calls through pointers cross as well.");
        }

        reasons.Add($"{function} is in {callee}, which lies in {to}.");
        var alternatives = new List<Alternative>();
        if (gate.Function.Instance is { } instance && gate.CallSites.FirstOrDefault().Piece?.Instance is { } caller && caller.Compartment >= 0)
        {
            alternatives.Add(new($"{instance.Name} and {caller.Name} in one compartment: an ordinary call, and neither is isolated from the other", 0));
        }

        alternatives.AddRange(CrossingCosts.Others(gate.Gate));
        var moved = "";
        if (plan.TypedGates.FirstOrDefault(t => t.Gate == gate.Gate) is { } typed && CrossingCosts.Of(IsolationMechanism.Of(gate.Gate), typed.Interface, typed.Sharing) is { } whole)
        {
            moved = $" With what its interface moves ({ConfigurationReader.Sharings[(int)typed.Sharing]}) it is {Cost(whole)} (modelled: what pointers like these took).";
            alternatives.AddRange(OtherSharings(typed));
        }

        alternatives = [.. alternatives.OrderBy(a => a.Instructions ?? 0)];
        var cost = CrossingCosts.Of(gate.Gate) is { } instructions ? $" One crossing and back takes {instructions} instructions around the function (modelled: as an empty call)." : "";
        return new Finding($"gate/{from}/{to}/{function}", FindingTopic.Gate, $"{from} → {to}: {function}", $"{from} calls {function} of {to} through a gate ({MechanismNames.NameOf(gate.Gate.Mechanism, gate.Gate.Variant)}).{cost}{moved}", reasons, alternatives);
    }

    /// <summary>The same function with the other ways to share that its mechanism has; overlap would need a region, which the sharing findings are about.</summary>
    private static IEnumerable<Alternative> OtherSharings(TypedGate typed)
    {
        var mechanism = IsolationMechanism.Of(typed.Gate);
        foreach (var sharing in mechanism.HasBounds ? new[] { Sharing.Copy, Sharing.Capability, Sharing.SharedRegister } : [])
        {
            if (sharing != typed.Sharing && CrossingCosts.Of(mechanism, typed.Interface, sharing) is { } cost)
            {
                var needs = sharing == Sharing.Capability ? $", where the library has {typed.Interface.Name}__capability" : "";
                yield return new Alternative($"sharing: {ConfigurationReader.Sharings[(int)sharing]}{needs}", cost.Whole) { InstructionsPerByte = Math.Round(cost.PerByte, 3) };
            }
        }
    }

    private static string Cost(ModelledCost cost) =>
        cost.PerByte == 0 ? $"{cost.Whole} instructions" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{cost.Whole} instructions and {cost.PerByte:0.##} a byte");

    // The function that a branch stands in.
    private static string Caller(Piece piece, ulong offset) =>
        piece.Symbols.Where(s => s.Offset <= offset).OrderBy(s => s.Offset).ThenBy(s => s.Size != 0).LastOrDefault()?.Name ?? piece.Name;
}
