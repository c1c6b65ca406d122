namespace FlexCap.Morello.Internal;

/// <summary>
/// Translation tables of both stages (Sail AArch64_TranslationTableWalk), stage 2 behind stage 1
/// (AArch64_SecondStageTranslate, AArch64_CombineS1S2Desc) and the updates that hardware makes in descriptors: AF, dirty
/// state, and SC (AArch64_CheckAndUpdateDescriptor).
/// </summary>
internal sealed unsafe partial class Cpu
{
    private const ulong AddressMask = 0xFFFF_FFFF_FFFF;
    private const ulong DescriptorAccessFlag = 1UL << 10;
    private const ulong DescriptorReadOnly = 1UL << 7;
    private const ulong DescriptorDirtyModifier = 1UL << 51;
    private const ulong DescriptorStoreCapability = 1UL << 60;

    // The newest fault of Translate: what RaiseAbort and PAR_EL1 say beyond its status.
    [NotState]
    private StageFault _stageFault;

    // Which regime a walk is for, from the control registers.
    private struct WalkStart
    {
        internal int InputSize;
        internal int GrainSize;
        internal int OutputSize;
        internal int Level;
        internal ulong Table;
        internal ulong MemoryAttributes;
        internal uint HardwareUse;
        internal bool Unmapped;
        internal bool Upper;
        internal bool SinglePrivilege;
        internal bool HierarchyDisabled;
        internal bool UpdatesAccess;
        internal bool UpdatesDirty;
        internal bool Secure;
        internal bool StageTwo;
    }

    private struct WalkResult
    {
        internal ulong Physical;
        internal ulong DescriptorAddress;
        internal PageAttributes Attributes;
        internal int Level;

        /// <summary>Stage 1: AP[2]. Stage 2: not S2AP[1].</summary>
        internal bool ReadOnly;

        /// <summary>Stage 1: AP[1]. Stage 2: S2AP[0].</summary>
        internal bool User;
        internal bool NeverExecute;

        /// <summary>Stage 1: PXN. Stage 2: XN[0].</summary>
        internal bool PrivilegedNeverExecute;
        internal bool SetsAccess;
        internal bool SetsDirty;
        internal bool SetsCapability;
        internal bool NonSecure;

        /// <summary>Memory type as in a byte of MAIR_ELx.</summary>
        internal byte Memory;
        internal Shareability Shareability;
    }

    // As in PAR_EL1.SH.
    private enum Shareability : byte
    {
        None = 0,
        Outer = 2,
        Inner = 3,
    }

    private struct StageFault
    {
        internal bool SecondStage;
        internal bool OnWalk;
        internal ulong Ipa;
    }

    private WalkStart StartStageOne(ulong address, uint el)
    {
        var regime = RegimeOf(el);
        var twoRanges = HasTwoRanges(el);
        var control = _tcr[regime];
        var top = AddressTop(address, el);
        var upper = twoRanges && (address >> top & 1) != 0;
        var granule = (int)(upper ? control >> 30 : control >> 14) & 3;
        var grainSize = upper ? granule switch { 3 => 16, 1 => 14, _ => 12 } : granule switch { 1 => 16, 2 => 14, _ => 12 };

        // Smaller ranges than 2^25 bytes are taken as 2^25 (Unpredictable_RESTnSZ).
        var inputSize = Math.Max(64 - ((int)(upper ? control >> 16 : control) & 63), 25);
        var largest = grainSize == 16 ? 52 : 48;
        var outside = (top == 63 ? ulong.MaxValue : 0x00FF_FFFF_FFFF_FFFF) & ~((1UL << inputSize) - 1);
        var hierarchy = !twoRanges ? 24 : upper ? 42 : 41;
        var disabled = (control >> hierarchy & 1) != 0;
        return new()
        {
            InputSize = inputSize,
            GrainSize = grainSize,
            OutputSize = OutputSize((uint)(control >> (twoRanges ? 32 : 16))),
            Level = 4 - (1 + ((inputSize - grainSize - 1) / (grainSize - 3))),
            Table = upper ? _ttbr1[regime] : _ttbr0[regime],
            MemoryAttributes = _mair[regime],
            HardwareUse = disabled ? (uint)(control >> (!twoRanges ? 25 : upper ? 47 : 43)) & 15 : 0,
            Unmapped = inputSize > largest || (address & outside) != (upper ? outside : 0) || (twoRanges && (control >> (upper ? 23 : 7) & 1) != 0),
            Upper = upper,
            SinglePrivilege = !twoRanges,
            HierarchyDisabled = disabled,
            UpdatesAccess = (control >> (twoRanges ? 39 : 21) & 1) != 0,
            UpdatesDirty = (control >> (twoRanges ? 40 : 22) & 1) != 0,
            Secure = regime == 3 || (regime == 1 && IsSecure),
        };
    }

    private WalkStart StartStageTwo(ulong ipa)
    {
        var grainSize = (_vtcr >> 14 & 3) switch { 1 => 16, 2 => 14, _ => 12 };
        var inputSize = Math.Clamp(64 - (int)(_vtcr & 63), 25, 48);
        var stride = grainSize - 3;
        var first = (int)(_vtcr >> 6 & 3);
        var level = grainSize == 12 ? 2 - first : 3 - first;

        // PAMax is 48: level 0 is for the 4 KiB granule only, and the first table may be up to 16 tables side by side.
        var entries = inputSize - (((3 - level) * stride) + grainSize);
        return new()
        {
            InputSize = inputSize,
            GrainSize = grainSize,
            OutputSize = OutputSize((uint)(_vtcr >> 16)),
            Level = level,
            Table = _vttbr,
            HardwareUse = (uint)(_vtcr >> 25) & 15,
            Unmapped = ipa >> inputSize != 0 || level < 0 || (level == 0 && grainSize != 12) || entries < 1 || entries > stride + 4,
            SinglePrivilege = true,
            HierarchyDisabled = true,
            UpdatesAccess = (_vtcr >> 21 & 1) != 0,
            UpdatesDirty = (_vtcr >> 22 & 1) != 0,
            StageTwo = true,
        };
    }

    // TCR.IPS, PS.
    private static int OutputSize(uint field) =>
        Math.Min((field & 7) switch { 0 => 32, 1 => 36, 2 => 40, 3 => 42, 4 => 44, _ => 48 }, PhysicalAddressBits);

    private FaultStatus Walk(in WalkStart start, ulong input, in TranslationRequest request, out WalkResult result, ref bool faultWrites)
    {
        result = default;
        if (start.Unmapped)
        {
            return FaultStatus.Translation;
        }

        if ((start.Table & AddressMask) >> start.OutputSize != 0)
        {
            return FaultStatus.AddressSize;
        }

        var level = start.Level;
        var stride = start.GrainSize - 3;
        var baseLow = 3 + start.InputSize - (((3 - level) * stride) + start.GrainSize);
        var table = start.Table & AddressMask & ~((1UL << baseLow) - 1);
        var top = start.InputSize - 1;
        bool tableReadOnly = false, tableNoUser = false, tableXn = false, tablePxn = false, tableNonSecure = !start.Secure;
        ulong descriptor;
        int bottom;
        while (true)
        {
            bottom = ((3 - level) * stride) + start.GrainSize;
            result.DescriptorAddress = table | (input >> bottom & ((1UL << (top - bottom + 1)) - 1)) << 3;
            var fault = LoadDescriptor(start, result.DescriptorAddress, level, request, out descriptor, ref faultWrites);
            if (fault != FaultStatus.None)
            {
                return fault;
            }

            if ((descriptor & 1) == 0 || ((descriptor & 3) == 1 && level == 3))
            {
                return FaultStatus.Translation + (uint)level;
            }

            if ((descriptor & 3) == 1 || level == 3)
            {
                break;
            }

            if ((descriptor & AddressMask) >> start.OutputSize != 0)
            {
                return FaultStatus.AddressSize + (uint)level;
            }

            table = descriptor & AddressMask & ~((1UL << start.GrainSize) - 1);
            tableNonSecure |= !start.StageTwo && descriptor >> 63 != 0;
            if (!start.HierarchyDisabled)
            {
                tableReadOnly |= (descriptor >> 62 & 1) != 0;
                tableXn |= (descriptor >> 60 & 1) != 0;
                tablePxn |= (descriptor >> 59 & 1) != 0;
                tableNoUser |= (descriptor >> 61 & 1) != 0;
            }

            level++;
            top = bottom - 1;
        }

        if (level < (start.GrainSize == 12 ? 1 : 2))
        {
            return FaultStatus.Translation + (uint)level;
        }

        if ((descriptor & AddressMask) >> start.OutputSize != 0)
        {
            return FaultStatus.AddressSize + (uint)level;
        }

        result.SetsAccess = (descriptor & DescriptorAccessFlag) == 0;
        if (result.SetsAccess && !start.UpdatesAccess)
        {
            return FaultStatus.AccessFlag + (uint)level;
        }

        var writable = (descriptor & DescriptorReadOnly) == 0 != start.StageTwo;
        result.SetsDirty = start.UpdatesAccess && start.UpdatesDirty && (descriptor & DescriptorDirtyModifier) != 0 && !writable;
        var capabilityBits = (uint)(descriptor >> 59) & start.HardwareUse;
        var offset = (1UL << bottom) - 1;
        result.Physical = (descriptor & AddressMask & ~offset) | (input & offset);
        result.Level = level;
        result.ReadOnly = !(writable || result.SetsDirty) || tableReadOnly;
        result.SetsCapability = (capabilityBits & 0b0011) == 0b0001;
        result.Shareability = (Shareability)(descriptor >> 8 & 3);
        result.NeverExecute = (descriptor >> 54 & 1) != 0 || tableXn;
        if (start.StageTwo)
        {
            result.User = (descriptor >> 6 & 1) != 0;
            result.PrivilegedNeverExecute = (descriptor >> 53 & 1) != 0;
            result.NonSecure = true;
            result.Memory = StageTwoMemory((uint)(descriptor >> 2) & 15);
            result.Attributes = StageTwoCapabilityAttributes(capabilityBits);
        }
        else
        {
            result.User = start.SinglePrivilege || ((descriptor >> 6 & 1) != 0 && !tableNoUser);
            result.PrivilegedNeverExecute = !start.SinglePrivilege && ((descriptor >> 53 & 1) != 0 || tablePxn);
            result.NonSecure = tableNonSecure || (descriptor >> 5 & 1) != 0;
            result.Memory = (byte)(start.MemoryAttributes >> (8 * (int)(descriptor >> 2 & 7)));
            result.Attributes = CapabilityAttributes(capabilityBits, start.Upper);
        }

        if (IsDevice(result.Memory))
        {
            result.Attributes |= PageAttributes.Device;
        }

        return FaultStatus.None;
    }

    private FaultStatus LoadDescriptor(
        in WalkStart start, ulong address, int level, in TranslationRequest request, out ulong descriptor, ref bool faultWrites)
    {
        descriptor = 0;
        if (!start.StageTwo)
        {
            var fault = TranslateTable(ref address, request, false, ref faultWrites);
            if (fault != FaultStatus.None)
            {
                return fault;
            }
        }

        if (!Memory.Contains(address, 8))
        {
            return FaultStatus.ExternalOnWalk + (uint)level;
        }

        descriptor = *(ulong*)Memory.Host(address);
        return FaultStatus.None;
    }

    // A table of stage 1 lies at an intermediate address (Sail AArch64_SecondStageWalk).
    private FaultStatus TranslateTable(ref ulong address, in TranslationRequest request, bool updates, ref bool faultWrites)
    {
        if (!StageTwoEnabled)
        {
            return FaultStatus.None;
        }

        var walk = request with { Aligned = true, StoresTag = false };
        var fault = TranslateStageTwo(address, walk, true, updates, out var result, ref faultWrites);
        address = result.Physical;
        return fault;
    }

    private bool StageTwoEnabled => HasStageTwo && (_hcr & (HcrStageTwo | HcrDefaultCacheable)) != 0;

    private FaultStatus TranslateStageTwo(
        ulong ipa, in TranslationRequest request, bool onWalk, bool updates, out WalkResult result, ref bool faultWrites)
    {
        var fault = Walk(StartStageTwo(ipa), ipa, request, out result, ref faultWrites);
        if (fault == FaultStatus.None)
        {
            fault = CheckStageTwo(request, result, onWalk, updates, ref faultWrites);
            fault = UpdateDescriptor(ref result, fault, request, onWalk, updates, ref faultWrites, true);
        }

        if (fault != FaultStatus.None)
        {
            _stageFault = new() { SecondStage = true, OnWalk = onWalk, Ipa = ipa };
        }

        return fault;
    }

    // Sail AArch64_CheckS2Permission, and HCR_EL2.PTW.
    private FaultStatus CheckStageTwo(in TranslationRequest request, in WalkResult result, bool onWalk, bool updates, ref bool faultWrites)
    {
        if (FaultsOnDevice(request, result))
        {
            return FaultStatus.Alignment;
        }

        bool denied, deniedWrites;
        if (onWalk)
        {
            denied = (updates ? result.ReadOnly : !result.User)
                || ((result.Attributes & PageAttributes.Device) != 0 && (_hcr & HcrProtectedWalk) != 0);
            deniedWrites = request.Write;
        }
        else
        {
            var execute = (result.NeverExecute, result.PrivilegedNeverExecute) switch
            {
                (false, false) => true,
                (false, true) => El != 1,
                (true, false) => false,
                _ => El != 0,
            };
            denied = request.Denied(result.User, !result.ReadOnly, execute, El != 0, out deniedWrites);
        }

        if (!denied)
        {
            return FaultStatus.None;
        }

        faultWrites = deniedWrites;
        return FaultStatus.Permission + (uint)result.Level;
    }

    // Stage 2 behind stage 1 (Sail AArch64_CombineS1S2Desc, CombineS1S2LCSC).
    private FaultStatus AddStageTwo(in TranslationRequest request, ref WalkResult one, ref bool loads, ref bool stores, ref bool faultWrites)
    {
        if (!StageTwoEnabled)
        {
            return FaultStatus.None;
        }

        var fault = TranslateStageTwo(one.Physical, request, false, false, out var two, ref faultWrites);
        loads &= two.User;
        stores &= !two.ReadOnly && (!two.SetsDirty || request.Writes);
        one.Physical = two.Physical;
        one.Memory = CombineMemory(one.Memory, two.Memory);
        one.Shareability = one.Shareability == Shareability.Outer || two.Shareability == Shareability.Outer ? Shareability.Outer : one.Shareability | two.Shareability;
        var attributes = one.Attributes | two.Attributes;
        if ((two.Attributes & PageAttributes.LoadClearsTag) != 0)
        {
            attributes &= ~PageAttributes.LoadTagFaults;
        }

        if ((one.Attributes & PageAttributes.StoreTagFaults) == 0 && (two.Attributes & PageAttributes.StoreTagFaults) != 0)
        {
            attributes |= PageAttributes.StoreTagFaultsInStageTwo;
        }

        one.Attributes = attributes;
        return fault;
    }

    private FaultStatus UpdateDescriptor(
        ref WalkResult result, FaultStatus fault, in TranslationRequest request, bool onWalk, bool updates, ref bool faultWrites, bool stageTwo = false)
    {
        var writes = !onWalk && (request.Write || request.Access == AccessType.Atomic);
        var setsDirty = result.SetsDirty && fault == FaultStatus.None && ((!onWalk && request.Writes) || updates);
        var setsCapability = result.SetsCapability && fault == FaultStatus.None && request.StoresTag && writes;
        if ((!result.SetsAccess && !setsDirty && !setsCapability) || request.Access == AccessType.Inspect)
        {
            return fault;
        }

        var address = result.DescriptorAddress;
        if (!stageTwo)
        {
            var denied = TranslateTable(ref address, request, true, ref faultWrites);
            if (denied != FaultStatus.None)
            {
                return denied;
            }
        }

        var descriptor = (ulong*)Memory.Host(address);
        *descriptor |= (result.SetsAccess ? DescriptorAccessFlag : 0)
            | (setsDirty && stageTwo ? DescriptorReadOnly : 0)
            | (setsCapability ? DescriptorStoreCapability : 0);
        if (setsDirty && !stageTwo)
        {
            *descriptor &= ~DescriptorReadOnly;
        }

        var state = Memory.State(address);
        if (state->Attention != 0)
        {
            Memory.StoreTouched(state, (uint)(address & PageOffset), 8);
        }

        if (setsCapability)
        {
            result.Attributes &= ~PageAttributes.StoreTagUpdates;
        }

        return fault;
    }

    // LC, SC and CDBM of stage 1, as far as TCR gives the bits to hardware (Sail EffectiveHWU, EffectiveTGEN).
    private PageAttributes CapabilityAttributes(uint bits, bool upper)
    {
        var attributes = PageAttributes.None;
        if ((bits & 0b1100) == 0)
        {
            attributes |= PageAttributes.LoadClearsTag;
        }

        if ((bits & 0b1000) != 0)
        {
            var generation = CapabilityControlOf(_regime) >> (upper ? 1 : 0) & 1;
            var faultsAt = (bits & 0b0100) != 0 ? 0u : 1u;
            attributes |= generation == faultsAt ? PageAttributes.LoadTagFaults : 0;
        }

        return attributes | StoreAttributes(bits);
    }

    // Stage 2 has LC[0], SC and CDBM.
    private static PageAttributes StageTwoCapabilityAttributes(uint bits) =>
        ((bits & 0b0100) == 0 ? PageAttributes.LoadClearsTag : PageAttributes.None) | StoreAttributes(bits);

    private static PageAttributes StoreAttributes(uint bits) => (bits & 0b0011) switch
    {
        0b00 => PageAttributes.StoreTagFaults,
        0b01 => PageAttributes.StoreTagUpdates,
        _ => PageAttributes.None,
    };

    // MAIR: 0b0000dd00 is Device memory (Sail AArch64_S1AttrDecode); reserved values count as Normal.
    private static bool IsDevice(byte memory) => (memory & 0xF3) == 0;

    // MemAttr of stage 2, as a byte of MAIR (Sail S2AttrDecode).
    private static byte StageTwoMemory(uint attribute) =>
        (attribute & 0b1100) == 0 ? (byte)(attribute << 2) : (byte)(StageTwoCache(attribute >> 2) << 4 | StageTwoCache(attribute & 3));

    private static uint StageTwoCache(uint attribute) => attribute switch { 2 => 0xBu, 3 => 0xFu, _ => 4 };

    private static byte CombineMemory(byte one, byte two) => IsDevice(one)
        ? IsDevice(two) ? Math.Min(one, two) : one
        : IsDevice(two) ? two : (byte)(CombineCache(one >> 4, two >> 4) << 4 | CombineCache(one & 15, two & 15));

    // The weaker of Non-cacheable, Write-Through and Write-Back, with the hints of stage 1 (Sail CombineS1S2AttrHints).
    private static int CombineCache(int one, int two)
    {
        if (one == 4 || two == 4)
        {
            return 4;
        }

        return (one & 4) == 0 || (two & 4) == 0 ? 8 | (one & 3) : one;
    }
}
