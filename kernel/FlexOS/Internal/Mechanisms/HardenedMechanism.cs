namespace FlexCap.FlexOS.Internal.Mechanisms;

/// <summary>LPB-sealed entries in both directions to a switcher that keeps the way back itself and believes neither side.</summary>
internal sealed class HardenedMechanism : MorelloMechanism
{
    public override GateVariant Gate => GateVariant.Hardened;

    public override string Description => "entry points on a list, way back kept by the switcher, everything but arguments and results cleared";

    public override bool HasTrustedArea => true;

    public override ulong EntrySlotSize => 32; // one for calls, one for returns
}
