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

/// <summary>What firmware and debugger offer a guest: PSCI (Arm DEN 0022) and semihosting (Arm semihosting for AArch64).</summary>
internal sealed unsafe partial class Cpu
{
    private const uint SemihostingImmediate = 0xF000;
    private const uint SemihostingWriteC = 0x03;
    private const uint SemihostingWrite0 = 0x04;
    private const uint SemihostingExit = 0x18;
    private const uint SemihostingExitExtended = 0x20;
    private const ulong SemihostingApplicationExit = 0x20026;
    private const ulong PsciNotSupported = ulong.MaxValue;
    private const int LongestString = 65_536;

    [NotState]
    private PsciConduit _psciConduit;
    private Action<byte>? _console;

    /// <summary>HLT: semihosting if the immediate says so; there is no debugger that could halt the processor.</summary>
    internal void Halt(uint immediate)
    {
        if (immediate != SemihostingImmediate)
        {
            RaiseUndefined();
            return;
        }

        switch (W(0))
        {
            case SemihostingWriteC:
                if (TryPeek(X(1), out var character))
                {
                    _console?.Invoke(character);
                }

                break;
            case SemihostingWrite0:
                var address = X(1);
                for (var i = 0; i < LongestString && TryPeek(address, out var value) && value != 0; i++, address++)
                {
                    _console?.Invoke(value);
                }

                break;
            case SemihostingExit:
            case SemihostingExitExtended:
                SemihostingEnd();
                break;
            default:
                SetX(0, ulong.MaxValue);
                break;
        }
    }

    private void SemihostingEnd()
    {
        // AArch64: X1 points to the reason and the exit code.
        ulong reason = 0;
        ulong code = 0;
        for (var i = 0; i < 8; i++)
        {
            if (TryPeek(X(1) + (ulong)i, out var low) && TryPeek(X(1) + 8 + (ulong)i, out var high))
            {
                reason |= (ulong)low << (8 * i);
                code |= (ulong)high << (8 * i);
            }
        }

        RequestStop(new StopReason.Halted(reason == SemihostingApplicationExit ? (int)code : 1, "semihosting SYS_EXIT"));
    }

    // The debugger's view of a virtual address: no capability is checked and no fault taken.
    private bool TryPeek(ulong address, out byte value)
    {
        value = 0;
        if (Translate(address, AccessType.Normal, El, false, true, out var page, out _, out _, out _) != FaultStatus.None || page.Host == null)
        {
            return false;
        }

        value = page.Host[address & PageOffset];
        return true;
    }

    private void CallPsci()
    {
        switch (W(0))
        {
            case 0x8400_0000: // PSCI_VERSION: 1.0
                SetX(0, 0x1_0000);
                break;
            case 0x8400_0008: // SYSTEM_OFF
                RequestStop(new StopReason.Halted(0, "PSCI SYSTEM_OFF"));
                break;
            case 0x8400_0009: // SYSTEM_RESET
                RequestStop(new StopReason.Halted(0, "PSCI SYSTEM_RESET"));
                break;
            case 0x8400_000A: // PSCI_FEATURES
                SetX(0, W(1) is 0x8400_0000 or 0x8400_0008 or 0x8400_0009 or 0x8400_000A ? 0 : PsciNotSupported);
                break;
            default:
                SetX(0, PsciNotSupported);
                break;
        }
    }
}
