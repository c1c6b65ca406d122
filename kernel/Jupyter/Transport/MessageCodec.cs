using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlexCap.Jupyter.Transport;

/// <summary>Frames to message and back: delimiter, signature, header, parent header, metadata, content ("The Wire Protocol" in Jupyter's manual).</summary>
/// <param name="key">Key of the connection file.</param>
/// <param name="session">Session id of this kernel process.</param>
/// <param name="clock">Clock of the header's date.</param>
internal sealed class MessageCodec(string key, string session, TimeProvider clock)
{
    public const string ProtocolVersion = "5.3";

    private static readonly byte[] s_delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly byte[] s_empty = "{}"u8.ToArray();
    private readonly Signer _signer = new(key);
    private long _sent;

    /// <summary>JSON as Jupyter writes it: snake_case, nothing lenient on reading.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Checks and parses frames. Never throws for what a peer sends: <paramref name="problem"/> says why frames are dropped.</summary>
    public bool TryDecode(IReadOnlyList<byte[]> frames, [NotNullWhen(true)] out Message? message, out string problem)
    {
        message = null;
        var delimiter = 0;
        while (delimiter < frames.Count && !frames[delimiter].AsSpan().SequenceEqual(s_delimiter))
        {
            delimiter++;
        }

        if (frames.Count < delimiter + 6)
        {
            problem = "a message needs the delimiter <IDS|MSG>, a signature and four JSON frames";
            return false;
        }

        var (signature, header, parent, metadata, content) =
            (frames[delimiter + 1], frames[delimiter + 2], frames[delimiter + 3], frames[delimiter + 4], frames[delimiter + 5]);
        if (!_signer.Verify(signature, header, parent, metadata, content))
        {
            problem = "the signature is wrong";
            return false;
        }

        try
        {
            var parsed = JsonSerializer.Deserialize<MessageHeader>(header, Json) ?? throw new JsonException("the header is null");
            message = new Message([.. frames.Take(delimiter)], parsed, header, Element(metadata), Element(content));
            problem = "";
            return true;
        }
        catch (JsonException e)
        {
            problem = "a frame is not the JSON it should be: " + e.Message;
            return false;
        }
    }

    /// <summary>Frames of a message from the kernel.</summary>
    /// <param name="identities">Routing frames of the request, or the topic on IOPub.</param>
    /// <param name="type">Message type.</param>
    /// <param name="parentHeader">Header of the request that it answers, or null.</param>
    /// <param name="content">Content; serialised by its run-time type.</param>
    public IReadOnlyList<byte[]> Encode(IReadOnlyList<byte[]> identities, string type, byte[]? parentHeader, object content)
    {
        var date = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        var header = JsonSerializer.SerializeToUtf8Bytes(
            new MessageHeader($"{session}_{Interlocked.Increment(ref _sent)}", session, "kernel", date, type, ProtocolVersion), Json);
        var parent = parentHeader ?? s_empty;
        var body = JsonSerializer.SerializeToUtf8Bytes(content, content.GetType(), Json);
        return [.. identities, s_delimiter, _signer.Sign(header, parent, s_empty, body), header, parent, s_empty, body];
    }

    /// <summary>Topic frame of an IOPub message.</summary>
    public byte[] Topic(string type) => Encoding.UTF8.GetBytes($"kernel.{session}.{type}");

    private static JsonElement Element(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.Clone()
            : throw new JsonException("a JSON object was expected");
    }
}
