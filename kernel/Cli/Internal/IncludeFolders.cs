using System.Text;
using FlexCap.Notebooks;

namespace FlexCap.Cli.Internal;

/// <summary>Reads the files that a source includes: those below the given folders, and no others.</summary>
/// <param name="folders">The folders, in the order in which they are searched.</param>
/// <param name="sources">Where texts are kept for diagnostics.</param>
internal sealed class IncludeFolders(IEnumerable<string> folders, SourceTexts sources)
{
    private const long Largest = 64 << 20;
    private readonly List<string> _folders = [.. folders.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal)];

    /// <summary>The bytes of a file, or null if it is in none of the folders or cannot be read.</summary>
    public ReadOnlyMemory<byte>? Read(string name)
    {
        foreach (var folder in name.Contains('\0', StringComparison.Ordinal) ? [] : _folders)
        {
            var path = Path.GetFullPath(Path.Combine(folder, name));
            if (!_folders.Exists(f => path.StartsWith(f.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            {
                continue;
            }

            try
            {
                var file = new FileInfo(path);
                if (file.Exists && file.Length <= Largest)
                {
                    var bytes = File.ReadAllBytes(path);
                    sources.Set(name, Encoding.UTF8.GetString(bytes));
                    return bytes;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Looked for in the next folder; the assembler reports a file that is in none.
            }
        }

        return null;
    }
}
