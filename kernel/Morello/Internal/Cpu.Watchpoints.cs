using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal;

// Pages that somebody looks at never enter the translation cache, so their accesses take the slow path, where _observing
// says that they must be shown. All other accesses are as fast as without.
internal sealed unsafe partial class Cpu
{
    [NotState]
    private readonly List<Watchpoint> _watchpoints = [];
    [NotState]
    private IMemoryObserver? _memoryObserver;
    [NotState]
    private bool _observing;

    // Where the last run stopped at a watchpoint: the next execution of this instruction passes it.
    [NotState]
    private (ulong Pc, long Instructions) _passedWatchpoint = (0, -1);

    internal void AddWatchpoint(Watchpoint watchpoint)
    {
        _watchpoints.Add(watchpoint);
        ObserversChanged();
    }

    internal bool RemoveWatchpoint(ulong address, ulong length, WatchKinds kinds)
    {
        var removed = _watchpoints.RemoveAll(watchpoint => watchpoint.Address == address && watchpoint.Length == length && watchpoint.Kinds == kinds);
        ObserversChanged();
        return removed != 0;
    }

    /// <summary>Shows every access to an observer; null ends that.</summary>
    internal void Observe(IMemoryObserver? observer)
    {
        _memoryObserver = observer;
        ObserversChanged();
    }

    private void ObserversChanged()
    {
        _observing = _watchpoints.Count != 0 || _memoryObserver != null || FollowsAccesses;
        InvalidateTranslations();
    }

    /// <summary>True if a page must stay out of the translation cache.</summary>
    private bool IsObserved(ulong address) =>
        _observing && (_memoryObserver != null || FollowsAccesses
            || _watchpoints.Exists(watchpoint => watchpoint.Overlaps(address & PhysicalMemory.PageMask, PhysicalMemory.PageSize)));

    /// <summary>Shows a load; false if a watchpoint has stopped the run: the instruction has to return at once, as after a fault.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool MayLoad(ulong address, int size, in Translation page, bool capability = false)
    {
        if (!_observing)
        {
            return true;
        }

        if (!PassWatchpoints(address, size, WatchKinds.Read, page))
        {
            return false;
        }

        CountAccess(page, address, size);
        _memoryObserver?.Loads(address, size, capability);
        return true;
    }

    /// <summary>Shows a store of ordinary data.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool MayStore(ulong address, int size, ulong value, in Translation page)
    {
        if (!_observing)
        {
            return true;
        }

        if (!PassWatchpoints(address, size, StoreKinds(address, size, false, page), page))
        {
            return false;
        }

        CountAccess(page, address, size);
        _memoryObserver?.Stores(address, size, value);
        return true;
    }

    /// <summary>Shows a store of a granule with its tag.</summary>
    private bool MayStoreCapability(ulong address, in Capability value, in Translation page)
    {
        if (!_observing)
        {
            return true;
        }

        if (!PassWatchpoints(address, PhysicalMemory.GranuleSize, StoreKinds(address, PhysicalMemory.GranuleSize, value.Tag, page), page))
        {
            return false;
        }

        CountAccess(page, address, PhysicalMemory.GranuleSize);
        _memoryObserver?.StoresCapability(address, value);
        return true;
    }

    /// <summary>Shows a store of a tag alone.</summary>
    private bool MayStoreTag(ulong address, bool tag, in Translation page)
    {
        if (!_observing)
        {
            return true;
        }

        if (!PassWatchpoints(address, PhysicalMemory.GranuleSize, StoreKinds(address, PhysicalMemory.GranuleSize, tag, page), page))
        {
            return false;
        }

        CountAccess(page, address, PhysicalMemory.GranuleSize);
        _memoryObserver?.StoresTag(address, tag);
        return true;
    }

    /// <summary>Shows a load that a store will follow, before either is done. The store is shown when its value is known.</summary>
    private bool MayUpdate(ulong address, int size, in Translation page)
    {
        if (!_observing)
        {
            return true;
        }

        if (!PassWatchpoints(address, size, WatchKinds.Read | StoreKinds(address, size, false, page), page))
        {
            return false;
        }

        CountAccess(page, address, size);
        _memoryObserver?.Loads(address, size, size == PhysicalMemory.GranuleSize);
        return true;
    }

    /// <summary>As <see cref="MayStore"/>, asked before a store-exclusive gives up its reservation: it could not be executed again afterwards.</summary>
    private bool MayStoreExclusive(ulong address, int size, in Translation page) =>
        !_observing || PassWatchpoints(address, size, StoreKinds(address, size, false, page), page);

    private static WatchKinds StoreKinds(ulong address, int size, bool tag, in Translation page)
    {
        for (var granule = address & ~GranuleMask; !tag && granule < address + (ulong)size; granule += PhysicalMemory.GranuleSize)
        {
            tag = TagAt(granule, page);
        }

        return tag ? WatchKinds.Write | WatchKinds.Tag : WatchKinds.Write;
    }

    private static bool TagAt(ulong address, in Translation page) =>
        page.State != null && (page.State->Attention & PageState.HasTags) != 0 && PhysicalMemory.Tag(page.State, (uint)(address & PageOffset));

    private bool PassWatchpoints(ulong address, int size, WatchKinds kinds, in Translation page)
    {
        foreach (var watchpoint in _watchpoints)
        {
            if ((watchpoint.Kinds & kinds) != 0 && watchpoint.Overlaps(address, (ulong)size)
                && _passedWatchpoint != (_pc, Instructions - 1) && !IgnoreStops)
            {
                var hit = new WatchpointHit(address, size, watchpoint.Kinds & kinds, _pc, Peek(address, Math.Min(size, 16), page), TagAt(address, page));
                if (watchpoint.Condition?.Invoke(hit) ?? true)
                {
                    _passedWatchpoint = (_pc, Instructions - 1);
                    StopBeforeInstruction(new StopReason.Watchpoint(hit));
                    return false;
                }
            }
        }

        return true;
    }

    private static UInt128 Peek(ulong address, int size, in Translation page)
    {
        UInt128 value = 0;
        for (var i = size - 1; i >= 0 && page.Host != null; i--)
        {
            value = value << 8 | page.Host[(address + (ulong)i) & PageOffset];
        }

        return value;
    }
}
