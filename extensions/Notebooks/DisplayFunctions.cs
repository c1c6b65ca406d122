namespace FlexCap.Notebooks;

/// <summary>
/// <c>display(x)</c> for C# cells. Apart from <see cref="FlexCapSession"/> because .NET Interactive has a <c>display</c> of its own.
/// </summary>
public static class DisplayFunctions
{
#pragma warning disable IDE1006, CA1707 // The name that notebooks use.
    /// <summary>Shows a value in the running cell and returns a handle to replace it.</summary>
    public static DisplayedValue display(object? value) => FlexCapSession.Display(value);
#pragma warning restore IDE1006, CA1707
}
