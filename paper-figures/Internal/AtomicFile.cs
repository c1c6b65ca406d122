using System.Text;

namespace FlexCap.PaperFigures.Internal;

/// <summary>Writes a file so that a reader, or an interrupted run, never sees half of it.</summary>
internal static class AtomicFile
{
    internal static string Write(string path, string text)
    {
        // In the same folder: a rename is atomic only within a file system.
        var temporary = path + ".part";
        File.WriteAllText(temporary, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(temporary, path, overwrite: true);
        return path;
    }
}
