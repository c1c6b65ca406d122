using System.Security.Cryptography;
using System.Text;
using FlexCap.FlexOS.Internal.Compiling;

namespace FlexCap.FlexOS.Setup;

/// <summary>Compiles the sources of libsodium into one object for each variant.</summary>
internal sealed class LibsodiumBuild(GuestCompiler compiler, string source, string work, IProgress<SetupProgress>? progress)
{
    private const string ReplacementPrefix = "libsodium-setup/", Chacha20 = "crypto_stream/chacha20/ref/chacha20_ref.c", Codecs = "sodium/codecs.c", SandboxedCodecs = "sandboxed-codecs";

    /// <summary>Parts of which progress is told: files to compile, joins, the download and the unpacking. An upper bound.</summary>
    public const int Parts = 130;

    // What libsodium's configure would find in the guest. Random numbers come from arc4random of ukswrand.
    private static readonly string[] s_definitions =
    [
        "-DCONFIGURED=1", "-DNATIVE_LITTLE_ENDIAN=1", "-DHAVE_TI_MODE=1", "-DHAVE_SAFE_ARC4RANDOM=1", "-DHAVE_ATOMIC_OPS=1", "-DHAVE_C_VARARRAYS=1",
        "-w", "-Werror=implicit-function-declaration", "-Werror=int-conversion",
    ];

    // libsodium's own definition stays in the object under another name; nothing refers to it.
    private static readonly string[] s_renameCodecs = ["-Dsodium_bin2hex=libsodium_original_bin2hex", "-Dsodium_hex2bin=libsodium_original_hex2bin"];

    private int _done;

    /// <summary>Fingerprint of all that decides the objects, but for the sources and the compiler.</summary>
    public static string Recipe { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        [.. GuestCompiler.Flags, .. GuestCompiler.CFlags, .. s_definitions, .. s_renameCodecs, GuestHeaders.HashOfStandard(), GuestHeaders.HashOf(ReplacementPrefix)]))));

    private string Library => Path.Combine(source, "src", "libsodium");

    private string Generated => Path.Combine(work, "include");

    public async Task RunAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Generated);
        await WriteVersionAsync(cancellation).ConfigureAwait(false);
        var replacements = GuestHeaders.ExtractTo(Path.Combine(work, "replacements"), ReplacementPrefix);
        var headers = GuestHeaders.Extract();
        List<string> includes =
        [
            "-I" + Generated, "-I" + Path.Combine(Library, "include"), "-I" + Path.Combine(Library, "include", "sodium"), "-I" + headers,
        ];
        List<string> files = [.. Directory.EnumerateFiles(Library, "*.c", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Library, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        var stores = files.Where(UsesStores).ToHashSet(StringComparer.Ordinal);
        var units = files.Select(f => new Unit("plain", f, Path.Combine(Library, f), [.. includes])).ToList();
        units.Add(new Unit("codecs", Codecs, Path.Combine(Library, Codecs), [.. s_renameCodecs, .. includes]));
        units.Add(new Unit("codecs", SandboxedCodecs, Path.Combine(replacements, "codecs.c"), [.. includes]));

        // The replacement includes its neighbours as libsodium's file does: from where that lies.
        units.Add(new Unit("chacha20", Chacha20, Path.Combine(replacements, "chacha20_ref.c"), [.. includes, "-I" + Path.GetDirectoryName(Path.Combine(Library, Chacha20))]));
        units.AddRange(stores.Select(f => new Unit("store", f, Path.Combine(Library, f), ["-I" + replacements, .. includes])));

        await Parallel.ForEachAsync(units, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, CompileAsync).ConfigureAwait(false);

        foreach (var variant in LibsodiumSetup.Variants)
        {
            progress?.Report(new SetupProgress($"linking libsodium-{variant}.o", ++_done, Parts));
            IEnumerable<string> added = KindOf(variant, Codecs, stores) == "codecs" ? [ObjectOf("codecs", SandboxedCodecs)] : [];
            await compiler.JoinAsync([.. files.Select(f => ObjectOf(KindOf(variant, f, stores), f)), .. added], Path.Combine(work, $"libsodium-{variant}.o"), cancellation).ConfigureAwait(false);
        }
    }

    private static string KindOf(string variant, string file, HashSet<string> stores) =>
        file == Codecs && (variant is "codecs" or "all") ? "codecs"
        : file == Chacha20 && (variant is "chacha20" or "all") ? "chacha20"
        : stores.Contains(file) && (variant is "store" or "all") ? "store"
        : "plain";

    private async ValueTask CompileAsync(Unit unit, CancellationToken cancellation)
    {
        var output = ObjectOf(unit.Kind, unit.Name);
        if (!File.Exists(output))
        {
            await compiler.CompileAsync(unit.Path, output, [.. s_definitions, .. unit.Options], cancellation).ConfigureAwait(false);
        }

        progress?.Report(new SetupProgress($"compiling {unit.Name}", Interlocked.Increment(ref _done), Parts));
    }

    private string ObjectOf(string kind, string file) => Path.Combine(work, $"{kind}-{file.Replace('/', '-')}.o");

    private bool UsesStores(string file)
    {
        var text = File.ReadAllText(Path.Combine(Library, file));
        return text.Contains("STORE32_LE", StringComparison.Ordinal) || text.Contains("STORE64_BE", StringComparison.Ordinal);
    }

    // configure would do this; the numbers are those of libsodium's configure.ac.
    private async Task WriteVersionAsync(CancellationToken cancellation)
    {
        var template = await File.ReadAllTextAsync(Path.Combine(Library, "include", "sodium", "version.h.in"), cancellation).ConfigureAwait(false);
        var text = template.Replace("@VERSION@", LibsodiumSetup.Version, StringComparison.Ordinal)
            .Replace("@SODIUM_LIBRARY_VERSION_MAJOR@", "10", StringComparison.Ordinal)
            .Replace("@SODIUM_LIBRARY_VERSION_MINOR@", "3", StringComparison.Ordinal)
            .Replace("@SODIUM_LIBRARY_MINIMAL_DEF@", "", StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(Generated, "sodium"));
        await File.WriteAllTextAsync(Path.Combine(Generated, "version.h"), text, cancellation).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(Generated, "sodium", "version.h"), text, cancellation).ConfigureAwait(false);
    }

    private sealed record Unit(string Kind, string Name, string Path, IReadOnlyList<string> Options);
}
