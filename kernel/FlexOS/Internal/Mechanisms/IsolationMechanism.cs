using FlexCap.Diagnostics;
using FlexCap.Morello;
using FlexCap.FlexOS.Internal.Planning;

namespace FlexCap.FlexOS.Internal.Mechanisms;

/// <summary>
/// What sets one mechanism, or one gate variant of it, apart from the others. Planner, linker and views ask this and never
/// for a mechanism's name. The code of gates, switchers and trampolines is assembly in kernel/guest, in an object of the trusted
/// base that names the mechanism in <c>catalogue.yaml</c>; all of these objects use the same section names and labels.
/// </summary>
internal abstract class IsolationMechanism
{
    /// <summary>Every mechanism that images can be built with, in the order of the documentation.</summary>
    public static IReadOnlyList<IsolationMechanism> All { get; } = 
    [
        new FunctionMechanism(), new MorelloMechanism(), new ArtefactMechanism(), new HardenedMechanism(), new SharedStackMechanism(),
        new SealedPairMechanism(), new ExceptionMechanism(), new PageTableMechanism(),
    ];

    public abstract Mechanism Mechanism { get; }

    public virtual GateVariant Gate => GateVariant.Lpb;

    /// <summary>The name in tables and in <c>catalogue.yaml</c>.</summary>
    public string Name => MechanismNames.NameOf(Mechanism, Gate);

    /// <summary>One sentence for a person.</summary>
    public abstract string Description { get; }

    /// <summary>False if every compartment reaches everything.</summary>
    public virtual bool IsIsolated => true;

    /// <summary>True if each call across goes through code made for it.</summary>
    public virtual bool HasGates => true;

    /// <summary>True if a capability bounds what a compartment reaches; false if pages do, or nothing.</summary>
    public virtual bool HasBounds => true;

    /// <summary>True if gates branch to a switcher between the labels <c>flexos_switcher_start</c> and <c>_end</c>.</summary>
    public virtual bool HasSwitcher => HasGates;

    /// <summary>True if a gate needs a slot in the caller's data for a sealed entry.</summary>
    public virtual bool HasEntrySlot => HasSwitcher;

    /// <summary>Bytes of that slot.</summary>
    public virtual ulong EntrySlotSize => 16;

    /// <summary>True if the trusted base keeps who runs and where calls go back to: <see cref="TrustedArea"/>, and a table of what may be called.</summary>
    public virtual bool HasTrustedArea => false;

    /// <summary>Bytes behind the capability table that the switcher reaches too.</summary>
    public virtual ulong TableTail => 0;

    /// <summary>True if the trusted base builds page tables for each compartment at boot.</summary>
    public virtual bool BuildsPageTables => false;

    /// <summary>True if the trusted base finds what it does its own way in <c>flexos_mechanism</c>.</summary>
    public virtual bool HasOperations => HasTrustedArea;

    /// <summary>True if the switcher's {DDC, PCC} lies in the data of compartment 0.</summary>
    public virtual bool HasPairInFirst => false;

    /// <summary>True if a called function is entered through a trampoline in its compartment.</summary>
    public virtual bool HasTrampoline => HasGates;

    /// <summary>True if sharing means that the data intervals of neighbours overlap; false if the shared region is mapped by whoever uses it.</summary>
    public bool HasOverlap => SharingLimit == 2;

    /// <summary>
    /// True if the trusted base can end a call from outside (<c>ukboot_find_call</c> and <c>ukboot_fail_call</c>), so that
    /// <c>on_fault: fail</c> and <c>restart</c> work. Gates into such compartments are copies of <c>.gate.supervised</c> if there is one, and other gates of such an image of
    /// <c>.gate.watched</c>.
    /// </summary>
    public virtual bool CanFailCalls => false;

    /// <summary>True if a thunk in the callee copies arguments on the stack; false if the trusted base does.</summary>
    public virtual bool CopiesByThunk => HasGates;

    /// <summary>True if a called function runs on its caller's stack, which both reach.</summary>
    public virtual bool SharesStacks => !HasGates;

    /// <summary>How many compartments can use the shared region: an interval overlaps with one neighbour only.</summary>
    public virtual int SharingLimit => 2;

    /// <summary>Word 1 of a compartment in the boot table.</summary>
    public ulong BootMechanism => (ulong)Mechanism;

    /// <summary>Header word 17 of the boot table.</summary>
    public ulong BootVariant => (ulong)Gate;

    /// <summary>Permissions of a compartment's DDC; header word 22, low half. 0 without bounds.</summary>
    public virtual CapabilityPermissions DataPermissions => CapabilityPermissions.None;

    /// <summary>Permissions of a compartment's PCC; header word 22, high half. 0 without bounds.</summary>
    public virtual CapabilityPermissions CodePermissions => CapabilityPermissions.None;

    /// <summary>True if every compartment's PCC covers the text of all of them and of the trusted base.</summary>
    public virtual bool SharesText => false;

    /// <summary>Reports what a configuration asks of the mechanism and cannot have.</summary>
    public virtual void Validate(Configuration configuration, DiagnosticBag diagnostics)
    {
    }

    /// <summary>The mechanism of all compartments of a configuration that was validated.</summary>
    public static IsolationMechanism Of(Configuration configuration) => Of(configuration.Compartments[0]);

    /// <summary>The mechanism of a compartment.</summary>
    public static IsolationMechanism Of(Compartment compartment) => Of(compartment.Mechanism, compartment.Gate);

    public static IsolationMechanism Of(Gate gate) => Of(gate.Mechanism, gate.Variant);

    public static IsolationMechanism Of(Mechanism mechanism, GateVariant gate) =>
        Find(mechanism, gate) ?? throw new ArgumentException($"There is no mechanism {mechanism} with gate {gate}.", nameof(mechanism));

    public static IsolationMechanism? Find(Mechanism mechanism, GateVariant gate) =>
        All.FirstOrDefault(m => m.Mechanism == mechanism && (m.Gate == gate || mechanism != Mechanism.Morello));

    /// <summary>Is an object of the trusted base part of images with this mechanism?</summary>
    public bool Uses(LibraryObject library) => library.Mechanisms.Count == 0 || library.Mechanisms.Contains(Name, StringComparer.Ordinal);
}
