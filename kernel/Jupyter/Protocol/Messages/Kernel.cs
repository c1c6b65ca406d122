namespace FlexCap.Jupyter.Protocol.Messages;

/// <summary>Who are you?</summary>
internal sealed record KernelInfoRequest : IContent
{
    public static string Type => "kernel_info_request";
}

/// <summary>Name and version of the kernel and of its language.</summary>
internal sealed record KernelInfoReply(
    string Status, string ProtocolVersion, string Implementation, string ImplementationVersion, LanguageInfo LanguageInfo,
    string Banner, IReadOnlyList<HelpLink> HelpLinks) : IContent
{
    public static string Type => "kernel_info_reply";
}

/// <summary>What a front end needs to know to show code.</summary>
internal sealed record LanguageInfo(
    string Name, string Version, string Mimetype, string FileExtension, string PygmentsLexer, string CodemirrorMode);

/// <summary>An entry of the front end's help menu.</summary>
internal sealed record HelpLink(string Text, string Url);

/// <summary>End the process.</summary>
/// <param name="Restart">True if the front end starts another one right away.</param>
internal sealed record ShutdownRequest(bool Restart = false) : IContent
{
    public static string Type => "shutdown_request";
}

/// <summary>The process ends after this.</summary>
internal sealed record ShutdownReply(string Status, bool Restart) : IContent
{
    public static string Type => "shutdown_reply";
}

/// <summary>Stop the running cell (<c>interrupt_mode: message</c>).</summary>
internal sealed record InterruptRequest : IContent
{
    public static string Type => "interrupt_request";
}

/// <summary>The running cell has been told to stop.</summary>
internal sealed record InterruptReply(string Status) : IContent
{
    public static string Type => "interrupt_reply";
}

/// <summary>Brackets everything that a request causes.</summary>
internal sealed record Status(string ExecutionState) : IContent
{
    public static string Type => "status";
}

/// <summary>Reply of any type to a request that failed.</summary>
internal sealed record ErrorReply(string Status, string Ename, string Evalue, IReadOnlyList<string> Traceback)
{
    public ErrorReply(string ename, string evalue, IReadOnlyList<string> traceback) : this("error", ename, evalue, traceback) { }
}
