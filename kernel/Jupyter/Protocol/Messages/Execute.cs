namespace FlexCap.Jupyter.Protocol.Messages;

/// <summary>Execute a cell.</summary>
internal sealed record ExecuteRequest(
    string Code, bool Silent = false, bool StoreHistory = true, IReadOnlyDictionary<string, string>? UserExpressions = null,
    bool AllowStdin = true, bool StopOnError = true) : IContent
{
    public static string Type => "execute_request";
}

/// <summary>The cell ran to its end.</summary>
internal sealed record ExecuteReply(
    string Status, int ExecutionCount, IReadOnlyList<object> Payload, IReadOnlyDictionary<string, object> UserExpressions) : IContent
{
    public static string Type => "execute_reply";
}

/// <summary>The cell failed or, with status <c>aborted</c>, never ran because an earlier one failed.</summary>
internal sealed record ExecuteErrorReply(
    string Status, int ExecutionCount, string Ename, string Evalue, IReadOnlyList<string> Traceback) : IContent
{
    public static string Type => "execute_reply";
}

/// <summary>Value of one user expression.</summary>
internal sealed record UserExpression(string Status, IReadOnlyDictionary<string, object> Data, IReadOnlyDictionary<string, object> Metadata);

/// <summary>Tells every front end which cell runs.</summary>
internal sealed record ExecuteInput(string Code, int ExecutionCount) : IContent
{
    public static string Type => "execute_input";
}

/// <summary>Value of a cell.</summary>
internal sealed record ExecuteResult(
    int ExecutionCount, IReadOnlyDictionary<string, object> Data, IReadOnlyDictionary<string, object> Metadata) : IContent
{
    public static string Type => "execute_result";
}

/// <summary>Failure of a cell.</summary>
internal sealed record Error(string Ename, string Evalue, IReadOnlyList<string> Traceback) : IContent
{
    public static string Type => "error";
}

/// <summary>Text on the standard output or the standard error.</summary>
internal sealed record Stream(string Name, string Text) : IContent
{
    public static string Type => "stream";
}
