using FlexCap.Morello;

namespace FlexCap.Cli;

/// <summary>Exit codes of <c>flexcap</c>; documented in its help and in <c>docs/cli.md</c>.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int GuestFailed = 1;
    public const int Usage = 2;
    public const int InputError = 3;
    public const int BudgetSpent = 4;
    public const int ClaimFails = 5;
    public const int InternalError = 70;
    public const int Interrupted = 130;

    public const string Help = """
        Exit codes:
          0    success; the guest ended with exit code 0
          1    the guest failed: another exit code, an unhandled fault, or it waits for ever; a conformance test failed
          2    the command line is wrong
          3    an input cannot be used, or an output cannot be written
          4    the instruction budget is spent
          5    a claim about a figure does not hold
          70   internal error, a defect of flexcap
          130  interrupted (Ctrl-C); 143 if terminated
        """;

    /// <summary>The code for the end of a run.</summary>
    public static int Of(StopReason stop) => stop switch
    {
        StopReason.Halted { ExitCode: 0 } => Success,
        StopReason.BudgetSpent => BudgetSpent,
        _ => GuestFailed,
    };
}
