using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlexCap.Diagnostics;

namespace FlexCap.Jupyter;

/// <summary>
/// Installs and removes the Jupyter kernelspec (the directory with <c>kernel.json</c> by which Jupyter finds a kernel).
/// Jupyter's manual, "Making kernels for Jupyter", defines the format.
/// </summary>
public static class KernelSpec
{
    /// <summary>Name that <c>jupyter … --kernel</c> and a notebook's metadata use.</summary>
    public const string DefaultName = "flexcap";

    /// <summary>What front ends show.</summary>
    public const string DefaultDisplayName = "FlexCap (C#)";

    private static readonly string[] s_logos = ["logo-svg.svg", "logo-64x64.png", "logo-32x32.png"];

    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Directory that a kernelspec is installed into: its name is the kernel's name.</summary>
    /// <param name="prefix">
    /// Installation prefix as <c>jupyter kernelspec install --prefix</c> takes it (<c>PREFIX/share/jupyter/kernels</c>), or null for
    /// the user's own Jupyter data directory (<c>$JUPYTER_DATA_DIR</c>, else <c>$XDG_DATA_HOME/jupyter</c>, else <c>~/.local/share/jupyter</c>).
    /// </param>
    /// <param name="name">Kernel name.</param>
    /// <exception cref="InputException">FX0520: Jupyter does not accept the name.</exception>
    public static string DirectoryOf(string? prefix = null, string name = DefaultName)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') || name.All(c => c == '.'))
        {
            throw new InputException([new Diagnostic("FX0520", DiagnosticSeverity.Error, new SourceLocation("<kernel name>"),
                $"'{name}' cannot be the name of a Jupyter kernel.", "Use ASCII letters, digits, '.', '_' and '-' only.")]);
        }

        var data = prefix is null ? UserDataDirectory() : Path.Combine(Path.GetFullPath(prefix), "share", "jupyter");
        return Path.Combine(data, "kernels", name);
    }

    /// <summary>
    /// Writes the kernelspec, replacing an earlier one of the same name. The kernel runs as <c>COMMAND kernel run {connection_file}</c>
    /// and takes interrupts as messages (<c>interrupt_mode: message</c>).
    /// </summary>
    /// <param name="prefix">See <see cref="DirectoryOf"/>.</param>
    /// <param name="name">Kernel name.</param>
    /// <param name="displayName">What front ends show.</param>
    /// <param name="command">
    /// The <c>flexcap</c> command with absolute paths; null for the running one: its executable, or <c>dotnet</c> with the path of the running assembly.
    /// </param>
    /// <returns>The directory written.</returns>
    /// <exception cref="InputException">FX0520: Jupyter does not accept the name.</exception>
    /// <exception cref="IOException">The directory cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory cannot be written.</exception>
    public static string Install(
        string? prefix = null, string name = DefaultName, string displayName = DefaultDisplayName, IReadOnlyList<string>? command = null)
    {
        var directory = DirectoryOf(prefix, name);
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, "kernel.json"), Json(displayName, command ?? RunningCommand()), new UTF8Encoding(false));
        foreach (var logo in s_logos)
        {
            using var source = typeof(KernelSpec).Assembly.GetManifestResourceStream("FlexCap.Jupyter.Resources." + logo)
                ?? throw new InvalidOperationException($"The resource {logo} is missing from the assembly.");
            using var target = File.Create(Path.Combine(directory, logo));
            source.CopyTo(target);
        }

        return directory;
    }

    /// <summary>Removes what <see cref="Install"/> wrote; files that it did not write stay.</summary>
    /// <param name="prefix">See <see cref="DirectoryOf"/>.</param>
    /// <param name="name">Kernel name.</param>
    /// <returns>True if a kernelspec was there.</returns>
    /// <exception cref="InputException">FX0520: Jupyter does not accept the name.</exception>
    public static bool Remove(string? prefix = null, string name = DefaultName)
    {
        var directory = DirectoryOf(prefix, name);
        var file = Path.Combine(directory, "kernel.json");
        if (!File.Exists(file))
        {
            return false;
        }

        File.Delete(file);
        foreach (var logo in s_logos)
        {
            File.Delete(Path.Combine(directory, logo));
        }

        if (!Directory.EnumerateFileSystemEntries(directory).Any())
        {
            Directory.Delete(directory);
        }

        return true;
    }

    private static string Json(string displayName, IReadOnlyList<string> command)
    {
        var argv = new JsonArray();
        foreach (var part in command.Concat(["kernel", "run", "{connection_file}"]))
        {
            argv.Add(part);
        }

        var spec = new JsonObject
        {
            ["argv"] = argv,
            ["display_name"] = displayName,
            ["language"] = "csharp",
            ["interrupt_mode"] = "message",
            // A kernel is not the place for the SDK's banner or its usage reports.
            ["env"] = new JsonObject { ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1" },
        };
        return spec.ToJsonString(s_json) + "\n";
    }

    private static string[] RunningCommand()
    {
        var process = Environment.ProcessPath ?? throw new InvalidOperationException("The path of the running program is unknown; pass the command.");
        if (!string.Equals(Path.GetFileNameWithoutExtension(process), "dotnet", StringComparison.OrdinalIgnoreCase))
        {
            return [process];
        }

        var assembly = Assembly.GetEntryAssembly()?.Location;
        return string.IsNullOrEmpty(assembly)
            ? throw new InvalidOperationException("The path of the running assembly is unknown; pass the command.")
            : [process, assembly];
    }

    private static string UserDataDirectory()
    {
        if (Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } jupyter)
        {
            return jupyter;
        }

        if (Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } xdg)
        {
            return Path.Combine(xdg, "jupyter");
        }

        return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share", "jupyter");
    }
}
