using System.Collections;
using FlexCap.Diagnostics;
using FlexCap.FlexOS;
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
        formatters.Register<Image>(MemoryMap.Format);
        formatters.Register<RunResult>(RunFormatter.Format);
        formatters.Register<StopReason>(RunFormatter.Format);
        formatters.Register<FaultReport>(RunFormatter.Format);
        formatters.Register<IEnumerable<FaultReport>>(RunFormatter.Format);
        formatters.Register<DataFrame>(FrameFormatter.Format);
        // The type arguments of a Deedle frame are known only at run time.
        formatters.Register(typeof(Deedle.Frame<,>), (v, _) => FrameFormatter.Format((dynamic)v));
        formatters.Register(typeof(Deedle.Series<,>), (v, _) => FrameFormatter.Format((dynamic)v));
        formatters.Register<Plotly.NET.GenericChart>(new ChartFormatter().Format);
        // Last of all: many of the types above are sequences too.
        formatters.Register(typeof(IEnumerable), (v, f) => SequenceFormatter.Format((IEnumerable)v));
    }

    internal static MimeBundle Fallback(object value, Formatters formatters) => MimeBundle.Plain(ValueText.Of(value));
}
