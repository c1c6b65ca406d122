using System.IO.Enumeration;
using FlexCap.Jupyter.Protocol.Messages;

namespace FlexCap.Jupyter.Protocol;

/// <summary>Cells that ran in this session, for the front end's arrow keys. Nothing is kept on disk.</summary>
internal sealed class History
{
    private const int Session = 1;
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];

    public void Add(int number, string input)
    {
        lock (_gate)
        {
            _entries.Add(new Entry(number, input, null));
        }
    }

    /// <summary>Notes the plain text of the newest cell's result.</summary>
    public void SetOutput(string? output)
    {
        lock (_gate)
        {
            if (_entries.Count > 0)
            {
                _entries[^1] = _entries[^1] with { Output = output };
            }
        }
    }

    public IReadOnlyList<object[]> Find(HistoryRequest request)
    {
        lock (_gate)
        {
            return FindLocked(request);
        }
    }

    private IReadOnlyList<object[]> FindLocked(HistoryRequest request)
    {
        IEnumerable<Entry> found = request.HistAccessType switch
        {
            "tail" => _entries,
            // Session 0 is the running one; other sessions are not kept.
            "range" => request.Session is null or 0 or Session
                ? _entries.Where(e => e.Number >= (request.Start ?? 1) && (request.Stop is null || e.Number < request.Stop)) : [],
            "search" => Search(request),
            _ => throw new MalformedContentException($"hist_access_type '{request.HistAccessType}' is none of range, tail and search"),
        };
        if (request is { HistAccessType: "tail" or "search", N: { } n })
        {
            found = found.TakeLast(n);
        }

        return [.. found.Select(e => new object[] { Session, e.Number, request.Output ? new object?[] { e.Input, e.Output } : e.Input })];
    }

    private IEnumerable<Entry> Search(HistoryRequest request)
    {
        var pattern = request.Pattern ?? "*";
        var found = _entries.Where(e => FileSystemName.MatchesSimpleExpression(pattern, e.Input, ignoreCase: false));
        return request.Unique ? found.Reverse().DistinctBy(e => e.Input).Reverse() : found;
    }

    private sealed record Entry(int Number, string Input, string? Output);
}
