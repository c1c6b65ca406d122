using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using FlexCap.Diagnostics;
using FlexCap.Experiments;
using FlexCap.Experiments.Charts;
using FlexCap.Experiments.Tables;
using FlexCap.FlexOS;
using FlexCap.FlexOS.Learning;
using FlexCap.FlexOS.Views;
using FlexCap.Morello;
using Microsoft.Data.Analysis;

namespace FlexCap.Notebooks.Formatting;

/// <summary>The formatters that every registry starts with; one file per family of types.</summary>
internal static class BuiltInFormatters
{
    internal static void Register(Formatters formatters)
    {
        formatters.Register<string>(MimeBundle.Plain);
        formatters.Register<Table>(t => t.ToBundle());
        formatters.Register(typeof(IEnumerable<Diagnostic>), (v, f) => DiagnosticFormatter.Format((IEnumerable<Diagnostic>)v, f.Sources));
        formatters.Register(typeof(Diagnostic), (v, f) => DiagnosticFormatter.Format([(Diagnostic)v], f.Sources));
        formatters.Register(typeof(InputException), (v, f) => DiagnosticFormatter.Format(((InputException)v).Diagnostics, f.Sources));
        formatters.Register<Exception>(e => MimeBundle.Plain(string.Join('\n', Internal.ExceptionText.Lines(e))));
        formatters.Register<Capability>(CapabilityFormatter.Format);
        formatters.Register<Configuration>(ConfigurationFormatter.Format);
        formatters.Register<Plan>(ConfigurationFormatter.Format);
        formatters.Register<Explanation>(ExplanationFormatter.Format);
        formatters.Register<PlanComparison>(ExplanationFormatter.Format);
        formatters.Register<Image>(ImageFormatter.Format);
        formatters.Register(typeof(IView), (v, _) => ViewFormatter.Format((IView)v));
        formatters.Register<LearningResult>(l => MimeBundle.Html(l.ToHtml(), l.ToText().TrimEnd('\n')));
        formatters.Register<RunResult>(RunFormatter.Format);
        formatters.Register<StopReason>(RunFormatter.Format);
        formatters.Register<FaultReport>(RunFormatter.Format);
        formatters.Register<IEnumerable<FaultReport>>(RunFormatter.Format);
        formatters.Register<DataFrame>(FrameFormatter.Format);
        formatters.Register<ResultTable>(t => ResultFormatter.Table(t).ToBundle());
        formatters.Register<ResultChart>(ResultFormatter.Picture);
        formatters.Register(typeof(IExperimentResult), (v, f) => ResultFormatter.Result((IExperimentResult)v, f));
        RegisterFSharp(formatters);
        // Last of all: many of the types above are sequences too.
        formatters.Register(typeof(IEnumerable), (v, f) => SequenceFormatter.Format((IEnumerable)v));
    }

    /// <summary>
    /// Deedle and Plotly.NET are written in F#. A host that brings an older FSharp.Core than theirs (.NET Interactive does)
    /// may fail to load them; everything else must work there all the same.
    /// </summary>
    private static void RegisterFSharp(Formatters formatters)
    {
        foreach (var (library, register) in new (string, Action<Formatters>)[] { ("Deedle", RegisterDeedle), ("Plotly.NET", RegisterPlotly) })
        {
            try
            {
                register(formatters);
            }
            catch (Exception e) when (e is FileNotFoundException or FileLoadException or TypeLoadException)
            {
                formatters.AddUnavailable($"{library}: {e.Message.Split('\n')[0].TrimEnd()}");
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RegisterDeedle(Formatters formatters)
    {
        RequireOneFSharpCore(typeof(Deedle.Frame).Assembly);

        // The type arguments of a Deedle frame are known only at run time.
        formatters.Register(typeof(Deedle.Frame<,>), (v, _) => FrameFormatter.Format((dynamic)v));
        formatters.Register(typeof(Deedle.Series<,>), (v, _) => FrameFormatter.Format((dynamic)v));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RegisterPlotly(Formatters formatters)
    {
        RequireOneFSharpCore(typeof(Plotly.NET.CSharp.Chart).Assembly);
        var charts = new ChartFormatter();
        formatters.Register<Plotly.NET.GenericChart>(charts.Format);
        formatters.Register<ResultChart>(charts.Format);
    }

    /// <summary>
    /// Loads the FSharp.Core of a library and of the F# libraries below it, which the runtime itself would do only when the
    /// first method that needs it is compiled. Each may ask for another version: if they get different ones, their types do
    /// not fit together.
    /// </summary>
    private static void RequireOneFSharpCore(Assembly library)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var versions = new SortedSet<string>(StringComparer.Ordinal);
        Visit(library);
        if (versions.Count > 1)
        {
            throw new FileLoadException($"it and the libraries below it get different versions of FSharp.Core ({string.Join(" and ", versions)}).");
        }

        void Visit(Assembly assembly)
        {
            var references = assembly.GetReferencedAssemblies();
            if (!seen.Add(assembly.GetName().Name!) || !references.Any(r => r.Name == "FSharp.Core"))
            {
                return;
            }

            foreach (var reference in references)
            {
                if (reference.Name == "FSharp.Core")
                {
                    versions.Add(Assembly.Load(reference).GetName().Version!.ToString());
                }
                else if (reference.Name is { } name && !name.StartsWith("System", StringComparison.Ordinal) && !name.StartsWith("Microsoft", StringComparison.Ordinal) && name is not "netstandard" and not "mscorlib")
                {
                    Visit(Assembly.Load(reference));
                }
            }
        }
    }

    internal static MimeBundle Fallback(object value, Formatters formatters) => MimeBundle.Plain(ValueText.Of(value));
}
