using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Mechanisms;

/// <summary>DDC and PCC of its own, entered through the LPB-sealed switcher (PLOS'23, section 3).</summary>
internal class MorelloMechanism : IsolationMechanism
{
    public override Mechanism Mechanism => Mechanism.Morello;

    public override string Description => "LPB-sealed entry and return, one PCC and DDC for each compartment";

    public override bool CanFailCalls => true;

    // Reads and writes data and capabilities. Neither has Executive (so it runs in Restricted), System, Seal, Unseal,
    // BranchSealedPair or CompartmentID: no code of ours needs them. MutableLoad keeps Store alive in what is loaded through
    // a capability, which the return capability {DDC, PCC} relies on.
    public override CapabilityPermissions DataPermissions =>
        CapabilityPermissions.Load | CapabilityPermissions.Store | CapabilityPermissions.LoadCap | CapabilityPermissions.StoreCap
        | CapabilityPermissions.StoreLocalCap | CapabilityPermissions.MutableLoad | CapabilityPermissions.Global;

    public override CapabilityPermissions CodePermissions =>
        CapabilityPermissions.Execute | CapabilityPermissions.Load | CapabilityPermissions.Global;
}
