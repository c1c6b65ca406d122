using System.Buffers.Binary;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Differential;

/// <summary>
/// A static program of many short random sequences. Each starts from its own random registers and flags and ends by storing
/// all registers, so that one run of an emulator gives the results of all.
/// </summary>
internal sealed class RandomProgram
{
    internal const ulong Base = 0x4100_0000;

    // Where a sequence keeps what it must not touch: buffer, input and output pointers.
    private const uint BufferBase = 27;
    private const uint Address = 28;
    private const uint Output = 29;
    private const uint Input = 30;

    private const int HeaderSize = 0x1000;
    private const int BufferSize = 4096;
    private const int StateSize = (32 * 8) + (32 * 16);

    private readonly Random _random;
    private readonly List<uint> _code = [];
    private readonly List<(int Start, int End)> _sequences = [];

    internal RandomProgram(int seed, int sequences, int length, IReadOnlyList<InstructionEntry> entries)
    {
        _random = new Random(seed);
        Seed = seed;
        int codeSize = 0x10_0000;
        BufferAddress = Base + (ulong)codeSize;
        InputAddress = BufferAddress + BufferSize;
        OutputAddress = InputAddress + (ulong)(sequences * StateSize);
        EndOfData = OutputAddress + (ulong)(sequences * StateSize);

        LoadConstant(Input, InputAddress);
        LoadConstant(Output, OutputAddress);
        LoadConstant(BufferBase, BufferAddress);
        for (int i = 0; i < sequences; i++)
        {
            LoadState();
            int start = _code.Count;
            for (int j = 0; j < length; j++)
            {
                Emit(entries[_random.Next(entries.Count)]);
            }

            // The last one may branch over an instruction.
            _code.Add(0xD503201F);
            _sequences.Add((start, _code.Count));
            StoreState();
        }

        StopAddress = Base + ((ulong)_code.Count * 4);
        Exit();
    }

    internal int Seed { get; }

    /// <summary>Address of the first instruction after the last sequence.</summary>
    internal ulong StopAddress { get; }

    internal ulong BufferAddress { get; }

    internal ulong InputAddress { get; }

    internal ulong OutputAddress { get; }

    internal ulong EndOfData { get; }

    /// <summary>The words of a sequence with the names of their entries.</summary>
    internal string Describe(int sequence) => string.Join(Environment.NewLine, Enumerable
        .Range(_sequences[sequence].Start, _sequences[sequence].End - _sequences[sequence].Start)
        .Select(i =>
        {
            int variant = InstructionTable.Find(_code[i]);
            return $"  {_code[i]:x8} {(variant < 0 ? "?" : InstructionTable.Entries[InstructionTable.Variant(variant).Entry].Name)}";
        }));

    /// <summary>An ELF executable: one segment, readable, writable and executable.</summary>
    internal byte[] ToElf()
    {
        var size = (int)(EndOfData - Base);
        var elf = new byte[HeaderSize + size];
        ReadOnlySpan<byte> identification = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        identification.CopyTo(elf);
        Span<byte> header = elf;
        BinaryPrimitives.WriteUInt16LittleEndian(header[16..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[18..], 183);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], Base);
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], 64);
        BinaryPrimitives.WriteUInt16LittleEndian(header[52..], 64);
        BinaryPrimitives.WriteUInt16LittleEndian(header[54..], 56);
        BinaryPrimitives.WriteUInt16LittleEndian(header[56..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(header[58..], 64);
        Span<byte> segment = header[64..];
        BinaryPrimitives.WriteUInt32LittleEndian(segment, 1);
        BinaryPrimitives.WriteUInt32LittleEndian(segment[4..], 7);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[8..], HeaderSize);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[16..], Base);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[24..], Base);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[32..], (ulong)size);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[40..], (ulong)size);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[48..], 0x1000);

        for (int i = 0; i < _code.Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(elf.AsSpan(HeaderSize + (i * 4)), _code[i]);
        }

        FillWithValues(elf.AsSpan(HeaderSize + (int)(BufferAddress - Base), (int)(OutputAddress - BufferAddress)));
        return elf;
    }

    /// <summary>Replaces the last instruction of the first sequence, a NOP, by ADD X0, X0, #1.</summary>
    internal void Damage(byte[] elf) =>
        BinaryPrimitives.WriteUInt32LittleEndian(elf.AsSpan(HeaderSize + ((_sequences[0].End - 1) * 4)), 0x91000400);

    // Random values, with those that sit on edges much more often than chance has it.
    private void FillWithValues(Span<byte> bytes)
    {
        ReadOnlySpan<ulong> edges = [0, 1, ulong.MaxValue, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0x1_0000_0000, 0xFF, 0x80];
        for (int i = 0; i + 8 <= bytes.Length; i += 8)
        {
            ulong value = _random.Next(4) == 0 ? edges[_random.Next(edges.Length)] : (ulong)_random.NextInt64() << 1 ^ (ulong)_random.NextInt64();
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[i..], value);
        }
    }

    private void LoadConstant(uint register, ulong value)
    {
        _code.Add(0xD2800000 | (uint)(value & 0xFFFF) << 5 | register);
        _code.Add(0xF2A00000 | (uint)(value >> 16 & 0xFFFF) << 5 | register);
    }

    // V0-V31, SP, flags and X0-X26 from the input; X30 moves on.
    private void LoadState()
    {
        for (uint v = 0; v < 32; v += 2)
        {
            _code.Add(0xACC10000 | (v + 1) << 10 | Input << 5 | v);
        }

        _code.Add(0xA8C10000 | 1 << 10 | Input << 5 | 0);
        _code.Add(0x9100001F);
        _code.Add(0xD51B4201);
        for (uint x = 0; x < 26; x += 2)
        {
            _code.Add(0xA8C10000 | (x + 1) << 10 | Input << 5 | x);
        }

        _code.Add(0xF8408400 | Input << 5 | 26);
        _code.Add(0x91000000 | (uint)(StateSize - (32 * 16) - (29 * 8)) << 10 | Input << 5 | Input);
    }

    private void StoreState()
    {
        for (uint v = 0; v < 32; v += 2)
        {
            _code.Add(0xAC810000 | (v + 1) << 10 | Output << 5 | v);
        }

        for (uint x = 0; x < 26; x += 2)
        {
            _code.Add(0xA8810000 | (x + 1) << 10 | Output << 5 | x);
        }

        _code.Add(0xF8008400 | Output << 5 | 26);
        _code.Add(0x910003E0);
        _code.Add(0xD53B4201);
        _code.Add(0xA8810000 | 1 << 10 | Output << 5 | 0);
        _code.Add(0x91000000 | (uint)(StateSize - (32 * 16) - (29 * 8)) << 10 | Output << 5 | Output);
    }

    // write(1, buffer, ...); exit(0)
    private void Exit()
    {
        LoadConstant(1, BufferAddress);
        LoadConstant(2, EndOfData - BufferAddress);
        _code.AddRange([0xD2800020, 0xD2800808, 0xD4000001, 0xD2800000, 0xD2800BA8, 0xD4000001]);
    }

    private void Emit(InstructionEntry entry)
    {
        bool memory = entry.Name.Contains("_memory_", StringComparison.Ordinal);
        if (!memory)
        {
            _code.Add(Fill(entry, _ => null));
            return;
        }

        // An address inside the buffer, aligned for every size.
        uint place = 1024 + ((uint)_random.Next(32) * 64);
        _code.Add(0x91000000 | place << 10 | BufferBase << 5 | Address);
        uint index = (uint)_random.Next(26);
        bool scaled = _random.Next(2) == 0;
        if (entry.Name.EndsWith("_register", StringComparison.Ordinal))
        {
            _code.Add(0xD2800000 | ((uint)_random.Next(4) * 16) << 5 | index);
        }

        _code.Add(Fill(entry, letter => letter switch
        {
            'n' => Address,
            'm' => index,
            'i' => entry.Name.Contains("signed_offset", StringComparison.Ordinal) || entry.Name.Contains("_idx", StringComparison.Ordinal) && !entry.Name.Contains("_pair_", StringComparison.Ordinal)
                ? (uint)(_random.Next(-16, 16) * 16) & 0x1FF
                : (uint)_random.Next(16) * 2,
            _ => null,
        }));

        // What write-back left in the base register.
        _code.Add(0xCA000000 | Address << 16 | 26 << 5 | 26);
    }

    private uint Fill(InstructionEntry entry, Func<char, uint?> choose)
    {
        while (true)
        {
            uint word = 0;
            var values = new Dictionary<char, uint>();
            foreach (char c in entry.Pattern)
            {
                if (char.IsLetter(c) && c != 'x' && !values.ContainsKey(c))
                {
                    int width = entry.Pattern.Count(p => p == c);
                    values.Add(c, choose(c) ?? Choose(entry, c, width));
                }
            }

            var left = entry.Pattern.Where(c => char.IsLetter(c)).GroupBy(c => c).ToDictionary(g => g.Key, g => g.Count());
            foreach (char c in entry.Pattern)
            {
                uint bit = c switch
                {
                    '0' => 0,
                    '1' => 1,
                    'x' => entry.Name.Contains("_atomicops_", StringComparison.Ordinal) ? (uint)_random.Next(2) : 1,
                    _ => (values[c] >> --left[c]) & 1,
                };
                word = (word << 1) | bit;
            }

            if (IsAllowed(entry, values))
            {
                return word;
            }
        }
    }

    private uint Choose(InstructionEntry entry, char letter, int width)
    {
        bool branch = entry.Name.Contains("_branch_", StringComparison.Ordinal);
        if (letter == 'i' && branch)
        {
            return 2;
        }

        uint random = (uint)_random.NextInt64(1L << width);
        bool vector = entry.Name.Contains("simd", StringComparison.Ordinal) || entry.Name.Contains("_float", StringComparison.Ordinal);
        bool toInteger = entry.Name.Contains("umov", StringComparison.Ordinal) || entry.Name.Contains("smov", StringComparison.Ordinal) || entry.Name.Contains("fmov_float_gen", StringComparison.Ordinal)
            || (entry.Name.StartsWith("fcvt", StringComparison.Ordinal) && entry.Name.Contains("_float_convert_", StringComparison.Ordinal));
        bool destination = width == 5 && letter switch
        {
            'd' => !vector || toInteger,
            't' or 'u' => !vector && !branch,
            's' => entry.Name.Contains("_memory_", StringComparison.Ordinal),
            _ => false,
        };
        return destination && random is > 25 and < 31 ? (uint)_random.Next(26) : random;
    }

    // What is UNDEFINED or CONSTRAINED UNPREDICTABLE in the Arm manual; the emulators may differ there.
    private static bool IsAllowed(InstructionEntry entry, Dictionary<char, uint> values)
    {
        uint Value(char c) => values.GetValueOrDefault(c);
        bool wide = Value('f') != 0;
        string name = entry.Name;
        if ((name.Contains("shiftedreg", StringComparison.Ordinal) && !wide && Value('i') > 31)
            || (name.Contains("extendedreg", StringComparison.Ordinal) && Value('i') > 4)
            || (name.Contains("movewide", StringComparison.Ordinal) && !wide && Value('h') > 1)
            || (name.Contains("logical_immediate", StringComparison.Ordinal) && (Internal.Instructions.BitMasks.Immediate(Value('i')) == 0 || (!wide && Value('i') > 0xFFF))))
        {
            return false;
        }

        bool pair = values.ContainsKey('u');
        if (pair && (Value('t') == Value('u')))
        {
            return false;
        }

        if (name.Contains("casp", StringComparison.Ordinal) && ((Value('s') | Value('t')) & 1) != 0)
        {
            return false;
        }

        if (name.Contains("casp", StringComparison.Ordinal) && (Value('s') > 24 || Value('t') > 24))
        {
            return false;
        }

        return !name.Contains("_exclusive_", StringComparison.Ordinal) || !values.ContainsKey('s')
            || (Value('s') != Value('t') && (!pair || Value('s') != Value('u')));
    }
}
