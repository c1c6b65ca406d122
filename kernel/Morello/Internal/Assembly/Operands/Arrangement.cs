namespace FlexCap.Morello.Internal.Assembly;

/// <summary>The lanes of a vector operand: fixed (<c>8b</c>), chosen by a bit (<c>vb.q</c>) or by size and that bit (<c>v.zq</c>).</summary>
internal sealed class Arrangement
{
    private static readonly string[] s_names = ["8b", "16b", "4h", "8h", "2s", "4s", "1d", "2d"];
    private readonly string? _fixed;
    private readonly int _size;
    private readonly EncodingField? _sizeField;
    private readonly EncodingField? _wide;

    /// <summary>Always the same; or, for an element, its letter or group (<c>b</c>, <c>4b</c>).</summary>
    internal Arrangement(string name) => _fixed = name;

    /// <summary>Elements of 1, 2, 4 or 8 bytes (<paramref name="size"/> 0 to 3) in 8 or 16 bytes.</summary>
    internal Arrangement(int size, EncodingField wide) => (_size, _wide) = (size, wide);

    /// <summary>Elements whose size a field gives.</summary>
    internal Arrangement(EncodingField size, EncodingField wide) => (_sizeField, _wide) = (size, wide);

    /// <summary>What should stand here.</summary>
    internal string Description => _fixed ?? (_sizeField is null ? $"{s_names[_size * 2]} or {s_names[(_size * 2) + 1]}" : "8b, 16b, 4h, 8h, 2s, 4s, 1d or 2d");

    internal string Name(uint word) => _fixed ?? s_names[((_sizeField is null ? _size : (int)_sizeField.Read(word)) * 2) + (int)_wide!.Read(word)];

    internal bool Set(OperandReader reader, ReadOnlySpan<char> name)
    {
        if (_fixed is not null)
        {
            return name.Equals(_fixed, StringComparison.OrdinalIgnoreCase);
        }

        for (int i = 0; i < s_names.Length; i++)
        {
            if (name.Equals(s_names[i], StringComparison.OrdinalIgnoreCase))
            {
                return (_sizeField is null ? i / 2 == _size : reader.Set(_sizeField, (uint)i / 2)) && reader.Set(_wide!, (uint)i % 2);
            }
        }

        return false;
    }
}
