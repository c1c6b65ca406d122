using System.Numerics;
using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal;

// The interpreter loop. An instruction costs one range check of PC, one counter and one indirect call.
internal sealed unsafe partial class Cpu
{
    // Between two looks at the cancellation token: below 10 ms of host time even for the slowest instructions.
    private const long ChunkInstructions = 16_384;

    // A vector that cannot be fetched raises fault after fault without executing anything.
    private const int FetchFaultLimit = 8;

    private readonly bool _timed;
    private CycleCosts _costs;
    private long _cycles;
    private long _left;
    private long _retiredWhenSpent;
    private int _fetchFaults;
    private StopReason? _stop;

    /// <summary>Instructions retired since reset; exact at any instruction.</summary>
    internal long Instructions => _retiredWhenSpent - _left;

    /// <summary>Model cycles since reset.</summary>
    internal long Cycles => _cycles;

    /// <summary>Runs until something stops it.</summary>
    internal StopReason Run(long maxInstructions, CancellationToken cancellation)
    {
        long remaining = maxInstructions;
        BeginRun();
        while (true)
        {
            if (cancellation.IsCancellationRequested)
            {
                return new StopReason.Cancelled();
            }

            if (remaining <= 0)
            {
                return new StopReason.BudgetSpent(maxInstructions);
            }

            long chunk = Math.Min(remaining, ChunkInstructions);
            remaining -= chunk;
            _retiredWhenSpent = Instructions + chunk;
            _left = chunk;
            RunChunk();
            if (_stop is { } reason)
            {
                _stop = null;
                return reason;
            }
        }
    }

    /// <summary>Ends the run after the current instruction.</summary>
    internal void RequestStop(StopReason reason)
    {
        _stop ??= reason;
        _retiredWhenSpent -= _left;
        _left = 0;
    }

    /// <summary>Takes the current instruction out of the count: it ended in a fault.</summary>
    internal void NotRetired() => _retiredWhenSpent--;

    private void RunChunk()
    {
        while (_left > 0)
        {
            // The rotation puts the two low bits of PC on top: a misaligned PC is out of the window like one too far.
            ulong pc = NextPc;
            ulong index = BitOperations.RotateRight(pc - _windowStart, 2);
            if (index >= _windowLength)
            {
                OpenWindow(pc);
                continue;
            }

            CodeSlot* slot = _windowSlots + index;
            _pc = pc;
            NextPc = pc + 4;
            _left--;
            slot->Handler(this, slot->Word);
        }
    }
}
