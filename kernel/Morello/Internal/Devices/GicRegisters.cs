namespace FlexCap.Morello.Internal;

/// <summary>
/// The registers that distributor and redistributor have in common: some bits for each interrupt (Arm IHI 0069, GICD_IGROUPR
/// to GICD_IGRPMODR). Offsets are those of the first bank.
/// </summary>
internal static class GicRegisters
{
    private const ulong Group = 0x080;
    private const ulong SetEnable = 0x100;
    private const ulong ClearEnable = 0x180;
    private const ulong SetPending = 0x200;
    private const ulong ClearPending = 0x280;
    private const ulong SetActive = 0x300;
    private const ulong ClearActive = 0x380;
    private const ulong Priority = 0x400;
    private const ulong Configuration = 0xC00;
    private const ulong GroupModifier = 0xD00;

    // Five bits of priority, as the Neoverse N1 has.
    private const byte PriorityBits = 0xF8;

    /// <summary>Which bank a register is of; <paramref name="register"/> is the same register's offset for bank 0.</summary>
    internal static int BankOf(ulong offset, out ulong register)
    {
        int bank;
        switch (offset)
        {
            case >= Priority and < 0x800:
                bank = (int)((offset - Priority) >> 5);
                register = Priority | (offset & 31);
                break;
            case >= Configuration and < GroupModifier:
                bank = (int)((offset - Configuration) >> 3);
                register = Configuration | (offset & 7);
                break;
            default:
                bank = (int)((offset & 0x7F) >> 2);
                register = offset & ~0x7CUL;
                break;
        }

        return bank;
    }

    /// <summary>Reads the word at a multiple of 4.</summary>
    internal static uint Load(GicDistributor distributor, InterruptBank bank, ulong register)
    {
        uint seen = Seen(distributor, bank);
        bool restricted = distributor.IsRestrictedAccess;
        return register switch
        {
            Group => restricted ? 0 : bank.Group,
            SetEnable or ClearEnable => bank.Enabled & seen,
            SetPending or ClearPending => bank.Pending & seen,
            SetActive or ClearActive => bank.Active & seen,
            >= Priority and < Priority + 32 => LoadPriorities(bank, (int)(register - Priority), seen, restricted),
            Configuration => Spread((ushort)(bank.Edge & seen)),
            Configuration + 4 => Spread((ushort)((bank.Edge & seen) >> 16)),
            GroupModifier => restricted || distributor.SecurityDisabled ? 0 : bank.GroupModifier,
            _ => 0,
        };
    }

    /// <summary>Writes a word; priorities can also be written by the byte.</summary>
    internal static void Store(GicDistributor distributor, InterruptBank bank, ulong register, int size, ulong value, uint fixedConfiguration = 0)
    {
        uint seen = Seen(distributor, bank);
        bool restricted = distributor.IsRestrictedAccess;
        if (register is >= Priority and < Priority + 32)
        {
            for (int i = 0; i < size && register - Priority + (ulong)i < InterruptBank.Count; i++)
            {
                StorePriority(bank, (int)(register - Priority) + i, (byte)(value >> (8 * i)), seen, restricted);
            }

            return;
        }

        // The other registers take words only.
        if (size != 4)
        {
            return;
        }

        uint word = (uint)value;
        switch (register)
        {
            case Group when !restricted: bank.Group = word; break;
            case SetEnable: bank.Enabled |= word & seen; break;
            case ClearEnable: bank.Enabled &= ~(word & seen); break;
            case SetPending: bank.Latched |= word & seen; break;
            case ClearPending: bank.Latched &= ~(word & seen); break;
            case SetActive: bank.Active |= word & seen; break;
            case ClearActive: bank.Active &= ~(word & seen); break;
            case Configuration: SetEdges(bank, Gather(word), 0xFFFF & seen & ~fixedConfiguration); break;
            case Configuration + 4: SetEdges(bank, (uint)Gather(word) << 16, 0xFFFF_0000 & seen & ~fixedConfiguration); break;
            case GroupModifier when !restricted: bank.GroupModifier = word; break;
            default: break;
        }
    }

    /// <summary>The part of a register that an access reads.</summary>
    internal static ulong Part(ulong register, ulong offset, int size)
    {
        ulong value = register >> (int)(8 * offset);
        return size == 8 ? value : value & ((1UL << (8 * size)) - 1);
    }

    /// <summary>A 64-bit register after an access has written part of it.</summary>
    internal static ulong Merge(ulong register, ulong offset, int size, ulong value)
    {
        if (size == 8)
        {
            return value;
        }

        ulong mask = ((1UL << (8 * size)) - 1) << (int)(8 * offset);
        return (register & ~mask) | ((value << (int)(8 * offset)) & mask);
    }

    private static uint Seen(GicDistributor distributor, InterruptBank bank) => distributor.IsRestrictedAccess ? bank.Group : uint.MaxValue;

    // Non-secure software sees the lower half of the priorities as the whole range.
    private static uint LoadPriorities(InterruptBank bank, int first, uint seen, bool restricted)
    {
        uint value = 0;
        for (int i = 0; i < 4 && first + i < InterruptBank.Count; i++)
        {
            if ((seen >> (first + i) & 1) != 0)
            {
                byte priority = bank.Priority[first + i];
                value |= (uint)(byte)(restricted ? priority << 1 : priority) << (8 * i);
            }
        }

        return value;
    }

    private static void StorePriority(InterruptBank bank, int n, byte value, uint seen, bool restricted)
    {
        if ((seen >> n & 1) != 0)
        {
            bank.Priority[n] = (byte)((restricted ? 0x80 | (value >> 1) : value) & PriorityBits);
        }
    }

    private static void SetEdges(InterruptBank bank, uint edges, uint which) => bank.Edge = (bank.Edge & ~which) | (edges & which);

    // One bit for each interrupt to two, and back: the upper one says edge-triggered.
    private static uint Spread(ushort bits)
    {
        uint result = 0;
        for (int i = 0; i < 16; i++)
        {
            result |= (uint)(bits >> i & 1) << ((2 * i) + 1);
        }

        return result;
    }

    private static ushort Gather(uint word)
    {
        uint result = 0;
        for (int i = 0; i < 16; i++)
        {
            result |= (word >> ((2 * i) + 1) & 1) << i;
        }

        return (ushort)result;
    }
}
