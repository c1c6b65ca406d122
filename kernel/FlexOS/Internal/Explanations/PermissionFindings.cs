using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Explanations;

/// <summary>What the permissions of DDC and PCC are for (Arm DDI 0606, section 2.7: capability permissions), and what withholding one prevents.</summary>
internal sealed class PermissionFindings(Plan plan)
{
    private static readonly (CapabilityPermissions Permission, string Use, string Withheld)[] Purposes =
    [
        (CapabilityPermissions.Load, "load data", "no load works"),
        (CapabilityPermissions.Store, "store data", "code cannot be changed through it"),
        (CapabilityPermissions.Execute, "run code", "data cannot be run"),
        (CapabilityPermissions.LoadCap, "load capabilities with their tags, such as the sealed entry of the switcher", "capabilities loaded through it lose their tags"),
        (CapabilityPermissions.StoreCap, "store capabilities with their tags, such as a saved return capability", "no capability can be left there"),
        (CapabilityPermissions.StoreLocalCap, "store local capabilities too", "a capability that is only lent cannot be kept"),
        (CapabilityPermissions.MutableLoad, "keep the right to store in capabilities that are loaded through it", "what is loaded through it can only be read"),
        (CapabilityPermissions.Global, "store the capability itself anywhere that takes capabilities", "it can only lie where local ones may"),
        (CapabilityPermissions.Executive, "run as Executive, with the trusted base's DDC and stack pointer", "the compartment runs as Restricted, with a DDC and stack pointer of its own (RDDC, RCSP)"),
        (CapabilityPermissions.System, "access system registers", "page tables, interrupts and timers are out of its hands"),
        (CapabilityPermissions.Seal, "seal capabilities", "it can forge no sealed entry"),
        (CapabilityPermissions.Unseal, "unseal capabilities", "it cannot open what others sealed"),
        (CapabilityPermissions.BranchSealedPair, "be half of a sealed pair that BRS or BLRS enters", "a sealed copy of it is no half of a pair that BRS or BLRS enters"),
        (CapabilityPermissions.CompartmentId, "be a compartment's identity in CID_EL0", "it cannot pass as another compartment"),
    ];

    public IEnumerable<Finding> Find()
    {
        // All compartments of an image have one mechanism, and so the same permissions.
        var mechanism = IsolationMechanism.Of(plan.Configuration);
        if (!mechanism.HasBounds)
        {
            yield return new Finding("permission", FindingTopic.Permission, "all compartments", "Capabilities limit nothing.", [$"{mechanism.Name}: {mechanism.Description}."], []);
            yield break;
        }

        yield return Of("DDC", "data", mechanism.DataPermissions);
        yield return Of("PCC", "text", mechanism.CodePermissions);
    }

    private static Finding Of(string register, string what, CapabilityPermissions permissions)
    {
        var granted = Purposes.Where(p => permissions.HasFlag(p.Permission)).ToList();
        var withheld = Purposes.Where(p => !permissions.HasFlag(p.Permission)).ToList();
        return new Finding($"permission/{register}", FindingTopic.Permission, register,
            $"Every compartment's {register} covers its {what} with {Names.List(granted.Select(p => p.Permission.ToString()))}.",
            [.. granted.Select(p => $"{p.Permission}: to {p.Use}."), .. withheld.Select(p => $"without {p.Permission}: {p.Withheld}.")], []);
    }
}
