using System.Collections.Concurrent;
using System.ComponentModel;

namespace FlexCap.Jupyter;

/// <summary>Hands a value from another cell language over to the C# cell that declares it as a variable. Not for notebooks.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SharedValues
{
    private static readonly ConcurrentDictionary<int, object> s_values = new();
    private static int s_last;

    /// <summary>Stores a value until it is taken; returns its ticket.</summary>
    internal static int Put(object value)
    {
        var ticket = Interlocked.Increment(ref s_last);
        s_values[ticket] = value;
        return ticket;
    }

    /// <summary>Takes a value; a ticket is good once.</summary>
    /// <exception cref="InvalidOperationException">The ticket was used before.</exception>
    public static T Take<T>(int ticket) =>
        s_values.TryRemove(ticket, out var value) ? (T)value : throw new InvalidOperationException($"There is no value for ticket {ticket}.");
}
