namespace FlexCap.FlexOS.Tests.Mechanisms;

/// <summary>What each mechanism stops, and that docs/isolation.md says so.</summary>
public sealed class IsolationReportTests
{
    // Restricted takes neither away at EL1: nothing of the trusted base relies on CID_EL0 where it matters, and HVC is PSCI's.
    private static readonly IsolationAttack[] s_atEl1 = [IsolationAttack.HypervisorCall, IsolationAttack.CompartmentId];
    private static readonly Lazy<IsolationReport> s_report = new(() => IsolationReport.Run());

    /// <summary>What the two that trust nobody promise, and how the others differ from them.</summary>
    public static TheoryData<string, IsolationAttack[]> NotStopped { get; } = new()
    {
        {
            "morello",
            [.. s_atEl1, IsolationAttack.Entry, IsolationAttack.CalleeSaved, IsolationAttack.LeftRegisters, IsolationAttack.PassedRegisters, IsolationAttack.Replay, IsolationAttack.LeftCapabilities]
        },
        {
            "morello/artefact",
            [
                .. s_atEl1, IsolationAttack.SystemRegister, IsolationAttack.VectorBase, IsolationAttack.Entry, IsolationAttack.SwitcherPair,
                IsolationAttack.CalleeSaved, IsolationAttack.LeftRegisters, IsolationAttack.PassedRegisters, IsolationAttack.Replay,
                IsolationAttack.LeftCapabilities,
            ]
        },
        { "morello/hardened", s_atEl1 },
        {
            "morello/shared-stack",
            [
                .. s_atEl1, IsolationAttack.Entry, IsolationAttack.StackPivot, IsolationAttack.CalleeSaved, IsolationAttack.LeftRegisters, IsolationAttack.PassedRegisters,
                IsolationAttack.Replay, IsolationAttack.LeftCapabilities,
            ]
        },
        {
            "morello/sealed-pair",
            [.. s_atEl1, IsolationAttack.Entry, IsolationAttack.CalleeSaved, IsolationAttack.LeftRegisters, IsolationAttack.PassedRegisters, IsolationAttack.Replay, IsolationAttack.LeftCapabilities]
        },
        { "morello/exception", [.. s_atEl1, IsolationAttack.CalleeSaved, IsolationAttack.LeftRegisters, IsolationAttack.PassedRegisters, IsolationAttack.LeftCapabilities] },
        { "page-table", [IsolationAttack.CompartmentId] },
    };

    [Theory]
    [MemberData(nameof(NotStopped))]
    public void Stops_what_it_promises_and_no_more(string mechanism, IsolationAttack[] expected)
    {
        var open = s_report.Value.Outcomes.Where(o => o.Mechanism == mechanism && !o.Stopped).Select(o => o.Attack).Distinct().Order();
        Assert.Equal(expected.Order(), open);
    }

    [Fact]
    public void Every_isolating_mechanism_has_promises() =>
        Assert.Equal(MechanismNames.All.Where(m => m != "function").Order(), NotStopped.Select(row => row.Data.Item1).Order());

    [Fact]
    public void Without_isolation_data_and_code_of_others_are_open() =>
        Assert.Subset(
            s_report.Value.Outcomes.Where(o => o.Mechanism == "function" && !o.Stopped).Select(o => o.Attack).ToHashSet(),
            new HashSet<IsolationAttack> { IsolationAttack.Read, IsolationAttack.Write, IsolationAttack.Jump, IsolationAttack.StackPivot });

    [Fact]
    public void The_page_says_what_was_measured()
    {
        var path = Path.Combine(Root(), "docs", "isolation.md");
        var page = Page(s_report.Value);
        if (Environment.GetEnvironmentVariable("FLEXCAP_WRITE_DOCS") is "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.True(page == File.ReadAllText(path), "docs/isolation.md is stale: run tests/FlexOS.Tests with FLEXCAP_WRITE_DOCS=1 and commit it.");
    }

    private static string Page(IsolationReport report) =>
        $"""
        # What each mechanism stops

        Measured, not argued: `flexcap isolation` boots an image for each mechanism, each ordered pair of three compartments (of two with `shared-stack`, which can have no more) and each
        attack ({report.Outcomes.Count} runs), lets the first compartment attack the second, and prints what stopped it. This page is made by
        `FLEXCAP_WRITE_DOCS=1 dotnet test --project tests/FlexOS.Tests`, and a test fails when it is stale. A fault is named as the
        trusted base reports it; *no effect* means that nothing faulted and nothing was gained. *Call refused* is the switcher's.

        {report.ToMarkdown()}
        What the table does not say:

        - **CID_EL0** can be written at every exception level and without the System permission (Sail, `CID_EL0_CapSysRegWrite`).
          With `hardened`, `exception` and `page-table` nothing relies on it: who runs is in the trusted base. With the others a fault after
          a jump out of its text is laid at the compartment that CID_EL0 names.
        - **HVC** needs no permission at EL1, in Restricted neither: a compartment can end the machine. EL0 has no HVC, so `page-table`
          stops it. SMC and HLT (semihosting) are alike.
        - **A call without a gate** is a call of another function in the callee's text with the callee's rights: with LPB and sealed pairs
          the caller chooses the function. With an entry table there is one entry for each gate, bound to its caller.
        - **The way back twice** leads into the victim's gate with its rights and the attacker's registers. A sealed pair cannot be mixed
          with another compartment's, but it can be used again.
        - **jump to the victim's code** with `artefact`: the jump is taken, for one PCC covers all text; what faults is the function's first
          access to its data, with the attacker's DDC. Code that needs no data of its own runs.
        - **shared-stack**: the stack pointer is in the victim's stack to begin with. A callee reads and changes its caller's frames,
          return addresses and spilled capabilities among them; what it cannot have is the caller's DDC and PCC, for the way back is sealed.
        - **use capabilities that a callee left**: the victim left the way to its secret in registers. Compiled code without capabilities
          leaves its DDC in none; what gates and trampolines leave is sealed or without rights over data.
        - **take the switcher's rights** succeeds with `artefact` for compartment 0 alone, whose data they lie in.
        - Nothing here stops a compartment from keeping the processor.

        """;

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "FlexCap.Notebooks.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not inside the repository");
        }

        return folder;
    }
}
