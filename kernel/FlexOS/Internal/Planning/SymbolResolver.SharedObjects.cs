using FlexCap.FlexOS.Internal.SharedObjects;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.Planning;

internal sealed partial class SymbolResolver
{
    private const string ThreadLocalResolver = "flexos_tlsdesc";
    private readonly ThreadLocalPlan _threadLocal = new(configuration, pieces, diagnostics);

    /// <summary>A thread-local descriptor: the function that finds the data, and its offset in the block.</summary>
    private void BindThreadLocal(Piece piece, ElfRelocation relocation)
    {
        if (StatelessIn(piece.Compartment, ThreadLocalResolver) is { } resolver)
        {
            piece.Relocations.Add(new BoundRelocation(relocation.Offset, RelocationType.Abs64, resolver, 0));
            piece.Relocations.Add(new BoundRelocation(relocation.Offset + 8, RelocationType.Abs64, new Target.Absolute(_threadLocal.OffsetOf(piece.Instance!)), relocation.Addend));
        }
    }

    private Target.InPiece? StatelessIn(int compartment, string name)
    {
        foreach (var library in catalogue.Objects)
        {
            if (library.Find(name) is >= 0 and var index && library.Elf.Symbols[index] is var symbol && IsInSection(symbol) && library.IsStateless(symbol.SectionIndex))
            {
                return new Target.InPiece(pieces.Copy(library, symbol.SectionIndex, compartment), symbol.Value);
            }
        }

        if (_reported.Add(name))
        {
            diagnostics.Error("FX0314", new Diagnostics.SourceLocation("catalogue.yaml"), $"No micro-library defines '{name}', which shared objects need.", "Build the guest again (make -C kernel/guest).");
        }

        return null;
    }
}
