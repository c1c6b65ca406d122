using FlexCap.FlexOS;
using FlexCap.Morello;

namespace FlexCap.Notebooks;

/// <summary>
/// What C# cells call without a prefix (<c>using static FlexCap.Notebooks.FlexCapSession</c>): show values, boot a
/// configuration, report progress. Everything acts on the cell that the calling code belongs to; an interrupt of the
/// cell stops a machine that it runs.
/// </summary>
public static class FlexCapSession
{
    /// <summary>Signalled when the person interrupts the running cell; pass it to what may take long.</summary>
    public static CancellationToken Cancellation => CellContext.Current.Cancellation;

    /// <summary>Shows a value in the running cell and returns a handle to replace it.</summary>
    public static DisplayedValue Display(object? value)
    {
        var context = CellContext.Current;
        return new DisplayedValue(context.Display.Show(context.Formatters.Format(value)), context.Formatters);
    }

    /// <summary>Removes what the running cell has shown so far; does nothing in a host that cannot.</summary>
    /// <param name="wait">True to keep it until the next output replaces it, which avoids flicker.</param>
    public static void ClearOutput(bool wait = false) => CellContext.Current.Display.Clear(wait);

    /// <summary>Shows a progress display in the running cell.</summary>
    public static ProgressDisplay Progress(string title) => new(CellContext.Current.Display, title);

    /// <summary>
    /// Checks, links, loads and runs a configuration; shows the progress and streams the guest's console into the cell.
    /// </summary>
    /// <param name="configuration">What to boot.</param>
    /// <param name="maxInstructions">Instruction budget.</param>
    /// <returns>What the run left behind; a guest fault is in it, not thrown.</returns>
    /// <exception cref="Diagnostics.InputException">The configuration cannot be planned or linked.</exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    public static RunResult Boot(Configuration configuration, long maxInstructions = 10_000_000_000)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var progress = Progress("Boot " + configuration.Name);
        progress.Update(0, "check");
        var plan = configuration.Check();
        progress.Update(0.25, "link");
        var image = plan.Link();
        progress.Update(0.5, "load");
        var machine = image.Load();
        return Run(machine, progress, maxInstructions);
    }

    /// <summary>Runs a machine that has an image loaded; streams its console and shows progress as <see cref="Boot"/> does.</summary>
    /// <inheritdoc cref="Boot" path="/returns"/>
    /// <inheritdoc cref="Boot" path="/exception[2]"/>
    public static RunResult Run(FlexOSMachine machine, long maxInstructions = 10_000_000_000)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return Run(machine, Progress("Run " + machine.Image.Plan.Configuration.Name), maxInstructions);
    }

    // Long enough that an update is rare, short enough that a person sees the machine live (about a second of host time).
    private const long Slice = 100_000_000;

    private static RunResult Run(FlexOSMachine machine, ProgressDisplay progress, long maxInstructions)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxInstructions);
        var context = CellContext.Current;
        void Write(string text) => context.Display.Write(text);
        machine.ConsoleOutput += Write;
        try
        {
            for (var left = maxInstructions; ;)
            {
                progress.Update(null, $"run: {Formatting.ValueText.Count(machine.Machine.Instructions)} instructions");
                var slice = Math.Min(left, Slice);
                var result = machine.Run(slice, context.Cancellation);
                left -= slice;
                if (result.Stop is StopReason.BudgetSpent && left > 0)
                {
                    continue;
                }

                var done = $"{Formatting.ValueText.Count(result.Instructions)} instructions";
                if (result.Stop is StopReason.Cancelled)
                {
                    progress.Update(null, $"interrupted after {done}");
                    context.Cancellation.ThrowIfCancellationRequested();
                }

                progress.Done($"{Formatting.StopReasonFormatter.Text(result.Stop)}: {done}");
                return result;
            }
        }
        finally
        {
            machine.ConsoleOutput -= Write;
        }
    }
}

/// <summary>A value on display that can be replaced.</summary>
public sealed class DisplayedValue
{
    private readonly IDisplayHandle _handle;
    private readonly Formatters _formatters;

    internal DisplayedValue(IDisplayHandle handle, Formatters formatters) => (_handle, _formatters) = (handle, formatters);

    /// <summary>Shows another value in its place.</summary>
    public void Update(object? value) => _handle.Update(_formatters.Format(value));
}
