using System.Globalization;
using System.Text;

namespace FlexCap.Morello.Internal.Gdb;

// What gdb has no command of its own for.
internal sealed partial class GdbSession
{
    private readonly SortedDictionary<string, MachineSnapshot> _snapshots = new(StringComparer.Ordinal);

    private IEnumerable<GdbMonitorCommand> Commands =>
    [
        .. _options.MonitorCommands,
        new("help", "this list", _ => Help()),
        new("regs", "[NAME]... capability registers with bounds, permissions and seal; all without names", ShowCapabilities),
        new("sysreg", "NAME... system registers; a prefix such as TTBR names all that begin so", ShowSystemRegisters),
        new("tag", "ADDRESS [0|1] the capability in memory at an address, or set its tag", ShowTag),
        new("translate", "ADDRESS the physical address of a virtual one", Translate),
        new("faults", "guest faults since reset", _ => ShowFaults()),
        new("snapshot", "save NAME | load NAME | list", Snapshot),
        new("history", "what is recorded for going back", _ => ShowHistory()),
        new("status", "instructions, cycles, exception level, compartment", _ => ShowStatus()),
    ];

    private string Monitor(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0)
        {
            words = ["help"];
        }

        var command = Commands.FirstOrDefault(known => known.Name == words[0]);
        var text = command == null ? $"There is no monitor command '{words[0]}'; 'monitor help' lists them." : command.Run(words[1..]);
        return text.Length == 0 ? Ok : GdbText.HexText(text.TrimEnd('\n') + "\n");
    }

    private string Help()
    {
        var text = new StringBuilder();
        foreach (var command in Commands.DistinctBy(command => command.Name).OrderBy(command => command.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{command.Name,-10} {command.Usage}\n");
        }

        return text.ToString();
    }

    private string ShowCapabilities(IReadOnlyList<string> names)
    {
        var text = new StringBuilder();
        foreach (var name in names.Where(name => name != "caps" && !Enumerable.Range(0, GdbRegisters.Capabilities).Any(i => GdbRegisters.CapabilityName(i) == name)))
        {
            text.Append(CultureInfo.InvariantCulture, $"There is no capability register '{name}'.\n");
        }

        var wanted = names.Where(name => name != "caps").ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < GdbRegisters.Capabilities; i++)
        {
            var name = GdbRegisters.CapabilityName(i);
            if (wanted.Count == 0 || wanted.Contains(name))
            {
                text.Append(CultureInfo.InvariantCulture, $"{name,-8} {_registers.Capability(i)}\n");
            }
        }

        return text.ToString();
    }

    private string ShowSystemRegisters(IReadOnlyList<string> names)
    {
        var text = new StringBuilder();
        foreach (var prefix in names)
        {
            var found = SystemRegisters.All.Where(register => register.Read != null && register.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                .Select(register => (register.Name, Value: Text($"0x{register.Read!(_machine.Core):x16}")))
                .Concat(SystemRegisters.AllCapability.Where(register => register.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                    .Select(register => (register.Name, Value: register.Read(_machine.Core).ToString())))
                .ToList();
            foreach (var (name, value) in found)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name,-18} {value}\n");
            }

            if (found.Count == 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"There is no system register '{prefix}'.\n");
            }
        }

        return text.Length == 0 ? "sysreg NAME...: name the registers." : text.ToString();
    }

    private string ShowTag(IReadOnlyList<string> words)
    {
        if (words.Count is < 1 or > 2 || !TryAddress(words[0], out var address) || (words.Count == 2 && words[1] is not ("0" or "1")))
        {
            return "tag ADDRESS [0|1]: give an address in hexadecimal.";
        }

        address &= ~15UL;
        var bytes = new byte[16];
        if (!_machine.TryTranslate(address, out var physical) || _machine.ReadVirtual(address, bytes) != 16)
        {
            return Text($"0x{address:x} is no memory.");
        }

        if (words.Count == 2)
        {
            _machine.WriteTag(physical, words[1] == "1");
        }

        var capability = new Capability(BitConverter.ToUInt64(bytes), BitConverter.ToUInt64(bytes, 8), _machine.ReadTag(physical));
        return Text($"0x{address:x}: {capability}");
    }

    private string Translate(IReadOnlyList<string> words)
    {
        if (words.Count != 1 || !TryAddress(words[0], out var address))
        {
            return "translate ADDRESS: give an address in hexadecimal.";
        }

        return _machine.TryTranslate(address, out var physical) ? Text($"0x{address:x} -> 0x{physical:x}") : Text($"0x{address:x} does not translate.");
    }

    private string ShowFaults()
    {
        var text = new StringBuilder();
        foreach (var fault in _machine.Faults)
        {
            text.Append(CultureInfo.InvariantCulture, $"{fault.Instructions,12} {fault.Kind} {fault.Access} at 0x{fault.Address:x}, pc 0x{fault.ProgramCounter:x}, EL{fault.ExceptionLevel}, compartment {fault.CompartmentId} {fault.CapabilityName}\n");
        }

        return text.Length == 0 ? "No guest fault." : text.ToString();
    }

    private string Snapshot(IReadOnlyList<string> words)
    {
        switch (words)
        {
            case ["save", var name]:
                var taken = _snapshots[name] = _machine.TakeSnapshot();
                return Text($"Saved {name}: {taken.Instructions} instructions, {taken.Pages} pages.");
            case ["load", var name]:
                if (!_snapshots.TryGetValue(name, out var snapshot))
                {
                    return $"There is no snapshot '{name}'.";
                }

                _machine.Restore(snapshot);
                return Text($"Restored {name}: {snapshot.Instructions} instructions. gdb does not know: 'maintenance flush register-cache'.");
            case ["list"]:
                return _snapshots.Count == 0
                    ? "No snapshot."
                    : string.Concat(_snapshots.Select(pair => Text($"{pair.Key}: {pair.Value.Instructions} instructions, {pair.Value.Pages} pages\n")));
            default:
                return "snapshot save NAME | load NAME | list";
        }
    }

    private string ShowHistory() => _machine.History is { } history
        ? Text($"Recorded from instruction {history.Start} to {history.End}; now at {_machine.Instructions}. {history.Snapshots} snapshots every {history.Spacing} instructions, {history.Bytes} bytes.")
        : "Nothing is recorded.";

    private string ShowStatus() => Text(
        $"{_machine.Instructions} instructions (measured), {_machine.Cycles} cycles (modelled), EL{_machine.Registers.ExceptionLevel}, {(_machine.Registers.IsRestricted ? "Restricted" : "Executive")}, {(_machine.Registers.IsC64 ? "C64" : "A64")}, compartment {_machine.Registers.CompartmentId}");

    private static bool TryAddress(string text, out ulong address) =>
        GdbText.TryNumber(text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text, out address);
}
