using FlexCap.Morello.Internal;
using static FlexCap.Morello.Conformance.A64Words;

namespace FlexCap.Morello.Conformance;

/// <summary>
/// Random units of A64 instructions for a program at EL0, from the patterns of the table alone: any value of a field is tried, and
/// what is UNDEFINED must be so in both emulators. Only what the architecture leaves open is avoided.
/// </summary>
internal static class UserGenerator
{
    // Between what an offset can be: registers and memory around the base stay inside the record.
    private const int FirstBase = UserLayout.Memory + 512;
    private const int BaseRange = 512;

    // What the emulators must agree on: no identification registers, which name the processor.
    private static readonly uint[] s_systemRegisters = [Nzcv, Fpcr, Fpsr, ThreadPointer, Nzcv, Fpsr];

    internal static bool Covers(InstructionEntry entry)
    {
        string name = entry.Name;
        return entry.AbsentFeature is null && InstructionClass.Of(entry) switch
        {
            InstructionClass.Morello => false,

            // The system call is what both take from the program; waiting is the emulator's business.
            InstructionClass.System => !name.StartsWith("svc", StringComparison.Ordinal) && !name.StartsWith("wf", StringComparison.Ordinal),
            _ => true,
        };
    }

    internal static CaseState State(Random random)
    {
        var state = new CaseState(UserLayout.Layout);
        for (int i = 0; i < 31; i++)
        {
            state.SetWord(UserLayout.X + (i * 8), i == UserLayout.Record ? 0 : EdgeValues.Integer(random));
        }

        state.SetWord(UserLayout.Sp, EdgeValues.Integer(random));
        for (int i = 0; i < 32; i++)
        {
            state.SetPair(UserLayout.V + (i * 16), EdgeValues.Vector(random));
        }

        state.SetWord(UserLayout.Nzcv, (ulong)random.Next(16) << 28);
        state.SetWord(UserLayout.Fpcr, ControlRegister(random));
        for (int i = 0; i < UserLayout.MemorySize; i += 16)
        {
            state.SetPair(UserLayout.Memory + i, EdgeValues.Vector(random));
        }

        return state;
    }

    /// <summary>An instruction with what it needs around it.</summary>
    internal static uint[] Unit(InstructionEntry entry, Random random) => InstructionClass.Of(entry) switch
    {
        InstructionClass.Memory => Memory(entry, random),
        InstructionClass.Branch => Branch(entry, random),
        InstructionClass.System => System(entry, random),
        _ => [Fill(entry, random, static _ => null)],
    };

    // Each of AHP, DN, FZ and FZ16 in a quarter of the cases, any rounding mode in half of them.
    private static ulong ControlRegister(Random random)
    {
        ulong value = random.Next(2) == 0 ? 0 : (ulong)random.Next(4) << 22;
        foreach (int bit in (ReadOnlySpan<int>)[26, 25, 24, 19])
        {
            value |= random.Next(4) == 0 ? 1UL << bit : 0;
        }

        return value;
    }

    private static uint[] Memory(InstructionEntry entry, Random random)
    {
        string name = entry.Name;
        if (name.Contains("_literal_", StringComparison.Ordinal))
        {
            // The instruction itself and its neighbours are the literal.
            return [Fill(entry, random, letter => letter == 'i' ? (uint)random.Next(-4, 8) : null)];
        }

        bool exact = name.Contains("_exclusive_", StringComparison.Ordinal) || name.Contains("_ordered", StringComparison.Ordinal) || name.Contains("_atomicops_", StringComparison.Ordinal);
        uint place = FirstBase + (uint)random.Next(BaseRange);
        if (exact || random.Next(4) != 0)
        {
            place &= ~15u;
        }

        uint @base = random.Next(8) == 0 ? StackPointer : Register(random, 31);
        var fields = PatternWord.Fields(entry);
        List<uint> words = [AddImmediate(@base, UserLayout.Record, place)];
        uint? index = null;
        if (name.EndsWith("_register", StringComparison.Ordinal))
        {
            do
            {
                index = Register(random, 31);
            }
            while (index == @base);

            // MOVZ X, MOVN X, MOVZ W, MOVN W: small, negative, and huge when W is extended without its sign.
            words.Add((random.Next(4) switch { 0 or 1 => 0xD2800000, 2 => 0x92800000, _ => 0x12800000 }) | (uint)random.Next(17) << 5 | index.Value);
        }

        uint word = Fill(entry, random, letter => letter switch
        {
            'n' => @base,
            'm' when index is not null => index,
            'i' when fields['i'] == 12 => (uint)random.Next(16),
            'i' when fields['i'] == 7 => (uint)random.Next(-16, 16),
            _ => null,
        });

        // A store-exclusive after a load-exclusive of its kind succeeds; alone it may fail or, in some implementations, not.
        if (name.Contains("_exclusive_", StringComparison.Ordinal) && name.StartsWith("st", StringComparison.Ordinal))
        {
            uint loaded;
            do
            {
                loaded = Register(random, 27);
            }
            while (loaded == @base);
            words.Add((word & ~0x001F_7C1Fu) | 1u << 22 | 31u << 16 | 31u << 10 | loaded);
        }

        words.Add(word);
        return [.. words];
    }

    // A branch over a marker; a branch to a register first makes the address behind the marker.
    private static uint[] Branch(InstructionEntry entry, Random random)
    {
        uint marker = AddImmediate(26, 26, 0x111);
        if (entry.Name.StartsWith("eret", StringComparison.Ordinal) || entry.Name.StartsWith("drps", StringComparison.Ordinal))
        {
            return [Fill(entry, random, static _ => null)];
        }

        if (PatternWord.Fields(entry).ContainsKey('n'))
        {
            uint target = Register(random, 31);
            return [Address(target, 3), Fill(entry, random, letter => letter == 'n' ? target : null), marker];
        }

        return [Fill(entry, random, static letter => letter == 'i' ? 2 : null), marker];
    }

    private static uint[] System(InstructionEntry entry, Random random)
    {
        string name = entry.Name;
        if (name.StartsWith("mrs", StringComparison.Ordinal) || name.StartsWith("msr_reg", StringComparison.Ordinal))
        {
            uint register = s_systemRegisters[random.Next(s_systemRegisters.Length)];
            if (name[1] == 'r')
            {
                return [Read(register, Register(random, 32))];
            }

            // Only rounding, FZ, DN, AHP and FZ16 in FPCR, QC and the cumulative flags in FPSR: the rest is reserved.
            uint x = Register(random, 31);
            return register switch
            {
                Fpcr => [.. Constant(x, ControlRegister(random)), Write(register, x)],
                Fpsr => [.. Constant(x, EdgeValues.Bits(random) & 0x0800_009F), Write(register, x)],
                _ => [Write(register, x)],
            };
        }

        if (name.StartsWith("sys_", StringComparison.Ordinal))
        {
            // DC ZVA, CVAC, CVAU, CIVAC and IC IVAU.
            uint[] operations = [0xD50B7420, 0xD50B7420, 0xD50B7A20, 0xD50B7B20, 0xD50B7E20, 0xD50B7520];
            uint x = Register(random, 31);
            return [AddImmediate(x, UserLayout.Record, FirstBase + (uint)random.Next(BaseRange)), operations[random.Next(operations.Length)] | x];
        }

        // HLT #0xf000 is semihosting.
        return [Fill(entry, random, letter => letter == 'i' && name.StartsWith("hlt", StringComparison.Ordinal) ? (uint)random.Next(0xF000) : null)];
    }

    private static uint Fill(InstructionEntry entry, Random random, Func<char, uint?> choose)
    {
        bool branch = InstructionClass.Of(entry) == InstructionClass.Branch;
        while (true)
        {
            var values = new Dictionary<char, uint>();
            foreach (var (letter, width) in PatternWord.Fields(entry))
            {
                uint value = choose(letter) ?? (uint)random.NextInt64(1L << width);
                uint masked = width == 32 ? value : value & ((1u << width) - 1);

                // Whatever may be a destination leaves the pointer to the record alone.
                bool register = width == 5 && letter is 'd' or 't' or 'u' or 's' or 'n' && !branch;
                values.Add(letter, register && masked == UserLayout.Record ? Register(random, 27) : masked);
            }

            if (IsDefined(entry, values))
            {
                return PatternWord.Make(entry, values, () => (uint)random.Next(2));
            }
        }
    }

    // False for what is CONSTRAINED UNPREDICTABLE: the emulators may differ there.
    private static bool IsDefined(InstructionEntry entry, Dictionary<char, uint> values)
    {
        string name = entry.Name;
        if (InstructionClass.Of(entry) != InstructionClass.Memory)
        {
            return true;
        }

        uint Value(char c) => values.GetValueOrDefault(c, 32u);
        bool vector = name.Contains("simdfp", StringComparison.Ordinal) || name.Contains("fpsimd", StringComparison.Ordinal) || name.Contains("_vector_", StringComparison.Ordinal);
        bool pair = values.ContainsKey('u');
        bool load = name.StartsWith("ld", StringComparison.Ordinal);
        if (pair && load && Value('t') == Value('u'))
        {
            return false;
        }

        bool writeBack = name.EndsWith("_idx", StringComparison.Ordinal) || name.Contains("_post_inc", StringComparison.Ordinal);
        if (writeBack && !vector && Value('n') != 31 && (Value('n') == Value('t') || Value('n') == Value('u')))
        {
            return false;
        }

        return !name.Contains("_exclusive_", StringComparison.Ordinal) || !values.ContainsKey('s')
            || (Value('s') != Value('t') && Value('s') != Value('u') && (Value('s') != Value('n') || Value('n') == 31));
    }

    // Any register below the limit but the pointer to the record.
    private static uint Register(Random random, int limit)
    {
        uint n = (uint)random.Next(limit - 1);
        return n >= UserLayout.Record ? n + 1 : n;
    }
}
