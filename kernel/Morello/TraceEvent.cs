namespace FlexCap.Morello;

/// <summary>A register that an instruction changed.</summary>
/// <param name="Name">Its name: <c>x0</c> where only the value matters, <c>c0</c> where it has metadata or a tag, or had a tag; <c>v0</c>, <c>csp</c>, <c>ddc</c>, <c>pcc</c>, <c>nzcv</c>, <c>cid_el0</c>.</param>
/// <param name="Value">Its value as text: a number, or a capability with permissions and bounds.</param>
public readonly record struct TraceRegister(string Name, string Value);

/// <summary>An access to memory by an instruction. One that crosses a page or is misaligned may show as several.</summary>
/// <param name="Address">Virtual address.</param>
/// <param name="Size">Bytes.</param>
/// <param name="IsStore">True for a store.</param>
/// <param name="Value">What was stored or loaded, up to 8 bytes; for a capability its value.</param>
/// <param name="Capability">The capability stored or loaded, of all 129 bits, or null for ordinary data.</param>
public readonly record struct TraceAccess(ulong Address, int Size, bool IsStore, ulong Value, Capability? Capability);

/// <summary>An exception that was taken.</summary>
/// <param name="Syndrome">ESR_ELx of the target level; its value of before for an interrupt.</param>
/// <param name="TargetLevel">Exception level that took it, 1 to 3.</param>
/// <param name="ReturnAddress">ELR_ELx.</param>
/// <param name="Vector">Address of the vector.</param>
/// <param name="Fault">The guest fault behind it, or null for calls and interrupts.</param>
public sealed record TraceException(uint Syndrome, int TargetLevel, ulong ReturnAddress, ulong Vector, GuestFault? Fault);

/// <summary>One executed instruction and what it did.</summary>
/// <param name="Instructions">Instructions retired before it.</param>
/// <param name="Cycles">Model cycles elapsed before it.</param>
/// <param name="Address">Its virtual address.</param>
/// <param name="Word">Its word.</param>
/// <param name="Class">Its class.</param>
/// <param name="IsC64">True if it executed in C64.</param>
/// <param name="ExceptionLevel">The exception level that it executed at.</param>
/// <param name="IsRestricted">True if it executed in Restricted.</param>
/// <param name="CompartmentId">CID_EL0 before it.</param>
/// <param name="NewCompartmentId">CID_EL0 after it: another number is a switch of compartments.</param>
/// <param name="Registers">Registers that it changed, in a fixed order.</param>
/// <param name="Accesses">Its accesses to memory, in the order in which they were done.</param>
/// <param name="Exceptions">Exceptions that were taken by it or just before it.</param>
public sealed record TraceEvent(
    long Instructions, long Cycles, ulong Address, uint Word, TimingClass Class, bool IsC64, int ExceptionLevel, bool IsRestricted,
    ulong CompartmentId, ulong NewCompartmentId, IReadOnlyList<TraceRegister> Registers, IReadOnlyList<TraceAccess> Accesses,
    IReadOnlyList<TraceException> Exceptions);
