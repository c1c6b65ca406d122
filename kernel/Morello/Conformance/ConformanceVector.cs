namespace FlexCap.Morello.Conformance;

/// <summary>One test of the ISA suite: a machine state, code, and what must hold at the end.</summary>
/// <remarks>
/// Made from rems-project/morello-generated-tests, which Arm generated from the architecture's own model. Read with
/// <see cref="ConformanceVectorReader"/>, run with <see cref="ConformanceRunner"/>.
/// </remarks>
/// <param name="Name">Name in the suite.</param>
/// <param name="Group">Kind of test, which decides how the machine is set up.</param>
/// <param name="Initial">State before the first instruction.</param>
/// <param name="Expected">State at the end.</param>
/// <param name="End">Address that says the end: of PC (groups A and B), or in ELR_EL1 of an exception to EL1 (C and D).</param>
/// <param name="Encodings">Names that the suite gives to code words, by virtual address.</param>
public sealed record ConformanceVector(
    string Name,
    ConformanceGroup Group,
    InitialState Initial,
    ExpectedState Expected,
    ulong End,
    IReadOnlyDictionary<ulong, string> Encodings);

/// <summary>How a test runs.</summary>
public enum ConformanceGroup
{
    /// <summary>At EL3, MMU off.</summary>
    A,

    /// <summary>At EL3, MMU on.</summary>
    B,

    /// <summary>From EL0 to an exception to EL1, MMU on.</summary>
    C,

    /// <summary>As <see cref="C"/>, and tags in memory are compared.</summary>
    D,
}

/// <summary>State before the first instruction; what is not named is never read.</summary>
/// <param name="Pcc">PCC.</param>
/// <param name="IsC64">PSTATE.C64.</param>
/// <param name="Nzcv">The flags, N in bit 3.</param>
/// <param name="SavedState">PSTATE as an SPSR value, in groups C and D.</param>
/// <param name="Capabilities">C registers by number.</param>
/// <param name="Vectors">V registers by number.</param>
/// <param name="SystemRegisters">System registers by name.</param>
/// <param name="CapabilityRegisters">Capability system registers by name.</param>
/// <param name="Memory">Bytes by physical address; all other memory is zero.</param>
/// <param name="Tags">Physical addresses of the granules that are tagged.</param>
public sealed record InitialState(
    Capability Pcc,
    bool IsC64,
    uint Nzcv,
    uint SavedState,
    IReadOnlyDictionary<uint, Capability> Capabilities,
    IReadOnlyDictionary<uint, UInt128> Vectors,
    IReadOnlyDictionary<string, ulong> SystemRegisters,
    IReadOnlyDictionary<string, Capability> CapabilityRegisters,
    IReadOnlyList<(ulong Address, ReadOnlyMemory<byte> Bytes)> Memory,
    IReadOnlyList<ulong> Tags);

/// <summary>What must hold at the end; what is not named is not compared.</summary>
/// <param name="Capabilities">C registers by number, all 129 bits.</param>
/// <param name="Nzcv">Mask and value of the flags, N in bit 3; null if they are not compared.</param>
/// <param name="Vectors">V registers by number.</param>
/// <param name="CapabilityRegisters">CSP_EL0, CSP_EL1 and CELR_EL1.</param>
/// <param name="FirstEsr">Mask to set and value of ESR_EL1 at the first exception; null if it is not compared.</param>
/// <param name="Memory">Bytes by physical address.</param>
/// <param name="TagsSet">Physical addresses of granules that must be tagged.</param>
/// <param name="TagsClear">Physical addresses of granules that must not be tagged.</param>
public sealed record ExpectedState(
    IReadOnlyDictionary<uint, Capability> Capabilities,
    (uint Mask, uint Value)? Nzcv,
    IReadOnlyDictionary<uint, UInt128> Vectors,
    IReadOnlyDictionary<string, Capability> CapabilityRegisters,
    (uint Mask, uint Value)? FirstEsr,
    IReadOnlyList<(ulong Address, ReadOnlyMemory<byte> Bytes)> Memory,
    IReadOnlyList<ulong> TagsSet,
    IReadOnlyList<ulong> TagsClear);
