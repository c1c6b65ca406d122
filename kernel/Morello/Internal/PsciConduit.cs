namespace FlexCap.Morello.Internal;

/// <summary>How the board's firmware interface (PSCI) is called.</summary>
internal enum PsciConduit
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>By HVC.</summary>
    HypervisorCall,

    /// <summary>By SMC.</summary>
    SecureMonitorCall,
}
