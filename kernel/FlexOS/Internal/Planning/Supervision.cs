namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>
/// What the trusted base needs to fail the calls of a compartment and to restart it: the gates into it with what they return
/// then, and where the copy of its initial contents goes (kernel/guest/ukboot/supervise.c).
/// </summary>
internal sealed class Supervision(Configuration configuration, PieceTable pieces, IEnumerable<GatePlan> gates)
{
    /// <summary>What a failed call returns where the function's interface says nothing: -EFAULT.</summary>
    public const long Failure = -14;

    /// <summary>What the trusted base keeps before the copy of a compartment's initial contents, in bytes.</summary>
    public const ulong PristineHeader = 48;

    private const int Trusted = -1, GatesWord = 19, PristineWord = 15, ContentsWord = 21, GateWords = 4;

    // What an interface has that does not say it.
    private const long UnwrittenFailure = -12;

    /// <summary>Word 14 of a compartment in the boot table.</summary>
    public static ulong PolicyOf(Compartment compartment) => (ulong)compartment.OnFault | ((ulong)compartment.MaximumRestarts << 32);

    public void AddToBootTable()
    {
        var bootTable = BootTable.Reserve(pieces, configuration);
        int Word(int id, int word) => BootTable.HeaderWords + (id * BootTable.CompartmentWords) + word;
        foreach (var into in gates.Where(g => g.Code is not null && configuration.Compartments[g.Gate.To].OnFault != FaultPolicy.Stop).GroupBy(g => g.Gate.To).OrderBy(g => g.Key))
        {
            var table = pieces.Make($"flexos_gates_into_{into.Key}", SectionClass.ReadOnly, Trusted, (ulong)(8 * GateWords * into.Count()), 16);
            foreach (var (index, gate) in into.Index())
            {
                BootTable.Fill(table, GateWords * index, [new Target.InPiece(gate.Code!, ReturnOf(gate.Code!)), new Target.Absolute((ulong)gate.Gate.From), new Target.Absolute((ulong)gate.Gate.To), new Target.Absolute((ulong)FailureOf(gate))]);
            }

            BootTable.Fill(bootTable, Word(into.Key, GatesWord), [new Target.InPiece(table, 0), new Target.InPiece(table, table.Size)]);
        }

        foreach (var (id, _) in configuration.Compartments.Index().Where(c => c.Item.OnFault == FaultPolicy.Restart))
        {
            BootTable.Fill(bootTable, Word(id, PristineWord), [new Target.Layout(LinkerValue.PristineStart, id), new Target.Layout(LinkerValue.PristineEnd, id)]);
            BootTable.Fill(bootTable, Word(id, ContentsWord), [new Target.Layout(LinkerValue.ContentsStart, id), new Target.Layout(LinkerValue.ContentsEnd, id)]);
        }
    }

    private static ulong ReturnOf(Piece code)
    {
        var label = LibraryObject.GatePrefix(code.Object!.Elf.Sections[code.Section].Name) + "return";
        return code.Object.Elf.Symbols[Math.Max(0, code.Object.Find(label))].Value;
    }

    private static long FailureOf(GatePlan gate)
    {
        var function = gate.Gate.Function[(gate.Gate.Function.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return gate.Function.Instance?.Object.Interface.Find(function)?.Failure is { } failure and not UnwrittenFailure ? failure : Failure;
    }
}
