using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Mechanisms;

/// <summary>What gates with entries and ways back that are sealed as pairs of code and data have in common.</summary>
internal abstract class SealedMechanism : MorelloMechanism
{
    // What is sealed as a pair needs the permission, and the way back is made of the caller's own capabilities.
    public override CapabilityPermissions DataPermissions => base.DataPermissions | CapabilityPermissions.BranchSealedPair;

    public override CapabilityPermissions CodePermissions => base.CodePermissions | CapabilityPermissions.BranchSealedPair;

    public override ulong EntrySlotSize => 32;

    public override ulong TableTail => 32;

    public override bool HasOperations => true;
}
