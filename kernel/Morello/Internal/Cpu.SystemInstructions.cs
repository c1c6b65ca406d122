namespace FlexCap.Morello.Internal;

/// <summary>SYS and SYSL: cache and TLB maintenance, DC ZVA, address translation (Sail sysops.sail).</summary>
internal sealed unsafe partial class Cpu
{
    private const ulong CacheLine = 64;

    /// <summary>SYS. False: the exception has been taken.</summary>
    internal bool TrySystemInstruction<E>(uint op1, uint crn, uint crm, uint op2, uint rt)
        where E : struct, IEngine
    {
        var encoding = new SystemEncoding(1, op1, crn, crm, op2);
        return (crn, op1, crm, op2) switch
        {
            (7, 3, 4, 1) => UserMayMaintain(encoding, rt, 14, 1UL << 28) && TryZeroBlock(rt),
            (7, 3, 10 or 12 or 13 or 14, 1) => UserMayMaintain(encoding, rt, 26, 1UL << 23) && TryCacheByAddress(rt, CapabilityPermissions.Load),
            (7, 3, 11, 1) => UserMayMaintain(encoding, rt, 26, 1UL << 24 | 1UL << 52) && TryCacheByAddress(rt, CapabilityPermissions.Load),
            (7, 3, 5, 1) => UserMayMaintain(encoding, rt, 26, 1UL << 24 | 1UL << 52) && TryCacheByAddress(rt, CapabilityPermissions.Load)
                && InstructionCacheInvalidated(),
            (7, 0, 6, 1) => RequireLevel(1) && HypervisorPermits(encoding, rt, 1UL << 23) && TryCacheByAddress(rt, CapabilityPermissions.Store),
            (7, 0, 1, 0) => Privileged(encoding, rt, 1, 1UL << 24 | 1UL << 50) && InstructionCacheInvalidated(),
            (7, 0, 5, 0) => Privileged(encoding, rt, 1, 1UL << 24 | 1UL << 52) && InstructionCacheInvalidated(),
            (7, 0, 6 or 10 or 14, 2) => Privileged(encoding, rt, 1, 1UL << 22),

            // CFP, DVP and CPP RCTX: there is no prediction to restrict.
            (7, 3, 3, 4 or 5 or 7) => CheckRule(SystemRule.System, 0, encoding, rt, false, ClassSystemRegister) && UserMayMaintain(encoding, rt, 10, 0),
            (7, 0, 8, <= 3) => Privileged(encoding, rt, 1) && TryTranslateAddress(op2 >= 2 ? 0u : IsHost(0) ? 2u : 1u, AccessType.Translate, (op2 & 1) != 0, X(rt)),
            (7, 0, 9, <= 1) => Privileged(encoding, rt, 1) && TryTranslateAddress(1, AccessType.TranslatePrivileged, (op2 & 1) != 0, X(rt)),
            (7, 4, 8, <= 1) => RequireHypervisor() && Privileged(encoding, rt, 2) && TryTranslateAddress(2, AccessType.Translate, (op2 & 1) != 0, X(rt)),
            (7, 4, 8, >= 4) => Privileged(encoding, rt, 2) && TryTranslateBoth(op2 >= 6 ? 0u : 1u, (op2 & 1) != 0, X(rt)),
            (7, 6, 8, <= 1) => Privileged(encoding, rt, 3) && TryTranslateAddress(3, AccessType.Translate, (op2 & 1) != 0, X(rt)),
            (8, 0, 3, 0 or 1 or 2 or 3 or 5 or 7) => Privileged(encoding, rt, 1, 1UL << 25 | 1UL << 54) && TranslationsInvalidated(),
            (8, 0, 7, 0 or 1 or 2 or 3 or 5 or 7) => Privileged(encoding, rt, 1, 1UL << 25) && TranslationsInvalidated(),
            (8, 4, 0 or 4, 1 or 5) => Privileged(encoding, rt, 2) && TranslationsInvalidated(),
            (8, 4, 3 or 7, 0 or 1 or 5) => RequireHypervisor() && Privileged(encoding, rt, 2) && TranslationsInvalidated(),
            (8, 4, 3 or 7, 4 or 6) => Privileged(encoding, rt, 2) && TranslationsInvalidated(),
            (8, 6, 3 or 7, 0 or 1 or 5) => Privileged(encoding, rt, 3) && TranslationsInvalidated(),

            // IMPLEMENTATION DEFINED instructions: none does anything.
            (11 or 15, _, _, _) => RequireLevel(1) && (El != 1 || HypervisorPermits(encoding, rt, 1UL << 20)),
            _ => Undefined(),
        };
    }

    private bool Undefined()
    {
        RaiseUndefined();
        return false;
    }

    private bool RequireLevel(uint level) => El >= level || Undefined();

    // At EL3, the instructions of EL2 need EL2 to be in use.
    private bool RequireHypervisor() => El < 3 || HypervisorEnabled || Undefined();

    // An exception level, the System permission, and bits of HCR_EL2 that trap the instruction from EL1.
    private bool Privileged(SystemEncoding encoding, uint rt, uint level, ulong traps = 0) =>
        RequireLevel(level)
        && CheckRule(SystemRule.System, level, encoding, rt, false, ClassSystemRegister)
        && HypervisorPermits(encoding, rt, traps);

    private bool HypervisorPermits(SystemEncoding encoding, uint rt, ulong traps)
    {
        if (El > 1 || InHost || !HypervisorEnabled || (HcrEl2 & traps) == 0)
        {
            return true;
        }

        TrapSystemAccess(2, ClassSystemRegister, SystemSyndrome(encoding, rt, false));
        return false;
    }

    // From EL0 a bit of SCTLR must allow the instruction; bits of HCR_EL2 trap it from EL0 and EL1.
    private bool UserMayMaintain(SystemEncoding encoding, uint rt, int bit, ulong traps)
    {
        if (El == 0 && (_sctlr[IsHost(0) ? 2 : 1] >> bit & 1) == 0)
        {
            TrapSystemAccess(DefaultTarget(), ClassSystemRegister, SystemSyndrome(encoding, rt, false));
            return false;
        }

        return HypervisorPermits(encoding, rt, traps);
    }

    private bool InstructionCacheInvalidated()
    {
        InvalidateCode();
        return true;
    }

    private bool TranslationsInvalidated()
    {
        InvalidateTranslations();
        return true;
    }

    // The operand is Ct in C64, Xt with DDC otherwise; the whole line must be in bounds (Sail MorelloCheckForCMO).
    private bool TryCacheOperand(uint rt, CapabilityPermissions permissions, AccessType access, out ulong address)
    {
        var operand = !IsC64 ? new(X(rt) + _ddcOffset, VirtualAddress.Ddc) : rt == 31 ? AddressFrom(Capability.Null) : new VirtualAddress(X(rt), rt);
        address = operand.Address;
        var line = AddressForBounds(address, access) & ~(CacheLine - 1);
        var fault = CheckCapability(AuthorityCapability(operand.Authority), line, CacheLine, permissions, access);
        if (fault == FaultStatus.None)
        {
            return true;
        }

        _faultAuthority = operand.Authority;
        RaiseAbort(address, fault, (permissions & CapabilityPermissions.Store) != 0, access);
        return false;
    }

    // Caches are not modelled: what is left is the checks, and a fault where the address does not translate. With a second
    // stage, invalidating cleans (Sail CAP_DC_IVAC) and needs no right to write.
    private bool TryCacheByAddress(uint rt, CapabilityPermissions permissions) =>
        TryCacheOperand(rt, permissions, AccessType.Cache, out var address)
        && TryTranslate(address, AccessType.Cache,
            (permissions & CapabilityPermissions.Store) != 0 && !(El == 1 && HypervisorEnabled && (HcrEl2 & (HcrStageTwo | HcrDefaultCacheable)) != 0),
            true, out _);

    private bool TryZeroBlock(uint rt)
    {
        if (!TryCacheOperand(rt, CapabilityPermissions.Store, AccessType.ZeroBlock, out var address)
            || !TryTranslate(address, AccessType.ZeroBlock, true, true, out var page))
        {
            return false;
        }

        if (page.Host == null)
        {
            RaiseAbort(address, FaultStatus.External, true, AccessType.ZeroBlock);
            return false;
        }

        if (!MayStore(address & ~(ulong)(CacheLine - 1), (int)CacheLine, 0, page))
        {
            return false;
        }

        var offset = (uint)(address & PageOffset & ~(CacheLine - 1));
        new Span<byte>(page.Host + offset, (int)CacheLine).Clear();
        if (page.State->Attention != 0)
        {
            Memory.StoreTouched(page.State, offset, (uint)CacheLine);
        }

        return true;
    }

    // AT S12: both stages, unless EL2 is the host of EL0 (Sail AArch64_AT_S12Ex).
    private bool TryTranslateBoth(uint el, bool write, ulong address)
    {
        var host = (HcrEl2 & (HcrHost | HcrTrapGeneral)) == (HcrHost | HcrTrapGeneral) && HypervisorEnabled;
        return TryTranslateAddress(host && el == 1 ? 2 : el, AccessType.Translate, write, address, !host);
    }

    // AT: the result, or the fault, goes to PAR_EL1 (Sail AArch64_AT_S1Ex, AArch64_EncodePAR).
    private bool TryTranslateAddress(uint el, AccessType access, bool write, ulong address, bool bothStages = false)
    {
        var (savedEl, savedSp) = (El, SpSel);
        SetExceptionLevel(el, savedSp);
        _stageFault = default;
        bool loads = true, stores = true, faultWrites = write;
        var request = new TranslationRequest(access, el, write, true, false);
        var fault = TranslateStageOne(address, request, out var result, ref loads, ref stores, ref faultWrites);
        var uncached = StageOneEnabled && (Sctlr >> 2 & 1) == 0 && !IsDevice(result.Memory);
        if (uncached)
        {
            result.Memory = 0x44;
        }

        if (fault == FaultStatus.None && bothStages)
        {
            fault = AddStageTwo(request, ref result, ref loads, ref stores, ref faultWrites);
        }

        SetExceptionLevel(savedEl, savedSp);
        var external = fault is >= FaultStatus.External and < FaultStatus.Alignment;
        if (external || (fault != FaultStatus.None && El == 1 && HypervisorEnabled && _stageFault.OnWalk))
        {
            RaiseAbort(address, fault, faultWrites, access);
            return false;
        }

        var stage = _stageFault;
        _stageFault = default;
        _par = fault != FaultStatus.None
            ? 0x801 | (ulong)fault << 1 | (stage.OnWalk ? 1UL << 8 : 0) | (stage.SecondStage ? 1UL << 9 : 0)
            : 0x800 | (result.Physical & 0xFFFF_FFFF_F000) | (result.NonSecure ? 1UL << 9 : 0)
                | (ulong)SharedAs(result) << 7 | (ulong)(IsDevice(result.Memory) ? result.Memory & 0xC : result.Memory) << 56;
        return true;
    }

    // Device and Non-cacheable memory is outer shareable whatever the descriptor says (Sail MemAttrDefaults).
    private static Shareability SharedAs(in WalkResult result) =>
        IsDevice(result.Memory) || result.Memory == 0x44 ? Shareability.Outer
        : result.Shareability is Shareability.Outer or Shareability.Inner ? result.Shareability : Shareability.None;
}
