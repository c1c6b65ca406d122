using System.Globalization;

namespace FlexCap.Morello;

/// <summary>Writes a trace as text that can be compared line by line: nothing in it depends on the host or on time.</summary>
/// <remarks>
/// A line for each instruction (instructions retired before it, exception level with <c>r</c> for Restricted, compartment, address,
/// symbol, word, text), then an indented line for each effect: <c>x0 = …</c>, <c>[address] = …</c> for a store,
/// <c>switch 0 -> 1</c>, <c>exception …</c>.
/// </remarks>
/// <param name="output">Where to write; lines end with a line feed.</param>
/// <param name="symbols">Names of addresses, or null.</param>
/// <param name="loads">True to write loads too.</param>
public sealed class TraceWriter(TextWriter output, SymbolTable? symbols = null, bool loads = false)
{
    private readonly DisassemblerOptions _options = new() { AbsoluteTargets = true, Symbol = address => symbols?.Find(address) == null ? null : symbols.Describe(address) };

    /// <summary>Writes an event.</summary>
    public void Write(TraceEvent instruction)
    {
        ArgumentNullException.ThrowIfNull(instruction);
        foreach (var exception in instruction.Exceptions.Where(e => e.Fault == null && e.ReturnAddress != instruction.Address && e.ReturnAddress != instruction.Address + 4))
        {
            Write(exception);
        }

        var name = symbols?.Find(instruction.Address) == null ? "" : $" <{symbols.Describe(instruction.Address)}>";
        Line($"{instruction.Instructions} EL{instruction.ExceptionLevel}{(instruction.IsRestricted ? "r" : "")} c{instruction.CompartmentId} {instruction.Address:x}{name} {instruction.Word:x8} {Disassembler.Disassemble(instruction.Word, instruction.Address, instruction.IsC64, _options)}");
        foreach (var access in instruction.Accesses.Where(access => access.IsStore || loads))
        {
            var value = access.Capability is { } capability ? capability.ToString() : string.Create(CultureInfo.InvariantCulture, $"0x{access.Value:x}");
            Line($"    [0x{access.Address:x}]{access.Size} {(access.IsStore ? "=" : "->")} {value}");
        }

        foreach (var register in instruction.Registers)
        {
            Line($"    {register.Name} = {register.Value}");
        }

        if (instruction.NewCompartmentId != instruction.CompartmentId)
        {
            Line($"    switch {instruction.CompartmentId} -> {instruction.NewCompartmentId}");
        }

        foreach (var exception in instruction.Exceptions.Where(e => e.Fault != null || e.ReturnAddress == instruction.Address || e.ReturnAddress == instruction.Address + 4))
        {
            Write(exception);
        }
    }

    private void Write(TraceException exception)
    {
        var fault = exception.Fault is { } f
            ? string.Create(CultureInfo.InvariantCulture, $" {f.Kind} {f.Access} 0x{f.Address:x}{(f.CapabilityName.Length == 0 ? "" : " by " + f.CapabilityName)}")
            : "";
        Line($"    exception to EL{exception.TargetLevel} at 0x{exception.Vector:x} from 0x{exception.ReturnAddress:x}, syndrome 0x{exception.Syndrome:x8}{fault}");
    }

    private void Line(FormattableString text)
    {
        output.Write(text.ToString(CultureInfo.InvariantCulture));
        output.Write('\n');
    }
}
