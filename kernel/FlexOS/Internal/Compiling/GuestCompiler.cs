using System.ComponentModel;
using System.Diagnostics;
using FlexCap.Diagnostics;

namespace FlexCap.FlexOS.Internal.Compiling;

/// <summary>Compiles C and assembly for the guest with the host's clang, and joins objects with ld.lld, as <c>kernel/guest/Makefile</c> does.</summary>
internal sealed class GuestCompiler
{
    /// <summary>The Makefile's flags, without those that only the trusted base needs (no floating point, no unaligned accesses).</summary>
    public static readonly IReadOnlyList<string> Flags =
    [
        "--target=aarch64-none-elf", "-mcmodel=small", "-fno-pic", "-ffixed-x18", "-ffreestanding", "-ffunction-sections", "-fdata-sections",
        "-mno-outline-atomics", "-fno-asynchronous-unwind-tables", "-fno-unwind-tables", "-fno-stack-protector", "-fno-ident", "-g0", "-fno-common",
    ];

    /// <summary>For C alone.</summary>
    public static readonly IReadOnlyList<string> CFlags = ["-std=gnu11", "-O2", "-fno-addrsig"];

    private static readonly string[] s_linkFlags = ["-r", "--build-id=none", "-o"];

    private readonly string _clang, _linker;

    private GuestCompiler(string clang, string linker) => (_clang, _linker) = (clang, linker);

    /// <summary>What <c>clang --version</c> says in its first line.</summary>
    public string Version { get; private init; } = "";

    /// <summary>Finds the programs: <c>CLANG</c> and <c>LLD</c> of the environment, else by name.</summary>
    /// <exception cref="InputException">One is missing (FX0632).</exception>
    public static GuestCompiler Find()
    {
        var (clang, linker) = (Program("CLANG", "clang"), Program("LLD", "ld.lld"));
        var diagnostics = new DiagnosticBag();
        var version = "";
        foreach (var program in new[] { clang, linker })
        {
            try
            {
                var (exit, text) = Run(program, ["--version"], CancellationToken.None).GetAwaiter().GetResult();
                version = program == clang && exit == 0 ? text.Split('\n')[0].Trim() : version;
            }
            catch (Win32Exception)
            {
                diagnostics.Error("FX0632", new SourceLocation("<environment>"), $"The program '{program}' is missing; compiling for the guest needs clang (14 or later) and ld.lld.", "On Debian: apt install clang lld. Elsewhere set CLANG and LLD to where they are.");
            }
        }

        diagnostics.ThrowIfErrors();
        return new GuestCompiler(clang, linker) { Version = version };
    }

    /// <summary>Compiles one file. The object appears under its name only when it is complete.</summary>
    /// <exception cref="InputException">The compiler refused it (FX0633), with what it said.</exception>
    public async Task CompileAsync(string source, string output, IEnumerable<string> options, CancellationToken cancellation)
    {
        var temporary = $"{output}.{Environment.ProcessId}.tmp";
        IEnumerable<string> language = source.EndsWith(".c", StringComparison.Ordinal) ? CFlags : [];
        await RunOrThrow(_clang, [.. Flags, .. language, .. options, "-c", "-o", temporary, source], source, cancellation).ConfigureAwait(false);
        File.Move(temporary, output, overwrite: true);
    }

    /// <summary>Joins objects into one relocatable object.</summary>
    /// <exception cref="InputException">The linker refused (FX0633), with what it said.</exception>
    public async Task JoinAsync(IEnumerable<string> objects, string output, CancellationToken cancellation)
    {
        var temporary = $"{output}.{Environment.ProcessId}.tmp";
        await RunOrThrow(_linker, [.. s_linkFlags, temporary, .. objects], output, cancellation).ConfigureAwait(false);
        File.Move(temporary, output, overwrite: true);
    }

    private static string Program(string variable, string name) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } path ? path : name;

    private static async Task RunOrThrow(string program, IReadOnlyList<string> arguments, string file, CancellationToken cancellation)
    {
        var (exit, text) = await Run(program, arguments, cancellation).ConfigureAwait(false);
        if (exit != 0)
        {
            throw new InputException([new Diagnostic("FX0633", DiagnosticSeverity.Error, new SourceLocation(file), $"{Path.GetFileName(program)} failed:\n{text.Trim()}", $"The command was: {program} {string.Join(' ', arguments)}")]);
        }
    }

    private static async Task<(int Exit, string Text)> Run(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return (process.ExitCode, await output.ConfigureAwait(false) + await error.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
