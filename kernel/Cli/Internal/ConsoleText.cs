using System.Text;

namespace FlexCap.Cli.Internal;

/// <summary>Writes the bytes of a guest's console as text, as they come: a character may come in several pieces.</summary>
internal sealed class ConsoleText(TextWriter to)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    public void Write(ReadOnlyMemory<byte> bytes)
    {
        var characters = new char[bytes.Length + 1];
        to.Write(characters, 0, _decoder.GetChars(bytes.Span, characters, flush: false));
        to.Flush();
    }
}
