namespace FlexCap.FlexOS.Internal.Mechanisms;

/// <summary>Sealed pairs, and one stack for each thread in the region that caller and callee reach: FlexOS's light gates.</summary>
internal sealed class SharedStackMechanism : SealedMechanism
{
    public override GateVariant Gate => GateVariant.SharedStack;

    public override string Description => "one stack for caller and callee in their shared region, the way back on it as a sealed pair";

    public override bool SharesStacks => true;
}
