namespace FlexCap.Morello.Internal;

// Loads and stores of capabilities with their tags (Sail MemC_read, MemC_set, AArch64_TaggedMemSingle, AArch64_CapabilityTag).
internal sealed unsafe partial class Cpu
{
    private const ulong GranuleMask = PhysicalMemory.GranuleSize - 1;
    private const ulong PairMask = (2 * PhysicalMemory.GranuleSize) - 1;
    private const ulong LastGranule = PhysicalMemory.PageSize - PhysicalMemory.GranuleSize;

    // With these a loaded capability loses nothing.
    private const CapabilityPermissions LoadingAll = CapabilityPermissions.Load | CapabilityPermissions.LoadCap | CapabilityPermissions.MutableLoad;

    /// <summary>Loads a capability; without LoadCap it comes without its tag, without MutableLoad without its rights to store.</summary>
    internal bool TryLoadCapability<E>(in VirtualAddress address, ulong offset, out Capability value, AccessType access = AccessType.Normal)
        where E : struct, IEngine
    {
        var start = address.Address + offset;
        ref var entry = ref Tlb(start);
        if (access == AccessType.Normal
            && Permits(address.Authority, start, GranuleMask, LoadingAll)
            && entry.LoadTag == TlbTag(start)
            && (start & GranuleMask) == 0
            && (entry.Attributes & (PageAttributes.LoadClearsTag | PageAttributes.LoadTagFaults)) == 0)
        {
            value = ReadGranule(entry.Host, entry.State, start);
            return true;
        }

        value = default;
        if (!TryCheck(address.Authority, start, PhysicalMemory.GranuleSize, CapabilityPermissions.Load, access)
            || !ReadCapabilityChecked(start, out value, access))
        {
            return false;
        }

        value = Squash(value, address);
        return true;
    }

    /// <summary>Loads two capabilities: one check of 32 bytes, then one access each.</summary>
    internal bool TryLoadCapabilityPair<E>(in VirtualAddress address, ulong offset, out Capability first, out Capability second, AccessType access = AccessType.Normal)
        where E : struct, IEngine
    {
        var start = address.Address + offset;
        ref var entry = ref Tlb(start);
        if (access == AccessType.Normal
            && Permits(address.Authority, start, PairMask, LoadingAll)
            && entry.LoadTag == TlbTag(start)
            && (start & GranuleMask) == 0
            && (start & PageOffset) != LastGranule
            && (entry.Attributes & (PageAttributes.LoadClearsTag | PageAttributes.LoadTagFaults)) == 0)
        {
            first = ReadGranule(entry.Host, entry.State, start);
            second = ReadGranule(entry.Host, entry.State, start + PhysicalMemory.GranuleSize);
            return true;
        }

        first = second = default;
        if (!TryCheck(address.Authority, start, 2 * PhysicalMemory.GranuleSize, CapabilityPermissions.Load, access)
            || !ReadCapabilityChecked(start, out first, access)
            || !ReadCapabilityChecked(start + PhysicalMemory.GranuleSize, out second, access))
        {
            return false;
        }

        first = Squash(first, address);
        second = Squash(second, address);
        return true;
    }

    /// <summary>Stores a capability; one with a tag needs StoreCap, and StoreLocalCap if it is local.</summary>
    internal bool TryStoreCapability<E>(in VirtualAddress address, ulong offset, Capability value, AccessType access = AccessType.Normal)
        where E : struct, IEngine
    {
        var start = address.Address + offset;
        ref var entry = ref Tlb(start);
        if (access == AccessType.Normal
            && Permits(address.Authority, start, GranuleMask, StorePermissions(value))
            && entry.StoreTag == TlbTag(start)
            && (start & GranuleMask) == 0
            && (entry.Attributes & (PageAttributes.StoreTagFaults | PageAttributes.StoreTagUpdates)) == 0)
        {
            WriteGranule(entry.Host, entry.State, start, value);
            return true;
        }

        return TryCheck(address.Authority, start, PhysicalMemory.GranuleSize, StorePermissions(value), access)
            && WriteCapabilityChecked(start, value, access);
    }

    /// <summary>Stores two capabilities as STP does: the first is checked and written before the second is checked.</summary>
    internal bool TryStoreCapabilityPair<E>(in VirtualAddress address, ulong offset, Capability first, Capability second, AccessType access = AccessType.Normal)
        where E : struct, IEngine
    {
        var start = address.Address + offset;
        ref var entry = ref Tlb(start);
        if (access == AccessType.Normal
            && Permits(address.Authority, start, PairMask, StorePermissions(first) | StorePermissions(second))
            && entry.StoreTag == TlbTag(start)
            && (start & GranuleMask) == 0
            && (start & PageOffset) != LastGranule
            && (entry.Attributes & (PageAttributes.StoreTagFaults | PageAttributes.StoreTagUpdates)) == 0)
        {
            WriteGranule(entry.Host, entry.State, start, first);
            WriteGranule(entry.Host, entry.State, start + PhysicalMemory.GranuleSize, second);
            return true;
        }

        return TryStoreCapability<E>(address, offset, first, access)
            && TryStoreCapability<E>(address, offset + PhysicalMemory.GranuleSize, second, access);
    }

    /// <summary>The tags of 4 granules, one bit each (LDCT).</summary>
    internal bool TryLoadTags<E>(in VirtualAddress address, out ulong tags)
        where E : struct, IEngine
    {
        var start = address.Address;
        tags = 0;
        if (!TryCheck(address.Authority, start, 4 * PhysicalMemory.GranuleSize, CapabilityPermissions.Load, AccessType.Normal))
        {
            return false;
        }

        if ((start & ((4 * PhysicalMemory.GranuleSize) - 1)) != 0)
        {
            RaiseAbort(start, FaultStatus.Alignment, false, AccessType.Normal);
            return false;
        }

        for (var i = 0; i < 4; i++)
        {
            if (!ReadCapabilityChecked(start + (ulong)(i * PhysicalMemory.GranuleSize), out var value, AccessType.Normal))
            {
                return false;
            }

            tags |= value.Tag ? 1UL << i : 0;
        }

        if (!AuthorityCapability(address.Authority).Has(CapabilityPermissions.LoadCap))
        {
            tags = 0;
        }

        return true;
    }

    /// <summary>Sets or clears the tags of 4 granules without changing their data (STCT). The caller has found EL0 UNDEFINED.</summary>
    internal bool TryStoreTags<E>(in VirtualAddress address, ulong tags)
        where E : struct, IEngine
    {
        var start = address.Address;
        var misaligned = (start & ((4 * PhysicalMemory.GranuleSize) - 1)) != 0;
        for (var i = 0; i < 4; i++)
        {
            var tag = ((tags >> i) & 1) != 0 && MaySetTags;
            var needed = CapabilityPermissions.Store | (tag ? CapabilityPermissions.StoreCap : 0);
            var granule = start + (ulong)(i * PhysicalMemory.GranuleSize);
            if (!TryCheck(address.Authority, granule, PhysicalMemory.GranuleSize, needed, AccessType.Normal))
            {
                return false;
            }

            if (misaligned || (granule & GranuleMask) != 0)
            {
                RaiseAbort(granule, FaultStatus.Alignment, true, AccessType.Normal);
                return false;
            }

            if (!TryTranslateGranule(granule, true, AccessType.Normal, tag, out var page) || !MayStoreTag(granule, tag, page))
            {
                return false;
            }

            PhysicalMemory.SetTag(page.State, (uint)(granule & PageOffset), tag);
        }

        return true;
    }

    /// <summary>True if SCTAG and STCT may set tags here (Sail CapIsSystemAccessEnabled, IsTagSettingDisabled).</summary>
    internal bool MaySetTags => HasSystemPermission && !TagSettingDisabled;

    /// <summary>Permissions that storing a capability needs.</summary>
    internal static CapabilityPermissions StorePermissions(in Capability value)
    {
        if (!value.Tag)
        {
            return CapabilityPermissions.Store;
        }

        return value.IsLocal
            ? CapabilityPermissions.Store | CapabilityPermissions.StoreCap | CapabilityPermissions.StoreLocalCap
            : CapabilityPermissions.Store | CapabilityPermissions.StoreCap;
    }

    // What the capability used for the load takes away from the loaded one (Sail CapSquashPostLoadCap).
    private Capability Squash(in Capability value, in VirtualAddress address)
    {
        if (!value.Tag)
        {
            return value;
        }

        var authority = AuthorityCapability(address.Authority);
        if (!authority.Has(CapabilityPermissions.LoadCap))
        {
            return value.ClearTag();
        }

        if (!authority.Has(CapabilityPermissions.MutableLoad) && !value.IsSealed)
        {
            return value.ClearPermissions(CapabilityPermissions.Store | CapabilityPermissions.StoreCap
                | CapabilityPermissions.StoreLocalCap | CapabilityPermissions.MutableLoad);
        }

        return value;
    }

    private bool ReadCapabilityChecked(ulong address, out Capability value, AccessType access)
    {
        value = default;
        if ((address & GranuleMask) != 0)
        {
            RaiseAbort(address, FaultStatus.Alignment, false, access);
            return false;
        }

        if (!TryTranslateGranule(address, false, access, false, out var page) || !MayLoad(address, PhysicalMemory.GranuleSize, page, true))
        {
            return false;
        }

        value = ReadGranule(page.Host, page.State, address);
        return TagReadAllowed(ref value, page.Attributes, address, access);
    }

    // Applies LC to a capability that has been read (Sail CheckLoadTagsPermission, readtagzero).
    private bool TagReadAllowed(ref Capability value, PageAttributes attributes, ulong address, AccessType access)
    {
        if (!value.Tag)
        {
            return true;
        }

        if ((attributes & PageAttributes.LoadClearsTag) != 0)
        {
            value = value.ClearTag();
        }
        else if ((attributes & PageAttributes.LoadTagFaults) != 0)
        {
            RaiseAbort(address, FaultStatus.CapabilityPage, false, access);
            return false;
        }

        return true;
    }

    private bool WriteCapabilityChecked(ulong address, in Capability value, AccessType access)
    {
        if ((address & GranuleMask) != 0)
        {
            RaiseAbort(address, FaultStatus.Alignment, true, access);
            return false;
        }

        if (!TryTranslateGranule(address, true, access, value.Tag, out var page) || !MayStoreCapability(address, value, page))
        {
            return false;
        }

        WriteGranule(page.Host, page.State, address, value);
        return true;
    }

    // Devices hold no tags and answer to no 16-byte access: one is an external abort.
    private bool TryTranslateGranule(ulong address, bool write, AccessType access, bool storesTag, out Translation page)
    {
        if (!TryTranslate(address, access, write, true, out page, storesTag) || (storesTag && !TagWriteAllowed(page, address, access)))
        {
            return false;
        }

        if (page.Host == null)
        {
            RaiseAbort(address, FaultStatus.External, write, access);
            return false;
        }

        return true;
    }

    // Applies SC to the store of a tag (Sail CheckStoreTagsPermission); translation has set SC where CDBM lets it.
    private bool TagWriteAllowed(in Translation page, ulong address, AccessType access)
    {
        if ((page.Attributes & PageAttributes.StoreTagFaults) == 0)
        {
            return true;
        }

        _stageFault = new() { SecondStage = (page.Attributes & PageAttributes.StoreTagFaultsInStageTwo) != 0 };
        RaiseAbort(address, FaultStatus.CapabilityPage, true, access);
        return false;
    }

    private static Capability ReadGranule(byte* page, PageState* state, ulong address)
    {
        var offset = (uint)(address & PageOffset);
        var data = (ulong*)(page + offset);
        return new(data[0], data[1], (state->Attention & PageState.HasTags) != 0 && PhysicalMemory.Tag(state, offset));
    }

    private void WriteGranule(byte* page, PageState* state, ulong address, in Capability value)
    {
        var offset = (uint)(address & PageOffset);
        var data = (ulong*)(page + offset);
        data[0] = value.Value;
        data[1] = value.Metadata;
        if (value.Tag || state->Attention != 0)
        {
            PhysicalMemory.SetTag(state, offset, value.Tag);
            Memory.CodeTouched(state);
        }
    }
}
