namespace FlexCap.FlexOS;

/// <summary>What becomes of a call when the called compartment faults (docs/faults.md).</summary>
public enum FaultPolicy
{
    /// <summary>The fault ends the machine, unless the guest set a recovery point.</summary>
    Stop,

    /// <summary>The innermost call into the compartment returns an error value, and everything goes on; its data stays as it is.</summary>
    Fail,

    /// <summary>As <see cref="Fail"/>, and before that the compartment's data, heap and stacks are put back to what they were at start.</summary>
    Restart,
}
