using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using FlexCap.Diagnostics;

namespace FlexCap.FlexOS.Setup;

/// <summary>The sources of libsodium, as Debian distributes them.</summary>
internal static class LibsodiumSource
{
    public const string File = $"libsodium_{LibsodiumSetup.Version}.orig.tar.gz";

    /// <summary>From Debian's signed index of source packages (bookworm, libsodium 1.0.18-1).</summary>
    public const string Sha256 = "d59323c6b712a1519a5daf710b68f5e7fde57040845ffec53850911f10a5d4f4";

    // Debian's pool, and Debian's archive of everything that was ever in it.
    private static readonly string[] s_mirrors =
    [
        "http://deb.debian.org/debian/pool/main/libs/libsodium/",
        "http://snapshot.debian.org/archive/debian/20230611T210420Z/pool/main/libs/libsodium/",
    ];

    /// <summary>The folder with the unpacked sources.</summary>
    public static async Task<string> GetAsync(string folder, string? archive, IProgress<SetupProgress>? progress, CancellationToken cancellation)
    {
        var sources = Path.Combine(folder, $"libsodium-{LibsodiumSetup.Version}");
        if (Directory.Exists(sources))
        {
            return sources;
        }

        var kept = Path.Combine(folder, File);
        if (archive is not null)
        {
            Check(await System.IO.File.ReadAllBytesAsync(archive, cancellation).ConfigureAwait(false), archive);
        }
        else if (!System.IO.File.Exists(kept))
        {
            progress?.Report(new SetupProgress($"downloading {File} from Debian", 0, LibsodiumBuild.Parts));
            var bytes = await DownloadAsync(cancellation).ConfigureAwait(false);
            var partial = $"{kept}.{Environment.ProcessId}.tmp";
            await System.IO.File.WriteAllBytesAsync(partial, bytes, cancellation).ConfigureAwait(false);
            System.IO.File.Move(partial, kept, overwrite: true);
        }

        progress?.Report(new SetupProgress("unpacking", 0, LibsodiumBuild.Parts));
        var temporary = $"{sources}.{Environment.ProcessId}.tmp";
        Directory.CreateDirectory(temporary);
        await using (var packed = new GZipStream(System.IO.File.OpenRead(archive ?? kept), CompressionMode.Decompress))
        {
            await TarFile.ExtractToDirectoryAsync(packed, temporary, overwriteFiles: true, cancellation).ConfigureAwait(false);
        }

        Directory.Move(Path.Combine(temporary, Path.GetFileName(sources)), sources);
        Directory.Delete(temporary, recursive: true);
        return sources;
    }

    private static async Task<byte[]> DownloadAsync(CancellationToken cancellation)
    {
        // Where there is no network, that shows soon.
        using var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromMinutes(2) };
        var failures = new List<string>();
        foreach (var mirror in s_mirrors)
        {
            try
            {
                var bytes = await client.GetByteArrayAsync(new Uri(mirror + File), cancellation).ConfigureAwait(false);
                Check(bytes, mirror + File);
                return bytes;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
            {
                failures.Add($"{mirror}{File}: {e.Message}");
            }
        }

        throw new InputException([new Diagnostic("FX0630", DiagnosticSeverity.Error, new SourceLocation(File),
            $"The sources of libsodium cannot be downloaded:\n{string.Join('\n', failures)}",
            $"Check the network (http_proxy is honoured), or fetch the file elsewhere (apt-get source --download-only libsodium={LibsodiumSetup.Version}…) and give it with --archive.")]);
    }

    private static void Check(byte[] bytes, string origin)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (hash != Sha256)
        {
            throw new InputException([new Diagnostic("FX0631", DiagnosticSeverity.Error, new SourceLocation(origin),
                $"This is not Debian's {File}: its SHA-256 is {hash}, not {Sha256}.", "Download it again, from Debian.")]);
        }
    }
}
