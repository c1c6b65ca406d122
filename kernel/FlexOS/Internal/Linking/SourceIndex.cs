using FlexCap.FlexOS.Internal.Planning;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.Linking;

/// <summary>Finds the line of source of an address: the piece that lies there, and its object's line table. Nothing is read before it is asked for.</summary>
internal sealed class SourceIndex(IEnumerable<(ulong Address, Piece Piece)> pieces)
{
    private readonly Lazy<(ulong Address, Piece Piece)[]> _pieces = new(() => [.. pieces.OrderBy(p => p.Address)]);

    public SourceLine? Find(ulong address)
    {
        var (low, high) = (0, _pieces.Value.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _pieces.Value[middle].Address <= address ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && _pieces.Value[low - 1] is var (start, piece) && address - start < piece.Size ? piece.Object?.Lines.Find(piece.Section, address - start) : null;
    }
}
