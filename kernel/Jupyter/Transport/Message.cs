using System.Text.Json;

namespace FlexCap.Jupyter.Transport;

/// <summary>Header of every message.</summary>
internal sealed record MessageHeader(string MsgId, string Session, string Username, string Date, string MsgType, string Version);

/// <summary>A verified message as it arrived.</summary>
/// <param name="Identities">Routing frames before the delimiter; a reply carries them back.</param>
/// <param name="Header">Parsed header.</param>
/// <param name="RawHeader">Header as received; what a reply names as its parent.</param>
/// <param name="Metadata">Metadata.</param>
/// <param name="Content">Content, not yet checked against its type.</param>
internal sealed record Message(
    IReadOnlyList<byte[]> Identities, MessageHeader Header, byte[] RawHeader, JsonElement Metadata, JsonElement Content);
