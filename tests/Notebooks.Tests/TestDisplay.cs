namespace FlexCap.Notebooks.Tests;

/// <summary>Records what a cell puts out.</summary>
internal sealed class TestDisplay : IDisplay
{
    public List<MimeBundle> Shown { get; } = [];

    public List<MimeBundle> Updates { get; } = [];

    public string Output { get; private set; } = "";

    public IDisplayHandle Show(MimeBundle content)
    {
        Shown.Add(content);
        return new Handle(this);
    }

    public void Write(string text) => Output += text;

    private sealed class Handle(TestDisplay display) : IDisplayHandle
    {
        public void Update(MimeBundle content) => display.Updates.Add(content);
    }
}
