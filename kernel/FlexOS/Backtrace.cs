using System.Globalization;
using System.Text;
using FlexCap.FlexOS.Internal.Running;
using FlexCap.Morello;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS;

/// <summary>A function that has not returned, with the names of where it lies.</summary>
/// <param name="Address">Its next instruction, in bytes.</param>
/// <param name="Compartment">Name of its compartment, or <c>trusted base</c>.</param>
/// <param name="Library">Its micro-library, or empty for what the linker made (gates).</param>
/// <param name="Symbol">The function, or empty where no symbol is known.</param>
/// <param name="Offset">Bytes from the function's start.</param>
/// <param name="Gate">The gate that this frame is (<c>comp1 → comp2: probe_read</c>), or empty.</param>
public sealed record BacktraceFrame(ulong Address, string Compartment, string Library, string Symbol, ulong Offset, string Gate)
{
    /// <summary>The line of source, of a caller that of the call; null where there are no line tables.</summary>
    public SourceLine? Source { get; init; }

    /// <summary>One line: address, compartment, micro-library, function, gate, line of source.</summary>
    public override string ToString()
    {
        var name = Symbol.Length == 0 ? "?" : string.Create(CultureInfo.InvariantCulture, $"{Symbol}+0x{Offset:x}");
        var library = Library.Length == 0 ? "" : $" ({Library})";
        var gate = Gate.Length == 0 ? "" : $", gate {Gate}";
        return string.Create(CultureInfo.InvariantCulture, $"0x{Address:x} {Compartment}: {name}{library}{gate}{(Source is null ? "" : $", {Source}")}");
    }
}

/// <summary>Who called whom, innermost first, across gates.</summary>
/// <param name="Frames">The frames.</param>
public sealed record Backtrace(IReadOnlyList<BacktraceFrame> Frames)
{
    /// <summary>No frame.</summary>
    public static Backtrace Empty { get; } = new([]);

    /// <summary>One line for each frame, numbered from 0.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (index, frame) in Frames.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"#{index,-2} {frame}\n");
        }

        return text.ToString();
    }
}

public sealed partial class FlexOSMachine
{
    /// <summary>
    /// Who called whom, across gates: the frame records of each compartment, joined by what gates and switcher keep on the
    /// stacks. Nothing is changed. See docs/debugging.md.
    /// </summary>
    /// <param name="programCounter">Where the innermost function stands; null for the machine's PCC.</param>
    public Backtrace Backtrace(ulong? programCounter = null) => new BacktraceBuilder(Image, Machine).Build(programCounter);
}
