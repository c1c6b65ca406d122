namespace FlexCap.Morello.Internal;

/// <summary>Fault status codes of ESR (Arm ARM, ISS encoding for Data Aborts, DFSC; Sail EncodeLDFSC). Levels are added to the table ones.</summary>
internal enum FaultStatus : uint
{
    AddressSize = 0x00,
    Translation = 0x04,
    AccessFlag = 0x08,
    Permission = 0x0C,
    External = 0x10,
    ExternalOnWalk = 0x14,
    Alignment = 0x21,
    CapabilityTag = 0x28,
    CapabilitySeal = 0x29,
    CapabilityBounds = 0x2A,
    CapabilityPermission = 0x2B,
    CapabilityPage = 0x2C,

    /// <summary>No fault; not a code of the architecture.</summary>
    None = 0xFF,
}
