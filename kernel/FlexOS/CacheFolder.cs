namespace FlexCap.FlexOS;

/// <summary>
/// The user's folder for what was downloaded or compiled once: everything in it can be made again.
/// In configurations, <c>cache:</c> at the beginning of a path stands for it.
/// </summary>
public static class CacheFolder
{
    /// <summary>What a path in a configuration begins with to lie in this folder.</summary>
    public const string Prefix = "cache:";

    /// <summary>
    /// <c>FLEXCAP_CACHE</c> of the environment; else <c>flexcap</c> in <c>XDG_CACHE_HOME</c> or in <c>~/.cache</c> (<c>~/Library/Caches</c> on macOS); on Windows
    /// <c>flexcap\cache</c> in the local application data. It need not exist.
    /// </summary>
    public static string Path =>
        Variable("FLEXCAP_CACHE") is { } own ? System.IO.Path.GetFullPath(own)
        : OperatingSystem.IsWindows() ? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "flexcap", "cache")
        : Variable("XDG_CACHE_HOME") is { } caches && System.IO.Path.IsPathRooted(caches) ? System.IO.Path.Combine(caches, "flexcap")
        : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache", "flexcap");

    /// <summary>True for a path of a configuration that begins with <see cref="Prefix"/>.</summary>
    public static bool IsCached(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.StartsWith(Prefix, StringComparison.Ordinal);
    }

    /// <summary>The file that a path of a configuration means; itself if it does not begin with <see cref="Prefix"/>.</summary>
    /// <exception cref="ArgumentException">It leads out of the folder.</exception>
    public static string Resolve(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!IsCached(path))
        {
            return path;
        }

        var root = Path;
        var full = System.IO.Path.GetFullPath(System.IO.Path.Combine(root, path[Prefix.Length..]));
        return full.StartsWith(root + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal) ? full
            : throw new ArgumentException($"'{path}' leads out of the cache folder.", nameof(path));
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
