using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlexCap.Morello.Internal;

/// <summary>
/// Loads and stores of data. Every <c>Try</c> method that returns false has taken the exception: the caller must return
/// at once. Order of checks (Sail CheckCapability, Mem_read): tag, seal, permission, bounds, alignment, translation.
/// </summary>
internal sealed unsafe partial class Cpu
{
    private const ulong PageOffset = PhysicalMemory.PageSize - 1;

    [NotState]
    private readonly Authority[] _authorities = new Authority[VirtualAddress.MisalignedStack];
    [NotState]
    private Capability _explicitAuthority;

    /// <summary>Asked about each load and store that its capability denies; true lets this one through.</summary>
    [field: NotState]
    internal Func<DeniedAccess, bool>? AccessArbiter { get; set; }

    /// <summary>The base of an ordinary load or store: Xn|SP checked by DDC in A64, Cn|CSP in C64 (Sail BaseReg_read).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal VirtualAddress BaseAddress(uint n) => IsC64 ? CapabilityBase(n) : IntegerBase(n);

    /// <summary>The base of an alternate-base instruction: the other way round (Sail AltBaseReg_read).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal VirtualAddress AlternateBaseAddress(uint n) => IsC64 ? IntegerBase(n) : CapabilityBase(n);

    /// <summary>The base of a literal load: the address of the instruction, checked by PCC.</summary>
    internal VirtualAddress PccAddress() => new(Pcc.Value, VirtualAddress.Pcc);

    /// <summary>An address checked by a capability that is in no register. Only the newest such address may be used.</summary>
    internal VirtualAddress AddressFrom(in Capability capability)
    {
        _explicitAuthority = capability;
        return new(capability.Value, VirtualAddress.Explicit);
    }

    /// <summary>Adds to the base register of an ordinary load or store: write-back (Sail VAAdd, BaseReg_set).</summary>
    internal void AddToBase(uint n, ulong offset)
    {
        if (!IsC64)
        {
            SetXSp(n, XSp(n) + offset);
        }
        else
        {
            SetCSp(n, CSp(n).Add(offset));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private VirtualAddress IntegerBase(uint n) => n == 31 ? StackBase(false) : new(X(n) + _ddcOffset, VirtualAddress.Ddc);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private VirtualAddress CapabilityBase(uint n) => n == 31 ? StackBase(true) : new(X(n), n);

    private VirtualAddress StackBase(bool capability)
    {
        var value = XSp(31);
        if ((value & 15) != 0 && StackAlignmentChecked)
        {
            return new(0, VirtualAddress.MisalignedStack);
        }

        return capability ? new(value, VirtualAddress.Csp) : new(value + _ddcOffset, VirtualAddress.Ddc);
    }

    /// <summary>Loads 1, 2, 4 or 8 bytes, zero-extended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryLoad<E>(in VirtualAddress address, ulong offset, int size, out ulong value, AccessType access = AccessType.Normal)
        where E : struct, IEngine
    {
        if (access != AccessType.Normal)
        {
            return LoadSlowly(address.Authority, address.Address + offset, size, out value, access);
        }

        return size switch
        {
            1 => Load1(address.Authority, address.Address + offset, out value),
            2 => Load2(address.Authority, address.Address + offset, out value),
            4 => Load4(address.Authority, address.Address + offset, out value),
            _ => Load8(address.Authority, address.Address + offset, out value),
        };
    }

    /// <summary>Stores the low 1, 2, 4 or 8 bytes of a value. Clears the tags it touches.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryStore<E>(in VirtualAddress address, ulong offset, int size, ulong value, AccessType access = AccessType.Normal)
        where E : struct, IEngine
    {
        if (access != AccessType.Normal)
        {
            return StoreSlowly(address.Authority, address.Address + offset, size, value, access);
        }

        return size switch
        {
            1 => Store1(address.Authority, address.Address + offset, value),
            2 => Store2(address.Authority, address.Address + offset, value),
            4 => Store4(address.Authority, address.Address + offset, value),
            _ => Store8(address.Authority, address.Address + offset, value),
        };
    }

    /// <summary>
    /// Loads two values of 4 or 8 bytes: both are checked against the capability before either is read (Sail
    /// execute_aarch64_instrs_memory_pair_*).
    /// </summary>
    internal bool TryLoadPair<E>(in VirtualAddress address, ulong offset, int size, out ulong first, out ulong second, AccessType access = AccessType.Normal)
        where E : struct, IEngine
    {
        var start = address.Address + offset;
        ref var entry = ref Tlb(start);
        if (Permits(address.Authority, start, (ulong)((2 * size) - 1), CapabilityPermissions.Load)
            && entry.LoadTag == TlbTag(start)
            && (start & (ulong)((2 * size) - 1)) == 0)
        {
            var host = entry.Host + (start & PageOffset);
            (first, second) = size == 8
                ? (*(ulong*)host, *(ulong*)(host + 8))
                : (*(uint*)host, *(uint*)(host + 4));
            return true;
        }

        first = second = 0;
        return TryCheck(address.Authority, start, (ulong)(2 * size), CapabilityPermissions.Load, access)
            && ReadChecked(start, size, out first, access)
            && ReadChecked(start + (ulong)size, size, out second, access);
    }

    /// <summary>Stores two values of 4 or 8 bytes: both are checked against the capability before either is written.</summary>
    internal bool TryStorePair<E>(in VirtualAddress address, ulong offset, int size, ulong first, ulong second, AccessType access = AccessType.Normal)
        where E : struct, IEngine
    {
        var start = address.Address + offset;
        ref var entry = ref Tlb(start);
        if (Permits(address.Authority, start, (ulong)((2 * size) - 1), CapabilityPermissions.Store)
            && entry.StoreTag == TlbTag(start)
            && (start & (ulong)((2 * size) - 1)) == 0)
        {
            var host = entry.Host + (start & PageOffset);
            if (size == 8)
            {
                *(ulong*)host = first;
                *(ulong*)(host + 8) = second;
            }
            else
            {
                *(uint*)host = (uint)first;
                *(uint*)(host + 4) = (uint)second;
            }

            if (entry.State->Attention != 0)
            {
                Memory.StoreTouched(entry.State, (uint)(start & PageOffset), (uint)(2 * size));
            }

            return true;
        }

        return TryCheck(address.Authority, start, (ulong)(2 * size), CapabilityPermissions.Store, access)
            && WriteChecked(start, size, first, access)
            && WriteChecked(start + (ulong)size, size, second, access);
    }

    /// <summary>Loads 16 bytes: two accesses of 8 if the address is a multiple of 8 (Sail Mem_read, AccType_VEC).</summary>
    internal bool TryLoad128<E>(in VirtualAddress address, ulong offset, out UInt128 value, AccessType access = AccessType.Vector)
        where E : struct, IEngine
    {
        var start = address.Address + offset;
        ref var entry = ref Tlb(start);
        if (Permits(address.Authority, start, 15, CapabilityPermissions.Load) && entry.LoadTag == TlbTag(start) && (start & 15) == 0)
        {
            value = Unsafe.ReadUnaligned<UInt128>(entry.Host + (start & PageOffset));
            return true;
        }

        value = 0;
        return TryCheck(address.Authority, start, 16, CapabilityPermissions.Load, access) && Read128Checked(start, out value, access);
    }

    /// <summary>Stores 16 bytes: two accesses of 8 if the address is a multiple of 8.</summary>
    internal bool TryStore128<E>(in VirtualAddress address, ulong offset, UInt128 value, AccessType access = AccessType.Vector)
        where E : struct, IEngine
    {
        var start = address.Address + offset;
        ref var entry = ref Tlb(start);
        if (Permits(address.Authority, start, 15, CapabilityPermissions.Store) && entry.StoreTag == TlbTag(start) && (start & 15) == 0)
        {
            Unsafe.WriteUnaligned(entry.Host + (start & PageOffset), value);
            if (entry.State->Attention != 0)
            {
                Memory.StoreTouched(entry.State, (uint)(start & PageOffset), 16);
            }

            return true;
        }

        return TryCheck(address.Authority, start, 16, CapabilityPermissions.Store, access) && Write128Checked(start, value, access);
    }

    /// <summary>Loads a pair of 16 bytes each (LDP Q): one check of 32 bytes.</summary>
    internal bool TryLoad128Pair<E>(in VirtualAddress address, ulong offset, out UInt128 first, out UInt128 second)
        where E : struct, IEngine
    {
        var start = address.Address + offset;
        first = second = 0;
        return TryCheck(address.Authority, start, 32, CapabilityPermissions.Load, AccessType.Vector)
            && Read128Checked(start, out first, AccessType.Vector)
            && Read128Checked(start + 16, out second, AccessType.Vector);
    }

    /// <summary>Stores a pair of 16 bytes each (STP Q): one check of 32 bytes.</summary>
    internal bool TryStore128Pair<E>(in VirtualAddress address, ulong offset, UInt128 first, UInt128 second)
        where E : struct, IEngine
    {
        var start = address.Address + offset;
        return TryCheck(address.Authority, start, 32, CapabilityPermissions.Store, AccessType.Vector)
            && Write128Checked(start, first, AccessType.Vector)
            && Write128Checked(start + 16, second, AccessType.Vector);
    }

    /// <summary>Checks a whole access against its capability, without touching memory (Sail VACheckAddress).</summary>
    internal bool TryCheckRange(in VirtualAddress address, ulong offset, ulong size, CapabilityPermissions permissions, AccessType access = AccessType.Normal) =>
        TryCheck(address.Authority, address.Address + offset, size, permissions, access);

    /// <summary>Reads up to 8 bytes that <see cref="TryCheckRange"/> has allowed (Sail Mem_read).</summary>
    internal bool TryReadChecked(in VirtualAddress address, ulong offset, int size, out ulong value, AccessType access = AccessType.Normal) =>
        ReadChecked(address.Address + offset, size, out value, access);

    /// <summary>Writes up to 8 bytes that <see cref="TryCheckRange"/> has allowed (Sail Mem_set).</summary>
    internal bool TryWriteChecked(in VirtualAddress address, ulong offset, int size, ulong value, AccessType access = AccessType.Normal) =>
        WriteChecked(address.Address + offset, size, value, access);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref TlbEntry Tlb(ulong address) => ref _tlb[(address >> PhysicalMemory.PageShift) & (TlbSize - 1)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong TlbTag(ulong address) => (address & PhysicalMemory.PageMask) | _tlbGeneration;

    private bool Load1(uint authority, ulong address, out ulong value)
    {
        ref var entry = ref Tlb(address);
        if (Permits(authority, address, 0, CapabilityPermissions.Load) && entry.LoadTag == TlbTag(address))
        {
            value = entry.Host[address & PageOffset];
            return true;
        }

        return LoadSlowly(authority, address, 1, out value, AccessType.Normal);
    }

    private bool Load2(uint authority, ulong address, out ulong value)
    {
        ref var entry = ref Tlb(address);
        if (Permits(authority, address, 1, CapabilityPermissions.Load) && entry.LoadTag == TlbTag(address) && (address & 1) == 0)
        {
            value = *(ushort*)(entry.Host + (address & PageOffset));
            return true;
        }

        return LoadSlowly(authority, address, 2, out value, AccessType.Normal);
    }

    private bool Load4(uint authority, ulong address, out ulong value)
    {
        ref var entry = ref Tlb(address);
        if (Permits(authority, address, 3, CapabilityPermissions.Load) && entry.LoadTag == TlbTag(address) && (address & 3) == 0)
        {
            value = *(uint*)(entry.Host + (address & PageOffset));
            return true;
        }

        return LoadSlowly(authority, address, 4, out value, AccessType.Normal);
    }

    private bool Load8(uint authority, ulong address, out ulong value)
    {
        ref var entry = ref Tlb(address);
        if (Permits(authority, address, 7, CapabilityPermissions.Load) && entry.LoadTag == TlbTag(address) && (address & 7) == 0)
        {
            value = *(ulong*)(entry.Host + (address & PageOffset));
            return true;
        }

        return LoadSlowly(authority, address, 8, out value, AccessType.Normal);
    }

    private bool Store1(uint authority, ulong address, ulong value)
    {
        ref var entry = ref Tlb(address);
        if (Permits(authority, address, 0, CapabilityPermissions.Store) && entry.StoreTag == TlbTag(address))
        {
            entry.Host[address & PageOffset] = (byte)value;
            if (entry.State->Attention != 0)
            {
                Memory.StoreTouched(entry.State, (uint)(address & PageOffset), 1);
            }

            return true;
        }

        return StoreSlowly(authority, address, 1, value, AccessType.Normal);
    }

    private bool Store2(uint authority, ulong address, ulong value)
    {
        ref var entry = ref Tlb(address);
        if (Permits(authority, address, 1, CapabilityPermissions.Store) && entry.StoreTag == TlbTag(address) && (address & 1) == 0)
        {
            *(ushort*)(entry.Host + (address & PageOffset)) = (ushort)value;
            if (entry.State->Attention != 0)
            {
                Memory.StoreTouched(entry.State, (uint)(address & PageOffset), 2);
            }

            return true;
        }

        return StoreSlowly(authority, address, 2, value, AccessType.Normal);
    }

    private bool Store4(uint authority, ulong address, ulong value)
    {
        ref var entry = ref Tlb(address);
        if (Permits(authority, address, 3, CapabilityPermissions.Store) && entry.StoreTag == TlbTag(address) && (address & 3) == 0)
        {
            *(uint*)(entry.Host + (address & PageOffset)) = (uint)value;
            if (entry.State->Attention != 0)
            {
                Memory.StoreTouched(entry.State, (uint)(address & PageOffset), 4);
            }

            return true;
        }

        return StoreSlowly(authority, address, 4, value, AccessType.Normal);
    }

    private bool Store8(uint authority, ulong address, ulong value)
    {
        ref var entry = ref Tlb(address);
        if (Permits(authority, address, 7, CapabilityPermissions.Store) && entry.StoreTag == TlbTag(address) && (address & 7) == 0)
        {
            *(ulong*)(entry.Host + (address & PageOffset)) = value;
            if (entry.State->Attention != 0)
            {
                Memory.StoreTouched(entry.State, (uint)(address & PageOffset), 8);
            }

            return true;
        }

        return StoreSlowly(authority, address, 8, value, AccessType.Normal);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool LoadSlowly(uint authority, ulong address, int size, out ulong value, AccessType access)
    {
        value = 0;
        return TryCheck(authority, address, (ulong)size, CapabilityPermissions.Load, access) && ReadChecked(address, size, out value, access);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool StoreSlowly(uint authority, ulong address, int size, ulong value, AccessType access) =>
        TryCheck(authority, address, (ulong)size, CapabilityPermissions.Store, access) && WriteChecked(address, size, value, access);

    /// <summary>The quick form of <see cref="TryCheck"/>: false only says that a closer look is needed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Permits(uint authority, ulong address, ulong last, CapabilityPermissions permissions) =>
        authority == VirtualAddress.Ddc
            ? _ddcAuthority.Allows(address, last, permissions)
            : PermitsByRegister(authority, address, last, permissions);

    // One comparison of metadata and one of the value find that the register still holds what was decoded last.
    private bool PermitsByRegister(uint authority, ulong address, ulong last, CapabilityPermissions permissions)
    {
        if (authority <= VirtualAddress.Csp)
        {
            // The capability was decoded before, and its value still is one that decodes to the same bounds.
            ref var slot = ref Slot(authority);
            ref var decoded = ref _authorities[authority];
            if (slot.Metadata == decoded.Metadata && TagSlot(authority) != 0 && slot.Value - decoded.Base <= decoded.Last)
            {
                return decoded.Allows(address, last, permissions);
            }
        }

        return authority < VirtualAddress.MisalignedStack && PermitsByDecoding(authority, address, last, permissions);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool PermitsByDecoding(uint authority, ulong address, ulong last, CapabilityPermissions permissions)
    {
        var decoded = Authority.Of(AuthorityCapability(authority));

        // Flags would change how another value decodes: only bounds that no flag can reach are kept.
        _authorities[authority] = decoded.Permissions != 0 && IsCanonical(decoded.Base) && IsCanonical(decoded.Base + decoded.Last) ? decoded : default;
        return decoded.Allows(address, last, permissions);
    }

    private static bool IsCanonical(ulong address) => (ulong)((long)(address << 8) >> 8) == address;

    /// <summary>The capability that an authority number stands for.</summary>
    private Capability AuthorityCapability(uint authority) => authority switch
    {
        VirtualAddress.Csp => CSp(31),
        VirtualAddress.Ddc => Ddc,
        VirtualAddress.Pcc => Pcc,
        VirtualAddress.Explicit => _explicitAuthority,
        _ => C(authority),
    };

    /// <summary>Checks an access against its capability and takes the exception if it fails (Sail CheckCapability).</summary>
    private bool TryCheck(uint authority, ulong address, ulong size, CapabilityPermissions permissions, AccessType access)
    {
        if (IsCanonical(address) && Permits(authority, address, size - 1, permissions))
        {
            return true;
        }

        if (authority == VirtualAddress.MisalignedStack)
        {
            RaiseStackAlignment();
            return false;
        }

        var capability = AuthorityCapability(authority);
        var fault = CheckCapability(capability, address, size, permissions, access);
        if (fault == FaultStatus.None || (AccessArbiter is not null && IsGranted(authority, address, size, permissions, fault)))
        {
            return true;
        }

        _faultAuthority = authority;
        RaiseAbort(address, fault, (permissions & CapabilityPermissions.Store) != 0, access);
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsGranted(uint authority, ulong address, ulong size, CapabilityPermissions permissions, FaultStatus fault) =>
        AccessArbiter!(new(
            KindOf(fault), address, (int)size, (permissions & CapabilityPermissions.Store) != 0, AuthorityName(authority), _pc, IsRestricted, CompartmentId));

    private FaultStatus CheckCapability(in Capability capability, ulong address, ulong size, CapabilityPermissions permissions, AccessType access)
    {
        if (!capability.Tag)
        {
            return FaultStatus.CapabilityTag;
        }

        if (capability.IsSealed)
        {
            return FaultStatus.CapabilitySeal;
        }

        if (!capability.Has(permissions))
        {
            return FaultStatus.CapabilityPermission;
        }

        return capability.Bounds.Contains(AddressForBounds(address, access), size) ? FaultStatus.None : FaultStatus.CapabilityBounds;
    }

    // Where the top byte is ignored it is ignored by the bounds check too (Sail CheckCapability, AddrTop).
    private ulong AddressForBounds(ulong address, AccessType access)
    {
        var el = AccessLevel(access);
        if (AddressTop(address, el) == 63)
        {
            return address;
        }

        var negative = (address >> 55 & 1) != 0 && HasTwoRanges(el) && StageOneEnabled;
        return negative ? address | 0xFF00_0000_0000_0000 : address & 0x00FF_FFFF_FFFF_FFFF;
    }

    // Reads 1 to 8 bytes, one translation for each unit that is read at once.
    private bool ReadChecked(ulong address, int size, out ulong value, AccessType access)
    {
        value = 0;
        var aligned = (address & (ulong)(size - 1)) == 0;
        if (!aligned && AlignmentRequired(access))
        {
            RaiseAbort(address, FaultStatus.Alignment, false, access);
            return false;
        }

        if (aligned)
        {
            return ReadUnit(address, size, out value, access, true);
        }

        ref var entry = ref Tlb(address);
        if (access is AccessType.Normal or AccessType.Vector
            && entry.LoadTag == TlbTag(address)
            && (entry.Attributes & PageAttributes.Device) == 0
            && (address & PageOffset) + (ulong)size <= PhysicalMemory.PageSize)
        {
            value = ReadHost(entry.Host + (address & PageOffset), size);
            return true;
        }

        for (var i = 0; i < size; i++)
        {
            if (!ReadUnit(address + (ulong)i, 1, out var part, access, false))
            {
                return false;
            }

            value |= part << (8 * i);
        }

        return true;
    }

    private bool WriteChecked(ulong address, int size, ulong value, AccessType access)
    {
        var aligned = (address & (ulong)(size - 1)) == 0;
        if (!aligned && AlignmentRequired(access))
        {
            RaiseAbort(address, FaultStatus.Alignment, true, access);
            return false;
        }

        if (aligned)
        {
            return WriteUnit(address, size, value, access, true);
        }

        ref var entry = ref Tlb(address);
        if (access is AccessType.Normal or AccessType.Vector
            && entry.StoreTag == TlbTag(address)
            && (entry.Attributes & PageAttributes.Device) == 0
            && (address & PageOffset) + (ulong)size <= PhysicalMemory.PageSize)
        {
            WriteHost(entry.Host + (address & PageOffset), size, value);
            if (entry.State->Attention != 0)
            {
                Memory.StoreTouched(entry.State, (uint)(address & PageOffset), (uint)size);
            }

            return true;
        }

        for (var i = 0; i < size; i++)
        {
            if (!WriteUnit(address + (ulong)i, 1, value >> (8 * i), access, false))
            {
                return false;
            }
        }

        return true;
    }

    private bool Read128Checked(ulong address, out UInt128 value, AccessType access)
    {
        value = 0;
        if ((address & 15) != 0 && AlignmentRequired(access))
        {
            RaiseAbort(address, FaultStatus.Alignment, false, access);
            return false;
        }

        if (!ReadHalf(address, out var low, access, address) || !ReadHalf(address + 8, out var high, access, address))
        {
            return false;
        }

        value = new UInt128(high, low);
        return true;
    }

    private bool Write128Checked(ulong address, UInt128 value, AccessType access)
    {
        if ((address & 15) != 0 && AlignmentRequired(access))
        {
            RaiseAbort(address, FaultStatus.Alignment, true, access);
            return false;
        }

        return WriteHalf(address, (ulong)value, access, address) && WriteHalf(address + 8, (ulong)(value >> 64), access, address);
    }

    // Half of a 16-byte access: whether it counts as aligned is a matter of the whole.
    private bool ReadHalf(ulong address, out ulong value, AccessType access, ulong whole)
    {
        if ((address & 7) == 0)
        {
            return ReadUnit(address, 8, out value, access, (whole & 15) == 0);
        }

        value = 0;
        for (var i = 0; i < 8; i++)
        {
            if (!ReadUnit(address + (ulong)i, 1, out var part, access, false))
            {
                return false;
            }

            value |= part << (8 * i);
        }

        return true;
    }

    private bool WriteHalf(ulong address, ulong value, AccessType access, ulong whole)
    {
        if ((address & 7) == 0)
        {
            return WriteUnit(address, 8, value, access, (whole & 15) == 0);
        }

        for (var i = 0; i < 8; i++)
        {
            if (!WriteUnit(address + (ulong)i, 1, value >> (8 * i), access, false))
            {
                return false;
            }
        }

        return true;
    }

    // One aligned unit that cannot cross a page (Sail AArch64_MemSingle_read).
    private bool ReadUnit(ulong address, int size, out ulong value, AccessType access, bool aligned)
    {
        value = 0;
        if (!TryTranslate(address, access, false, aligned, out var page) || !MayLoad(address, size, page))
        {
            return false;
        }

        if (page.Host != null)
        {
            value = ReadHost(page.Host + (address & PageOffset), size);
            return true;
        }

        var physical = page.Physical | (address & PageOffset);
        if (Bus.Find(physical, size, out var offset) is { } device)
        {
            value = device.Load(offset, size);
            return true;
        }

        RaiseAbort(address, FaultStatus.External, false, access);
        return false;
    }

    private bool WriteUnit(ulong address, int size, ulong value, AccessType access, bool aligned)
    {
        if (!TryTranslate(address, access, true, aligned, out var page) || !MayStore(address, size, value, page))
        {
            return false;
        }

        if (page.Host != null)
        {
            WriteHost(page.Host + (address & PageOffset), size, value);
            if (page.State->Attention != 0)
            {
                Memory.StoreTouched(page.State, (uint)(address & PageOffset), (uint)size);
            }

            return true;
        }

        var physical = page.Physical | (address & PageOffset);
        if (Bus.Find(physical, size, out var offset) is { } device)
        {
            device.Store(offset, size, size == 8 ? value : value & ((1UL << (8 * size)) - 1));
            return true;
        }

        RaiseAbort(address, FaultStatus.External, true, access);
        return false;
    }

    private static ulong ReadHost(byte* host, int size) => size switch
    {
        1 => *host,
        2 => Unsafe.ReadUnaligned<ushort>(host),
        4 => Unsafe.ReadUnaligned<uint>(host),
        _ => Unsafe.ReadUnaligned<ulong>(host),
    };

    private static void WriteHost(byte* host, int size, ulong value)
    {
        switch (size)
        {
            case 1: *host = (byte)value; break;
            case 2: Unsafe.WriteUnaligned(host, (ushort)value); break;
            case 4: Unsafe.WriteUnaligned(host, (uint)value); break;
            default: Unsafe.WriteUnaligned(host, value); break;
        }
    }

    private bool AlignmentRequired(AccessType access) =>
        access is AccessType.Ordered or AccessType.Atomic || (Sctlr & SctlrAlignment) != 0;
}
