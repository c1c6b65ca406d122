using System.Numerics;
using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal;

// The interpreter loop. An instruction costs one range check of PC, one counter and one indirect call.
internal sealed unsafe partial class Cpu
{
    // Between two looks at the cancellation token: below 10 ms of host time even for the slowest instructions. Timers and
    // interrupts end a chunk at their instruction.
    private const long ChunkInstructions = 16_384;

    // A vector that cannot be fetched raises fault after fault without executing anything.
    private const int FetchFaultLimit = 8;

    [NotState]
    private CycleCosts _costs;
    private long _cycles;
    private long _retired;
    private long _abandoned;
    [NotState]
    private long _left;
    [NotState]
    private long _notRun;
    [NotState]
    private long _dearestInstruction;
    private ulong _runStart;
    private CodeSlot* _runEnd;
    private int _fetchFaults;
    [NotState]
    private StopReason? _stop;

    /// <summary>Instructions retired since reset, the one that executes now included; exact at any instruction.</summary>
    internal long Instructions => _retired + InRun;

    /// <summary>Model cycles since reset, those of the instruction that executes now included.</summary>
    internal long Cycles
    {
        get
        {
            long cycles = _cycles;
            ulong first = (_runStart - _windowStart) >> 2;
            for (long i = 0; i < InRun; i++)
            {
                cycles += _windowSlots[first + (ulong)i].Cycles;
            }

            return cycles;
        }
    }

    // Instructions executed in the present run (see RunWindow): not yet counted anywhere.
    private long InRun => ((long)(_pc - _runStart) >> 2) + 1;

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

            if (!TryAttend(out StopReason? waiting))
            {
                return waiting;
            }

            long chunk = Math.Min(Math.Min(remaining, ChunkInstructions), Math.Min(InstructionsToTimerEvent(), InstructionsToOverflow()));
            _left = chunk;
            RunChunk();
            remaining -= chunk - _left - _notRun;
            _notRun = 0;
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
        EndChunk();
    }

    // Ends the chunk after the current instruction: something outside the instructions has to be looked at.
    private void EndChunk()
    {
        _notRun += _left;
        _left = 0;
        _runEnd = null;
    }

    /// <summary>Takes the current instruction out of the count: it ended in a fault.</summary>
    internal void NotRetired()
    {
        _retired--;
        _abandoned++;
    }

    /// <summary>Instructions begun since reset: those retired, and those that ended in a fault. No two points of a run have the same number.</summary>
    internal long Steps => Instructions + _abandoned;

    private void RunChunk()
    {
        while (_left > 0)
        {
            // The rotation puts the two low bits of PC on top: a misaligned PC is out of the window like one too far.
            ulong index = BitOperations.RotateRight(NextPc - _windowStart, 2);
            if (index < _windowLength)
            {
                RunWindow(index);
            }
            else
            {
                OpenWindow(NextPc);
            }
        }
    }

    // Executes runs of instructions that follow each other until one leaves the window. Counters are brought up to date at the
    // end of each run only; _runEnd is a field so that whatever changes the context can end the run by clearing it.
    private void RunWindow(ulong index)
    {
        ulong pc = NextPc;
        do
        {
            CodeSlot* slot = _windowSlots + index;
            long cycles = 0;
            _runStart = pc;
            _runEnd = slot + Math.Min((long)(_windowLength - index), _left);
            do
            {
                _pc = pc;
                pc += 4;
                NextPc = pc;
                slot->Handler(this, slot->Word);
                cycles += slot->Cycles;
                slot++;
            }
            while (NextPc == pc && slot < _runEnd);

            long executed = (long)(pc - _runStart) >> 2;
            _retired += executed;
            _left -= executed;
            _cycles += cycles;
            _runStart = pc;
            pc = NextPc;
            index = BitOperations.RotateRight(pc - _windowStart, 2);
        }
        while (index < _windowLength && _left > 0);
    }
}
