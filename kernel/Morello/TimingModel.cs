namespace FlexCap.Morello;

/// <summary>
/// Cost of each class of instruction in cycles. A simple in-order model: no caches, no branch prediction, no overlap.
/// Its results are labelled <i>modelled</i> everywhere; a later model replaces it.
/// </summary>
public sealed partial record TimingModel
{
    /// <summary>Name used in results.</summary>
    public required string Name { get; init; }

    /// <summary>The simple in-order model.</summary>
    public static TimingModel Simple { get; } = new() { Name = "simple" };
}
