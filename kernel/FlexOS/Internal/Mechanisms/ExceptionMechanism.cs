namespace FlexCap.FlexOS.Internal.Mechanisms;

/// <summary>DDC and PCC are swapped in the exception vectors, which the gate enters by SVC.</summary>
internal sealed class ExceptionMechanism : MorelloMechanism
{
    public override GateVariant Gate => GateVariant.Exception;

    public override string Description => "SVC into the trusted base, which swaps DDC and PCC";

    public override bool HasTrustedArea => true;

    public override bool HasEntrySlot => false;
}
