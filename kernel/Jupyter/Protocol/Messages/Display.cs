namespace FlexCap.Jupyter.Protocol.Messages;

/// <summary>Something to show.</summary>
internal sealed record DisplayData(
    IReadOnlyDictionary<string, object> Data, IReadOnlyDictionary<string, object> Metadata, Transient Transient) : IContent
{
    public static string Type => "display_data";
}

/// <summary>Replaces what was shown under the same id.</summary>
internal sealed record UpdateDisplayData(
    IReadOnlyDictionary<string, object> Data, IReadOnlyDictionary<string, object> Metadata, Transient Transient) : IContent
{
    public static string Type => "update_display_data";
}

/// <summary>What front ends must not save.</summary>
internal sealed record Transient(string DisplayId);

/// <summary>Removes the cell's outputs.</summary>
/// <param name="Wait">True to keep them until the next output arrives (no flicker).</param>
internal sealed record ClearOutput(bool Wait) : IContent
{
    public static string Type => "clear_output";
}
