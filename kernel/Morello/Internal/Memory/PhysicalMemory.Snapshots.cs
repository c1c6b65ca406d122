namespace FlexCap.Morello.Internal;

// Snapshots copy only what changed since the last one. A page that some snapshot holds as it is has PageState.Unchanged; the
// first store clears the bit on the path that it takes anyway for tags and code, so other stores pay nothing.
internal sealed unsafe partial class PhysicalMemory
{
    private const int TagWords = 4;

    // Chunks in the order in which they were touched.
    private readonly List<int> _touched = [];

    // What each page held when Unchanged was last set; meaningless without the bit.
    private readonly Dictionary<int, PageImage?[]> _images = [];

    /// <summary>Captures all bytes and tags.</summary>
    internal MemoryImage Capture()
    {
        var chunks = new Dictionary<int, PageImage?[]>(_touched.Count);
        foreach (var chunk in _touched)
        {
            chunks.Add(chunk, CaptureChunk(chunk));
        }

        return new(chunks);
    }

    /// <summary>Makes all bytes and tags what they were; pages that have not changed since are not touched.</summary>
    internal void Restore(MemoryImage image)
    {
        foreach (var chunk in image.Chunks.Keys)
        {
            if (_data[chunk] == null)
            {
                Touch(chunk);
            }
        }

        foreach (var chunk in _touched)
        {
            var wanted = image.Chunks.GetValueOrDefault(chunk) ?? new PageImage?[PagesPerChunk];
            _images.TryGetValue(chunk, out var current);
            for (var page = 0; page < PagesPerChunk; page++)
            {
                var state = StateOf(chunk, page);
                if (current == null || (state->Attention & PageState.Unchanged) == 0 || current[page] != wanted[page])
                {
                    RestorePage(chunk, page, state, wanted[page]);
                }
            }

            _images[chunk] = wanted;
        }
    }

    // Snapshots share the array of a chunk in which nothing changed.
    private PageImage?[] CaptureChunk(int chunk)
    {
        PageImage?[]? pages = null;
        _images.TryGetValue(chunk, out var last);
        for (var page = 0; page < PagesPerChunk; page++)
        {
            var state = StateOf(chunk, page);
            if (last == null || (state->Attention & PageState.Unchanged) == 0)
            {
                pages ??= last == null ? new PageImage?[PagesPerChunk] : [.. last];
                pages[page] = CapturePage(_data[chunk] + (page * PageSize), state);
                state->Attention |= PageState.Unchanged;
            }
        }

        return _images[chunk] = pages ?? last!;
    }

    private static PageImage? CapturePage(byte* data, PageState* state)
    {
        var bytes = new ReadOnlySpan<byte>(data, PageSize);
        var tags = new ReadOnlySpan<ulong>(state->Tags, TagWords);
        return bytes.ContainsAnyExcept((byte)0) || tags.ContainsAnyExcept(0ul) ? new(bytes.ToArray(), tags.ToArray()) : null;
    }

    private void RestorePage(int chunk, int page, PageState* state, PageImage? image)
    {
        var bytes = new Span<byte>(_data[chunk] + (page * PageSize), PageSize);
        var tags = new Span<ulong>(state->Tags, TagWords);
        if (image == null)
        {
            bytes.Clear();
            tags.Clear();
        }
        else
        {
            image.Data.CopyTo(bytes);
            image.Tags.CopyTo(tags);
        }

        CodeTouched(state);
        var tagged = tags.ContainsAnyExcept(0ul);
        state->Attention = (state->Attention & ~PageState.HasTags) | PageState.Unchanged | (tagged ? PageState.HasTags : 0);
    }

    private PageState* StateOf(int chunk, int page) => (PageState*)(_data[chunk] + ChunkSize + (page * PageState.Size));
}
