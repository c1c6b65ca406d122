using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Compiling;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.OwnLibraries;

/// <summary>
/// Compiles a configuration's own C with clang, as the micro-libraries of the catalogue are compiled, one object for each
/// source. An object is kept under what it was made of (source, headers, compiler, options), so a configuration whose
/// sources have not changed starts no compiler.
/// </summary>
internal sealed partial class OwnCompiler(IReadOnlyCollection<Hardening> hardening, IEnumerable<string> options, DiagnosticBag diagnostics)
{
    private static readonly string[] Options =
        [.. GuestCompiler.Flags, "-gline-tables-only", "-fdebug-compilation-dir=.", "-O2", "-fno-addrsig", "-fno-builtin", "-fno-math-errno", "-Wall", "-nostdlibinc", "-fno-color-diagnostics", "-fno-caret-diagnostics"];

    private static readonly Lazy<string> Headers = new(GuestHeaders.Extract);

    private static readonly Dictionary<Hardening, string[]> HardeningOptions = new()
    {
        [Hardening.UndefinedBehaviour] = ["-fsanitize=undefined", "-fsanitize-trap=undefined"],
        [Hardening.StackProtector] = ["-fstack-protector-all"],
    };

    private readonly string[] _options = [.. Options, .. hardening.Distinct().Order().SelectMany(h => HardeningOptions[h]), .. options];

    private static readonly string[] Programs = ["clang", .. Enumerable.Range(14, 12).Reverse().Select(v => $"clang-{v}")];
    private static readonly ConcurrentDictionary<string, (ElfFile Elf, string Log)> Parsed = new(StringComparer.Ordinal);

    /// <summary>The object of all sources together, or null with diagnostics.</summary>
    /// <param name="name">Name of the micro-library.</param>
    /// <param name="sources">Absolute paths, and where each is written.</param>
    public ElfFile? Compile(string name, IReadOnlyList<(string Path, SourceLocation Place)> sources)
    {
        if (FindClang() is not { } clang)
        {
            diagnostics.Error("FX0235", sources[0].Place, $"Micro-library '{name}' is C source, and there is no clang on this machine to compile it.",
                "Install clang 14 or later (Debian: apt install clang), set FLEXCAP_CLANG to where it is, or compile elsewhere and give the object with 'path'.");
            return null;
        }

        var objects = new List<(string, ElfFile)>();
        foreach (var (path, place) in sources)
        {
            if (ObjectFiles.Read(path, place, diagnostics) is { } text && CompileOne(clang, path, text, place) is { } elf)
            {
                objects.Add((path, elf));
            }
        }

        return objects.Count == sources.Count ? ObjectMerger.Merge(objects, diagnostics) : null;
    }

    private ElfFile? CompileOne(string clang, string source, byte[] text, SourceLocation place)
    {
        var key = Key(clang, source, text);
        var folder = Directory.CreateDirectory(Path.Combine(CacheFolder.Path, "own")).FullName;
        var (objectFile, manifest) = (Path.Combine(folder, key + ".o"), Path.Combine(folder, key + ".deps"));
        if (!IsCurrent(manifest) || !File.Exists(objectFile))
        {
            if (!Run(clang, source, objectFile, manifest, place))
            {
                return null;
            }
        }
        else
        {
            Report(File.ReadAllLines(manifest).Where(l => l.StartsWith("! ", StringComparison.Ordinal)).Select(l => l[2..]));
        }

        var bytes = File.ReadAllBytes(objectFile);
        var content = Convert.ToHexString(SHA256.HashData(bytes));
        if (!Parsed.TryGetValue(content, out var known))
        {
            if (!ElfFile.TryRead(bytes, source, out var elf, out var errors))
            {
                errors.ToList().ForEach(diagnostics.Add);
                return null;
            }

            known = (elf!, "");
            Parsed.TryAdd(content, known);
        }

        return known.Elf;
    }

    private bool Run(string clang, string source, string objectFile, string manifest, SourceLocation place)
    {
        var temporary = objectFile + "." + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(clang) { RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Path.GetDirectoryName(source)! };
        foreach (var argument in (string[])[.. _options, $"-fdebug-prefix-map={Path.GetDirectoryName(source)}{Path.DirectorySeparatorChar}=", "-isystem", Headers.Value, "-MD", "-MF", temporary + ".d", "-c", "-o", temporary, source])
        {
            start.ArgumentList.Add(argument);
        }

        string log;
        try
        {
            using var process = Process.Start(start)!;
            log = process.StandardError.ReadToEnd();
            process.WaitForExit();
            var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (process.ExitCode != 0)
            {
                if (Report(lines) == 0)
                {
                    diagnostics.Error("FX0236", place, $"clang did not compile '{source}': {string.Join(' ', lines.Take(3))}", "Correct the source, or see whether clang knows the target aarch64.");
                }

                return false;
            }

            Report(lines);
            var headers = Dependencies(File.ReadAllText(temporary + ".d")).Where(d => !d.StartsWith(Headers.Value, StringComparison.Ordinal));
            File.WriteAllLines(temporary + ".deps", [.. headers.Select(h => $"{HashOf(h)} {h}"), .. lines.Select(l => "! " + l)]);
            File.Move(temporary, objectFile, overwrite: true);
            File.Move(temporary + ".deps", manifest, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is Win32Exception or IOException or UnauthorizedAccessException)
        {
            diagnostics.Error("FX0236", place, $"'{source}' could not be compiled: {e.Message}", $"See whether {clang} can be started and {CacheFolder.Path} can be written.");
            return false;
        }
        finally
        {
            File.Delete(temporary + ".d");
        }
    }

    /// <summary>Passes the compiler's messages on; the number of errors.</summary>
    private int Report(IEnumerable<string> lines)
    {
        var errors = 0;
        foreach (var line in lines)
        {
            if (Message().Match(line) is not { Success: true } match)
            {
                continue;
            }

            var isError = match.Groups["kind"].Value.EndsWith("error", StringComparison.Ordinal);
            errors += isError ? 1 : 0;
            var place = new SourceLocation(match.Groups["file"].Value, int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups["column"].Value, CultureInfo.InvariantCulture));
            diagnostics.Add(new Diagnostic(isError ? "FX0236" : "FX0237", isError ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, place, "clang: " + match.Groups["text"].Value, "Correct the source."));
        }

        return errors;
    }

    private static bool IsCurrent(string manifest) =>
        File.Exists(manifest) && File.ReadAllLines(manifest).All(line => line.StartsWith("! ", StringComparison.Ordinal) || (line.Length > 65 && HashOf(line[65..]) == line[..64]));

    private static string HashOf(string path) => File.Exists(path) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))) : new string('0', 64);

    // The folder of the source belongs to it: it decides which headers are found.
    private string Key(string clang, string source, byte[] text)
    {
        var compiler = new FileInfo(clang);
        var parts = string.Join('\n', [clang, compiler.Length.ToString(CultureInfo.InvariantCulture), compiler.LastWriteTimeUtc.Ticks.ToString(CultureInfo.InvariantCulture), Headers.Value, source, .. _options]);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(parts));
        hash.AppendData(text);
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    // A rule of make: target: a.c b.h \ c.h, with spaces in names escaped.
    private static IEnumerable<string> Dependencies(string rule) =>
        Separator().Split(rule[(rule.IndexOf(": ", StringComparison.Ordinal) + 2)..].Replace("\\\n", " ", StringComparison.Ordinal).Trim())
            .Select(d => d.Replace("\\ ", " ", StringComparison.Ordinal).Replace("$$", "$", StringComparison.Ordinal)).Where(d => d.Length != 0);

    private static string? FindClang()
    {
        if (Environment.GetEnvironmentVariable("FLEXCAP_CLANG") is { Length: > 0 } written)
        {
            return File.Exists(written) ? written : null;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var extension = OperatingSystem.IsWindows() ? ".exe" : "";
        return Programs.SelectMany(p => folders.Select(f => Path.Combine(f, p + extension))).FirstOrDefault(File.Exists);
    }

    [GeneratedRegex(@"^(?<file>.+?):(?<line>\d+):(?<column>\d+): (?<kind>fatal error|error|warning): (?<text>.*)$")]
    private static partial Regex Message();

    [GeneratedRegex(@"(?<!\\)\s+")]
    private static partial Regex Separator();
}
