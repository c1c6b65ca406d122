using System.Text;
using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Linking;
using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Internal.SharedObjects;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>
/// The table from which the trusted base makes the capabilities (docs/image-format.md). It is data with relocations, as
/// everything else, so the linker needs to know nothing of it.
/// </summary>
internal sealed class BootTable(
    Configuration configuration, List<Instance> instances, PieceTable pieces, SymbolResolver resolver, DiagnosticBag diagnostics)
{
    public const string Symbol = "flexos_boot_table", CapabilityTable = "flexos_capability_table";
    private const ulong Magic = 0x0100_534f_5845_4c46; // "FLEXOS\0\1", little-endian
    internal const int HeaderWords = 32, CompartmentWords = 32;
    private const int ConsoleWord = 9, MainWord = 7, RegisterWord = 23, ExecutableWord = 25, SchedulerWord = 31, MechanismWord = 29, CompartmentFlagsWord = 18, Trusted = -1;
    private const ulong CapabilityPairSize = 32;
    private const string ConsoleSlot = "ukplat_console_capability", Scheduler = "uksched_spawn";

    /// <summary>The empty table; <see cref="Add"/> fills it.</summary>
    public static Piece Reserve(PieceTable pieces, Configuration configuration) =>
        pieces.Make(Symbol, SectionClass.ReadOnly, Trusted, 8 * (ulong)(HeaderWords + CompartmentWords * configuration.Compartments.Count), 16);

    public void Add(Target.InPiece main, int mainCompartment)
    {
        var count = (ulong)configuration.Compartments.Count;
        var mechanism = IsolationMechanism.Of(configuration);
        var board = MachineProfile.Virt;
        var table = Reserve(pieces, configuration);
        Target none = new Target.Absolute(0);
        Target[] header =
        [
            new Target.Absolute(Magic),
            new Target.Absolute(count),
            new Target.InPiece(Capabilities(pieces, configuration), 0),
            mechanism.HasSwitcher ? TrustedSymbol("flexos_switcher_start") : none,
            mechanism.HasSwitcher ? TrustedSymbol("flexos_switcher_end") : none,
            new Target.Layout(LinkerValue.SharedStart, Trusted),
            new Target.Layout(LinkerValue.SharedEnd, Trusted),
            main,
            new Target.Absolute((ulong)mainCompartment),
            none, // the console's slot: see AddConsole
            new Target.Layout(LinkerValue.ImageStart, Trusted),
            new Target.Layout(LinkerValue.ImageEnd, Trusted),
            new Target.Layout(LinkerValue.BootStackTop, Trusted),
            new Target.Absolute(board.RamBase),
            new Target.Absolute(board.RamSize),
            new Target.Absolute(board.UartBase ?? 0),
            new Target.Absolute((ulong)configuration.Threads),
            new Target.Absolute(mechanism.BootVariant),
            new Target.Layout(LinkerValue.EntriesStart, Trusted),
            new Target.Layout(LinkerValue.EntriesEnd, Trusted),
            .. TrustedInterval(mechanism),
            new Target.Absolute((ulong)mechanism.DataPermissions | ((ulong)mechanism.CodePermissions << 32)),
        ];
        Fill(table, 0, header);
        table.Relocations.RemoveAt(ConsoleWord);
        Fill(table, MechanismWord, [mechanism.HasOperations ? TrustedSymbol("flexos_mechanism") : none, mechanism.SharesText ? new Target.Layout(LinkerValue.AllTextEnd, Trusted) : none]);
        Fill(table, RegisterWord, [new Target.Layout(LinkerValue.RegisterStart, Trusted), new Target.Layout(LinkerValue.RegisterEnd, Trusted)]);
        for (var id = 0; id < configuration.Compartments.Count; id++)
        {
            Fill(table, HeaderWords + id * CompartmentWords, Describe(id, mechanism));
        }
    }

    /// <summary>Enters what is to be mapped executable, and the function that runs in place of main if there is one. Comes last, as does the console.</summary>
    public void AddExecutable(Target.InPiece? start)
    {
        var table = Reserve(pieces, configuration);
        Fill(table, ExecutableWord, ExecutableRanges.Make(pieces, instances, configuration));
        if (start is not null)
        {
            table.Relocations.RemoveAll(r => r.Offset == 8 * MainWord);
            Fill(table, MainWord, [start]);
        }
    }

    /// <summary>{DDC, PCC} of each compartment, and behind them the trusted area of mechanisms that have one.</summary>
    public static Piece Capabilities(PieceTable pieces, Configuration configuration)
    {
        var count = configuration.Compartments.Count;
        var mechanism = IsolationMechanism.Of(configuration);
        var size = mechanism.HasTrustedArea ? TrustedArea.Size(count, configuration.Threads)
            : mechanism.TableTail != 0 ? Layout.BoundsLength((CapabilityPairSize * (ulong)count) + mechanism.TableTail) : CapabilityPairSize * (ulong)count;
        return pieces.Make(CapabilityTable, SectionClass.Zero, Trusted, size, Math.Max(64, ~Capability.RepresentableMask(size) + 1));
    }

    private Target[] TrustedInterval(IsolationMechanism mechanism)
    {
        if (mechanism.HasPairInFirst)
        {
            var pair = pieces.Make("flexos_switcher_capabilities", SectionClass.Zero, 0, CapabilityPairSize, 16);
            return [new Target.InPiece(pair, 0), new Target.InPiece(pair, pair.Size)];
        }

        if (!mechanism.HasOperations)
        {
            return [new Target.Absolute(0), new Target.Absolute(0)];
        }

        var area = Capabilities(pieces, configuration);
        return [new Target.InPiece(area, 0), new Target.InPiece(area, area.Size)];
    }

    /// <summary>Enters what depends on where shared data ended up: for page tables, who maps it and who maps the console.</summary>
    public void AddMaps(IReadOnlyList<int> sharers)
    {
        var console = instances.FirstOrDefault(i => i.Compartment >= 0 && resolver.Definition(i, ConsoleSlot) is not null)?.Compartment ?? Trusted;
        for (var id = 0; id < configuration.Compartments.Count; id++)
        {
            var flags = (sharers.Contains(id) ? 1UL : 0) | (id == console ? 2UL : 0);
            Fill(Reserve(pieces, configuration), HeaderWords + (id * CompartmentWords) + CompartmentFlagsWord, [new Target.Absolute(flags)]);
        }
    }

    /// <summary>Enters what depends on the libraries that have come in: the console's slot for the capability to the UART, and where the scheduler is.</summary>
    public void AddConsole()
    {
        var scheduler = instances.Find(i => i.Compartment >= 0 && i.Object.Find(Scheduler) >= 0);
        Fill(Reserve(pieces, configuration), SchedulerWord, [new Target.Absolute((ulong)((scheduler?.Compartment ?? -1) + 1))]);
        var slot = instances.Where(i => i.Compartment >= 0).Select(i => resolver.Definition(i, ConsoleSlot)).FirstOrDefault(d => d is not null);
        Fill(Reserve(pieces, configuration), ConsoleWord, [slot ?? (Target)new Target.Absolute(0)]);
    }

    private Target[] Describe(int id, IsolationMechanism mechanism)
    {
        var name = Encoding.UTF8.GetBytes(configuration.Compartments[id].Name + "\0");
        return
        [
            new Target.Absolute((ulong)id),
            new Target.Absolute(mechanism.BootMechanism),
            new Target.Layout(LinkerValue.TextStart, id),
            new Target.Layout(LinkerValue.TextEnd, id),
            new Target.Layout(LinkerValue.DataStart, id),
            new Target.Layout(LinkerValue.DataEnd, id),
            new Target.Layout(LinkerValue.StackBottom, id),
            new Target.Layout(LinkerValue.StackTop, id),
            new Target.Layout(LinkerValue.HeapStart, id),
            new Target.Layout(LinkerValue.HeapEnd, id),
            mechanism.HasTrampoline ? Trampoline(id) : new Target.Absolute(0),
            mechanism.HasEntrySlot ? resolver.SwitcherCall(id) : new Target.Absolute(0),
            mechanism.IsIsolated ? resolver.ThreadStatusBlocks(id) : new Target.Absolute(0),
            new Target.InPiece(pieces.Make($"flexos_compartment_name_{id}", SectionClass.ReadOnly, Trusted, (ulong)name.Length, 1, data: name), 0),
            new Target.Absolute(Supervision.PolicyOf(configuration.Compartments[id])),
        ];
    }

    internal static void Fill(Piece table, int word, Target[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            table.Relocations.Add(new BoundRelocation(8 * (ulong)(word + i), RelocationType.Abs64, values[i], 0));
        }
    }

    private Target Trampoline(int id) =>
        resolver.Template(LibraryObject.TrampolineSection, id) is { } template
            ? new Target.InPiece(pieces.Copy(template.Object, template.Section, id), 0) : new Target.Absolute(0);

    private Target TrustedSymbol(string name)
    {
        foreach (var instance in instances.Where(i => i.Compartment < 0))
        {
            if (resolver.Definition(instance, name) is { } found)
            {
                return found;
            }
        }

        diagnostics.Error("FX0314", new SourceLocation("catalogue.yaml"), $"The trusted base does not define '{name}'.", "Build the guest again (make -C kernel/guest).");
        return new Target.Absolute(0);
    }
}
