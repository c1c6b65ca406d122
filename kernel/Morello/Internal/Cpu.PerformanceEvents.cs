namespace FlexCap.Morello.Internal;

/// <summary>
/// The events of the performance monitors. Those of executed work are exact. Refills and mispredictions come from a
/// <see cref="CacheModel"/> and a <see cref="BranchPredictorModel"/>: modelled, and as deterministic as the rest. Accesses, branches and
/// the models are followed only while a counter counts them: accesses then take the slow path of the debugger's watchpoints, and
/// slots of branches (all slots, for refills of instructions) execute <see cref="ExecuteCounted"/>.
/// </summary>
internal sealed unsafe partial class Cpu
{
    private const uint EventSoftwareIncrement = 0x00;
    private const uint EventInstructionRefill = 0x01;
    private const uint EventDataRefill = 0x03;
    private const uint EventDataCacheAccess = 0x04;
    private const uint EventInstructionsRetired = 0x08;
    private const uint EventExceptionsTaken = 0x09;
    private const uint EventCycles = 0x11;
    private const uint EventMemoryAccess = 0x13;
    private const uint EventInstructionCacheAccess = 0x14;
    private const uint EventBranchesRetired = 0x21;
    private const uint EventMispredictionsRetired = 0x22;

    [Flags]
    private enum Followed
    {
        None = 0,
        Accesses = 1,
        DataCache = 2,
        Branches = 4,
        Predictor = 8,
        InstructionCache = 16,
    }

    private readonly CacheModel _instructionCache = new();
    private readonly CacheModel _dataCache = new();
    private readonly BranchPredictorModel _predictor = new();
    private Followed _followed;
    private long _memoryAccesses;
    private long _cachedAccesses;
    private long _branches;

    // The step whose accesses were counted last, and the counts before it: an instruction that a watchpoint stops is executed again.
    private long _accessStep = -1;
    private long _memoryAccessesBefore;
    private long _cachedAccessesBefore;

    // PMCEID0 and PMCEID1.
    private static ulong ImplementedEvents(uint first)
    {
        ReadOnlySpan<uint> events =
        [
            EventSoftwareIncrement, EventInstructionRefill, EventDataRefill, EventDataCacheAccess, EventInstructionsRetired, EventExceptionsTaken,
            EventCycles, EventMemoryAccess, EventInstructionCacheAccess, EventBranchesRetired, EventMispredictionsRetired,
        ];
        ulong bits = 0;
        foreach (uint number in events)
        {
            bits |= number - first < 32 ? 1UL << (int)(number - first) : 0;
        }

        return bits;
    }

    // What the event of a counter has counted since reset, or while somebody followed it. Events that are not implemented count nothing.
    private ulong EventCount(int n) => (ulong)(n == CycleCounter
        ? Cycles
        : (_counterEvent[n] & EventMask) switch
        {
            EventInstructionRefill => _instructionCache.Refills,
            EventDataRefill => _dataCache.Refills,
            EventDataCacheAccess => _cachedAccesses,
            EventInstructionsRetired => Instructions,
            EventExceptionsTaken => ExceptionCount,
            EventCycles => Cycles,
            EventMemoryAccess => _memoryAccesses,

            // Every instruction is fetched once, those that end in a fault included.
            EventInstructionCacheAccess => Steps,
            EventBranchesRetired => _branches,
            EventMispredictionsRetired => _predictor.Mispredictions,
            _ => 0,
        });

    // Follows what the running counters count, and nothing else.
    private void SelectEvents()
    {
        Followed followed = Followed.None;
        for (int n = 0; n < EventCounters; n++)
        {
            if ((_counterEnable >> n & 1) != 0)
            {
                followed |= (_counterEvent[n] & EventMask) switch
                {
                    EventInstructionRefill => Followed.InstructionCache,
                    EventDataRefill => Followed.Accesses | Followed.DataCache,
                    EventDataCacheAccess or EventMemoryAccess => Followed.Accesses,
                    EventBranchesRetired => Followed.Branches,
                    EventMispredictionsRetired => Followed.Branches | Followed.Predictor,
                    _ => Followed.None,
                };
            }
        }

        Followed changed = followed ^ _followed;
        _followed = followed;
        if ((changed & Followed.Accesses) != 0)
        {
            ObserversChanged();
        }

        if ((changed & (Followed.Branches | Followed.InstructionCache)) != 0)
        {
            InvalidateCode();
        }
    }

    private bool FollowsAccesses => (_followed & Followed.Accesses) != 0;

    // One access of an instruction, as the Sail model makes them: an unaligned access is one for each byte.
    private void CountAccess(in Translation page, ulong address, int size)
    {
        if (!FollowsAccesses)
        {
            return;
        }

        if (_accessStep != Steps)
        {
            _accessStep = Steps;
            _memoryAccessesBefore = _memoryAccesses;
            _cachedAccessesBefore = _cachedAccesses;
        }

        _memoryAccesses++;
        if (page.Host != null)
        {
            _cachedAccesses++;
            if ((_followed & Followed.DataCache) != 0)
            {
                _dataCache.Access(page.Physical | (address & PageOffset), size);
            }
        }
    }

    // The instruction has been stopped before it was done: it will make its accesses again.
    private void ForgetAccesses()
    {
        if (_accessStep == Steps)
        {
            _memoryAccesses = _memoryAccessesBefore;
            _cachedAccesses = _cachedAccessesBefore;
        }
    }

    // What a slot executes: the instruction's own code, or what counts besides.
    private delegate*<Cpu, uint, void> Followable(delegate*<Cpu, uint, void> handler, TimingClass timing) =>
        (_followed & Followed.InstructionCache) != 0 || ((_followed & Followed.Branches) != 0 && IsBranch(timing)) ? &ExecuteCounted : handler;

    private static bool IsBranch(TimingClass timing) => timing is TimingClass.Branch or TimingClass.CapabilityBranch;

    private static void ExecuteCounted(Cpu cpu, uint word)
    {
        ulong pc = cpu._pc;
        if ((cpu._followed & Followed.InstructionCache) != 0)
        {
            cpu._instructionCache.Access(cpu._windowPage!.PhysicalAddress | (pc & PageOffset), sizeof(uint));
        }

        long retired = cpu._retired;
        Decode(word, out TimingClass timing)(cpu, word);

        // A branch that faulted has taken itself out of the count.
        if (IsBranch(timing) && (cpu._followed & Followed.Branches) != 0 && cpu._retired == retired)
        {
            cpu._branches++;
            if ((cpu._followed & Followed.Predictor) != 0)
            {
                cpu._predictor.Resolve(pc, KindOfBranch(word, out bool links), links, cpu.NextPc);
            }
        }
    }

    private static BranchKind KindOfBranch(uint word, out bool links)
    {
        string name = InstructionTable.Entries[InstructionTable.Variant(InstructionTable.Find(word)).Entry].Name;
        links = (word & 0xFC00_0000) == 0x9400_0000 || name.Contains("BLR", StringComparison.OrdinalIgnoreCase);
        bool conditional = word >> 24 == 0x54 || (word & 0x7C00_0000) == 0x3400_0000;
        bool direct = (word & 0x7C00_0000) == 0x1400_0000 || name.StartsWith("BX", StringComparison.Ordinal);
        return conditional ? BranchKind.Conditional
            : direct ? BranchKind.Direct
            : name.StartsWith("RET", StringComparison.OrdinalIgnoreCase) ? BranchKind.Return
            : BranchKind.Indirect;
    }
}
