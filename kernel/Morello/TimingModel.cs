namespace FlexCap.Morello;

/// <summary>
/// Cost of each class of instruction in cycles. An in-order model: no caches, no branch prediction, no overlap between instructions.
/// Its results are labelled <i>modelled</i> everywhere.
/// </summary>
public sealed partial record TimingModel
{
    private readonly int[] _cycles = [.. Enumerable.Repeat(1, Enum.GetValues<TimingClass>().Length)];

    /// <summary>Name used in results.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The simple model: one cycle for everything, except the costs below. Loads cost the 4 cycles of an L1 hit, as measured on Morello
    /// hardware for X and C registers alike; the store pair of capabilities costs twice a store pair of X registers
    /// (UCAM-CL-TR-986, "Early performance results from the prototype Morello microarchitecture"). The others are round
    /// numbers for a core of this size (Arm Neoverse N1 software optimization guide), not measurements.
    /// </summary>
    public static TimingModel Simple { get; } = new()
    {
        Name = "simple",
        Costs =
        [
            (TimingClass.Multiply, 3), (TimingClass.Divide, 12),
            (TimingClass.Load, 4), (TimingClass.LoadPair, 4), (TimingClass.CapabilityLoad, 4), (TimingClass.CapabilityLoadPair, 4),
            (TimingClass.CapabilityStorePair, 2), (TimingClass.Atomic, 8), (TimingClass.Vector, 2), (TimingClass.CapabilityBranch, 4),
            (TimingClass.FloatingPointMultiply, 3), (TimingClass.FloatingPointMultiplyAdd, 4), (TimingClass.FloatingPointDivide, 10), (TimingClass.FloatingPointConversion, 3),
            (TimingClass.System, 4), (TimingClass.Barrier, 8), (TimingClass.Exception, 20),
            (TimingClass.VectorMultiply, 4), (TimingClass.Crypto, 2), (TimingClass.CryptoHash, 4),
        ],
    };

    /// <summary>Costs in cycles of the classes that do not cost one.</summary>
    public IReadOnlyList<(TimingClass Class, int Cycles)> Costs
    {
        get;
        init
        {
            field = value;
            Array.Fill(_cycles, 1);
            foreach ((TimingClass timingClass, int cycles) in value)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(cycles, nameof(value));
                _cycles[(int)timingClass] = cycles;
            }
        }
    } = [];

    /// <summary>Cost in cycles of one instruction of a class.</summary>
    public int Cycles(TimingClass timingClass) => _cycles[(int)timingClass];
}
