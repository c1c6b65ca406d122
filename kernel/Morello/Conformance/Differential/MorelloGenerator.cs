using FlexCap.Morello.Internal;
using static FlexCap.Morello.Conformance.A64Words;

namespace FlexCap.Morello.Conformance;

/// <summary>
/// Random Morello and A64 instructions in both instruction sets, at EL0 and EL1, in Executive and Restricted. A faulting instruction is
/// noted and passed over, so addresses and capabilities need not be right; often enough they are.
/// </summary>
internal static class MorelloGenerator
{
    private const int Length = 10;

    // What a register holds at the beginning: the place of an operand prefers one kind.
    private enum Kind
    {
        Data,
        Code,
        Integer,
        Any,
    }

    // op0 to op2 in the word of MRS and MSR for capabilities.
    private static readonly uint[] s_capabilityRegisters =
    [
        Encode(3, 3, 4, 1, 1), Encode(3, 0, 4, 1, 1), Encode(3, 3, 4, 3, 1), Encode(3, 0, 4, 1, 0), Encode(3, 7, 4, 1, 3), Encode(3, 3, 13, 0, 2), Encode(3, 3, 13, 0, 4), Encode(3, 3, 13, 0, 7),
    ];

    internal static bool Covers(InstructionEntry entry)
    {
        string name = entry.Name;
        return entry.AbsentFeature is null && InstructionClass.Of(entry) switch
        {
            // What the base architecture adds is compared by the user-mode oracle; here it mixes with capabilities.
            InstructionClass.Morello or InstructionClass.Integer or InstructionClass.Memory => !name.StartsWith("prfm", StringComparison.Ordinal),
            InstructionClass.Branch => !name.StartsWith("eret", StringComparison.Ordinal) && !name.StartsWith("drps", StringComparison.Ordinal),
            _ => false,
        };
    }

    /// <summary>True for load-exclusives and store-exclusives, by their names in the instruction table.</summary>
    internal static bool IsExclusive(string name) => name.Contains("_exclusive_", StringComparison.Ordinal)
        || name.Split('_')[0] is "LDXR" or "LDAXR" or "LDXP" or "LDAXP" or "STXR" or "STLXR" or "STXP" or "STLXP";

    internal static DifferentialCase Generate(string name, Random random, IReadOnlyList<InstructionEntry> entries)
    {
        var kinds = new Kind[31];
        for (int i = 0; i < kinds.Length; i++)
        {
            kinds[i] = random.Next(10) switch { < 4 => Kind.Data, 4 or 5 => Kind.Code, 6 or 7 => Kind.Integer, _ => Kind.Any };
        }

        List<IReadOnlyList<uint>> units = [];
        for (int i = 0; i < Length; i++)
        {
            units.Add(Unit(entries[random.Next(entries.Count)], random, kinds));
        }

        return new(name, units, State(random, kinds));
    }

    private static CaseState State(Random random, Kind[] kinds)
    {
        var state = new CaseState(MorelloLayout.Layout);
        uint type = (uint)random.Next(4, 0x7FFF);
        for (int i = 0; i < 31; i++)
        {
            state.Set(MorelloLayout.C + (i * 16), Value(kinds[i], random, type));
        }

        for (int i = 0; i < 32; i++)
        {
            state.SetPair(MorelloLayout.V + (i * 16), EdgeValues.Vector(random));
        }

        for (int n = 0; n < MorelloLayout.RegisterNames.Count; n++)
        {
            string register = MorelloLayout.RegisterNames[n];
            Capability value = random.Next(6) == 0 ? Value(Kind.Any, random, type) : Value(Kind.Data, random, type);
            if (register.Contains("DDC", StringComparison.Ordinal))
            {
                value = random.Next(5) switch { < 3 => Capability.Maximal, 3 => Capability.Maximal.SetValue(MorelloLayout.RecordAddress).SetBounds(0x1000), _ => value };
            }
            else if (register.Contains("CSP", StringComparison.Ordinal))
            {
                value = value.SetValue(value.Value & ~15UL);
            }

            state.Set(MorelloLayout.Registers + (n * 16), value);
        }

        state.Set(MorelloLayout.Pcc, Pcc(random));
        uint mode = (uint)(random.Next(4) switch { 0 or 1 => 0, 2 => 4, _ => 5 });
        state.SetWord(MorelloLayout.Spsr, (ulong)random.Next(16) << 28 | 0x3C0 | (ulong)random.Next(2) << 26 | mode);
        for (int i = 0; i < MorelloLayout.MemorySize; i += 16)
        {
            Kind kind = random.Next(8) switch { 0 or 1 => Kind.Data, 2 => Kind.Code, 3 => Kind.Any, _ => Kind.Integer };
            if (kind == Kind.Integer)
            {
                state.SetPair(MorelloLayout.Memory + i, new(EdgeValues.Integer(random), EdgeValues.Integer(random)));
            }
            else
            {
                state.Set(MorelloLayout.Memory + i, Value(kind, random, type));
            }
        }

        return state;
    }

    private static Capability Pcc(Random random)
    {
        Capability whole = Capability.Maximal.SetValue(MorelloLayout.CodeAddress);
        Capability pcc = random.Next(3) == 0 ? whole.SetBounds(0x1000) : whole;
        return random.Next(3) switch
        {
            0 => pcc.ClearPermissions(CapabilityPermissions.Executive),
            1 => pcc.ClearPermissions((CapabilityPermissions)random.Next(1 << 18) & (CapabilityPermissions)random.Next(1 << 18) & ~CapabilityPermissions.Execute),
            _ => pcc,
        };
    }

    private static Capability Value(Kind kind, Random random, uint type)
    {
        Capability value;
        switch (kind)
        {
            case Kind.Data:
                value = Capability.Maximal.SetValue(MorelloLayout.RecordAddress + MorelloLayout.Memory + (ulong)random.Next(MorelloLayout.MemorySize));
                if (random.Next(3) != 0)
                {
                    value = Capability.Maximal.SetValue(MorelloLayout.RecordAddress + MorelloLayout.Memory + (ulong)(random.Next(MorelloLayout.MemorySize / 2) & ~15))
                        .SetBounds(random.Next(4) == 0 ? (ulong)random.Next(64) : (ulong)random.Next(MorelloLayout.MemorySize / 2));
                    value = value.SetValue(value.Value + (random.Next(3) == 0 ? (ulong)random.Next(-32, 700) : (ulong)(random.Next(0, 256) & ~15)));
                }

                break;
            case Kind.Code:
                value = Capability.Maximal.SetValue(MorelloLayout.CodeAddress + 0x200 + (ulong)(random.Next(0x300) & ~3) + (ulong)(random.Next(2) == 0 ? 0 : random.Next(4)));
                break;
            case Kind.Integer:
                return new(random.Next(2) == 0 ? (ulong)(random.Next(-8, 32) * 16) : EdgeValues.Integer(random), random.Next(8) == 0 ? EdgeValues.Bits(random) : 0, false);
            default:
                value = random.Next(3) switch
                {
                    // Any bits at all; bounds that a capability could really have, far from its value or not; all of memory.
                    0 => new(EdgeValues.Integer(random), EdgeValues.Bits(random), random.Next(2) == 0),
                    1 => Capability.Maximal.SetValue(EdgeValues.Bits(random) >> random.Next(64)).SetBounds(EdgeValues.Bits(random) >> random.Next(64)),
                    _ => Capability.Maximal.SetValue(EdgeValues.Integer(random)),
                };
                break;
        }

        if (random.Next(3) == 0)
        {
            value = value.ClearPermissions((CapabilityPermissions)random.Next(1 << 18) & (CapabilityPermissions)random.Next(1 << 18));
        }

        // Sealed with the type that others of the case share, or as an entry.
        if (random.Next(kind == Kind.Code ? 2 : 8) == 0)
        {
            value = random.Next(3) == 0 ? value.Seal(Capability.Maximal.SetValue(type)) : value.SealEntry((uint)random.Next(1, 4));
        }

        return random.Next(16) == 0 ? value.ClearTag() : value;
    }

    private static IReadOnlyList<uint> Unit(InstructionEntry entry, Random random, Kind[] kinds)
    {
        string @class = InstructionClass.Of(entry);
        if (@class == InstructionClass.Branch)
        {
            uint marker = AddImmediate(26, 26, 0x111);
            return PatternWord.Fields(entry).ContainsKey('n')
                ? [Fill(entry, random, letter => letter == 'n' ? Pick(Kind.Code, random, kinds) : null)]
                : [Fill(entry, random, static letter => letter == 'i' ? 2 : null), marker];
        }

        bool throughMemory = entry.Name.StartsWith("LDPB", StringComparison.Ordinal) || entry.Name is "BR_CI_C" or "BLR_CI_C";
        bool memory = @class == InstructionClass.Memory || throughMemory || entry.Timing is TimingClass.Load or TimingClass.LoadPair or TimingClass.Store or TimingClass.StorePair
            or TimingClass.Atomic or TimingClass.CapabilityLoad or TimingClass.CapabilityLoadPair or TimingClass.CapabilityStore or TimingClass.CapabilityStorePair;
        bool branch = !throughMemory && (entry.Name is ['B', 'R' or 'L', ..] || entry.Name.StartsWith("RET", StringComparison.Ordinal));
        var fields = PatternWord.Fields(entry);
        if (entry.Name.StartsWith("MRS_C", StringComparison.Ordinal) || entry.Name.StartsWith("MSR_C", StringComparison.Ordinal))
        {
            return [(entry.Name[1] == 'R' ? 0xC2900000 : 0xC2800000) | s_capabilityRegisters[random.Next(s_capabilityRegisters.Length)] | (uint)random.Next(31)];
        }

        uint word;
        do
        {
            word = Fill(entry, random, letter => letter switch
            {
                'n' when memory && random.Next(8) != 0 => random.Next(8) == 0 ? StackPointer : Pick(Kind.Data, random, kinds),
                'n' when branch && random.Next(8) != 0 => Pick(Kind.Code, random, kinds),
                'm' when memory && fields[letter] == 5 && random.Next(4) != 0 => Pick(Kind.Integer, random, kinds),
                'i' when fields['i'] is 12 && memory => (uint)random.Next(random.Next(4) == 0 ? 4096 : 16),
                'i' when fields['i'] is 7 or 9 && memory && random.Next(3) != 0 => (uint)random.Next(-16, 16),
                'i' when fields['i'] > 12 && memory => (uint)random.Next(-4, 64),
                _ => null,
            });
        }
        while (memory && !IsDefined(entry, word));

        // A store-exclusive alone never stores.
        if (IsExclusive(entry.Name) && entry.Name.StartsWith("st", StringComparison.OrdinalIgnoreCase))
        {
            // The load must not change the address: at another one the store's success is IMPLEMENTATION DEFINED.
            uint loaded = (uint)random.Next(27);
            return [(word & ~0x001F_7C1Fu) | 1u << 22 | 31u << 16 | 31u << 10 | (loaded == Values(entry, word)['n'] ? loaded + 1 : loaded), word];
        }

        return [word];
    }

    // False for what is CONSTRAINED UNPREDICTABLE. All loads and stores have t and n, pairs a second register above bit 9, and status in bit 16.
    private static bool IsDefined(InstructionEntry entry, uint word)
    {
        var fields = Values(entry, word);
        uint Value(char c) => fields.GetValueOrDefault(c, 32u);
        string name = entry.Name;
        bool morello = InstructionClass.Of(entry) == InstructionClass.Morello;
        uint target = fields.TryGetValue('t', out uint t) ? t : Value('d');
        uint second = fields.TryGetValue('u', out uint u) ? u : morello ? Value('e') : 32;
        bool load = name.StartsWith("ld", StringComparison.OrdinalIgnoreCase);
        bool vector = name.Contains("simdfp", StringComparison.Ordinal) || name.Contains("fpsimd", StringComparison.Ordinal) || name.Contains("_vector_", StringComparison.Ordinal);
        if ((load && target == second && target != 32) || (name.StartsWith("LDPBLR", StringComparison.Ordinal) && target == 30) || (name == "BLR_CI_C" && Value('n') == 30))
        {
            return false;
        }

        bool writeBack = name.EndsWith("_idx", StringComparison.Ordinal) || name.Contains("_post_inc", StringComparison.Ordinal)
            || name.Contains("RIBW", StringComparison.Ordinal) || name.Contains("RIAW", StringComparison.Ordinal);
        if (writeBack && !vector && Value('n') != 31 && (Value('n') == target || Value('n') == second))
        {
            return false;
        }

        uint status = fields.TryGetValue('s', out uint s) ? s : Value('m');
        return !IsExclusive(name) || status == 32 || (status != target && status != second && (status != Value('n') || status == 31));
    }

    private static Dictionary<char, uint> Values(InstructionEntry entry, uint word)
    {
        var values = new Dictionary<char, uint>();
        for (int i = 0; i < 32; i++)
        {
            char c = entry.Pattern[i];
            if (char.IsLetter(c))
            {
                values[c] = (values.GetValueOrDefault(c) << 1) | (word >> (31 - i) & 1);
            }
        }

        return values;
    }

    private static uint Pick(Kind kind, Random random, Kind[] kinds)
    {
        int start = random.Next(31);
        for (int i = 0; i < 31; i++)
        {
            if (kinds[(start + i) % 31] == kind)
            {
                return (uint)((start + i) % 31);
            }
        }

        return (uint)start;
    }

    private static uint Fill(InstructionEntry entry, Random random, Func<char, uint?> choose)
    {
        var values = new Dictionary<char, uint>();
        foreach (var (letter, width) in PatternWord.Fields(entry))
        {
            uint value = choose(letter) ?? (uint)random.NextInt64(1L << width);
            values.Add(letter, value & ((1u << width) - 1));
        }

        return PatternWord.Make(entry, values, () => (uint)random.Next(2));
    }

    private static uint Encode(uint op0, uint op1, uint crn, uint crm, uint op2) => (op0 & 1) << 19 | op1 << 16 | crn << 12 | crm << 8 | op2 << 5;
}
