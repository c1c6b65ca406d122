namespace FlexCap.Morello;

/// <summary>The classes of instruction that a <see cref="TimingModel"/> gives costs to. Every entry of the instruction table has one.</summary>
public enum TimingClass
{
    /// <summary>Integer arithmetic, logic, moves and shifts.</summary>
    Integer,
    /// <summary>Integer multiplication.</summary>
    Multiply,
    /// <summary>Integer division.</summary>
    Divide,
    /// <summary>Branches to an immediate or an integer register.</summary>
    Branch,
    /// <summary>Load of one register.</summary>
    Load,
    /// <summary>Load of two or more registers.</summary>
    LoadPair,
    /// <summary>Store of one register.</summary>
    Store,
    /// <summary>Store of two or more registers.</summary>
    StorePair,
    /// <summary>Exclusive and atomic accesses.</summary>
    Atomic,
    /// <summary>Vector operations, and floating-point addition, comparison, minimum, maximum and moves.</summary>
    Vector,
    /// <summary>Floating-point multiplication.</summary>
    FloatingPointMultiply,
    /// <summary>Floating-point multiplication and addition in one.</summary>
    FloatingPointMultiplyAdd,
    /// <summary>Floating-point division and square root.</summary>
    FloatingPointDivide,
    /// <summary>Conversions between floating-point formats and integers, rounding to an integer, and reciprocal estimates.</summary>
    FloatingPointConversion,
    /// <summary>Capability arithmetic: bounds, permissions, seals, conversions.</summary>
    Capability,
    /// <summary>Load of one capability.</summary>
    CapabilityLoad,
    /// <summary>Load of two capabilities.</summary>
    CapabilityLoadPair,
    /// <summary>Store of one capability.</summary>
    CapabilityStore,
    /// <summary>Store of two capabilities.</summary>
    CapabilityStorePair,
    /// <summary>Branches that write PCC from a capability.</summary>
    CapabilityBranch,
    /// <summary>Reads and writes of system registers, hints, cache and TLB maintenance.</summary>
    System,
    /// <summary>Barriers.</summary>
    Barrier,
    /// <summary>SVC, HVC, SMC, BRK and ERET; an exception that a fault causes costs the class of its instruction.</summary>
    Exception,
    /// <summary>Integer vector multiplication, also long, by element and of dot products.</summary>
    VectorMultiply,
    /// <summary>AES rounds, carry-less multiplication, SHA message schedules.</summary>
    Crypto,
    /// <summary>Four rounds of SHA-1 or SHA-256.</summary>
    CryptoHash,
}
