using System.Reflection;
using System.Runtime.Loader;

namespace FlexCap.Notebooks.Internal;

/// <summary>
/// Gives Plotly.NET and Deedle the FSharp.Core that they were built for, in a host that has loaded an older one for its own
/// F#: the newer one, restored as their dependency, is loaded beside it. The two do not mix: values of F# cells are of
/// other types than those of our charts and frames, and nothing passes between them.
/// </summary>
internal static class FSharpCoreResolver
{
    private const string Name = "FSharp.Core";

    private static readonly Lock Gate = new();
    private static Assembly? s_newer;

    /// <summary>Answers only requests that the host could not; does nothing where it has the right one.</summary>
    internal static void Install() => AppDomain.CurrentDomain.AssemblyResolve += (_, request) => Resolve(new AssemblyName(request.Name));

    private static Assembly? Resolve(AssemblyName wanted)
    {
        if (wanted.Name != Name || wanted.Version is null)
        {
            return null;
        }

        lock (Gate)
        {
            if (s_newer is null && Find(PackageFolders(), wanted.Version) is { } path)
            {
                s_newer = new AssemblyLoadContext("FlexCap FSharp.Core").LoadFromAssemblyPath(path);
            }

            return s_newer;
        }
    }

    /// <summary>The newest file of the wanted major version, and not older than wanted, in folders laid out as NuGet's; null if there is none.</summary>
    internal static string? Find(IEnumerable<string> packageFolders, Version wanted) =>
        packageFolders.Select(f => Path.Combine(f, "fsharp.core")).Where(Directory.Exists).SelectMany(Directory.GetDirectories)
            .Select(d => (Path: Path.Combine(d, "lib", "netstandard2.1", "FSharp.Core.dll"), Version: Version.TryParse(Path.GetFileName(d), out var v) ? v : null))
            .Where(c => c.Version is { } v && v.Major == wanted.Major && (v.Major, v.Minor).CompareTo((wanted.Major, wanted.Minor)) >= 0 && File.Exists(c.Path))
            .OrderByDescending(c => c.Version)
            .Select(c => c.Path)
            .FirstOrDefault();

    // PACKAGES/NAME/VERSION/lib/FRAMEWORK/NAME.dll: where our own assembly and its dependencies were restored to.
    private static IEnumerable<string> PackageFolders() =>
        AppDomain.CurrentDomain.GetAssemblies()
            .Where(a => !a.IsDynamic && a.GetName().Name is "Deedle" or "Plotly.NET" or "Plotly.NET.CSharp" or "FlexCap.Notebooks")
            .Select(a => Path.GetFullPath(Path.Combine(a.Location, "..", "..", "..", "..", "..")))
            .Distinct(StringComparer.Ordinal);
}
