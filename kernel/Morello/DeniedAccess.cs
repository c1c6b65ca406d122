namespace FlexCap.Morello;

/// <summary>An access to data that a capability does not allow, before its exception is taken.</summary>
/// <param name="Kind">What is violated: one of the capability kinds that concern data.</param>
/// <param name="Address">First virtual address, in bytes.</param>
/// <param name="Size">Size of the whole access in bytes.</param>
/// <param name="IsStore">True for stores and for accesses that load and store.</param>
/// <param name="CapabilityName">The capability's name: <c>DDC</c>, <c>C5</c>, <c>CSP</c>, <c>PCC</c>.</param>
/// <param name="ProgramCounter">Address of the instruction.</param>
/// <param name="Restricted">True if PCC lacks the Executive permission.</param>
/// <param name="CompartmentId">CID_EL0.</param>
public readonly record struct DeniedAccess(
    GuestFaultKind Kind, ulong Address, int Size, bool IsStore, string CapabilityName, ulong ProgramCounter, bool Restricted, ulong CompartmentId);
