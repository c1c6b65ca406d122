namespace FlexCap.FlexOS;

/// <summary>What a compartment tries against another. The numbers are those of <c>flexos/attacks.h</c>.</summary>
public enum IsolationAttack
{
    /// <summary>A load of the victim's data.</summary>
    Read = 1,

    /// <summary>A store to the victim's data.</summary>
    Write = 2,

    /// <summary>A branch to a function of the victim that nobody outside may call.</summary>
    Jump = 3,

    /// <summary>A capability made of integers in memory.</summary>
    Forge = 4,

    /// <summary>The attacker's own DDC, moved and bounded beyond its bounds.</summary>
    Widen = 5,

    /// <summary>A write of TTBR0_EL1.</summary>
    SystemRegister = 6,

    /// <summary>A write of CVBAR_EL1, where exceptions go.</summary>
    VectorBase = 7,

    /// <summary>HVC: PSCI_VERSION, and so any PSCI function.</summary>
    HypervisorCall = 8,

    /// <summary>Another number in CID_EL0.</summary>
    CompartmentId = 9,

    /// <summary>The gate's instructions with a function that no gate leads to.</summary>
    Entry = 10,

    /// <summary>The same with a compartment that is not there.</summary>
    Target = 11,

    /// <summary>The switcher's own {DDC, PCC}, and with it every compartment's.</summary>
    SwitcherPair = 12,

    /// <summary>A stack pointer into the victim's stack, and a push.</summary>
    StackPivot = 13,

    /// <summary>As callee: other values in registers that a function keeps (x21 to x28, d9, d15).</summary>
    CalleeSaved = 14,

    /// <summary>As caller: what the victim left in registers that are no results.</summary>
    LeftRegisters = 15,

    /// <summary>As callee: what the victim had in registers that are no arguments.</summary>
    PassedRegisters = 16,

    /// <summary>As former callee: the way back to the victim's gate once more.</summary>
    Replay = 17,

    /// <summary>A branch into the victim's data.</summary>
    JumpToData = 18,

    /// <summary>The service that is the scheduler's alone, then SVC with a number that no service has.</summary>
    UnknownService = 19,

    /// <summary>As callee: the victim's recovery point taken away, then a fault.</summary>
    PopRecovery = 20,

    /// <summary>A recovery point in the victim's code, then a fault.</summary>
    FalseRecovery = 21,

    /// <summary>As callee: a return with a permission less in DDC.</summary>
    OtherDdc = 22,

    /// <summary>As caller: whole capabilities that the victim left in registers that are no results.</summary>
    LeftCapabilities = 23,
}

/// <summary>What became of one attack.</summary>
/// <param name="Mechanism">Name of the mechanism (<see cref="MechanismNames.All"/>).</param>
/// <param name="Attacker">Id of the attacking compartment.</param>
/// <param name="Victim">Id of the attacked compartment.</param>
/// <param name="Attack">What it tried.</param>
/// <param name="Stopped">False if it got what it wanted.</param>
/// <param name="By">The fault that stopped it, as the trusted base reports it; <c>no effect</c> if nothing faulted and nothing was gained; empty if it was not stopped.</param>
public sealed record AttackOutcome(string Mechanism, int Attacker, int Victim, IsolationAttack Attack, bool Stopped, string By);
