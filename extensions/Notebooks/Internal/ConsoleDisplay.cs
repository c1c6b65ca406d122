namespace FlexCap.Notebooks.Internal;

/// <summary>Text forms on standard output, for code that runs in no cell.</summary>
internal sealed class ConsoleDisplay : IDisplay
{
    internal static CellContext Context { get; } = new(new ConsoleDisplay(), Formatters.Default, CancellationToken.None);

    public IDisplayHandle Show(MimeBundle content)
    {
        Console.Out.WriteLine(content.Data["text/plain"]);
        return new Handle();
    }

    public void Write(string text) => Console.Out.Write(text);

    // A line once printed cannot be replaced; the last state of a progress display is all that a script needs.
    private sealed class Handle : IDisplayHandle
    {
        public void Update(MimeBundle content) => Console.Out.WriteLine(content.Data["text/plain"]);
    }
}
