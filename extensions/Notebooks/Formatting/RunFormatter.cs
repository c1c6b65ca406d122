using FlexCap.FlexOS;
using FlexCap.Morello;

namespace FlexCap.Notebooks.Formatting;

/// <summary>What a run left behind: why it stopped, its counters with their kind, its faults and its console.</summary>
internal static class RunFormatter
{
    internal static MimeBundle Format(RunResult run)
    {
        var counters = Tables.Counters(run);
        var faults = run.Faults.Count == 0 ? null : Tables.Faults(run.Faults);
        var tables = Sections.Of(counters, faults);
        var html = tables.Data["text/html"];
        var text = tables.Data["text/plain"];
        if (run.Console.Length > 0)
        {
            // Closed: whoever boots in a cell has seen the console stream past already.
            html += $"\n<details><summary>Console</summary>{Html.Pre(run.Console)}</details>";
            text += "\n\nConsole\n-------\n" + run.Console.TrimEnd('\n');
        }

        return MimeBundle.Html(html, text);
    }

    internal static MimeBundle Format(StopReason stop) => MimeBundle.Plain(StopReasonFormatter.Text(stop));

    internal static MimeBundle Format(FaultReport fault)
    {
        var f = fault.Fault;
        List<IReadOnlyList<string>> rows =
        [
            ["fault", f.Kind.ToString()],
            ["access", Access(f)],
            ["address", $"{ValueText.Hex(f.Address)} ({fault.AddressOwner})"],
            ["PC", $"{ValueText.Hex(f.ProgramCounter)} ({fault.Symbol})"],
            ["compartment", fault.Compartment],
            ["gate", fault.Gate.Length == 0 ? "none" : fault.Gate],
        ];
        if (f.Capability is { } capability)
        {
            rows.Add(["capability", $"{f.CapabilityName} = {capability}"]);
        }

        rows.Add(["ESR", ValueText.Hex(f.Esr)]);
        rows.Add(["exception level", $"EL{f.ExceptionLevel}, {(f.Restricted ? "Restricted" : "Executive")}"]);
        rows.Add(["measured instructions", ValueText.Count(f.Instructions)]);
        return new Table($"Guest fault: {f.Kind}", [new("field"), new("content")], rows).ToBundle();
    }

    internal static MimeBundle Format(IEnumerable<FaultReport> faults) => Tables.Faults([.. faults]).ToBundle();

    internal static string Access(GuestFault fault) => fault.Access switch
    {
        GuestAccess.Fetch => "fetch",
        GuestAccess.Load => "load",
        GuestAccess.Store => "store",
        _ => "none",
    };
}
