using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Mechanisms;

/// <summary>BLRS and BRS with a code and a data capability of one object type, in place of LPB.</summary>
internal sealed class SealedPairMechanism : MorelloMechanism
{
    public override GateVariant Gate => GateVariant.SealedPair;

    public override string Description => "BLRS with a sealed code and data pair, the way back sealed with a type of the caller's own";

    // What is sealed as a pair needs the permission, and the way back is made of the caller's own capabilities.
    public override CapabilityPermissions DataPermissions => base.DataPermissions | CapabilityPermissions.BranchSealedPair;

    public override CapabilityPermissions CodePermissions => base.CodePermissions | CapabilityPermissions.BranchSealedPair;

    public override ulong EntrySlotSize => 32;

    public override ulong TableTail => 32;

    public override bool HasOperations => true;
}
