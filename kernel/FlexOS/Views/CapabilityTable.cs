using FlexCap.FlexOS.Internal.Views;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Views;

/// <summary>A capability and where it lies.</summary>
/// <param name="Holder">Who can use it: a compartment's name, or <c>trusted base</c>.</param>
/// <param name="Compartment">Id of the holder, or -1.</param>
/// <param name="Name">What it is: <c>DDC</c>, <c>PCC</c>, <c>switcher entry</c>, <c>console</c>, or the symbol or region that it lies in.</param>
/// <param name="Address">Where it lies in memory, in bytes; null for a register.</param>
/// <param name="Capability">The capability.</param>
public sealed record CapabilityEntry(string Holder, int Compartment, string Name, ulong? Address, Capability Capability);

/// <summary>
/// The capabilities of an image as planned, or of a machine as they are: DDC and PCC of every compartment, sealed entries, the
/// console's, and on a machine every other tagged granule of the image and every tagged register.
/// </summary>
/// <param name="Image">The image.</param>
/// <param name="IsPlanned">True if it is what the boot table asks for; false if it was read from a machine.</param>
/// <param name="Entries">By holder (trusted base first), name and address.</param>
public sealed record CapabilityTable(Image Image, bool IsPlanned, IReadOnlyList<CapabilityEntry> Entries) : IView
{
    /// <inheritdoc/>
    public string Name => "capabilities";

    /// <inheritdoc/>
    public string Title => $"Capabilities of {Image.Plan.Configuration.Name} ({(IsPlanned ? "planned" : "read from the machine")})";

    /// <inheritdoc/>
    public string ToText() => CapabilityTableText.ToText(this);

    /// <inheritdoc/>
    public string ToCsv() => CapabilityTableText.Grid(this, isForReading: false).ToCsv();

    /// <inheritdoc/>
    public string ToSvg() => new CapabilityTablePicture(this).Draw();
}
