namespace FlexCap.Morello.Internal;

/// <summary>
/// Interrupts (Arm ARM, "Asynchronous exception types"; Sail AArch64_TakePhysicalIRQException and its like). They are taken
/// between two chunks of the run loop; whatever can make one takeable ends the chunk after its instruction, so that an
/// instruction pays nothing for them and the instruction that is interrupted depends on executed work alone.
/// </summary>
internal sealed unsafe partial class Cpu
{
    private const ulong ScrIrq = 1 << 1;
    private const ulong ScrFiq = 1 << 2;
    private const ulong ScrExternalAbort = 1 << 3;
    private const ulong HcrRouteFiq = 1 << 3;
    private const ulong HcrRouteIrq = 1 << 4;
    private const ulong HcrRouteSError = 1 << 5;
    private const ulong HcrVirtualFiq = 1 << 6;
    private const ulong HcrVirtualIrq = 1 << 7;
    private const ulong HcrVirtualSError = 1 << 8;
    private const ulong HcrHost = 1UL << 34;
    private const uint MaskFiq = 1 << 6;
    private const uint MaskIrq = 1 << 7;
    private const uint MaskSError = 1 << 8;
    private const uint IrqOffset = 0x80;
    private const uint FiqOffset = 0x100;
    private const uint SErrorOffset = 0x180;
    private const uint ClassSError = 0x2F;

    // Some interrupt, physical or virtual, is asserted: worth asking whether it can be taken.
    private bool _interruptAsserted;

    /// <summary>PSTATE.D, A, I, F in bits 9 to 6, as in SPSR.</summary>
    internal uint Daif
    {
        get;
        set
        {
            field = value;
            InterruptMasksChanged();
        }
    }

    /// <summary>CPU interface of the interrupt controller; null on a board without one.</summary>
    [field: NotState]
    internal GicCpuInterface? InterruptController { get; private set; }

    /// <summary>A physical SError is pending. Nothing on the boards raises one; a debugger may.</summary>
    internal bool IsSErrorPending { get; private set; }

    /// <summary>True while the processor is in Secure state.</summary>
    internal bool IsSecureState => IsSecure;

    /// <summary>Who accesses the interrupt controller's registers now.</summary>
    private GicAccess InterruptAccess => new(
        !HaveLevel(3) || (ScrEl3 & ScrNonSecure) != 0,
        HaveLevel(3) && El < 3 && (ScrEl3 & ScrNonSecure) != 0 && (ScrEl3 & ScrFiq) != 0,
        El);

    // Which line a Group 1 interrupt is signalled on: IRQ in its own Security state below EL3, else FIQ.
    private bool IrqAsserted => InterruptController?.Signalled switch
    {
        InterruptGroup.NonSecure1 => !IsSecure,
        InterruptGroup.Secure1 => IsSecure && El < 3,
        _ => false,
    };

    private bool FiqAsserted => InterruptController?.Signalled is not null && !IrqAsserted;

    /// <summary>Connects the interrupt controller.</summary>
    internal void ConnectInterrupts(GicCpuInterface controller)
    {
        InterruptController = controller;
        controller.Changed = InterruptsChanged;
    }

    /// <summary>Makes a physical SError pending.</summary>
    internal void RaiseSError()
    {
        IsSErrorPending = true;
        InterruptsChanged();
    }

    /// <summary>Something was asserted or withdrawn: a signal of the controller, SError, or a bit of HCR_EL2.</summary>
    private void InterruptsChanged()
    {
        _interruptAsserted = InterruptController?.Signalled is not null || IsSErrorPending
            || (HcrEl2 & (HcrVirtualFiq | HcrVirtualIrq | HcrVirtualSError)) != 0;
        InterruptMasksChanged();
    }

    /// <summary>PSTATE, the exception level or the routing has changed: an interrupt that was masked may be taken now.</summary>
    private void InterruptMasksChanged()
    {
        if (_interruptAsserted)
        {
            EndChunk();
        }
    }

    // ISR_EL1: at EL1 the virtual interrupt, where HCR_EL2 gives the guest virtual ones.
    private ulong ReadInterruptStatus()
    {
        bool guest = El == 1 && HypervisorEnabled;
        ulong Pending(ulong route, ulong virtualBit, bool physical, int bit) =>
            (guest && (HcrEl2 & route) != 0 ? (HcrEl2 & virtualBit) != 0 : physical) ? 1UL << bit : 0;
        return Pending(HcrRouteFiq, HcrVirtualFiq, FiqAsserted, 6)
            | Pending(HcrRouteIrq, HcrVirtualIrq, IrqAsserted, 7)
            | Pending(HcrRouteSError, HcrVirtualSError, IsSErrorPending, 8);
    }

    // The most urgent interrupt that is not masked: the vector offset and the level that takes it; false if there is none.
    private bool TryChooseInterrupt(out uint offset, out uint target, out bool isVirtual)
    {
        isVirtual = false;
        offset = SErrorOffset;
        if (IsSErrorPending && IsTakeable(ScrExternalAbort, HcrRouteSError, MaskSError, out target))
        {
            return true;
        }

        offset = FiqOffset;
        if (FiqAsserted && IsTakeable(ScrFiq, HcrRouteFiq, MaskFiq, out target))
        {
            return true;
        }

        offset = IrqOffset;
        if (IrqAsserted && IsTakeable(ScrIrq, HcrRouteIrq, MaskIrq, out target))
        {
            return true;
        }

        isVirtual = true;
        target = 1;
        if (El > 1 || !HypervisorEnabled || (HcrEl2 & HcrTrapGeneral) != 0)
        {
            return false;
        }

        bool Takeable(ulong route, ulong bit, uint mask) => (HcrEl2 & route) != 0 && (HcrEl2 & bit) != 0 && (Daif & mask) == 0;
        offset = Takeable(HcrRouteSError, HcrVirtualSError, MaskSError) ? SErrorOffset
            : Takeable(HcrRouteFiq, HcrVirtualFiq, MaskFiq) ? FiqOffset
            : Takeable(HcrRouteIrq, HcrVirtualIrq, MaskIrq) ? IrqOffset
            : 0;
        return offset != 0;
    }

    // Arm ARM, "Asynchronous exception routing" and "masking": PSTATE masks what the current level takes, and what EL1, or an EL2
    // that is the host, takes from below; EL2 and EL3 otherwise interrupt whatever runs below them.
    private bool IsTakeable(ulong scrBit, ulong hcrBit, uint mask, out uint target)
    {
        target = HaveLevel(3) && (ScrEl3 & scrBit) != 0 ? 3u
            : HypervisorEnabled && (HcrEl2 & (hcrBit | HcrTrapGeneral)) != 0 ? 2u
            : 1u;
        bool maskable = target == El || target == 1
            || (target == 2 && (HcrEl2 & (HcrHost | HcrTrapGeneral)) == (HcrHost | HcrTrapGeneral));
        return target >= El && !(maskable && (Daif & mask) != 0);
    }

    // Between two instructions.
    private void TakeInterrupt()
    {
        if (!TryChooseInterrupt(out uint offset, out uint target, out bool isVirtual))
        {
            return;
        }

        if (NextPc - _pccBase >= _pccLength && NextPc == _pc + 4)
        {
            // PCC ran past its limit: it may have lost its tag there (see CheckFetch).
            _pccTag = new Capability(_pc, _pccMetadata, _pccTag).Add(4).Tag;
        }

        // The instruction at which execution stands has not begun.
        _pc = NextPc;
        _runStart = _pc + 4;
        if (offset == SErrorOffset)
        {
            if (isVirtual)
            {
                _hcr &= ~HcrVirtualSError;
            }
            else
            {
                IsSErrorPending = false;
            }

            InterruptsChanged();
        }

        TakeException(target, ClassSError, 0, null, _pc, offset);
    }
}
