using FlexCap.Diagnostics;
using FlexCap.FlexOS;
using FlexCap.Morello;

namespace FlexCap.Experiments.Internal;

/// <summary>Measures what lies between the two marks that a benchmark application puts around its call.</summary>
internal sealed class CallRecorder
{
    internal const string StartMark = "flexos_microbenchmark_call_start";
    internal const string EndMark = "flexos_microbenchmark_call_end";

    private readonly List<Cost> _calls = [];
    private ProbeHit? _start;

    internal IReadOnlyList<Cost> Calls => _calls;

    /// <summary>Puts probes on the marks; an image without them is an input error.</summary>
    internal void Attach(FlexOSMachine machine)
    {
        var start = AddressOf(machine.Image, StartMark);
        var end = AddressOf(machine.Image, EndMark);
        machine.Machine.AddProbe(start, hit => _start = hit);
        machine.Machine.AddProbe(end, hit =>
        {
            if (_start is { } from)
            {
                _calls.Add(Cost.Between(from, hit));
                _start = null;
            }
        });
    }

    private static ulong AddressOf(Image image, string mark) =>
        image.Symbols.FirstOrDefault(s => s.Name == mark)?.Address
        ?? throw Failure.Of(
            image.Plan.Configuration, "FX0710",
            $"the application '{image.Plan.Configuration.Application}' does not mark its measured call: it has no symbol {mark}",
            "Choose an application made for measuring calls, such as flexos-microbenchmarks, or put the two marks around the call.");
}
