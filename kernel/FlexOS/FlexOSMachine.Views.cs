using FlexCap.FlexOS.Internal.Views;
using FlexCap.FlexOS.Views;

namespace FlexCap.FlexOS;

public sealed partial class FlexOSMachine
{
    /// <summary>Every capability of the image's memory and of the registers, now. Nothing is changed.</summary>
    public CapabilityTable CapabilityTable() => new LiveCapabilities(this).Build();

    /// <summary>Who may call whom, and how often that happened.</summary>
    public GateMatrix GateMatrix() => new(Image, _gates.Counts);

    /// <summary>Compartments by the size of their code, and the calls between them that happened.</summary>
    public CallGraph CallGraph() => CallGraphBuilder.Build(Image, _gates.Counts);

    /// <summary>What each compartment can reach now, by the capabilities and page tables that the machine holds. Nothing is changed.</summary>
    public MemoryReach Reach() => new ReachBuilder(this).Build();

    /// <summary>What every byte of the image is for, and how much of each heap is in use.</summary>
    public MemoryUse MemoryUse() => MemoryUseBuilder.Build(this);
}
