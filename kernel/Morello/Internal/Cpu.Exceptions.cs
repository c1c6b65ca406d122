namespace FlexCap.Morello.Internal;

// Seam: exceptions. To be replaced.
internal sealed unsafe partial class Cpu
{
    /// <summary>Takes the Undefined Instruction exception (EC 0).</summary>
    internal void RaiseUndefined() => throw new NotSupportedException();

    /// <summary>Takes the PC alignment fault (EC 0x22).</summary>
    internal void RaisePcAlignmentFault() => throw new NotSupportedException();

    /// <summary>Takes the Illegal Execution State exception (EC 0x0E).</summary>
    internal void RaiseIllegalState() => throw new NotSupportedException();

    /// <summary>Takes the Instruction Abort for a fetch that PCC does not allow.</summary>
    internal void RaiseFetchCapabilityFault(GuestFaultKind kind) => throw new NotSupportedException();

    /// <summary>Stops the run: the exception vector cannot be fetched.</summary>
    private void StopAtFaultLoop() => throw new NotSupportedException();
}
