namespace FlexCap.Jupyter.Protocol.Messages;

/// <summary>The cell wants a line from the person.</summary>
internal sealed record InputRequest(string Prompt, bool Password) : IContent
{
    public static string Type => "input_request";
}

/// <summary>The line.</summary>
internal sealed record InputReply(string Value) : IContent
{
    public static string Type => "input_reply";
}
