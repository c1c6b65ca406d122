using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal;

/// <summary>
/// Stage 1 translation (Sail AArch64_TranslationTableWalk, AArch64_CheckPermission, AArch64_TranslateAddressS1Off) and the
/// cache in front of it. Stage 2, the EL2 host regime and hardware update of AF and AP are not implemented; the ID
/// registers say so.
/// </summary>
internal sealed unsafe partial class Cpu
{
    private const int TlbSize = 256;
    private const int TlbSets = 5;
    private const int FetchTlbSize = 64;
    private const int PhysicalAddressBits = 48;

    // EL0, EL1, EL1 with PSTATE.PAN, EL2, EL3: permissions differ, so each has entries of its own.
    private const int TlbPrivilegedAccessNever = 4;

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

    private void SelectTranslation() => _tlb = TlbSet(El == 1 && Pan ? TlbPrivilegedAccessNever : (int)El);

    /// <summary>The level whose rights an access has (Sail AArch64_AccessUsesEL).</summary>
    private uint AccessLevel(AccessType access) => access == AccessType.Unprivileged && El == 1 && !Uao ? 0 : El;

    /// <summary>The most significant bit of an address that counts: 55 where the top byte is ignored (Sail AddrTop).</summary>
    private int AddressTop(ulong address, uint el)
    {
        var ignored = el switch
        {
            0 or 1 => (TcrEl1 >> ((address >> 55 & 1) != 0 ? 38 : 37)) & 1,
            2 => (TcrEl2 >> 20) & 1,
            _ => (TcrEl3 >> 20) & 1,
        };
        return ignored != 0 ? 55 : 63;
    }

    /// <summary>True if the translation regime of the current level has its MMU on.</summary>
    private bool StageOneEnabled => (Sctlr & SctlrMmu) != 0;

    partial void GetBranchAddressTop(ulong target, ref int top) => top = AddressTop(target, El);

    /// <summary>Translates an address for an access that lies in one page; takes the exception if it may not.</summary>
    private bool TryTranslate(ulong address, AccessType access, bool write, bool aligned, out Translation page)
    {
        if (access is AccessType.Normal or AccessType.Vector or AccessType.Ordered or AccessType.Atomic)
        {
            ref var entry = ref Tlb(address);
            var tag = TlbTag(address);
            var needsStore = write || access == AccessType.Atomic;
            if ((!needsStore || entry.StoreTag == tag)
                && (entry.LoadTag == tag || (write && access != AccessType.Atomic))
                && (aligned || (entry.Attributes & PageAttributes.Device) == 0))
            {
                page = new() { Host = entry.Host, State = entry.State, Physical = entry.Physical, Attributes = entry.Attributes };
                return true;
            }
        }

        var el = AccessLevel(access);
        var fault = Translate(address, access, el, write, aligned, out page, out var loads, out var stores, out var faultWrites);
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
        out Translation page, out bool loads, out bool stores, out bool faultWrites)
    {
        page = default;
        loads = stores = true;
        faultWrites = write;
        FaultStatus fault;
        ulong physical;
        PageAttributes attributes;
        var permissions = default(WalkPermissions);
        var translated = StageOneEnabled;
        if (translated)
        {
            fault = Walk(address, el, out physical, out attributes, out permissions);
        }
        else
        {
            fault = TranslateOff(address, access, out physical, out attributes);
        }

        if (fault != FaultStatus.None)
        {
            return fault;
        }

        if ((!aligned || access == AccessType.ZeroBlock) && access != AccessType.Fetch && (attributes & PageAttributes.Device) != 0)
        {
            return FaultStatus.Alignment;
        }

        if (translated)
        {
            var rights = RightsOf(permissions, access, el);
            (loads, stores) = (rights.Read, rights.Write);
            var (denied, deniedWrites) = access switch
            {
                AccessType.Fetch => (!rights.Execute, false),
                AccessType.Atomic => (!rights.Read || !rights.Write, rights.Read),
                AccessType.Cache when !write && El != 0 => (false, false),
                _ when write => (!rights.Write, true),
                _ => (!rights.Read, false),
            };
            if (denied)
            {
                faultWrites = deniedWrites;
                return FaultStatus.Permission + (uint)permissions.Level;
            }
        }

        page.Physical = physical & PhysicalMemory.PageMask;
        page.Attributes = attributes;
        if (Memory.Contains(page.Physical, PhysicalMemory.PageSize))
        {
            page.Host = Memory.Host(page.Physical);
            page.State = Memory.State(page.Physical);
        }

        return FaultStatus.None;
    }

    // MMU off: flat, and all data is Device memory (Sail AArch64_TranslateAddressS1Off).
    private FaultStatus TranslateOff(ulong address, AccessType access, out ulong physical, out PageAttributes attributes)
    {
        var top = AddressTop(address, El);
        var significant = top == 63 ? address : address & 0x00FF_FFFF_FFFF_FFFF;
        physical = significant & ((1UL << PhysicalAddressBits) - 1);
        attributes = access == AccessType.Fetch ? PageAttributes.None : PageAttributes.Device;
        return significant >> PhysicalAddressBits != 0 ? FaultStatus.AddressSize : FaultStatus.None;
    }

    private FaultStatus Walk(ulong address, uint el, out ulong physical, out PageAttributes attributes, out WalkPermissions permissions)
    {
        physical = 0;
        attributes = default;
        permissions = default;
        if (!TryStartWalk(address, el, out var walk))
        {
            return FaultStatus.Translation;
        }

        if (walk.OutputSize < 48 && (walk.Table & 0xFFFF_FFFF_FFFF) >> walk.OutputSize != 0)
        {
            return FaultStatus.AddressSize;
        }

        var stride = walk.GrainSize - 3;
        var baseLow = 3 + walk.InputSize - (((3 - walk.Level) * stride) + walk.GrainSize);
        var table = walk.Table & 0xFFFF_FFFF_FFFF & ~((1UL << baseLow) - 1);
        var top = walk.InputSize - 1;
        bool tableReadOnly = false, tableNoUser = false, tableXn = false, tablePxn = false;
        ulong descriptor;
        int bottom;
        while (true)
        {
            bottom = ((3 - walk.Level) * stride) + walk.GrainSize;
            var index = (address >> bottom) & ((1UL << (top - bottom + 1)) - 1);
            var descriptorAddress = table | (index << 3);
            if (!Memory.Contains(descriptorAddress, 8))
            {
                return FaultStatus.ExternalOnWalk + (uint)walk.Level;
            }

            descriptor = *(ulong*)Memory.Host(descriptorAddress);
            permissions.DescriptorAddress = descriptorAddress;
            if ((descriptor & 1) == 0 || ((descriptor & 3) == 1 && walk.Level == 3))
            {
                return FaultStatus.Translation + (uint)walk.Level;
            }

            if ((descriptor & 3) == 1 || walk.Level == 3)
            {
                break;
            }

            if (walk.OutputSize < 48 && (descriptor & 0xFFFF_FFFF_FFFF) >> walk.OutputSize != 0)
            {
                return FaultStatus.AddressSize + (uint)walk.Level;
            }

            table = descriptor & 0xFFFF_FFFF_FFFF & ~((1UL << walk.GrainSize) - 1);
            if (!walk.HierarchyDisabled)
            {
                tableReadOnly |= (descriptor >> 62 & 1) != 0;
                tableXn |= (descriptor >> 60 & 1) != 0;
                tablePxn |= (descriptor >> 59 & 1) != 0;
                tableNoUser |= (descriptor >> 61 & 1) != 0;
            }

            walk.Level++;
            top = bottom - 1;
        }

        if (walk.Level < (walk.GrainSize == 12 ? 1 : 2))
        {
            return FaultStatus.Translation + (uint)walk.Level;
        }

        if (walk.OutputSize < 48 && (descriptor & 0xFFFF_FFFF_FFFF) >> walk.OutputSize != 0)
        {
            return FaultStatus.AddressSize + (uint)walk.Level;
        }

        if ((descriptor >> 10 & 1) == 0)
        {
            return FaultStatus.AccessFlag + (uint)walk.Level;
        }

        var offsetMask = (1UL << bottom) - 1;
        physical = (descriptor & 0xFFFF_FFFF_FFFF & ~offsetMask) | (address & offsetMask);
        permissions.Level = walk.Level;
        permissions.ReadOnly = (descriptor >> 7 & 1) != 0 || tableReadOnly;
        permissions.NeverExecute = (descriptor >> 54 & 1) != 0 || tableXn;
        permissions.User = walk.SinglePrivilege || ((descriptor >> 6 & 1) != 0 && !tableNoUser);
        permissions.PrivilegedNeverExecute = !walk.SinglePrivilege && ((descriptor >> 53 & 1) != 0 || tablePxn);
        attributes = MemoryAttributes(descriptor, walk.MemoryAttributes) | CapabilityAttributes(descriptor, address, el);
        return FaultStatus.None;
    }

    private bool TryStartWalk(ulong address, uint el, out WalkState walk)
    {
        var top = AddressTop(address, el);
        var upper = el <= 1 && (address >> top & 1) != 0;
        var control = el <= 1 ? TcrEl1 : el == 2 ? TcrEl2 : TcrEl3;
        var sizeField = (int)(upper ? control >> 16 : control) & 63;
        var granule = (int)(upper ? control >> 30 : control >> 14) & 3;
        var large = upper ? granule == 3 : granule == 1;
        var middle = upper ? granule == 1 : granule == 2;
        var outputField = (int)(el <= 1 ? control >> 32 : control >> 16) & 7;
        walk = new()
        {
            // Smaller ranges than 2^25 bytes are taken as 2^25 (Unpredictable_RESTnSZ).
            InputSize = Math.Max(64 - sizeField, 25),
            GrainSize = large ? 16 : middle ? 14 : 12,
            OutputSize = Math.Min(outputField switch { 0 => 32, 1 => 36, 2 => 40, 3 => 42, 4 => 44, _ => 48 }, PhysicalAddressBits),
            Table = el switch { 0 or 1 => upper ? Ttbr1El1 : Ttbr0El1, 2 => Ttbr0El2, _ => Ttbr0El3 },
            MemoryAttributes = el switch { 0 or 1 => MairEl1, 2 => MairEl2, _ => MairEl3 },
            SinglePrivilege = el >= 2,
            HierarchyDisabled = (control >> (el >= 2 ? 24 : upper ? 42 : 41) & 1) != 0,
        };
        if (walk.InputSize > 48)
        {
            return false;
        }

        var disabled = el <= 1 && (control >> (upper ? 23 : 7) & 1) != 0;
        var mask = (top == 63 ? ulong.MaxValue : 0x00FF_FFFF_FFFF_FFFF) & ~((1UL << walk.InputSize) - 1);
        var inRange = (address & mask) == (upper ? mask : 0);
        walk.Level = 4 - (1 + ((walk.InputSize - walk.GrainSize - 1) / (walk.GrainSize - 3)));
        return inRange && !disabled;
    }

    // MAIR: 0b0000dd00 is Device memory (Sail AArch64_S1AttrDecode); reserved values count as Normal.
    private static PageAttributes MemoryAttributes(ulong descriptor, ulong mair)
    {
        var attribute = (byte)(mair >> (8 * (int)(descriptor >> 2 & 7)));
        return (attribute & 0xF0) == 0 && (attribute & 3) == 0 ? PageAttributes.Device : PageAttributes.None;
    }

    // LC, SC and CDBM count only where TCR gives the bits to hardware (Sail EffectiveHWU).
    private PageAttributes CapabilityAttributes(ulong descriptor, ulong address, uint el)
    {
        var upper = (address >> 55 & 1) != 0;
        var control = el <= 1 ? TcrEl1 : el == 2 ? TcrEl2 : TcrEl3;
        var disable = el >= 2 ? 24 : upper ? 42 : 41;
        var usage = (control >> disable & 1) != 0 ? (uint)(control >> (el >= 2 ? 25 : upper ? 47 : 43)) & 15 : 0;
        var bits = (uint)(descriptor >> 59) & usage;
        var attributes = PageAttributes.None;
        if ((bits & 0b1100) == 0)
        {
            attributes |= PageAttributes.LoadClearsTag;
        }

        if ((bits & 0b1000) != 0)
        {
            var generation = CapabilityControlOf(Math.Max(el, 1)) >> (el <= 1 && upper ? 1 : 0) & 1;
            var faultsAt = (bits & 0b0100) != 0 ? 0u : 1u;
            attributes |= generation == faultsAt ? PageAttributes.LoadTagFaults : 0;
        }

        if ((bits & 0b0010) == 0)
        {
            attributes |= (bits & 0b0001) != 0 ? PageAttributes.StoreTagUpdates : PageAttributes.StoreTagFaults;
        }

        return attributes;
    }

    private (bool Read, bool Write, bool Execute) RightsOf(in WalkPermissions permissions, AccessType access, uint el)
    {
        var writeNeverExecutes = (Sctlr & SctlrWxn) != 0;
        if (El >= 2)
        {
            return (true, !permissions.ReadOnly, !permissions.NeverExecute && !(!permissions.ReadOnly && writeNeverExecutes));
        }

        var userWrite = permissions.User && !permissions.ReadOnly;
        if (el == 0)
        {
            return (permissions.User, userWrite, !permissions.NeverExecute && !(userWrite && writeNeverExecutes));
        }

        var data = access is not (AccessType.Cache or AccessType.Translate or AccessType.Fetch);
        var never = Pan && permissions.User && data;
        var write = !permissions.ReadOnly;
        return (!never, write && !never, !permissions.PrivilegedNeverExecute && !(write && writeNeverExecutes) && !userWrite);
    }

    // CDBM: the store of a tag sets SC in the descriptor of the page.
    private void SetStoreCapability(ulong address, AccessType access)
    {
        if (StageOneEnabled && Walk(address, AccessLevel(access), out _, out _, out var permissions) == FaultStatus.None)
        {
            var host = (ulong*)Memory.Host(permissions.DescriptorAddress);
            *host |= 1UL << 60;
            Memory.CodeTouched(Memory.State(permissions.DescriptorAddress));
            InvalidateTranslations();
        }
    }

    private struct WalkState
    {
        internal int InputSize;
        internal int GrainSize;
        internal int OutputSize;
        internal int Level;
        internal ulong Table;
        internal ulong MemoryAttributes;
        internal bool SinglePrivilege;
        internal bool HierarchyDisabled;
    }

    private struct WalkPermissions
    {
        internal int Level;
        internal bool ReadOnly;
        internal bool User;
        internal bool NeverExecute;
        internal bool PrivilegedNeverExecute;
        internal ulong DescriptorAddress;
    }
}
