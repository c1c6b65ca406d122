namespace FlexCap.FlexOS.Internal.Mechanisms;

/// <summary>No isolation: a call across is bound to the function itself.</summary>
internal sealed class FunctionMechanism : IsolationMechanism
{
    public override Mechanism Mechanism => Mechanism.Function;

    public override string Description => "no isolation: a call across compartments is a function call";

    public override bool IsIsolated => false;

    public override bool HasGates => false;

    public override bool HasBounds => false;
}
