namespace FlexCap.Morello.Internal;

/// <summary>PSCI 1.1 for a board with one core (Arm DEN 0022).</summary>
internal sealed unsafe partial class Cpu
{
    private const uint PsciVersion = 0x1_0001;
    private const uint CallingConventionVersion = 0x1_0001;
    private const long PsciSuccess = 0;
    private const long PsciNotSupported = -1;
    private const long PsciInvalidParameters = -2;
    private const long PsciAlreadyOn = -4;
    private const long PsciNoMigration = 2;
    private const ulong AffinityMask = 0xFF_00FF_FFFF;

    private void CallPsci()
    {
        uint function = W(0);
        bool wide = function >> 30 == 3;
        ulong first = wide ? X(1) : W(1);
        SetX(0, (ulong)(function switch
        {
            PsciFunctions.Version => PsciVersion,
            PsciFunctions.Suspend or PsciFunctions.Suspend64 => SuspendProcessor(),
            PsciFunctions.Off => End("PSCI CPU_OFF"),
            PsciFunctions.On or PsciFunctions.On64 => IsThisProcessor(first) ? PsciAlreadyOn : PsciInvalidParameters,

            // The core is on; of affinity levels above the lowest one there is one instance.
            PsciFunctions.AffinityInfo or PsciFunctions.AffinityInfo64 =>
                IsThisProcessor(first) && (wide ? X(2) : W(2)) <= 3 ? PsciSuccess : PsciInvalidParameters,
            PsciFunctions.MigrateInfoType => PsciNoMigration,
            PsciFunctions.SystemOff => End("PSCI SYSTEM_OFF"),
            PsciFunctions.SystemReset => End("PSCI SYSTEM_RESET"),
            PsciFunctions.SystemReset2 or PsciFunctions.SystemReset2For64 => W(1) == 0 ? End("PSCI SYSTEM_RESET2") : PsciInvalidParameters,
            PsciFunctions.Features => HasFirmwareFunction(W(1)) ? PsciSuccess : PsciNotSupported,
            PsciFunctions.CallingConventionVersion => CallingConventionVersion,
            PsciFunctions.ArchitectureFeatures =>
                W(1) is PsciFunctions.CallingConventionVersion or PsciFunctions.ArchitectureFeatures ? PsciSuccess : PsciNotSupported,
            _ => PsciNotSupported,
        }));
    }

    private static bool HasFirmwareFunction(uint function) => function is
        PsciFunctions.Version or PsciFunctions.Suspend or PsciFunctions.Suspend64 or PsciFunctions.Off or PsciFunctions.On or PsciFunctions.On64
        or PsciFunctions.AffinityInfo or PsciFunctions.AffinityInfo64 or PsciFunctions.MigrateInfoType or PsciFunctions.SystemOff
        or PsciFunctions.SystemReset or PsciFunctions.SystemReset2 or PsciFunctions.SystemReset2For64 or PsciFunctions.Features
        or PsciFunctions.CallingConventionVersion;

    private static bool IsThisProcessor(ulong affinity) => (affinity & AffinityMask) == 0;

    // A request to power down may be carried out as standby, which loses nothing: the call returns when an interrupt comes.
    private long SuspendProcessor()
    {
        StartWaiting(WaitKind.ForInterrupt);
        return PsciSuccess;
    }

    // The machine has one core: without it nothing goes on. A reset ends the run as well; whoever runs the machine starts it again.
    private long End(string how)
    {
        RequestStop(new StopReason.Halted(0, how));
        return PsciSuccess;
    }
}
