using System.Reflection;
using System.Security.Cryptography;

namespace FlexCap.FlexOS.Internal.Compiling;

/// <summary>The C headers of the library OS, which are resources of this assembly, as files for a compiler.</summary>
internal static class GuestHeaders
{
    public const string Prefix = "guest-include/";

    /// <summary>The folder with the headers, in the cache, named after their content; written if it is not there.</summary>
    public static string Extract() => ExtractTo(Path.Combine(CacheFolder.Path, "include"), Prefix);

    /// <summary>Hash of the resources below a prefix: names and contents.</summary>
    public static string HashOf(string prefix) => HashOf(prefix, _ => true);

    /// <summary>The same of the headers that ISO C and POSIX have: programs that use no others need not be compiled again when FlexOS's own change.</summary>
    public static string HashOfStandard() => HashOf(Prefix, name => !name.Contains('/', StringComparison.Ordinal) ? name != "sodium.h" : name.StartsWith("sys/", StringComparison.Ordinal));

    private static string HashOf(string prefix, Func<string, bool> isCounted)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, bytes) in Files(prefix).Where(f => isCounted(f.Name)))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{name}\0{bytes.Length}\0"));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>Writes the resources below a prefix into a folder of their own within <paramref name="parent"/>, and gives its path.</summary>
    public static string ExtractTo(string parent, string prefix)
    {
        var folder = Path.Combine(parent, HashOf(prefix));
        if (Directory.Exists(folder))
        {
            return folder;
        }

        // Complete under another name first: whoever sees the folder sees all of it.
        var temporary = $"{folder}.{Environment.ProcessId}.tmp";
        foreach (var (name, bytes) in Files(prefix))
        {
            var file = Path.Combine(temporary, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
        }

        try
        {
            Directory.Move(temporary, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(temporary, recursive: true); // another process was faster
        }

        return folder;
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Files(string prefix)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(n => (n[prefix.Length..].Replace('\\', '/'), Read(assembly, n)));
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
