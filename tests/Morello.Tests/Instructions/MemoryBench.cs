using FlexCap.Morello.Internal;
using FlexCap.Morello.Tests.Platform;

namespace FlexCap.Morello.Tests.Instructions;

/// <summary>
/// Executes single instructions with random operand fields on 64 KiB of mapped memory, every granule of which is tagged and
/// holds bytes that no register has, and says what became of memory. Base registers (0-7 and the stack pointer) point into the middle, index registers
/// (8-15) are small, the others hold data or capabilities. Nothing is fetched.
/// </summary>
internal sealed class MemoryBench
{
    public const ulong Virtual = 0x0040_0000;
    public const ulong Physical = 0x0500_0000;
    public const int Size = 0x1_0000;
    private const int Granules = Size / 16;

    private readonly Regime _regime = new(RegimeKind.El1Low);
    private readonly byte[] _before = new byte[Size];
    private readonly byte[] _after = new byte[Size];
    private readonly bool[] _tags = new bool[Granules];
    private readonly Random _random;

    public MemoryBench(int seed)
    {
        _random = new Random(seed);
        Map(Regime.Leaf);


        _before.AsSpan().Fill(0xA5);
        Cpu.Memory.Write(Physical, _before);
        for (var i = 0; i < Granules; i++)
        {
            Cpu.Memory.SetTag(Physical + ((ulong)i * 16), true);
        }
    }

    public Cpu Cpu => _regime.Cpu;

    /// <summary>ESR of the exceptions that the newest instruction took.</summary>
    public List<(uint Target, uint Esr)> Taken => _regime.Taken;

    /// <summary>Granules whose data the newest instruction changed.</summary>
    public List<int> Changed { get; } = [];

    /// <summary>Granules whose tag the newest instruction cleared.</summary>
    public List<int> Cleared { get; } = [];

    /// <summary>The word that was executed last.</summary>
    public uint Word { get; private set; }

    public static ulong AddressOf(int granule) => Virtual + ((ulong)granule * 16);

    public static bool IsMemory(InstructionEntry entry) => entry.AbsentFeature is null && entry.Timing is
        TimingClass.Load or TimingClass.LoadPair or TimingClass.Store or TimingClass.StorePair or TimingClass.Atomic or TimingClass.CapabilityLoad
        or TimingClass.CapabilityLoadPair or TimingClass.CapabilityStore or TimingClass.CapabilityStorePair or TimingClass.CapabilityBranch;

    /// <summary>Gives all of the memory a descriptor's attributes.</summary>
    public void Map(ulong attributes)
    {
        for (var page = 0UL; page < Size; page += 0x1000)
        {
            _regime.Map(Virtual + page, Physical + page, 3, attributes | Regime.User);
        }

        Cpu.InvalidateTranslations();
    }

    public void Set(string register, ulong value) => _regime.Set(register, value);

    /// <summary>Random operand fields for a decoding, registers in the roles that they have here.</summary>
    public uint RandomWord(InstructionVariant variant)
    {
        var word = variant.Value | ((uint)_random.NextInt64(1L << 32) & ~variant.Mask);
        if (_random.Next(2) == 0 && (variant.Mask >> 12 & 15) == 0)
        {
            // The low bits of an unscaled offset: aligned for capabilities.
            word &= ~0xF000u;
        }

        word = Field(word, variant, 5, _random.Next(6) == 0 ? 31u : (uint)_random.Next(8));
        return Field(word, variant, 16, (uint)_random.Next(8, 32));
    }

    /// <summary>Registers for the next instruction: data registers hold capabilities with the chance given.</summary>
    public void Arrange(bool isC64, double tagged)
    {
        Cpu.SetExceptionLevel(1, 1);
        Cpu.Restart(Capability.Maximal.SetValue(Virtual + (Size / 2)));
        Cpu.IsC64 = isC64;
        Cpu.Pan = false;
        Taken.Clear();
        for (var n = 0u; n < 31; n++)
        {
            var value = n < 8 ? Middle : n < 16 ? (ulong)_random.Next(4) * 16 : 0x1122_3344_5566_7700ul + n;
            Cpu.SetC(n, n < 8 || _random.NextDouble() < tagged ? Capability.Maximal.SetValue(value) : new(value, 0x1213_1415_1617_1819, false));
        }

        for (var n = 0u; n < 32; n++)
        {
            Cpu.V(n) = System.Runtime.Intrinsics.Vector128.Create(0x2122_2324_2526_2728ul + n, 0x3132_3334_3536_3738);
        }

        Cpu.SetDdc(1, Capability.Maximal);
        Cpu.SetCSp(31, Capability.Maximal.SetValue(Middle));
    }

    /// <summary>Makes the address in Xn the one that a load-exclusive has marked.</summary>
    public void Reserve(uint n) => Cpu.TryLoadExclusive<Functional>(Cpu.BaseAddress(n), 8, out _);

    /// <summary>Gives all base registers, DDC and the stack pointer one capability; its value is the address, also of the integer bases.</summary>
    public void Authorise(Capability authority)
    {
        for (var n = 0u; n < 8; n++)
        {
            Cpu.SetC(n, authority);
        }

        Cpu.SetDdc(1, authority);
        Cpu.SetCSp(31, authority);
    }

    /// <summary>Makes the registers that compare-and-swap compares equal to memory.</summary>
    public void Match(uint word)
    {
        for (var n = word >> 16 & 31; n <= (word >> 16 & 31) + 1 && n < 31; n++)
        {
            Cpu.SetC(n, new(0xA5A5_A5A5_A5A5_A5A5, 0xA5A5_A5A5_A5A5_A5A5, true));
        }
    }

    /// <summary>Executes a word without fetching it and compares memory with what it was.</summary>
    public unsafe void Execute(int variant, uint word)
    {
        Word = word;
        Taken.Clear();
        InstructionTable.Handler(variant)(Cpu, word);
        Changed.Clear();
        Cleared.Clear();
        for (var page = 0; page < Size; page += 0x1000)
        {
            Compare(page);
        }
    }

    /// <summary>What the newest instruction left in a granule.</summary>
    public Capability Stored(int granule) => Capability.Read(_after.AsSpan(granule * 16, 16), _tags[granule]);

    /// <summary>Where base registers point.</summary>
    public static ulong Middle => Virtual + (Size / 2) + 0x40;

    private static uint Field(uint word, InstructionVariant variant, int position, uint value) =>
        (variant.Mask >> position & 31) == 0 ? (word & ~(31u << position)) | value << position : word;

    // Notes what differs in a page and puts it back.
    private unsafe void Compare(int page)
    {
        var physical = Physical + (ulong)page;
        var state = Cpu.Memory.State(physical);
        var data = new Span<byte>(Cpu.Memory.Host(physical), 0x1000);
        var tagged = (state->Tags[0] & state->Tags[1] & state->Tags[2] & state->Tags[3]) == ulong.MaxValue;
        if (tagged && data.IndexOfAnyExcept((byte)0xA5) < 0)
        {
            return;
        }

        data.CopyTo(_after.AsSpan(page));
        for (var i = 0; i < 256; i++)
        {
            var granule = (page / 16) + i;
            _tags[granule] = PhysicalMemory.Tag(state, (uint)i * 16);
            if (data.Slice(i * 16, 16).IndexOfAnyExcept((byte)0xA5) >= 0)
            {
                Changed.Add(granule);
            }

            if (!_tags[granule])
            {
                Cleared.Add(granule);
                PhysicalMemory.SetTag(state, (uint)i * 16, true);
            }
        }

        data.Fill(0xA5);
    }
}
