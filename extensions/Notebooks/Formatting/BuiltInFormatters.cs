using System.Collections;
using FlexCap.Diagnostics;

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
        formatters.Register(typeof(IEnumerable), (v, f) => SequenceFormatter.Format((IEnumerable)v));
    }

    internal static MimeBundle Fallback(object value, Formatters formatters) => MimeBundle.Plain(ValueText.Of(value));
}
