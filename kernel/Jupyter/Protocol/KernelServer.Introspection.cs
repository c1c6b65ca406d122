using FlexCap.Jupyter.Protocol.Messages;
using FlexCap.Jupyter.Transport;
using FlexCap.Notebooks;

namespace FlexCap.Jupyter.Protocol;

internal sealed partial class KernelServer
{
    private static readonly string s_version = typeof(KernelServer).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    private KernelInfoReply KernelInfo() => new(
        "ok", MessageCodec.ProtocolVersion, "flexcap", s_version, _interpreter.Language,
        $"FlexCap.Notebooks {s_version}: FlexOS on Morello in C#. #!help lists the cell languages.",
        [new HelpLink("FlexOS", "https://project-flexos.github.io/")]);

    private async Task<object?> CompleteAsync(CompleteRequest request)
    {
        var list = await _interpreter.CompleteAsync(request.Code, CodePoints.ToUtf16(request.Code, request.CursorPos)).ConfigureAwait(false);
        var start = CodePoints.FromUtf16(request.Code, list.Start);
        var end = CodePoints.FromUtf16(request.Code, list.End);
        var typed = list.Items.Select(i => new TypedCompletion(i.Text, i.Kind, start, end)).ToArray();
        return new CompleteReply(
            "ok", [.. list.Items.Select(i => i.Text)], start, end,
            new SortedDictionary<string, object>(StringComparer.Ordinal) { ["_jupyter_types_experimental"] = typed });
    }

    private async Task<object?> InspectAsync(InspectRequest request)
    {
        var found = await _interpreter.InspectAsync(request.Code, CodePoints.ToUtf16(request.Code, request.CursorPos)).ConfigureAwait(false);
        return new InspectReply("ok", found is not null, found is null ? MimeContent.Empty : MimeContent.Of(found), MimeContent.Empty);
    }

    private IsCompleteReply IsComplete(IsCompleteRequest request) => _interpreter.CheckCompleteness(request.Code) switch
    {
        Completeness.Complete => new IsCompleteReply("complete", ""),
        Completeness.Invalid => new IsCompleteReply("invalid", ""),
        _ => new IsCompleteReply("incomplete", "    "),
    };

    /// <summary>No comm target exists here; Jupyter's rule is to close at once what cannot be opened.</summary>
    private Task<object?> Refuse(Message message, CommOpen open)
    {
        Publish(message, CommClose.Type, new CommClose(open.CommId, MimeContent.Empty));
        return Done(null);
    }
}
