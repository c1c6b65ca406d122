using System.Text.Json;

namespace FlexCap.Jupyter.Protocol.Messages;

/// <summary>Which comms are open?</summary>
internal sealed record CommInfoRequest(string? TargetName = null) : IContent
{
    public static string Type => "comm_info_request";
}

/// <summary>Open comms; this kernel has none.</summary>
internal sealed record CommInfoReply(string Status, IReadOnlyDictionary<string, object> Comms) : IContent
{
    public static string Type => "comm_info_reply";
}

/// <summary>A front end opens a comm.</summary>
internal sealed record CommOpen(string CommId, string TargetName, JsonElement? Data = null) : IContent
{
    public static string Type => "comm_open";
}

/// <summary>Answer to a <see cref="CommOpen"/> whose target does not exist.</summary>
internal sealed record CommClose(string CommId, IReadOnlyDictionary<string, object> Data) : IContent
{
    public static string Type => "comm_close";
}

/// <summary>A message on a comm; with no comm open it has no addressee.</summary>
internal sealed record CommMsg(string CommId, JsonElement? Data = null) : IContent
{
    public static string Type => "comm_msg";
}
