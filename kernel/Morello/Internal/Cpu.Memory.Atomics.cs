namespace FlexCap.Morello.Internal;

// Read-modify-write and exclusives. One core: nothing can come between a load and its store.
internal sealed unsafe partial class Cpu
{
    [NotState]
    private Translation _update;
    [NotState]
    private ulong _updateAddress;
    // The exclusives reservation granule: 64 bytes, as CTR_EL0.ERG says. Inside it, a store-exclusive may differ in size and
    // address from its load (Arm ARM: IMPLEMENTATION DEFINED).
    private const ulong ReservationMask = ~63UL;
    private const ulong NothingReserved = ulong.MaxValue;

    private ulong _reservation = NothingReserved;

    /// <summary>
    /// First half of an atomic instruction on 1, 2, 4 or 8 bytes: checks that it may load and store (Sail MemAtomic) and
    /// loads. <see cref="StoreUpdate"/> may then write without another check.
    /// </summary>
    internal bool TryLoadForUpdate<E>(in VirtualAddress address, int size, out ulong value)
        where E : struct, IEngine
    {
        value = 0;
        if (!TryBeginUpdate(address, (ulong)size, CapabilityPermissions.Store))
        {
            return false;
        }

        if (_update.Host != null)
        {
            value = ReadHost(_update.Host + (_updateAddress & PageOffset), size);
            return true;
        }

        var physical = _update.Physical | (_updateAddress & PageOffset);
        if (Bus.Find(physical, size, out var offset) is { } device)
        {
            value = device.Load(offset, size);
            return true;
        }

        RaiseAbort(_updateAddress, FaultStatus.External, false, AccessType.Atomic);
        return false;
    }

    /// <summary>Second half of an atomic instruction.</summary>
    internal void StoreUpdate(int size, ulong value)
    {
        CountAccess(_update, _updateAddress, size);
        _memoryObserver?.Stores(_updateAddress, size, value);
        if (_update.Host != null)
        {
            WriteHost(_update.Host + (_updateAddress & PageOffset), size, value);
            if (_update.State->Attention != 0)
            {
                Memory.StoreTouched(_update.State, (uint)(_updateAddress & PageOffset), (uint)size);
            }
        }
        else if (Bus.Find(_update.Physical | (_updateAddress & PageOffset), size, out var offset) is { } device)
        {
            device.Store(offset, size, size == 8 ? value : value & ((1UL << (8 * size)) - 1));
        }
    }

    /// <summary>First half of CASP of two X registers: 16 bytes, no tag.</summary>
    internal bool TryLoad128ForUpdate<E>(in VirtualAddress address, out UInt128 value)
        where E : struct, IEngine
    {
        value = 0;
        if (!TryBeginUpdate(address, PhysicalMemory.GranuleSize, CapabilityPermissions.Store) || !TryRequireRam())
        {
            return false;
        }

        var granule = ReadGranule(_update.Host, _update.State, _updateAddress);
        value = new(granule.Metadata, granule.Value);
        return true;
    }

    /// <summary>Second half of CASP of two X registers; clears the tag.</summary>
    internal void StoreUpdate128(UInt128 value) => StoreCapabilityUpdate(new((ulong)value, (ulong)(value >> 64), false));

    /// <summary>
    /// First half of SWP and CAS of capabilities. <paramref name="replacement"/> is what may be stored: it decides the
    /// permissions. The value is as memory holds it after LC; a compare needs <see cref="SquashLoaded"/> first, a swap does it last.
    /// </summary>
    internal bool TryLoadCapabilityForUpdate<E>(in VirtualAddress address, Capability replacement, out Capability value)
        where E : struct, IEngine
    {
        value = default;
        if (!TryBeginUpdate(address, PhysicalMemory.GranuleSize, StorePermissions(replacement), replacement.Tag)
            || (replacement.Tag && !TagWriteAllowed(_update, _updateAddress, AccessType.Atomic))
            || !TryRequireRam())
        {
            return false;
        }

        value = ReadGranule(_update.Host, _update.State, _updateAddress);
        return TagReadAllowed(ref value, _update.Attributes, _updateAddress, AccessType.Atomic);
    }

    /// <summary>Second half of SWP and CAS of capabilities.</summary>
    internal void StoreCapabilityUpdate(Capability value)
    {
        CountAccess(_update, _updateAddress, PhysicalMemory.GranuleSize);
        _memoryObserver?.StoresCapability(_updateAddress, value);
        WriteGranule(_update.Host, _update.State, _updateAddress, value);
    }

    /// <summary>What the capability used for a load takes away from the loaded one (Sail CapSquashPostLoadCap).</summary>
    internal Capability SquashLoaded(Capability value, in VirtualAddress address) => Squash(value, address);

    /// <summary>Load-exclusive of 1, 2, 4 or 8 bytes: must be aligned, and starts watching the address.</summary>
    internal bool TryLoadExclusive<E>(in VirtualAddress address, int size, out ulong value)
        where E : struct, IEngine
    {
        value = 0;
        return TryCheck(address.Authority, address.Address, (ulong)size, CapabilityPermissions.Load, AccessType.Ordered)
            && ReadChecked(address.Address, size, out value, AccessType.Ordered)
            && Watch(address.Address);
    }

    /// <summary>Load-exclusive of a pair of 4 or 8 bytes each; aligned to both together.</summary>
    internal bool TryLoadExclusivePair<E>(in VirtualAddress address, int size, out ulong first, out ulong second)
        where E : struct, IEngine
    {
        first = second = 0;
        var start = address.Address;
        if (!TryCheck(address.Authority, start, (ulong)(2 * size), CapabilityPermissions.Load, AccessType.Ordered))
        {
            return false;
        }

        if ((start & (ulong)((2 * size) - 1)) != 0)
        {
            RaiseAbort(start, FaultStatus.Alignment, false, AccessType.Ordered);
            return false;
        }

        return ReadChecked(start, size, out first, AccessType.Ordered)
            && ReadChecked(start + (ulong)size, size, out second, AccessType.Ordered)
            && Watch(start);
    }

    /// <summary>Load-exclusive of a capability.</summary>
    internal bool TryLoadCapabilityExclusive<E>(in VirtualAddress address, out Capability value)
        where E : struct, IEngine =>
        TryLoadCapability<E>(address, 0, out value, AccessType.Ordered) && Watch(address.Address);

    /// <summary>Load-exclusive of two capabilities; aligned to both together (Sail execute_LDXP_C_R_C).</summary>
    internal bool TryLoadCapabilityExclusivePair<E>(in VirtualAddress address, out Capability first, out Capability second)
        where E : struct, IEngine
    {
        first = second = default;
        ulong start = address.Address;
        if (!TryCheck(address.Authority, start, 2 * PhysicalMemory.GranuleSize, CapabilityPermissions.Load, AccessType.Ordered))
        {
            return false;
        }

        if ((start & ((2 * PhysicalMemory.GranuleSize) - 1)) != 0)
        {
            RaiseAbort(start, FaultStatus.Alignment, false, AccessType.Ordered);
            return false;
        }

        return TryLoadCapabilityPair<E>(address, 0, out first, out second, AccessType.Ordered)
            && Watch(start);
    }

    /// <summary>Store-exclusive of 1, 2, 4 or 8 bytes; <paramref name="stored"/> says whether the address was still watched.</summary>
    internal bool TryStoreExclusive<E>(in VirtualAddress address, int size, ulong value, out bool stored)
        where E : struct, IEngine =>
        TryPassMonitor(address, (ulong)size, CapabilityPermissions.Store, out stored)
        && (!stored || WriteChecked(address.Address, size, value, AccessType.Ordered));

    /// <summary>Store-exclusive of a pair of 4 or 8 bytes each.</summary>
    internal bool TryStoreExclusivePair<E>(in VirtualAddress address, int size, ulong first, ulong second, out bool stored)
        where E : struct, IEngine =>
        TryPassMonitor(address, (ulong)(2 * size), CapabilityPermissions.Store, out stored)
        && (!stored || (WriteChecked(address.Address, size, first, AccessType.Ordered)
            && WriteChecked(address.Address + (ulong)size, size, second, AccessType.Ordered)));

    /// <summary>Store-exclusive of a capability.</summary>
    internal bool TryStoreCapabilityExclusive<E>(in VirtualAddress address, Capability value, out bool stored)
        where E : struct, IEngine =>
        TryPassMonitor(address, PhysicalMemory.GranuleSize, StorePermissions(value), out stored)
        && (!stored || WriteCapabilityChecked(address.Address, value, AccessType.Ordered));

    /// <summary>Store-exclusive of two capabilities: both are checked before either is written.</summary>
    internal bool TryStoreCapabilityExclusivePair<E>(in VirtualAddress address, Capability first, Capability second, out bool stored)
        where E : struct, IEngine
    {
        stored = false;
        return TryCheck(address.Authority, address.Address, PhysicalMemory.GranuleSize, StorePermissions(first), AccessType.Ordered)
            && TryCheck(address.Authority, address.Address + PhysicalMemory.GranuleSize, PhysicalMemory.GranuleSize, StorePermissions(second), AccessType.Ordered)
            && TryPassMonitor(address, 2 * PhysicalMemory.GranuleSize, CapabilityPermissions.None, out stored)
            && (!stored || (WriteCapabilityChecked(address.Address, first, AccessType.Ordered)
                && WriteCapabilityChecked(address.Address + PhysicalMemory.GranuleSize, second, AccessType.Ordered)));
    }

    /// <summary>Stops watching (CLREX, ERET).</summary>
    internal void ClearExclusive() => _reservation = NothingReserved;

    private bool TryBeginUpdate(in VirtualAddress address, ulong size, CapabilityPermissions storePermissions, bool storesTag = false)
    {
        _updateAddress = address.Address;
        if (!TryCheck(address.Authority, _updateAddress, size, CapabilityPermissions.Load, AccessType.Atomic)
            || !TryCheck(address.Authority, _updateAddress, size, storePermissions, AccessType.Atomic))
        {
            return false;
        }

        if ((_updateAddress & (size - 1)) != 0)
        {
            RaiseAbort(_updateAddress, FaultStatus.Alignment, false, AccessType.Atomic);
            return false;
        }

        return TryTranslate(_updateAddress, AccessType.Atomic, false, true, out _update, storesTag) && MayUpdate(_updateAddress, (int)size, _update);
    }

    private bool TryRequireRam()
    {
        if (_update.Host != null)
        {
            return true;
        }

        RaiseAbort(_updateAddress, FaultStatus.External, false, AccessType.Atomic);
        return false;
    }

    private bool Watch(ulong address)
    {
        if (TryTranslate(address, AccessType.Ordered, false, true, out var page))
        {
            _reservation = (page.Physical | (address & PageOffset)) & ReservationMask;
            return true;
        }

        return false;
    }

    // Sail AArch64_ExclusiveMonitorsPass: alignment, watched, translation, in this order.
    private bool TryPassMonitor(in VirtualAddress address, ulong size, CapabilityPermissions permissions, out bool passed)
    {
        passed = false;
        var start = address.Address;
        if (permissions != CapabilityPermissions.None && !TryCheck(address.Authority, start, size, permissions, AccessType.Ordered))
        {
            return false;
        }

        if ((start & (size - 1)) != 0)
        {
            RaiseAbort(start, FaultStatus.Alignment, true, AccessType.Ordered);
            return false;
        }

        if (!TryTranslate(start, AccessType.Ordered, true, true, out var page))
        {
            return false;
        }

        passed = _reservation == ((page.Physical | (start & PageOffset)) & ReservationMask);
        if (passed && !MayStoreExclusive(start, (int)size, page))
        {
            return false;
        }

        _reservation = NothingReserved;
        return true;
    }
}
