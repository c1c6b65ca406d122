namespace FlexCap.Morello;

/// <summary>What kind of fault a guest caused; the capability kinds are those of DFSC 0x28-0x2C (sail-morello, CheckCapability).</summary>
public enum GuestFaultKind
{
    /// <summary>DFSC 0x28: the capability has no tag.</summary>
    CapabilityTag,
    /// <summary>DFSC 0x29: the capability is sealed.</summary>
    CapabilitySeal,
    /// <summary>DFSC 0x2A: outside the capability's bounds.</summary>
    CapabilityBounds,
    /// <summary>DFSC 0x2B: the capability lacks a permission.</summary>
    CapabilityPermission,
    /// <summary>DFSC 0x2C: the page does not allow the capability load or store.</summary>
    CapabilityPage,
    /// <summary>EC 0x29 or 0x2A: capabilities, or a capability register, are trapped.</summary>
    CapabilityAccessTrap,
    /// <summary>Translation, access flag, permission or size fault of the MMU.</summary>
    Translation,
    /// <summary>Misaligned access, PC or SP.</summary>
    Alignment,
    /// <summary>UNDEFINED instruction (EC 0x00).</summary>
    Undefined,
    /// <summary>No memory or device answers at the physical address (external abort).</summary>
    External,
    /// <summary>Any other synchronous exception that is not a call (SVC, HVC, SMC and BRK are not faults).</summary>
    Other,
}

/// <summary>What the guest was doing when it faulted.</summary>
public enum GuestAccess
{
    /// <summary>Fetching an instruction.</summary>
    Fetch,
    /// <summary>Loading data.</summary>
    Load,
    /// <summary>Storing data.</summary>
    Store,
    /// <summary>Neither.</summary>
    None,
}

/// <summary>A fault that a guest caused, as a value. Floor 2 adds compartment, gate and symbol names.</summary>
/// <param name="Kind">What was violated.</param>
/// <param name="Access">What the guest was doing.</param>
/// <param name="Address">The faulting virtual address (FAR), in bytes.</param>
/// <param name="ProgramCounter">Address of the instruction (ELR).</param>
/// <param name="Capability">The capability at fault where there is one: DDC, PCC or the base register.</param>
/// <param name="CapabilityName">Its name (<c>DDC</c>, <c>PCC</c>, <c>C5</c>), or empty.</param>
/// <param name="Esr">The ESR_ELx value of the exception.</param>
/// <param name="ExceptionLevel">Exception level that it was taken from (0-3).</param>
/// <param name="Restricted">True if PCC lacked the Executive permission.</param>
/// <param name="CompartmentId">CID_EL0 at the fault.</param>
/// <param name="Instructions">Instructions retired before it.</param>
public sealed record GuestFault(
    GuestFaultKind Kind,
    GuestAccess Access,
    ulong Address,
    ulong ProgramCounter,
    Capability? Capability,
    string CapabilityName,
    uint Esr,
    int ExceptionLevel,
    bool Restricted,
    ulong CompartmentId,
    long Instructions);
