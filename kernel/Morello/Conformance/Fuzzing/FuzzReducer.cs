namespace FlexCap.Morello.Conformance.Fuzzing;

/// <summary>Makes failing inputs small.</summary>
public static class FuzzReducer
{
    /// <summary>
    /// Leaves out ever smaller pieces of an input, then makes bytes zero, as long as the same goes wrong: a message that begins alike. An
    /// input that does not fail, or takes long, comes back as it is.
    /// </summary>
    /// <param name="target">The target.</param>
    /// <param name="input">An input that fails.</param>
    public static byte[] Reduce(FuzzTarget target, byte[] input)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(input);
        string? message = Kind(target, input);
        if (message is null)
        {
            return input;
        }

        byte[] small = input;
        for (int size = Math.Max(1, small.Length / 2); size > 0; size /= 2)
        {
            for (int at = 0; at < small.Length;)
            {
                byte[] candidate = [.. small.AsSpan(0, at), .. small.AsSpan(Math.Min(small.Length, at + size))];
                if (Kind(target, candidate) == message)
                {
                    small = candidate;
                }
                else
                {
                    at += size;
                }
            }
        }

        for (int i = 0; i < small.Length; i++)
        {
            byte[] candidate = [.. small];
            candidate[i] = 0;
            if (small[i] != 0 && Kind(target, candidate) == message)
            {
                small = candidate;
            }
        }

        return small;
    }

    // What goes wrong without its details: the message, or the type of the exception and where it was thrown.
    private static string? Kind(FuzzTarget target, byte[] input)
    {
        try
        {
            return target.Run(input);
        }
#pragma warning disable CA1031 // Finding out what gets through is the purpose.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception.GetType().Name + exception.StackTrace?.Split('\n').FirstOrDefault();
        }
    }
}
