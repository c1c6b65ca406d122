using System.Security.Cryptography;
using System.Text;
using FlexCap.FlexOS.Internal.Compiling;

namespace FlexCap.FlexOS.Setup;

/// <summary>How far a set-up is.</summary>
/// <param name="Step">What is being done, as a person reads it.</param>
/// <param name="Done">Parts that are done.</param>
/// <param name="Total">Parts in all, the same throughout a set-up.</param>
public sealed record SetupProgress(string Step, int Done, int Total);

/// <summary>
/// Makes the micro-library libsodium 1.0.18 from Debian's source package, in the cache folder: downloaded, checked against
/// its SHA-256, unpacked, and compiled for the guest, once as it is and once for each set of functions that PLOS'23,
/// Figure 3 sandboxes. Nothing of libsodium comes with FlexCap.
/// </summary>
public static class LibsodiumSetup
{
    /// <summary>Version of libsodium: the paper's.</summary>
    public const string Version = "1.0.18";

    /// <summary>
    /// The variants, each an object <c>libsodium-NAME.o</c>: <c>none</c> as it is; <c>codecs</c> without sodium_bin2hex and
    /// sodium_hex2bin; <c>chacha20</c> without chacha20_encrypt_bytes; <c>store</c> without store32_le and store64_be;
    /// <c>all</c> without all five. What a variant lacks it calls from another micro-library.
    /// </summary>
    public static IReadOnlyList<string> Variants { get; } = ["none", "codecs", "chacha20", "store", "all"];

    /// <summary>The folder of the objects, within the cache folder.</summary>
    public static string Folder => Path.Combine(CacheFolder.Path, "libsodium", Version);

    /// <summary>True if every object is there and was made from what this version of FlexCap makes it from.</summary>
    public static bool IsComplete => Variants.All(v => File.Exists(ObjectOf(v))) && File.Exists(StampFile) && File.ReadAllText(StampFile).StartsWith(Key(), StringComparison.Ordinal);

    private static string StampFile => Path.Combine(Folder, "made-from");

    /// <summary>The object of a variant.</summary>
    public static string ObjectOf(string variant) => Path.Combine(Folder, $"libsodium-{variant}.o");

    /// <summary>
    /// Makes what is missing. Interrupted, it goes on where it was: every file appears only when it is complete. Objects that
    /// another compiler or another version of FlexCap made are made again.
    /// </summary>
    /// <param name="archive">The source archive, or null to download it.</param>
    /// <param name="progress">Told of each part.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="Diagnostics.InputException">No download (FX0630), another content (FX0631), no compiler (FX0632), or it does not compile (FX0633).</exception>
    public static async Task RunAsync(string? archive = null, IProgress<SetupProgress>? progress = null, CancellationToken cancellation = default)
    {
        var compiler = GuestCompiler.Find();
        var stamp = Key() + compiler.Version + "\n";
        if (IsComplete && await File.ReadAllTextAsync(StampFile, cancellation).ConfigureAwait(false) == stamp)
        {
            return;
        }

        Directory.CreateDirectory(Folder);
        var work = Path.Combine(Folder, "work-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(stamp)))[..16]);
        var source = await LibsodiumSource.GetAsync(Folder, archive, progress, cancellation).ConfigureAwait(false);
        await new LibsodiumBuild(compiler, source, work, progress).RunAsync(cancellation).ConfigureAwait(false);
        foreach (var variant in Variants)
        {
            File.Move(Path.Combine(work, $"libsodium-{variant}.o"), ObjectOf(variant), overwrite: true);
        }

        await File.WriteAllTextAsync(StampFile, stamp, cancellation).ConfigureAwait(false);
        foreach (var old in Directory.EnumerateDirectories(Folder, "work-*"))
        {
            Directory.Delete(old, recursive: true);
        }
    }

    // What the objects are made from, but for the compiler, which need not be there to use them.
    private static string Key() => $"{LibsodiumSource.Sha256}\n{LibsodiumBuild.Recipe}\n";
}
