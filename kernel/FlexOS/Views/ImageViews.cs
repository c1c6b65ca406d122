namespace FlexCap.FlexOS.Views;

/// <summary>The views of images and machines by name.</summary>
public static class ImageViews
{
    /// <summary>
    /// Their names: <c>map</c> (memory map), <c>capabilities</c>, <c>gates</c> (who may call whom), <c>calls</c> (call graph),
    /// <c>reach</c> (bytes that each compartment can reach), <c>planned-reach</c> (the same from the plan alone), <c>tcb</c> (trusted computing base), <c>memory</c> (consumption).
    /// </summary>
    public static IReadOnlyList<string> Names { get; } = ["map", "capabilities", "gates", "calls", "reach", "planned-reach", "tcb", "memory"];

    /// <summary>A view of an image. <c>reach</c> boots it up to <c>main</c>; <c>capabilities</c> shows what is planned; counts are absent.</summary>
    /// <param name="image">The image.</param>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is no such view.</exception>
    public static IView View(this Image image, string name)
    {
        ArgumentNullException.ThrowIfNull(image);
        return name switch
        {
            "map" => image.MemoryMap(),
            "capabilities" => image.CapabilityTable(),
            "gates" => image.GateMatrix(),
            "calls" => image.CallGraph(),
            "reach" => image.Reach(),
            "planned-reach" => image.Plan.Reach(),
            "tcb" => image.TrustedBase(),
            "memory" => image.MemoryUse(),
            _ => throw Unknown(name),
        };
    }

    /// <summary>A view of a machine as it stands, with the counts of its run.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is no such view.</exception>
    public static IView View(this FlexOSMachine machine, string name)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return name switch
        {
            "capabilities" => machine.CapabilityTable(),
            "gates" => machine.GateMatrix(),
            "calls" => machine.CallGraph(),
            "reach" => machine.Reach(),
            "memory" => machine.MemoryUse(),
            _ => machine.Image.View(name),
        };
    }

    private static ArgumentException Unknown(string name) => new($"There is no view '{name}': use one of {string.Join(", ", Names)}.", nameof(name));
}
