using System.Buffers.Binary;
using static FlexCap.Morello.Conformance.A64Words;

namespace FlexCap.Morello.Conformance;

/// <summary>
/// A static Linux executable that loads the state of each case from its record, runs it, stores the state into the same record, and
/// at last writes all records to standard output. A fault is noted in the record, and the next instruction goes on: by a signal
/// handler under Linux, by an exception vector on the bare machine.
/// </summary>
internal sealed class UserImage
{
    internal const ulong Base = 0x4100_0000;

    /// <summary>Images are padded to whole blocks, so that the same addresses are mapped in both emulators.</summary>
    internal const ulong Block = 0x20_0000;

    private const int HeaderSize = 0x1000;

    // Where Linux for AArch64 puts registers into the frame of a signal.
    private const int FrameX = 184;
    private const int FramePc = 440;

    private const ulong SignalStackSize = 0x1_0000;

    private readonly List<uint> _code = [];

    private UserImage()
    {
    }

    internal static DifferentialImage Build(IReadOnlyList<DifferentialCase> cases) => new UserImage().Make(cases);

    /// <summary>Address of the exception vectors for the bare machine.</summary>
    internal static ulong Vectors => Base;

    private ulong Here => Base + ((ulong)_code.Count * 4);

    private DifferentialImage Make(IReadOnlyList<DifferentialCase> cases)
    {
        // The size of the code does not depend on the addresses that it holds: they all have two halves.
        int words = cases.Sum(c => c.WordCount + 96) + 1024;
        ulong records = Align(Base + ((ulong)words * 4), 0x1000);
        ulong stack = records + (ulong)(cases.Count * UserLayout.Size);
        ulong end = Align(stack + SignalStackSize, Block);

        EmitVectors();
        ulong handler = Here;
        EmitSignalHandler();
        ulong restorer = Here;
        _code.AddRange([0xD2800000 | 139 << 5 | 8, SupervisorCall]);
        _code.AddRange(Enumerable.Repeat(Nop, _code.Count % 2));
        ulong actions = Here;
        EmitWords([handler, 0x4000_0000 | 0x0800_0000 | 0x0400_0000 | 4, restorer, 0, stack, 0, SignalStackSize]);

        ulong entry = Here;
        EmitSignalSetUp(actions);
        ulong start = Here;
        List<IReadOnlyList<ulong>> units = [];
        List<ulong> places = [];
        for (int i = 0; i < cases.Count; i++)
        {
            ulong record = records + (ulong)(i * UserLayout.Size);
            places.Add(record);
            EmitLoad(record);
            List<ulong> starts = [];
            foreach (var unit in cases[i].Units)
            {
                starts.Add(Here);
                _code.AddRange(unit);
            }

            starts.Add(Here);
            units.Add(starts);
            EmitStore();
        }

        ulong stop = Here;
        EmitEnd(records, (ulong)(cases.Count * UserLayout.Size));
        if (Here > records)
        {
            throw new InvalidOperationException("The code is larger than its place.");
        }

        byte[] elf = ToElf(entry, end, cases, records);
        return new(elf, cases, places, units, start, stop);
    }

    // Synchronous exception from EL0 with AArch64, at 0x400; all others stay where they are. ELR without a tag would be no place to return to.
    private void EmitVectors()
    {
        _code.AddRange(Enumerable.Repeat(Branch(0), 0x100));
        _code.AddRange([StorePair(0, 1, UserLayout.Record, UserLayout.Scratch), ReadCapability(ExceptionLink1, 0)]);
        EmitNote();
        _code.AddRange([AddCapability(0, 0, 4), WriteCapability(ExceptionLink1, 0), LoadPair(0, 1, UserLayout.Record, UserLayout.Scratch), ExceptionReturn]);
        _code.AddRange(Enumerable.Repeat(Branch(0), 0x200 - _code.Count));
    }

    // X2 points to the frame.
    private void EmitSignalHandler()
    {
        _code.AddRange([Load(UserLayout.Record, 2, FrameX + (8 * (int)UserLayout.Record)), Load(0, 2, FramePc)]);
        EmitNote();
        _code.AddRange([AddImmediate(0, 0, 4), Store(0, 2, FramePc), Return]);
    }

    // X0 is the address of the faulting instruction: faults[count++ % 8] = X0. Uses X1: AND with 7, ADD shifted by 3.
    private void EmitNote() => _code.AddRange(
    [
        Load(1, UserLayout.Record, UserLayout.FaultCount),
        AddImmediate(1, 1, 1),
        Store(1, UserLayout.Record, UserLayout.FaultCount),
        0x92400000 | 2 << 10 | 1 << 5 | 1,
        0x8B010C00 | UserLayout.Record << 5 | 1,
        Store(0, 1, UserLayout.Faults),
    ]);

    private void EmitSignalSetUp(ulong actions)
    {
        // sigaltstack(stack, 0): the structure lies behind the three words and mask of sigaction.
        _code.AddRange(Wide(0, actions + 32));
        _code.AddRange([0xD2800001, 0xD2800000 | 132 << 5 | 8, SupervisorCall]);
        foreach (uint signal in (ReadOnlySpan<uint>)[4, 5, 7, 8, 11])
        {
            _code.Add(0xD2800000 | signal << 5);
            _code.AddRange(Wide(1, actions));
            _code.AddRange([0xD2800002, 0xD2800000 | 8 << 5 | 3, 0xD2800000 | 134 << 5 | 8, SupervisorCall]);
        }
    }

    private void EmitLoad(ulong record)
    {
        const uint R = UserLayout.Record;
        _code.AddRange(Wide(R, record));
        for (uint v = 0; v < 32; v += 2)
        {
            _code.Add(LoadVectorPair(v, v + 1, R, UserLayout.V + ((int)v * 16)));
        }

        _code.AddRange(
        [
            Load(0, R, UserLayout.Sp), AddImmediate(StackPointer, 0, 0), Load(0, R, UserLayout.Nzcv), Write(Nzcv, 0),
            Load(0, R, UserLayout.Fpcr), Write(Fpcr, 0), Load(0, R, UserLayout.Fpsr), Write(Fpsr, 0), Write(ThreadPointer, Zero), ClearExclusive,
        ]);
        for (uint x = 0; x < R; x += 2)
        {
            _code.Add(LoadPair(x, x + 1, R, UserLayout.X + ((int)x * 8)));
        }

        _code.Add(LoadPair(29, 30, R, UserLayout.X + (29 * 8)));
    }

    private void EmitStore()
    {
        const uint R = UserLayout.Record;
        for (uint x = 0; x < R; x += 2)
        {
            _code.Add(StorePair(x, x + 1, R, UserLayout.X + ((int)x * 8)));
        }

        _code.AddRange(
        [
            StorePair(29, 30, R, UserLayout.X + (29 * 8)), AddImmediate(0, StackPointer, 0), Store(0, R, UserLayout.Sp), Read(Nzcv, 0), Store(0, R, UserLayout.Nzcv),
            Read(Fpcr, 0), Store(0, R, UserLayout.Fpcr), Read(Fpsr, 0), Store(0, R, UserLayout.Fpsr),
        ]);
        for (uint v = 0; v < 32; v += 2)
        {
            _code.Add(StoreVectorPair(v, v + 1, R, UserLayout.V + ((int)v * 16)));
        }
    }

    // do X0 = write(1, X1, X2), X1 += X0, X2 -= X0 while X2 > 0; exit(0)
    private void EmitEnd(ulong records, ulong size)
    {
        _code.AddRange(Wide(1, records));
        _code.AddRange(Wide(2, size));
        _code.AddRange(
        [
            0xD2800020, 0xD2800808, SupervisorCall, 0x8B000021, 0xEB000042, 0x54FFFF61, 0xD2800000, 0xD2800BA8, SupervisorCall,
        ]);
    }

    private void EmitWords(IReadOnlyList<ulong> values)
    {
        foreach (ulong value in values)
        {
            _code.Add((uint)value);
            _code.Add((uint)(value >> 32));
        }
    }

    private static uint[] Wide(uint x, ulong value) =>
        [0xD2800000 | (uint)(value & 0xFFFF) << 5 | x, 0xF2A00000 | (uint)(value >> 16 & 0xFFFF) << 5 | x];

    private static ulong Align(ulong value, ulong alignment) => (value + alignment - 1) & ~(alignment - 1);

    // One segment, readable, writable and executable.
    private byte[] ToElf(ulong entry, ulong end, IReadOnlyList<DifferentialCase> cases, ulong records)
    {
        int fileSize = (int)(records - Base) + (cases.Count * UserLayout.Size);
        var elf = new byte[HeaderSize + fileSize];
        BareElf.WriteHeader(elf, entry, Base, HeaderSize, (ulong)fileSize, end - Base);
        for (int i = 0; i < _code.Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(elf.AsSpan(HeaderSize + (i * 4)), _code[i]);
        }

        for (int i = 0; i < cases.Count; i++)
        {
            cases[i].State.Bytes.CopyTo(elf, HeaderSize + (int)(records - Base) + (i * UserLayout.Size));
        }

        return elf;
    }
}
