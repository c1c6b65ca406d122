using FlexCap.Diagnostics;

namespace FlexCap.FlexOS.Internal.OwnLibraries;

/// <summary>Finds files of NuGet packages that are already on this machine; nothing is downloaded.</summary>
internal sealed class NuGetFolder(DiagnosticBag diagnostics)
{
    private const string NativeFolder = "runtimes/linux-musl-arm64/native";

    /// <summary>The folder of packages as NuGet has it: NUGET_PACKAGES, or .nuget/packages in the home folder.</summary>
    public static string Root =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } written ? written
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Path of a file in a package, or null with a diagnostic.</summary>
    /// <param name="package"><c>id/version</c>.</param>
    /// <param name="file">Path inside the package; the one shared object for musl and arm64 unless written.</param>
    /// <param name="place">Where the package is written.</param>
    /// <param name="filePlace">Where the file is written.</param>
    public string? Find(string package, string? file, SourceLocation place, SourceLocation filePlace)
    {
        if (package.Split('/') is not [{ Length: > 0 } id, { Length: > 0 } version] || id.Contains("..", StringComparison.Ordinal) || version.Contains("..", StringComparison.Ordinal))
        {
            diagnostics.Error("FX0206", place, $"'{package}' is not a package.", "Write its id and its version: libsodium/1.0.22.");
            return null;
        }

#pragma warning disable CA1308 // NuGet's folders are lower case.
        var folder = Path.Combine(Root, id.ToLowerInvariant(), version.ToLowerInvariant());
#pragma warning restore CA1308
        if (!Directory.Exists(folder))
        {
            diagnostics.Error("FX0233", place, $"The NuGet package {id} {version} is not in {Root}.", $"Bring it there: dotnet package download {id}@{version} --output \"{Root}\"");
            return null;
        }

        return file is null ? OnlyNative(folder, package, place) : Written(folder, file, package, filePlace);
    }

    private string? Written(string folder, string file, string package, SourceLocation place)
    {
        var path = Path.GetFullPath(file, folder);
        if (path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(path))
        {
            return path;
        }

        diagnostics.Error("FX0234", place, $"The NuGet package {package} has no file '{file}'.", Listing(folder, "It has "));
        return null;
    }

    private string? OnlyNative(string folder, string package, SourceLocation place)
    {
        var native = Path.Combine(folder, NativeFolder);
        var found = Directory.Exists(native) ? Directory.GetFiles(native, "*.so") : [];
        if (found.Length == 1)
        {
            return found[0];
        }

        diagnostics.Error("FX0234", place, $"The NuGet package {package} has {(found.Length == 0 ? "no" : "more than one")} shared object for musl and arm64 ({NativeFolder}).", Listing(folder, "Write 'file:'. It has "));
        return null;
    }

    private static string Listing(string folder, string start)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".so" or ".o")
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            .OrderByDescending(f => f.Contains("musl-arm64", StringComparison.Ordinal)).ThenByDescending(f => f.Contains("arm64", StringComparison.Ordinal)).ThenBy(f => f, StringComparer.Ordinal).ToList();
        return files.Count == 0 ? "It holds no object files." : $"{start}{string.Join(", ", files.Take(4))}{(files.Count > 4 ? ", …" : "")}.";
    }
}
