using System.Diagnostics;
using System.Globalization;

namespace FlexCap.Jupyter.Transport;

/// <summary>Ends the kernel when the process that started it has gone without a shutdown request, so that no orphan stays behind.</summary>
internal static class ParentProcess
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    /// <summary>Watches the process that Jupyter names in <c>JPY_PARENT_PID</c>; without it (an independent kernel) nothing is watched.</summary>
    public static IDisposable? StopWithParent(CancellationTokenSource stop) =>
        int.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? Watch(id, stop.Cancel) : null;

    /// <summary>Calls <paramref name="ended"/> once the process has ended; the number alone may be given to another process by then.</summary>
    internal static IDisposable Watch(int id, Action ended)
    {
        var started = StartTime(id);
        Timer? timer = null;
        timer = new Timer(
            _ =>
            {
                if (started is null || StartTime(id) != started)
                {
                    timer!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                    ended();
                }
            },
            null, s_period, s_period);
        return timer;
    }

    /// <summary>When the process started, in units that only serve comparison; null if it has ended.</summary>
    private static string? StartTime(int id)
    {
        if (OperatingSystem.IsLinux())
        {
            // Fields after the name, which may itself hold blanks and brackets: state is the first, start time the twentieth.
            try
            {
                var text = File.ReadAllText($"/proc/{id}/stat");
                var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
                return fields[0] is "Z" or "X" ? null : fields[19];
            }
            catch (IOException)
            {
                return null;
            }
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited ? null : process.StartTime.Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
