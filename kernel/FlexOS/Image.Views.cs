using FlexCap.FlexOS.Internal.Views;

namespace FlexCap.FlexOS;

public sealed partial record Image
{
    /// <summary>
    /// The memory map as a picture (SVG, self-contained, for a white page): regions in ascending order on a scale that keeps
    /// small ones readable, coloured by compartment, with the bounds of every PCC and DDC as brackets where compartments are isolated.
    /// </summary>
    public string MemoryMapSvg() => new MemoryMapPicture(this).Draw();

    /// <summary>The memory map as a table: address, size, region; then the bounds of every PCC and DDC where compartments are isolated.</summary>
    public string MemoryMapText() => MemoryMapTable.Write(this);

    /// <summary>Who may call whom: the number of gates from each compartment (rows) to each (columns), then every gate.</summary>
    public string GateMatrixText() => GateMatrix.Write(Plan);
}

public sealed partial record Plan
{
    /// <summary>Who may call whom: the number of gates from each compartment (rows) to each (columns), then every gate.</summary>
    public string GateMatrixText() => GateMatrix.Write(this);
}
