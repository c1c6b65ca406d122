using FlexCap.Diagnostics;
using FlexCap.Morello.Conformance;

namespace FlexCap.Cli.Internal;

/// <summary>A test that can be run on any thread; it may throw <see cref="InputException"/>.</summary>
internal sealed record ConformanceTest(string Name, Func<CancellationToken, ConformanceResult> Run);

/// <summary>The tests of one input, in its order.</summary>
internal sealed record ConformanceSuite(string Name, IReadOnlyList<ConformanceTest> Tests)
{
    public static ConformanceSuite OfVectors(string path) => NotEmpty(path, new("vectors",
        [.. ConformanceVectorReader.Read(path).Select(v => new ConformanceTest(v.Name, _ => ConformanceRunner.Run(v)))]));

    public static ConformanceSuite OfCapabilities(string path) => NotEmpty(path, new("capabilities",
        [.. CapabilityVectorReader.Read(path).Select(v => new ConformanceTest(v.Name, _ => CapabilityVectorRunner.Run(v)))]));

    /// <summary>The images below a folder, by path. <c>a/x/b.elf.gz</c> is named <c>a__b</c>, as the vectors made from the same suite are: by the first folder.</summary>
    public static ConformanceSuite OfImages(string folder)
    {
        var paths = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".elf", StringComparison.Ordinal) || path.EndsWith(".elf.gz", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        return NotEmpty(folder, new("images", [.. paths.Select(path =>
        {
            var name = ImageName(Path.GetRelativePath(folder, path));
            return new ConformanceTest(name, cancellation => ConformanceImageRunner.Run(name, ConformanceImageRunner.Read(path), cancellation));
        })]));
    }

    public ConformanceSuite Where(Func<string, bool> isWanted) => this with { Tests = [.. Tests.Where(test => isWanted(test.Name))] };

    /// <summary>Runs the tests on all cores; the results are in the order of the tests whatever ends first.</summary>
    /// <exception cref="InputException">Tests cannot be read; all of them, in order.</exception>
    public IReadOnlyList<ConformanceResult> Run(Action testEnded, CancellationToken cancellation)
    {
        var ends = Tests.AsParallel().AsOrdered().WithCancellation(cancellation).Select(test =>
        {
            try
            {
                return (Result: (ConformanceResult?)test.Run(cancellation), Problems: (IReadOnlyList<Diagnostic>)[]);
            }
            catch (InputException exception)
            {
                return (Result: null, Problems: exception.Diagnostics);
            }
            finally
            {
                testEnded();
            }
        }).ToList();
        return ends.SelectMany(end => end.Problems).ToList() is { Count: > 0 } problems
            ? throw new InputException(problems)
            : [.. ends.Select(end => end.Result!)];
    }

    private static ConformanceSuite NotEmpty(string path, ConformanceSuite suite) => suite.Tests.Count > 0
        ? suite
        : throw new InputException([new Diagnostic("FX0603", DiagnosticSeverity.Error, new(path), "There is no test here.", "Name a file of tests, or a folder with *.elf or *.elf.gz files.")]);

    private static string ImageName(string path)
    {
        var parts = path[..path.LastIndexOf(".elf", StringComparison.Ordinal)].Split(Path.DirectorySeparatorChar);
        return parts.Length == 1 ? parts[0] : $"{parts[0]}__{parts[^1]}";
    }
}
