using FlexCap.Diagnostics;
using FlexCap.FlexOS;
using FlexCap.Notebooks;

namespace FlexCap.Cli.Internal;

/// <summary>Reads files named on the command line; <c>-</c> is standard input.</summary>
internal static class InputFile
{
    private const string ConfigurationHelp = "Give the path of a YAML file, - for standard input, or the name of a shipped configuration (flexcap configurations lists them).";

    /// <summary>A configuration from a file, or a shipped one by its name where no file has that name.</summary>
    /// <exception cref="InputException">FX0601: the file cannot be read; FX0614: it is an ELF image; FX02xx: it is no configuration.</exception>
    public static (Configuration Configuration, IReadOnlyList<Diagnostic> Warnings) ReadConfiguration(string path, SourceTexts sources)
    {
        var name = Name(path);
        var text = !File.Exists(path) && Configurations.Names.Contains(path, StringComparer.Ordinal)
            ? Configurations.Read(path)
            : ReadText(path, EditDistance.Nearest(path, Configurations.Names) is { } near ? $"Did you mean '{near}'? {ConfigurationHelp}" : ConfigurationHelp);
        if (text.StartsWith("\u007FELF", StringComparison.Ordinal))
        {
            throw new InputException([new Diagnostic("FX0614", DiagnosticSeverity.Error, new SourceLocation(name), "This is an ELF image, not a configuration.", $"Run it: flexcap run {name}")]);
        }

        sources.Set(name, text);
        return Configuration.TryParse(text, name, out var configuration, out var diagnostics)
            ? (configuration!, diagnostics)
            : throw new InputException(diagnostics);
    }

    /// <summary>A whole file.</summary>
    /// <exception cref="InputException">FX0601: the file cannot be read.</exception>
    public static byte[] ReadBytes(string path, string help)
    {
        try
        {
            if (path != "-")
            {
                return File.ReadAllBytes(path);
            }

            using var input = Console.OpenStandardInput();
            using var bytes = new MemoryStream();
            input.CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e, help);
        }
    }

    /// <summary>A whole text.</summary>
    /// <exception cref="InputException">FX0601: the file cannot be read.</exception>
    public static string ReadText(string path, string help)
    {
        try
        {
            return path == "-" ? Console.In.ReadToEnd() : File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e, help);
        }
    }

    private static InputException Unreadable(string path, Exception e, string help) =>
        new([new Diagnostic("FX0601", DiagnosticSeverity.Error, new SourceLocation(Name(path)), $"The file cannot be read: {e.Message}", help)]);

    private static string Name(string path) => path == "-" ? "<standard input>" : path;
}
