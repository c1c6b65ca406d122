using System.Globalization;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>Bits of an instruction word that make one number, the most significant part first.</summary>
internal sealed class EncodingField
{
    private readonly (int Low, int Width)[] _parts;

    private EncodingField(string name, (int Low, int Width)[] parts, bool signed)
    {
        (Name, _parts, IsSigned) = (name, parts, signed);
        Width = parts.Sum(part => part.Width);
        Mask = Place(uint.MaxValue >> (32 - Width));
    }

    /// <summary>As written in the syntax: <c>h,i</c>, <c>23-22</c>.</summary>
    internal string Name { get; }

    internal int Width { get; }

    /// <summary>The bits of the word that it takes.</summary>
    internal uint Mask { get; }

    /// <summary>True if the number is in two's complement.</summary>
    internal bool IsSigned { get; }

    /// <summary>Reads a comma-separated list of letters of the pattern, bits and ranges of bits.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static EncodingField Parse(string text, string pattern, string signedLetters)
    {
        string[] names = text.Split(',');
        return new EncodingField(text, Array.ConvertAll(names, name => Part(name, pattern)), names.Length == 1 && signedLetters.Contains(names[0], StringComparison.Ordinal));
    }

    internal uint Read(uint word)
    {
        uint value = 0;
        foreach ((int low, int width) in _parts)
        {
            value = (value << width) | ((word >> low) & (uint.MaxValue >> (32 - width)));
        }

        return value;
    }

    internal int ReadSigned(uint word) => (int)(Read(word) << (32 - Width)) >> (32 - Width);

    internal int ReadNumber(uint word) => IsSigned ? ReadSigned(word) : (int)Read(word);

    /// <summary>The bits of a word that hold a value.</summary>
    internal uint Place(uint value)
    {
        uint word = 0;
        for (int i = _parts.Length - 1; i >= 0; i--)
        {
            (int low, int width) = _parts[i];
            word |= (value & (uint.MaxValue >> (32 - width))) << low;
            value = width == 32 ? 0 : value >> width;
        }

        return word;
    }

    private static (int Low, int Width) Part(string name, string pattern)
    {
        if (name.Length == 1 && char.IsAsciiLetter(name[0]) && name[0] != 'x')
        {
            int first = pattern.IndexOf(name[0], StringComparison.Ordinal);
            int last = pattern.LastIndexOf(name[0]);
            return first >= 0 ? (31 - last, last - first + 1) : throw new FormatException($"'{name}' is not a letter of the pattern {pattern}");
        }

        string[] ends = name.Split('-');
        if (ends.Length <= 2 && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int high)
            && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int low) && high is < 32 && low <= high)
        {
            return (low, high - low + 1);
        }

        throw new FormatException($"'{name}' is neither a letter of the pattern nor bits of the word");
    }
}
