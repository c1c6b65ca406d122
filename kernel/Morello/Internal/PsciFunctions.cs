namespace FlexCap.Morello.Internal;

/// <summary>Function identifiers of PSCI (Arm DEN 0022) and of the SMC calling convention (Arm DEN 0028).</summary>
internal static class PsciFunctions
{
    internal const uint CallingConventionVersion = 0x8000_0000;
    internal const uint ArchitectureFeatures = 0x8000_0001;
    internal const uint Version = 0x8400_0000;
    internal const uint Suspend = 0x8400_0001;
    internal const uint Suspend64 = 0xC400_0001;
    internal const uint Off = 0x8400_0002;
    internal const uint On = 0x8400_0003;
    internal const uint On64 = 0xC400_0003;
    internal const uint AffinityInfo = 0x8400_0004;
    internal const uint AffinityInfo64 = 0xC400_0004;
    internal const uint Migrate64 = 0xC400_0005;
    internal const uint MigrateInfoType = 0x8400_0006;
    internal const uint SystemOff = 0x8400_0008;
    internal const uint SystemReset = 0x8400_0009;
    internal const uint Features = 0x8400_000A;
    internal const uint SystemReset2 = 0x8400_0012;
    internal const uint SystemReset2For64 = 0xC400_0012;
}
