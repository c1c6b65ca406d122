using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Mechanisms;

/// <summary>As the artefact of PLOS'23 has it: capabilities of which nothing but Executive is taken away, and one PCC for all text.</summary>
internal sealed class ArtefactMechanism : MorelloMechanism
{
    public override GateVariant Gate => GateVariant.Artefact;

    public override string Description => "the published artefact: all text and all permissions but Executive, switcher's pair within reach of compartment 0";

    public override CapabilityPermissions DataPermissions => CapabilityPermissions.All & ~CapabilityPermissions.Executive;

    public override CapabilityPermissions CodePermissions => CapabilityPermissions.All & ~CapabilityPermissions.Executive;

    public override bool SharesText => true;

    public override bool HasPairInFirst => true;
}
