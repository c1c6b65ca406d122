using System.CommandLine;
using FlexCap.FlexOS.Views;

namespace FlexCap.Cli.Commands;

/// <summary>The options by which a command shows a view of an image or a machine.</summary>
internal sealed class ViewOptions(string subject)
{
    public Option<string?> View { get; } = new Option<string?>("--view")
    {
        Description = $"Print a view of the {subject}.",
        HelpName = string.Join('|', ImageViews.Names),
    }.AcceptOnlyFromAmong([.. ImageViews.Names]);

    public Option<string> Format { get; } = new Option<string>("--format")
    {
        Description = "Form of the view; dot is for calls only.",
        HelpName = "text|svg|csv|dot",
        DefaultValueFactory = _ => "text",
    }.AcceptOnlyFromAmong("text", "svg", "csv", "dot");

    /// <summary>The view in the form that was asked for.</summary>
    public string Write(IView view, ParseResult parsed) => (parsed.GetValue(Format), view) switch
    {
        ("svg", _) => view.ToSvg(),
        ("csv", _) => view.ToCsv(),
        ("dot", CallGraph calls) => calls.ToDot(),
        _ => view.ToText(),
    };
}
