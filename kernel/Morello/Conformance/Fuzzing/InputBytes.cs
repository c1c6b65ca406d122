namespace FlexCap.Morello.Conformance.Fuzzing;

/// <summary>Reads the state of a machine out of an input. At its end it begins again: states need more bytes than an input should have.</summary>
internal sealed class InputBytes(byte[] input, int start)
{
    private int _at = -1;

    internal byte Byte()
    {
        if (start >= input.Length)
        {
            return 0;
        }

        if (_at < 0 || _at >= input.Length)
        {
            _at = start;
        }

        return input[_at++];
    }

    /// <summary>True once in <paramref name="n"/> times.</summary>
    internal bool OneIn(int n) => Byte() % n == 0;

    internal int Below(int n) => (Byte() | Byte() << 8) % n;

    internal ulong Word()
    {
        ulong value = 0;
        for (int i = 0; i < 8; i++)
        {
            value = value << 8 | Byte();
        }

        return value;
    }
}
