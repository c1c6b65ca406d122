using System.IO.Compression;
using FlexCap.Diagnostics;

namespace FlexCap.Morello.Conformance;

/// <summary>Opens files of conformance tests, with gzip (<c>.gz</c>) or without, and turns what goes wrong into diagnostics.</summary>
internal static class ConformanceInput
{
    private const string Compressed = ".gz";

    /// <summary>The lines of a text, with their numbers from 1.</summary>
    /// <exception cref="InputException">The file cannot be read: <c>FX0161</c>.</exception>
    public static IEnumerable<(int Number, string Text)> Lines(string path)
    {
        using var reader = new StreamReader(Guard(path, () => Open(path)));
        for (var number = 1; Guard(path, reader.ReadLine) is { } text; number++)
        {
            yield return (number, text);
        }
    }

    /// <summary>A whole file. One that unpacks to more than <paramref name="limit"/> bytes is refused, so that a small file cannot fill the host's memory.</summary>
    /// <exception cref="InputException">The file cannot be read, or is too large: <c>FX0161</c>.</exception>
    public static byte[] Bytes(string path, int limit) => Guard(path, () =>
    {
        using var stream = Open(path);
        using var bytes = new MemoryStream();
        var part = new byte[81_920];
        for (int count; (count = stream.Read(part)) > 0;)
        {
            if (bytes.Length + count > limit)
            {
                throw new InvalidDataException($"it has more than {limit} bytes.");
            }

            bytes.Write(part, 0, count);
        }

        return bytes.ToArray();
    });

    private static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        return path.EndsWith(Compressed, StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InputException([new Diagnostic("FX0161", DiagnosticSeverity.Error, new(path), $"The file cannot be read: {exception.Message}", "Give the path of a readable file; the name of a gzip file ends in .gz.")]);
        }
    }
}
