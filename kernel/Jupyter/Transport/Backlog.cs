namespace FlexCap.Jupyter.Transport;

/// <summary>
/// Messages that wait for somebody to read them, in order. The bound is on memory and not on time: how long a subscription takes
/// depends on the machine, so any time is too short on some machine. Beyond the bound the oldest messages go.
/// </summary>
/// <param name="capacity">Bytes of frames that may wait; the newest message stays even where it alone is longer.</param>
internal sealed class Backlog(long capacity)
{
    private readonly Queue<IReadOnlyList<byte[]>> _messages = new();
    private long _length;

    public void Add(IReadOnlyList<byte[]> frames)
    {
        _messages.Enqueue(frames);
        _length += Length(frames);
        while (_length > capacity && _messages.Count > 1)
        {
            _length -= Length(_messages.Dequeue());
        }
    }

    /// <summary>Everything that waits, oldest first; nothing waits afterwards.</summary>
    public IReadOnlyList<IReadOnlyList<byte[]>> TakeAll()
    {
        var messages = _messages.ToArray();
        _messages.Clear();
        _messages.TrimExcess();
        _length = 0;
        return messages;
    }

    private static long Length(IReadOnlyList<byte[]> frames) => frames.Sum(f => (long)f.Length);
}
