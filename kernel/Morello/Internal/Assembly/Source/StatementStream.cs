namespace FlexCap.Morello.Internal.Assembly;

/// <summary>A run of statements that is being read: a file, the expansion of a macro, or a repetition.</summary>
/// <param name="what">How a message calls it: <c>macro 'x'</c>; empty for a file given by the caller.</param>
/// <param name="parent">What it was started from, or null.</param>
/// <param name="iterations">How often its statements are read.</param>
/// <param name="body">The statements of one iteration.</param>
internal sealed class SourceFrame(string what, Place? parent, int iterations, Func<int, IReadOnlyList<SourceStatement>> body)
{
    private IReadOnlyList<SourceStatement> _statements = [];
    private int _iteration = -1, _next;

    public string What { get; } = what;

    public Place? Parent { get; } = parent;

    /// <summary>How many frames are below it.</summary>
    public int Depth { get; } = parent is null ? 0 : parent.Frame.Depth + 1;

    /// <summary>True for the expansion of a macro, which <c>.exitm</c> leaves.</summary>
    public bool IsMacro { get; init; }

    /// <summary>Number of conditions that were open when it began.</summary>
    public int OpenConditions { get; init; }

    /// <summary>The next statement, or null at its end.</summary>
    public SourceStatement? Next()
    {
        while (_next >= _statements.Count)
        {
            if (++_iteration >= iterations)
            {
                return null;
            }

            (_statements, _next) = (body(_iteration), 0);
        }

        return _statements[_next++];
    }
}

/// <summary>A statement and the chain of expansions that it stands in.</summary>
internal sealed record Place(SourceStatement Statement, SourceFrame Frame);
