using FlexCap.FlexOS;
using FlexCap.Morello;

namespace FlexCap.Experiments.Internal;

/// <summary>Measures what lies between the two marks that a benchmark application puts around its call.</summary>
internal sealed class CallRecorder
{
    /// <summary>Names of the marks, without <c>_start</c> and <c>_end</c>, of the applications of the catalogue.</summary>
    private static readonly string[] Marks = ["flexos_microbenchmark_call", "flexos_many_call"];

    private readonly List<Cost> _calls = [];
    private ProbeHit? _start;

    internal IReadOnlyList<Cost> Calls => _calls;

    /// <summary>True between the marks.</summary>
    internal bool InCall => _start is not null;

    /// <summary>Puts probes on the marks; an image without them is an input error.</summary>
    internal void Attach(FlexOSMachine machine)
    {
        var addresses = machine.Image.Symbols.ToLookup(s => s.Name, s => s.Address, StringComparer.Ordinal);
        var mark = Array.Find(Marks, m => addresses.Contains(m + "_start") && addresses.Contains(m + "_end"))
            ?? throw Failure.Of(
                machine.Image.Plan.Configuration, "FX0710",
                $"the application '{machine.Image.Plan.Configuration.Application}' does not mark its measured call with {Marks[0]}_start and {Marks[0]}_end",
                "Choose an application made for measuring calls, such as flexos-microbenchmarks, or put the two symbols around the call.");
        machine.Machine.AddProbe(addresses[mark + "_start"].First(), hit => _start = hit);
        machine.Machine.AddProbe(addresses[mark + "_end"].First(), hit =>
        {
            if (_start is { } from)
            {
                _calls.Add(Cost.Between(from, hit));
                _start = null;
            }
        });
    }
}
