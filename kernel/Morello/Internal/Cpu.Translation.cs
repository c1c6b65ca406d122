using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal;

/// <summary>
/// Translation of virtual addresses (Sail AArch64_FullTranslateWithTag and what it calls) and the cache in front of it. The
/// cache holds the result of both stages; ASIDs and VMIDs are not kept in it: a change of what they come from forgets all.
/// </summary>
internal sealed unsafe partial class Cpu
{
    private const int TlbSize = 256;
    private const int TlbSets = 6;
    private const int FetchTlbSize = 64;
    private const int PhysicalAddressBits = 48;

    // EL0 to EL3, then EL1 and EL2 (as a host) with PSTATE.PAN: permissions differ, so each has entries of its own.
    private const int TlbPrivilegedAccessNever = 4;
    private const int TlbHostAccessNever = 5;

    [NotState]
    private readonly TlbEntry[] _tlbStorage = GC.AllocateArray<TlbEntry>(TlbSize * TlbSets, pinned: true);
    [NotState]
    private readonly (ulong Tag, ulong Physical)[] _fetchTlb = new (ulong Tag, ulong Physical)[FetchTlbSize * 4];
    private TlbEntry* _tlb;

    // Starts at 1, so that cleared entries match nothing.
    [NotState]
    private ulong _tlbGeneration = 1;

    /// <summary>Forgets all translations: TLB maintenance and writes to the registers that control translation.</summary>
    internal void InvalidateTranslations()
    {
        if (++_tlbGeneration > PageOffset)
        {
            Array.Clear(_tlbStorage);
            Array.Clear(_fetchTlb);
            _tlbGeneration = 1;
        }

        InvalidateFetch();
    }

    private TlbEntry* TlbSet(int index) => (TlbEntry*)Unsafe.AsPointer(ref _tlbStorage[index * TlbSize]);

    private void SelectTranslation() =>
        _tlb = TlbSet(!Pan ? (int)El : El == 1 ? TlbPrivilegedAccessNever : El == 2 && InHost ? TlbHostAccessNever : (int)El);

    /// <summary>The level whose rights an access has (Sail AArch64_AccessUsesEL).</summary>
    private uint AccessLevel(AccessType access) =>
        access == AccessType.Unprivileged && !Uao && (El == 1 || (El == 2 && InHost && (_hcr & HcrTrapGeneral) != 0)) ? 0 : El;

    /// <summary>True if the regime of a level has two address ranges, TTBR0's and TTBR1's.</summary>
    private bool HasTwoRanges(uint el) => el <= 1 || IsHost(el);

    /// <summary>The most significant bit of an address that counts: 55 where the top byte is ignored (Sail AddrTop).</summary>
    private int AddressTop(ulong address, uint el)
    {
        var bit = !HasTwoRanges(el) ? 20 : (address >> 55 & 1) != 0 ? 38 : 37;
        return (_tcr[RegimeOf(el)] >> bit & 1) != 0 ? 55 : 63;
    }

    /// <summary>True if the translation regime of the current level has stage 1 on (Sail AArch64_IsStageOneEnabled).</summary>
    private bool StageOneEnabled =>
        (Sctlr & SctlrMmu) != 0 && !(HasStageTwo && (_hcr & (HcrTrapGeneral | HcrDefaultCacheable)) != 0);

    partial void GetBranchAddressTop(ulong target, ref int top) => top = AddressTop(target, El);

    /// <summary>Translates an address for an access that lies in one page; takes the exception if it may not.</summary>
    private bool TryTranslate(ulong address, AccessType access, bool write, bool aligned, out Translation page, bool storesTag = false)
    {
        if (access is AccessType.Normal or AccessType.Vector or AccessType.Ordered or AccessType.Atomic)
        {
            ref var entry = ref Tlb(address);
            var tag = TlbTag(address);
            var needsStore = write || access == AccessType.Atomic;
            if ((!needsStore || entry.StoreTag == tag)
                && (entry.LoadTag == tag || (write && access != AccessType.Atomic))
                && (aligned || (entry.Attributes & PageAttributes.Device) == 0)
                && !(storesTag && (entry.Attributes & PageAttributes.StoreTagUpdates) != 0))
            {
                page = new() { Host = entry.Host, State = entry.State, Physical = entry.Physical, Attributes = entry.Attributes };
                return true;
            }
        }

        var el = AccessLevel(access);
        var fault = Translate(address, access, el, write, aligned, out page, out var loads, out var stores, out var faultWrites, storesTag);
        if (fault != FaultStatus.None)
        {
            RaiseAbort(address, fault, faultWrites, access);
            return false;
        }

        // Other kinds of access are checked by other rules (PAN), so what they may do says nothing about loads and stores. An
        // address with a top byte is left out because its bounds check is not the quick one.
        if (page.Host != null && IsCanonical(address) && access is AccessType.Normal or AccessType.Vector or AccessType.Ordered or AccessType.Atomic
            && !IsObserved(address))
        {
            ref var entry = ref Tlb(address);
            var tag = TlbTag(address);
            entry = new()
            {
                LoadTag = loads ? tag : 0,
                StoreTag = stores ? tag : 0,
                Host = page.Host,
                State = page.State,
                Physical = page.Physical,
                Attributes = page.Attributes,
            };
        }

        return true;
    }

    // Translates for instruction fetch. Every change of PCC asks again, so the answers are kept by exception level.
    private bool TryTranslateFetch(ulong address, out ulong physical)
    {
        ref var cached = ref _fetchTlb[(int)(El * FetchTlbSize) + (int)((address >> PhysicalMemory.PageShift) & (FetchTlbSize - 1))];
        if (cached.Tag == TlbTag(address))
        {
            physical = cached.Physical | (address & PageOffset);
            return true;
        }

        physical = 0;
        if (!TryTranslate(address, AccessType.Fetch, false, true, out var page))
        {
            return false;
        }

        if (page.Host == null)
        {
            RaiseAbort(address, FaultStatus.External, false, AccessType.Fetch);
            return false;
        }

        cached = (TlbTag(address), page.Physical);
        physical = page.Physical | (address & PageOffset);
        return true;
    }

    // Host address of a page of code, marked so that stores to it are noticed.
    private uint* CodeWords(ulong physicalPage)
    {
        Memory.State(physicalPage)->Attention |= PageState.HasCode;
        return (uint*)Memory.Host(physicalPage);
    }

    private FaultStatus Translate(
        ulong address, AccessType access, uint el, bool write, bool aligned,
        out Translation page, out bool loads, out bool stores, out bool faultWrites, bool storesTag = false)
    {
        page = default;
        loads = stores = true;
        faultWrites = write;
        _stageFault = default;
        var fault = TranslateStageOne(address, new(access, el, write, aligned, storesTag), out var result, ref loads, ref stores, ref faultWrites);
        if (fault == FaultStatus.None && HasStageTwo)
        {
            storesTag &= (result.Attributes & PageAttributes.StoreTagFaults) == 0;
            fault = AddStageTwo(new(access, el, write, aligned, storesTag), ref result, ref loads, ref stores, ref faultWrites);
        }

        if (fault != FaultStatus.None)
        {
            return fault;
        }

        page.Physical = result.Physical & PhysicalMemory.PageMask;
        page.Attributes = result.Attributes;
        if (Memory.Contains(page.Physical, PhysicalMemory.PageSize))
        {
            page.Host = Memory.Host(page.Physical);
            page.State = Memory.State(page.Physical);
        }

        return FaultStatus.None;
    }

    // Sail AArch64_FirstStageTranslateWithTag.
    private FaultStatus TranslateStageOne(
        ulong address, in TranslationRequest request, out WalkResult result, ref bool loads, ref bool stores, ref bool faultWrites)
    {
        var translated = StageOneEnabled;
        var fault = translated
            ? Walk(StartStageOne(address, request.Level), address, request, out result, ref faultWrites)
            : TranslateOff(address, request.Access, out result);
        if (fault != FaultStatus.None)
        {
            return fault;
        }

        if (FaultsOnDevice(request, result))
        {
            fault = FaultStatus.Alignment;
        }
        else if (translated)
        {
            var rights = RightsOf(result, request.Access, request.Level);
            if (request.Denied(rights.Read, rights.Write, rights.Execute, El != 0, out var deniedWrites))
            {
                faultWrites = deniedWrites;
                fault = FaultStatus.Permission + (uint)result.Level;
            }

            loads = rights.Read;
            stores = rights.Write && (!result.SetsDirty || request.Writes);
        }

        return UpdateDescriptor(ref result, fault, request, false, false, ref faultWrites);
    }

    private static bool FaultsOnDevice(in TranslationRequest request, in WalkResult result) =>
        (result.Attributes & PageAttributes.Device) != 0
        && ((!request.Aligned && request.Access != AccessType.Fetch) || request.Access == AccessType.ZeroBlock);

    // MMU off: flat, and all data is Device memory, unless HCR_EL2.DC (Sail AArch64_TranslateAddressS1Off).
    private FaultStatus TranslateOff(ulong address, AccessType access, out WalkResult result)
    {
        var significant = AddressTop(address, El) == 63 ? address : address & 0x00FF_FFFF_FFFF_FFFF;
        var cacheable = HasStageTwo && (_hcr & HcrDefaultCacheable) != 0;
        result = new()
        {
            Physical = significant & ((1UL << PhysicalAddressBits) - 1),
            Attributes = cacheable || access == AccessType.Fetch ? PageAttributes.None : PageAttributes.Device,
            Memory = (byte)(cacheable ? 0xFF : 0),
            Shareability = cacheable ? Shareability.None : Shareability.Outer,
            NonSecure = !IsSecure,
        };
        return significant >> PhysicalAddressBits != 0 ? FaultStatus.AddressSize : FaultStatus.None;
    }

    // Sail AArch64_CheckPermission: what the tables of stage 1 let the access do.
    private (bool Read, bool Write, bool Execute) RightsOf(in WalkResult result, AccessType access, uint el)
    {
        var writeNeverExecutes = (Sctlr & SctlrWxn) != 0;
        var outside = IsSecure && result.NonSecure && HaveLevel(3) && (_scr >> 9 & 1) != 0;
        var write = !result.ReadOnly;
        if (!HasTwoRanges(El))
        {
            return (true, write, !result.NeverExecute && !(write && writeNeverExecutes) && !outside);
        }

        var userWrite = result.User && write;
        if (el == 0)
        {
            return (result.User, userWrite, !result.NeverExecute && !(userWrite && writeNeverExecutes) && !outside);
        }

        var data = access is not (AccessType.Cache or AccessType.Translate or AccessType.Fetch);
        var never = Pan && result.User && data;
        return (!never, write && !never, !result.PrivilegedNeverExecute && !(write && writeNeverExecutes) && !userWrite && !outside);
    }

    // An access as far as translation is concerned.
    private readonly record struct TranslationRequest(AccessType Access, uint Level, bool Write, bool Aligned, bool StoresTag)
    {
        /// <summary>True if it marks what it touches as dirty.</summary>
        internal bool Writes => (Write && Access is not (AccessType.Cache or AccessType.Translate or AccessType.TranslatePrivileged)) || Access == AccessType.Atomic;

        /// <summary>True if rights do not suffice; says then whether the fault is one of a write.</summary>
        internal bool Denied(bool read, bool write, bool execute, bool privileged, out bool writes)
        {
            (var denied, writes) = Access switch
            {
                AccessType.Fetch => (!execute, false),
                AccessType.Inspect => (false, false),
                AccessType.Atomic => (!read || !write, read),
                _ when Write => (!write, true),
                AccessType.Cache when privileged => (false, false),
                _ => (!read, false),
            };
            return denied;
        }
    }
}
