using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.Morello;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.Running;

/// <summary>Walks the stacks of a machine and names the frames.</summary>
internal sealed class BacktraceBuilder(Image image, Machine machine)
{
    // Built once for each image.
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<Image, SymbolTable> s_symbols = [];

    public Backtrace Build(ulong? programCounter)
    {
        var symbols = s_symbols.GetValue(image, key => new(ElfFile.Read(key.Elf, key.Plan.Configuration.Name)));
        var walker = new StackWalker(machine, symbols, Crossing());
        return new([.. walker.Walk(programCounter).Select((frame, index) => Name(frame.ProgramCounter, index == 0))]);
    }

    // With a stack for both sides gates keep frame records, as functions do.
    private IFrameCrossing? Crossing()
    {
        var mechanism = IsolationMechanism.Of(image.Plan.Configuration);
        return mechanism.SharesStacks ? null : mechanism.HasTrustedArea ? new TrustedCrossing(image, machine) : new GateCrossing(image, machine);
    }

    // A call may be the last instruction of a function: the address that it returns to is named by the call.
    private BacktraceFrame Name(ulong address, bool isFirst)
    {
        var inside = isFirst ? address : address - 4;
        var symbol = image.SymbolOf(inside);
        var gate = image.Gates.FirstOrDefault(g => IsolationMechanism.Of(g.Gate).HasGates && inside >= g.Start && inside <= g.End);
        return new(
            address, image.CompartmentName(image.CompartmentOfText(inside)), gate == null ? symbol?.Library ?? "" : "", symbol?.Name ?? "",
            symbol == null ? 0 : address - symbol.Address, gate == null ? "" : Text.Gate(image, gate.Gate))
        {
            Source = gate == null ? image.SourceOf(inside) : null,
        };
    }
}
