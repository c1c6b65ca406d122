namespace FlexCap.FlexOS.Internal.Mechanisms;

/// <summary>BLRS and BRS with a code and a data capability of one object type, in place of LPB.</summary>
internal sealed class SealedPairMechanism : SealedMechanism
{
    public override GateVariant Gate => GateVariant.SealedPair;

    public override string Description => "BLRS with a sealed code and data pair, the way back sealed with a type of the caller's own";
}
