using FlexCap.Experiments;
using FlexCap.Notebooks.Formatting;

namespace FlexCap.Notebooks;

/// <summary>Progress of a longer piece of work, shown in the cell and updated in place: a bar in a browser, a line as text.</summary>
public sealed class ProgressDisplay : IProgress<ExperimentProgress>
{
    private readonly Lock _reports = new();
    private int _completed;
    private readonly IDisplayHandle _handle;
    private readonly string _title;

    /// <summary>Shows the display with nothing done yet.</summary>
    /// <param name="display">Where to show it.</param>
    /// <param name="title">What is being done.</param>
    public ProgressDisplay(IDisplay display, string title)
    {
        ArgumentNullException.ThrowIfNull(display);
        _title = title;
        _handle = display.Show(Bundle(0, ""));
    }

    /// <summary>Shows how far the work has come.</summary>
    /// <param name="fraction">From 0 to 1; values outside are clamped; null where it cannot be known.</param>
    /// <param name="state">What is being done now, in a few words.</param>
    public void Update(double? fraction, string state) => _handle.Update(Bundle(fraction, state));

    /// <summary>Shows that the work is done.</summary>
    public void Done(string state = "done") => Update(1, state);

    /// <summary>
    /// Shows a report of an experiment, so that the display can be given to it as its progress. What stays on display at
    /// the end does not depend on the order in which parallel runs finished.
    /// </summary>
    public void Report(ExperimentProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (_reports)
        {
            if (value.Completed < _completed || _completed == value.Total)
            {
                return; // an older report that was overtaken by another run's
            }

            _completed = value.Completed;
            if (value.Completed == value.Total)
            {
                Done($"{value.Total} runs");
            }
            else
            {
                Update(value.Fraction, value.Step);
            }
        }
    }

    private MimeBundle Bundle(double? fraction, string state)
    {
        var percent = fraction is { } f ? (int?)Math.Round(Math.Clamp(double.IsNaN(f) ? 0 : f, 0, 1) * 100) : null;
        var value = percent is null ? "" : $" value=\"{percent}\"";
        var label = percent is null ? _title : $"{_title} {percent} %";
        var html = $"<div class=\"flexcap-progress\"><progress max=\"100\"{value} aria-label=\"{Html.Escape(_title)}\"></progress> {Html.Escape(label)} {Html.Escape(state)}</div>";
        return MimeBundle.Html(html, $"{label} {state}".TrimEnd());
    }
}
