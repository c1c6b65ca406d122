using System.Diagnostics.CodeAnalysis;

namespace FlexCap.Morello.Internal;

/// <summary>WFI and WFE: virtual time goes on to the next event; if nothing can ever end the wait, the run ends.</summary>
internal sealed unsafe partial class Cpu
{
    private enum WaitKind
    {
        None,
        ForInterrupt,
        ForEvent,
    }

    private const uint TrapWfe = 1;

    private WaitKind _wait;
    private ulong _waitAddress;

    // Model cycles during which the core waited and executed nothing.
    private long _idleCycles;

    /// <summary>Model cycles that went by in WFI and WFE.</summary>
    internal long IdleCycles => _idleCycles;

    /// <summary>Virtual time in model cycles: executed work and waiting.</summary>
    internal long Now => Cycles + _idleCycles;

    /// <summary>WFI and WFE (Sail execute_aarch64_instrs_system_hints).</summary>
    internal void Wait(bool forEvent)
    {
        if (forEvent ? TakeEvent() : IrqAsserted || FiqAsserted || IsSErrorPending)
        {
            return;
        }

        if (WaitTrapTarget(forEvent) is var target and not 0)
        {
            TakeFault(target, ClassWaitTrap, ConditionAlways | (forEvent ? TrapWfe : 0), null, GuestFaultKind.Other, GuestAccess.None);
            return;
        }

        StartWaiting(forEvent ? WaitKind.ForEvent : WaitKind.ForInterrupt);
    }

    private void StartWaiting(WaitKind kind)
    {
        _wait = kind;
        _waitAddress = _pc;
        EndChunk();
    }

    // Sail AArch64_CheckForWFxTrap: SCTLR.nTWI and nTWE, HCR_EL2.TWI and TWE, SCR_EL3.TWI and TWE. 0: no trap.
    private uint WaitTrapTarget(bool forEvent)
    {
        if (El == 0 && (Sctlr >> (forEvent ? 18 : 16) & 1) == 0)
        {
            return HypervisorEnabled && (HcrEl2 & HcrTrapGeneral) != 0 ? 2u : 1u;
        }

        if (El <= 1 && HypervisorEnabled && !InHost && (HcrEl2 >> (forEvent ? 14 : 13) & 1) != 0)
        {
            return 2;
        }

        return HaveLevel(3) && El < 3 && (ScrEl3 >> (forEvent ? 13 : 12) & 1) != 0 ? 3u : 0;
    }

    // Clears the event register; true if it was set.
    private bool TakeEvent()
    {
        bool set = EventRegister || EventStreamTicked();
        EventRegister = false;
        return set;
    }

    // What happens between two instructions besides the instructions: timers fire, a wait ends, an interrupt is taken. False:
    // the core waits for something that cannot come by itself.
    private bool TryAttend([NotNullWhen(false)] out StopReason? reason)
    {
        NoticeOverflows();
        if (Now >= _nextTimerEvent)
        {
            UpdateTimers();
        }

        if (_wait != WaitKind.None && !TryWake())
        {
            reason = new StopReason.Waiting(_waitAddress);
            return false;
        }

        if (_interruptAsserted)
        {
            TakeInterrupt();
        }

        reason = null;
        return true;
    }

    private bool TryWake()
    {
        while (!IsWoken())
        {
            long next = _wait == WaitKind.ForEvent ? Math.Min(_nextTimerEvent, NextEventStreamTick()) : _nextTimerEvent;
            if (next == long.MaxValue)
            {
                return false;
            }

            _idleCycles += Math.Max(next - Now, 0);
            UpdateTimers();
        }

        _wait = WaitKind.None;
        return true;
    }

    // WFI ends when an interrupt is pending, masked or not; WFE with an event, or an interrupt that will be taken.
    private bool IsWoken() => _wait == WaitKind.ForInterrupt
        ? IrqAsserted || FiqAsserted || IsSErrorPending || TryChooseInterrupt(out _, out _, out _)
        : TakeEvent() || TryChooseInterrupt(out _, out _, out _);
}
