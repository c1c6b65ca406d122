namespace FlexCap.Jupyter.Protocol.Messages;

/// <summary>What could stand here? Positions count Unicode code points.</summary>
internal sealed record CompleteRequest(string Code, int CursorPos) : IContent
{
    public static string Type => "complete_request";
}

/// <summary>Completions.</summary>
internal sealed record CompleteReply(
    string Status, IReadOnlyList<string> Matches, int CursorStart, int CursorEnd, IReadOnlyDictionary<string, object> Metadata) : IContent
{
    public static string Type => "complete_reply";
}

/// <summary>An entry of the completion metadata that JupyterLab and VS Code read (<c>_jupyter_types_experimental</c>).</summary>
internal sealed record TypedCompletion(string Text, string Type, int Start, int End);

/// <summary>What is this?</summary>
internal sealed record InspectRequest(string Code, int CursorPos, int DetailLevel = 0) : IContent
{
    public static string Type => "inspect_request";
}

/// <summary>Documentation.</summary>
internal sealed record InspectReply(
    string Status, bool Found, IReadOnlyDictionary<string, object> Data, IReadOnlyDictionary<string, object> Metadata) : IContent
{
    public static string Type => "inspect_reply";
}

/// <summary>Is the cell finished, as a console asks before it sends it?</summary>
internal sealed record IsCompleteRequest(string Code) : IContent
{
    public static string Type => "is_complete_request";
}

/// <summary><c>complete</c>, <c>incomplete</c> or <c>invalid</c>.</summary>
internal sealed record IsCompleteReply(string Status, string Indent) : IContent
{
    public static string Type => "is_complete_reply";
}

/// <summary>Which cells ran?</summary>
internal sealed record HistoryRequest(
    string HistAccessType, bool Output = false, bool Raw = true, int? Session = null, int? Start = null, int? Stop = null,
    int? N = null, string? Pattern = null, bool Unique = false) : IContent
{
    public static string Type => "history_request";
}

/// <summary>Entries <c>[session, number, input]</c> or <c>[session, number, [input, output]]</c>.</summary>
internal sealed record HistoryReply(string Status, IReadOnlyList<object[]> History) : IContent
{
    public static string Type => "history_reply";
}
