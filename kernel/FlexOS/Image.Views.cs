using FlexCap.FlexOS.Internal.Views;
using FlexCap.FlexOS.Views;

namespace FlexCap.FlexOS;

public sealed partial record Image
{
    /// <summary>
    /// The memory map as a picture (SVG, self-contained, for a white page): regions in ascending order on a scale that keeps
    /// small ones readable, coloured by compartment, with the bounds of every PCC and DDC as brackets where compartments are isolated.
    /// </summary>
    public string MemoryMapSvg() => new MemoryMapPicture(this).Draw();

    /// <summary>The memory map as a table: address, size, region; then the bounds of every PCC and DDC where compartments are isolated.</summary>
    public string MemoryMapText() => MemoryMapTable.Write(this);

    /// <summary>Who may call whom: the number of gates from each compartment (rows) to each (columns), then every gate.</summary>
    public string GateMatrixText() => Internal.Views.GateMatrixText.Write(Plan);

    /// <summary>The memory map.</summary>
    public MemoryMap MemoryMap() => new(this);

    /// <summary>The capabilities that the trusted base makes at start, as planned. Where nothing is isolated there are the processor's own two.</summary>
    public CapabilityTable CapabilityTable() => new PlannedCapabilities(this).Build();

    /// <summary>Who may call whom.</summary>
    public GateMatrix GateMatrix() => new(this, null);

    /// <summary>Compartments by the size of their code, and the calls between them.</summary>
    public CallGraph CallGraph() => Internal.Views.CallGraphBuilder.Build(this, null);

    /// <summary>What each compartment can reach when <c>main</c> begins: boots the image in a machine of its own.</summary>
    public MemoryReach Reach() => ReachBuilder.AtMain(this);

    /// <summary>What has to be trusted: the trusted base, and what each compartment trusts beside it.</summary>
    public TrustedBase TrustedBase() => TrustedBaseBuilder.Build(this);

    /// <summary>What every byte of the image is for.</summary>
    public MemoryUse MemoryUse() => MemoryUseBuilder.Build(this);
}

public sealed partial record Plan
{
    /// <summary>
    /// What each compartment will be able to reach, and why, by the capabilities and pages that the trusted base will make: links
    /// the image and boots nothing. <see cref="Image.Reach"/> boots it and looks, and says the same.
    /// </summary>
    /// <exception cref="Diagnostics.InputException">The image cannot be linked (FX04xx).</exception>
    public Views.MemoryReach Reach() => ReachBuilder.Planned(Link());

    /// <summary>Who may call whom: the number of gates from each compartment (rows) to each (columns), then every gate.</summary>
    public string GateMatrixText() => Internal.Views.GateMatrixText.Write(this);
}
