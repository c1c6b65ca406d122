namespace FlexCap.Morello.Internal;

/// <summary>SYS and SYSL: cache and TLB maintenance, DC ZVA, address translation (Sail sysops.sail).</summary>
internal sealed unsafe partial class Cpu
{
    private const ulong CacheLine = 64;

    /// <summary>SYS. False: the exception has been taken.</summary>
    internal bool TrySystemInstruction<E>(uint op1, uint crn, uint crm, uint op2, uint rt)
        where E : struct, IEngine => (crn, op1, crm, op2) switch
        {
            (7, 3, 4, 1) => TryZeroBlock(rt),
            (7, 3, 10 or 11 or 12 or 13 or 14, 1) => TryCacheByAddress(op1, crm, op2, rt, CapabilityPermissions.Load),
            (7, 0, 6, 1) => RequireLevel(1) && TryCacheByAddress(op1, crm, op2, rt, CapabilityPermissions.Store),
            (7, 3, 5, 1) => TryCacheByAddress(op1, crm, op2, rt, CapabilityPermissions.Load) && InstructionCacheInvalidated(),
            (7, 0, 1 or 5, 0) => TryRequireSystem(op1, crn, crm, op2, rt, 1) && InstructionCacheInvalidated(),
            (7, 0, 6 or 10 or 14, 2) => TryRequireSystem(op1, crn, crm, op2, rt, 1),
            (7, 0, 8, <= 3) => TryRequireSystem(op1, crn, crm, op2, rt, 1) && TryTranslateAddress(op2 >= 2 ? 0u : 1u, (op2 & 1) != 0, X(rt)),
            (7, 0, 9, <= 1) => TryRequireSystem(op1, crn, crm, op2, rt, 1) && TryTranslateAddress(1, (op2 & 1) != 0, X(rt)),
            (7, 4, 8, <= 1) => TryRequireSystem(op1, crn, crm, op2, rt, 2) && TryTranslateAddress(2, (op2 & 1) != 0, X(rt)),
            (7, 6, 8, <= 1) => TryRequireSystem(op1, crn, crm, op2, rt, 3) && TryTranslateAddress(3, (op2 & 1) != 0, X(rt)),
            (8, 0, 3 or 7, 0 or 1 or 2 or 3 or 5 or 7) => TryRequireSystem(op1, crn, crm, op2, rt, 1) && TranslationsInvalidated(),
            (8, 4, 0 or 3 or 4 or 7, _) => TryRequireSystem(op1, crn, crm, op2, rt, 2) && TranslationsInvalidated(),
            (8, 6, 3 or 7, 0 or 1 or 5) => TryRequireSystem(op1, crn, crm, op2, rt, 3) && TranslationsInvalidated(),
            _ => Undefined(),
        };

    private bool Undefined()
    {
        RaiseUndefined();
        return false;
    }

    private bool RequireLevel(uint level) => El >= level || Undefined();

    private bool TryRequireSystem(uint op1, uint crn, uint crm, uint op2, uint rt, uint level) =>
        RequireLevel(level) && CheckRule(SystemRule.System, new(1, op1, crn, crm, op2), rt, false, ClassSystemRegister);

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

    private bool TryCacheByAddress(uint op1, uint crm, uint op2, uint rt, CapabilityPermissions permissions)
    {
        if (El == 0 && (SctlrEl1 >> 26 & 1) == 0)
        {
            TrapSystemAccess(DefaultTarget(), ClassSystemRegister, SystemSyndrome(new(1, op1, 7, crm, op2), rt, false));
            return false;
        }

        // Caches are not modelled: what is left is the checks, and a fault where the address does not translate.
        return TryCacheOperand(rt, permissions, AccessType.Cache, out var address)
            && TryTranslate(address, AccessType.Cache, (permissions & CapabilityPermissions.Store) != 0, true, out _);
    }

    private bool TryZeroBlock(uint rt)
    {
        if (El == 0 && (SctlrEl1 >> 14 & 1) == 0)
        {
            TrapSystemAccess(DefaultTarget(), ClassSystemRegister, SystemSyndrome(new(1, 3, 7, 4, 1), rt, false));
            return false;
        }

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

    // AT: the result, or the fault, goes to PAR_EL1 (Sail AArch64_AT_S1Ex).
    private bool TryTranslateAddress(uint el, bool write, ulong address)
    {
        var (savedEl, savedSp) = (El, SpSel);
        if (el > 1 && el != El)
        {
            SetExceptionLevel(el, savedSp);
        }
        else if (El > 1)
        {
            SetExceptionLevel(1, savedSp);
        }

        var fault = Translate(address, AccessType.Translate, el, write, true, out var page, out _, out _, out _);
        SetExceptionLevel(savedEl, savedSp);
        _par = fault == FaultStatus.None
            ? (page.Physical & 0xFFFF_FFFF_F000) | 0x800 | ((page.Attributes & PageAttributes.Device) != 0 ? 0 : 0xFFUL << 56)
            : 0x801 | (ulong)fault << 1;
        return true;
    }
}
