using FlexCap.FlexOS.Internal.Views;

namespace FlexCap.FlexOS.Views;

/// <summary>What a compartment can reach of one region. Sizes are bytes.</summary>
/// <param name="Region">Name of the region; <c>padding</c>, <c>UART</c> or <c>RAM outside the image</c> for what is none.</param>
/// <param name="Owner">Whose it is: a compartment's name, <c>trusted base</c>, <c>shared</c>, or empty.</param>
/// <param name="OwnerId">Id of that compartment, else -1.</param>
/// <param name="Read">Bytes that it can load.</param>
/// <param name="Write">Bytes that it can store.</param>
/// <param name="Execute">Bytes that it can run.</param>
public sealed record ReachedRegion(string Region, string Owner, int OwnerId, ulong Read, ulong Write, ulong Execute)
{
    /// <summary>By what it gets there: <c>inside its DDC</c>, <c>by a capability that it can load</c>; of a shared region also with whom, and which variables lie there.</summary>
    public string Why { get; init; } = "";
}

/// <summary>What whoever controls a compartment can reach. Sizes are bytes.</summary>
/// <param name="Compartment">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Mechanism">How it is isolated, as configurations name it.</param>
/// <param name="IsEverything">True if it runs with the rights of the trusted base: it can also change page tables and registers, so that nothing limits it.</param>
/// <param name="Regions">What it can reach, by address.</param>
/// <param name="SealedEntries">Sealed capabilities that it holds: places that it can enter, but neither read nor change.</param>
/// <param name="Gates">Functions of other compartments that it has gates to.</param>
public sealed record CompartmentReach(int Compartment, string Name, string Mechanism, bool IsEverything, IReadOnlyList<ReachedRegion> Regions, int SealedEntries, int Gates)
{
    /// <summary>Bytes that it can load.</summary>
    public ulong Read => Regions.Aggregate(0UL, (sum, r) => sum + r.Read);

    /// <summary>Bytes that it can store.</summary>
    public ulong Write => Regions.Aggregate(0UL, (sum, r) => sum + r.Write);

    /// <summary>Bytes that it can run.</summary>
    public ulong Execute => Regions.Aggregate(0UL, (sum, r) => sum + r.Execute);
}

/// <summary>
/// What each compartment can reach: from its PCC and DDC, through every capability in memory that it can load, and so on until
/// nothing new turns up; a page of code can be read and run, any other page read and written.
/// </summary>
/// <param name="Image">The image.</param>
/// <param name="Compartments">By id.</param>
public sealed record MemoryReach(Image Image, IReadOnlyList<CompartmentReach> Compartments) : IView
{
    /// <inheritdoc/>
    public string Name => IsPlanned ? "planned-reach" : "reach";

    /// <summary>True if it follows from the plan alone; false if a machine's memory was read.</summary>
    public bool IsPlanned { get; init; }

    /// <inheritdoc/>
    public string Title => $"What each compartment of {Image.Plan.Configuration.Name} can reach{(IsPlanned ? " (planned)" : "")}";

    /// <inheritdoc/>
    public string ToText() => MemoryReachText.ToText(this);

    /// <inheritdoc/>
    public string ToCsv() => MemoryReachText.ToCsv(this);

    /// <inheritdoc/>
    public string ToSvg() => new MemoryReachPicture(this).Draw();
}
