namespace FlexCap.Morello.Internal;

/// <summary>A device that does something at a time of its own.</summary>
internal interface IClocked
{
    /// <summary>When it next does something, in model cycles of virtual time; the largest value if never.</summary>
    long Deadline { get; }

    /// <summary>Told that time has gone on.</summary>
    void Elapse(long now);
}

/// <summary>Virtual time as a device sees it.</summary>
/// <param name="Now">Model cycles since reset, those of waiting included.</param>
/// <param name="Changed">To be called after a change of <see cref="IClocked.Deadline"/>.</param>
internal sealed record VirtualClock(Func<long> Now, Action Changed);
