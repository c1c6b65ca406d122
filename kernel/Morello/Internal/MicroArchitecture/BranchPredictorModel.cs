using System.Runtime.InteropServices;

namespace FlexCap.Morello.Internal;

/// <summary>What kind of branch a prediction is about.</summary>
internal enum BranchKind
{
    /// <summary>To an immediate, always taken: predicted right.</summary>
    Direct,

    /// <summary>To an immediate, taken or not.</summary>
    Conditional,

    /// <summary>To a register or capability.</summary>
    Indirect,

    /// <summary>Return from a subroutine.</summary>
    Return,
}

/// <summary>
/// A branch predictor as a model, for counting mispredictions; that of the core is not public. Directions: gshare, 4,096 two-bit
/// counters chosen by the address and the last 12 directions. Targets of indirect branches: the last one of 1,024 addresses.
/// Returns: a stack of 16.
/// </summary>
internal sealed class BranchPredictorModel : IStateful
{
    private const int HistoryBits = 12;
    private const int Targets = 1024;
    private const int Returns = 16;

    private readonly byte[] _directions = new byte[1 << HistoryBits];
    private readonly ulong[] _targets = new ulong[Targets];
    private readonly ulong[] _returns = new ulong[Returns];
    private uint _history;
    private uint _depth;
    private bool _used;

    /// <summary>Branches predicted wrongly since reset.</summary>
    internal long Mispredictions { get; private set; }

    /// <summary>Predicts a branch, compares with what it did, and learns.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="links">It writes a return address, that of the next instruction.</param>
    /// <param name="target">Where execution went on.</param>
    internal void Resolve(ulong address, BranchKind kind, bool links, ulong target)
    {
        _used = true;
        bool right = kind switch
        {
            BranchKind.Conditional => ResolveDirection(address, target != address + 4),
            BranchKind.Indirect => ResolveTarget(address, target),
            BranchKind.Return => _returns[--_depth % Returns] == target,
            _ => true,
        };
        if (links)
        {
            _returns[_depth++ % Returns] = address + 4;
        }

        if (!right)
        {
            Mispredictions++;
        }
    }

    public void Save(StateWriter writer)
    {
        writer.Write(_used);
        if (_used)
        {
            writer.Write(Mispredictions);
            writer.Write(_history);
            writer.Write(_depth);
            writer.WriteRaw(_directions);
            writer.WriteRaw(MemoryMarshal.AsBytes(_targets.AsSpan()));
            writer.WriteRaw(MemoryMarshal.AsBytes(_returns.AsSpan()));
        }
    }

    public void Restore(StateReader reader)
    {
        _used = reader.ReadBoolean();
        Mispredictions = _used ? reader.ReadInt64() : 0;
        _history = _used ? reader.ReadUInt32() : 0;
        _depth = _used ? reader.ReadUInt32() : 0;
        RestoreTable(reader, _directions);
        RestoreTable(reader, MemoryMarshal.AsBytes(_targets.AsSpan()));
        RestoreTable(reader, MemoryMarshal.AsBytes(_returns.AsSpan()));
    }

    private void RestoreTable(StateReader reader, Span<byte> table)
    {
        table.Clear();
        if (_used)
        {
            reader.ReadRaw(table.Length).CopyTo(table);
        }
    }

    private bool ResolveDirection(ulong address, bool taken)
    {
        ref byte counter = ref _directions[((uint)(address >> 2) ^ _history) & ((1 << HistoryBits) - 1)];
        bool right = (counter >= 2) == taken;
        counter = (byte)(taken ? Math.Min(counter + 1, 3) : Math.Max(counter - 1, 0));
        _history = ((_history << 1) | (taken ? 1u : 0)) & ((1 << HistoryBits) - 1);
        return right;
    }

    private bool ResolveTarget(ulong address, ulong target)
    {
        ref ulong known = ref _targets[(address >> 2) % Targets];
        bool right = known == target;
        known = target;
        return right;
    }
}
