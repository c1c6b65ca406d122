namespace FlexCap.FlexOS.Internal.Learning;

/// <summary>What the size of a buffer may be: <c>Argument × Times × Factor + Plus</c>. It lives as long as no call contradicts it.</summary>
internal sealed class SizeGuess(int argument, int times, ulong factor, long plus)
{
    // Beyond this no size is believed.
    private const ulong Largest = 1UL << 40;

    public int Argument => argument;

    public int Times => times;

    public ulong Factor => factor;

    public long Plus => plus;

    /// <summary>Calls that used exactly so many bytes.</summary>
    public long Exact { get; private set; }

    /// <summary>Calls that used less, and whose result says so: as many as it says, or that they failed.</summary>
    public long Explained { get; private set; }

    /// <summary>Calls that used less, and nothing says why.</summary>
    public long Loose { get; private set; }

    /// <summary>True if the buffer would have reached beyond the object that it lies in.</summary>
    public bool IsBeyond { get; private set; }

    /// <summary>True if it is an argument alone.</summary>
    public bool IsPlain => times < 0 && factor == 1 && plus == 0;

    /// <summary>What it is in a call, or null where it is none.</summary>
    public ulong? In(ReadOnlySpan<ulong> arguments)
    {
        var value = arguments[argument];
        if (value >= Largest || (times >= 0 && arguments[times] >= Largest))
        {
            return null;
        }

        var product = (UInt128)value * factor * (times < 0 ? 1 : arguments[times]);
        return product >= Largest || (plus < 0 && product < (ulong)-plus) ? null : (ulong)product + (ulong)plus;
    }

    /// <summary>Takes a call into account; false if the guess is wrong.</summary>
    public bool Agrees(ReadOnlySpan<ulong> arguments, ulong bytes, ulong room, ulong result, bool hasFailed)
    {
        if (In(arguments) is not { } size || size < bytes)
        {
            return false;
        }

        IsBeyond |= size > room;
        if (size == bytes)
        {
            Exact++;
        }
        else if (hasFailed || result == bytes)
        {
            Explained++;
        }
        else
        {
            Loose++;
            return plus == 0 && factor == 1 && times < 0;
        }

        return true;
    }
}
