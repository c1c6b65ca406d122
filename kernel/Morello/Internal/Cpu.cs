namespace FlexCap.Morello.Internal;

/// <summary>
/// One Morello core. Only state and how it changes; the instructions are static methods over it (<see cref="InstructionAttribute"/>).
/// Nothing on the path of an instruction allocates or calls virtually.
/// </summary>
internal sealed unsafe partial class Cpu
{
    /// <summary>Bank of the stack pointer (and of DDC) that Restricted code uses: RCSP_EL0, RDDC_EL0.</summary>
    internal const uint RestrictedBank = 4;

    private const int BankCount = 5;

    private readonly Capability[] _stackPointers = new Capability[BankCount];
    private uint _stackPointerBank;

    /// <summary>The condition flags in bits 31 (N) to 28 (V); the other bits are zero.</summary>
    internal uint Nzcv;

    /// <summary>Current exception level, 0 to 3. Change it with <see cref="SetExceptionLevel"/>.</summary>
    internal uint El { get; private set; }

    /// <summary>PSTATE.SP: 1 selects SP_ELx. Restricted code uses RSP_EL0 whatever it says.</summary>
    internal uint SpSel { get; private set; }

    /// <summary>PSTATE.C64: ordinary loads and stores take capability bases.</summary>
    internal bool IsC64;

    /// <summary>PSTATE.PAN.</summary>
    internal bool Pan;

    /// <summary>PSTATE.UAO.</summary>
    internal bool Uao;

    /// <summary>PSTATE.IL: the next instruction raises an Illegal Execution State exception.</summary>
    internal bool Il;

    /// <summary>PSTATE.SSBS.</summary>
    internal bool Ssbs;

    /// <summary>PSTATE.SS.</summary>
    internal bool Ss;

    /// <summary>The event register of WFE and SEV.</summary>
    internal bool EventRegister;

    /// <summary>True if PCC lacks the Executive permission (Sail <c>IsInRestricted</c>).</summary>
    internal bool IsRestricted { get; private set; }

    /// <summary>The bank that SP, CSP and DDC select now (Sail <c>CSP_read</c>, <c>DDC_read</c>).</summary>
    internal uint CurrentBank => IsRestricted ? RestrictedBank : SpSel == 0 ? 0 : El;

    /// <summary>Moves to an exception level and stack pointer selection; everything that depends on them follows.</summary>
    internal void SetExceptionLevel(uint el, uint spSel)
    {
        HoldCountersForLevel();
        El = el;
        SpSel = spSel & 1;
        UpdateContext();
        SelectCountersForLevel();
        InterruptMasksChanged();
    }

    /// <summary>Reads a banked capability stack pointer: 0-3 for CSP_ELx, <see cref="RestrictedBank"/> for RCSP_EL0.</summary>
    internal Capability GetStackPointer(uint bank) => bank == _stackPointerBank ? CSp(31) : _stackPointers[bank];

    /// <summary>Writes a banked capability stack pointer.</summary>
    internal void SetStackPointer(uint bank, Capability value)
    {
        _stackPointers[bank] = value;
        if (bank == _stackPointerBank)
        {
            SetCSp(31, value);
        }
    }

    /// <summary>
    /// Follows a change of PCC's metadata, the exception level, SPSel or Restricted: the stack pointer and DDC in use change,
    /// and addresses may be translated and checked otherwise.
    /// </summary>
    internal void UpdateContext()
    {
        uint bank = CurrentBank;
        if (bank != _stackPointerBank)
        {
            _stackPointers[_stackPointerBank] = CSp(31);
            _stackPointerBank = bank;
            SetCSp(31, _stackPointers[bank]);
        }

        SelectFetchContext();
        ContextChanged();
    }

    /// <summary>Called after a change of exception level, SPSel, Restricted or PCC metadata: select DDC and translation regime.</summary>
    partial void ContextChanged();
}
