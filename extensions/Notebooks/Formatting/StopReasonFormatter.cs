using FlexCap.Morello;

namespace FlexCap.Notebooks.Formatting;

/// <summary>Why a machine stopped, in a few words.</summary>
internal static class StopReasonFormatter
{
    internal static string Text(StopReason stop) => stop switch
    {
        StopReason.Halted h => $"halted with exit code {h.ExitCode} ({h.How})",
        StopReason.Breakpoint b => $"breakpoint at {ValueText.Hex(b.Address)}",
        StopReason.Watchpoint w => $"watchpoint: {ValueText.Hex(w.Hit.ProgramCounter)} is about to access {ValueText.Hex(w.Hit.Address)}",
        StopReason.HistoryStart => "beginning of the recording",
        StopReason.BudgetSpent b => $"budget of {ValueText.Count(b.Instructions)} instructions spent",
        StopReason.Faulted f => $"unhandled {f.Fault.Kind} fault at {ValueText.Hex(f.Fault.ProgramCounter)}",
        StopReason.Waiting w => $"waiting for ever at {ValueText.Hex(w.Address)}",
        StopReason.Cancelled => "interrupted",
        _ => stop.ToString() ?? "",
    };
}
