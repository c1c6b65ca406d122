namespace FlexCap.Morello.Internal;

/// <summary>Redistributor of one processor: its software-generated and private interrupts, INTID 0 to 31. No LPIs.</summary>
internal sealed class GicRedistributor : IDevice
{
    private const ulong PrivateFrame = 0x1_0000;
    private const uint Asleep = 6;
    private const uint SoftwareGenerated = 0xFFFF;
    private const uint Last = 1 << 4;

    [NotState]
    private readonly GicDistributor _distributor;
    private uint _waker = Asleep;

    /// <param name="distributor">The distributor.</param>
    /// <param name="affinity">Affinity of the processor.</param>
    internal GicRedistributor(GicDistributor distributor, ulong affinity)
    {
        _distributor = distributor;
        Affinity = affinity;
        Bank.Edge = SoftwareGenerated;
        CpuInterface = new(distributor, this);
    }

    /// <summary>RD_base and SGI_base.</summary>
    public ulong Size => 0x2_0000;

    /// <summary>Affinity of the processor: Aff3 to Aff0, a byte each.</summary>
    [field: NotState]
    internal ulong Affinity { get; }

    /// <summary>The interrupts.</summary>
    internal InterruptBank Bank { get; } = new();

    /// <summary>The processor's own part.</summary>
    internal GicCpuInterface CpuInterface { get; }

    /// <summary>Sets the level of a private interrupt.</summary>
    internal void SetInput(int intid, bool level)
    {
        Bank.SetInput(intid, level);
        _distributor.Changed?.Invoke();
    }

    /// <summary>Makes a software-generated interrupt pending.</summary>
    internal void Generate(int intid)
    {
        Bank.Latched |= 1u << intid;
        _distributor.Changed?.Invoke();
    }

    public ulong Load(ulong offset, int size)
    {
        // GICR_TYPER: affinity, processor number 0, the last one of its region.
        if (offset is >= 0x8 and < 0x10)
        {
            return GicRegisters.Part((Affinity << 32) | Last, offset & 7, size);
        }

        uint value = (offset & ~3UL) switch
        {
            0x0004 => GicDistributor.Implementer,
            0x0014 => _distributor.IsRestrictedAccess ? 0 : _waker,
            0xFFE8 or PrivateFrame + 0xFFE8 => GicDistributor.PeripheralId2,
            >= PrivateFrame + 0x80 and < PrivateFrame + 0xE00 => LoadPrivate((offset & ~3UL) - PrivateFrame),
            _ => 0,
        };
        return GicRegisters.Part(value, offset & 3, size);
    }

    public void Store(ulong offset, int size, ulong value)
    {
        if (offset == 0x14)
        {
            // ChildrenAsleep follows ProcessorSleep at once. Interrupts wake the processor either way.
            if (!_distributor.IsRestrictedAccess)
            {
                _waker = (value & 2) != 0 ? Asleep : 0;
            }
        }
        else if (offset is >= PrivateFrame + 0x80 and < PrivateFrame + 0xE00
            && GicRegisters.BankOf(offset - PrivateFrame, out ulong register) == 0)
        {
            GicRegisters.Store(_distributor, Bank, register, size, value, SoftwareGenerated);
        }

        _distributor.Changed?.Invoke();
    }

    public void Save(StateWriter writer) => FieldState.Of<GicRedistributor>().Save(this, writer);

    public void Restore(StateReader reader) => FieldState.Of<GicRedistributor>().Restore(this, reader);

    private uint LoadPrivate(ulong offset) =>
        GicRegisters.BankOf(offset, out ulong register) == 0 ? GicRegisters.Load(_distributor, Bank, register) : 0;
}
