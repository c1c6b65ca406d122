using System.Security.Cryptography;
using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Internal.Planning;
using FlexCap.Morello;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.Linking;

/// <summary>Turns a plan into an image: lays it out, applies relocations, writes the ELF file.</summary>
internal sealed class Linker
{
    private const string EntrySymbol = "_start";
    private static readonly MachineProfile Board = MachineProfile.Virt;
    private readonly Plan _plan;
    private readonly Layout _layout;
    private readonly DiagnosticBag _diagnostics = new();
    private readonly Dictionary<int, Piece> _trampolines;
    private readonly Lazy<Piece> _switcher;

    private Linker(Plan plan)
    {
        (_plan, _layout) = (plan, new Layout(plan));
        _trampolines = plan.Pieces.Where(p => p.Object is not null && p.Name == LibraryObject.TrampolineSection).ToDictionary(p => p.Compartment);
        _switcher = new(() => plan.Pieces.First(p => p.Compartment < 0 && p.Symbols.Any(s => s.Name == "flexos_switcher_start")));
    }

    public static Image Link(Plan plan) => new Linker(plan).Link();

    private Image Link()
    {
        CheckFit();
        CheckBounds();
        CheckCapabilityTable();
        _diagnostics.ThrowIfErrors(); // Without a layout the rest would only repeat it.
        var contents = _layout.Regions.Select(Fill).ToList();
        var symbols = Symbols();
        var entry = symbols.FirstOrDefault(s => s.Name == EntrySymbol && s.Compartment < 0);
        if (entry is null)
        {
            _diagnostics.Error("FX0314", new SourceLocation("catalogue.yaml"), $"The trusted base does not define '{EntrySymbol}'.", "Build the guest again (make -C kernel/guest).");
        }

        _diagnostics.ThrowIfErrors();
        var file = new ImageFile(_layout, contents, symbols).Build(entry!.Address);
        var elf = ElfWriter.Write(file);
        return new Image
        {
            Plan = _plan,
            Elf = elf,
            File = file,
            Hash = Convert.ToHexStringLower(SHA256.HashData(elf)),
            Regions = [.. _layout.Regions.Select(r => r.Region)],
            Symbols = symbols,
            Lines = new SourceIndex(_plan.Pieces.Where(p => p is { Class: SectionClass.Code, Object.Shared: null }).Select(p => (_layout.AddressOf(p), p))),
            Gates = [.. _plan.GatePlans.Select(Describe)],
            Bounds = [.. _layout.Compartments.Select((c, id) => new CompartmentBounds(id, c.TextStart, c.TextEnd, c.DataStart, c.DataEnd))],
            AllText = (Layout.ImageBase, _layout.AllTextEnd),
            Profile = Board,
        };
    }

    private void CheckFit()
    {
        var limit = Board.RamBase + Board.RamSize;
        if (_layout.ImageEnd > limit || _layout.ImageEnd < Layout.ImageBase)
        {
            var configuration = _plan.Configuration;
            var largest = configuration.Compartments.MaxBy(c => c.HeapSize)!;
            _diagnostics.Error("FX0404", configuration.Place(largest.Location),
                $"The image needs {Text.Size(_layout.ImageEnd - Layout.ImageBase)}, but the board '{Board.Name}' has {Text.Size(limit - Layout.ImageBase)} from 0x{Layout.ImageBase:x}.",
                $"Make heaps smaller; the largest is {Text.Size(largest.HeapSize)}, of '{largest.Name}', and bounds of that length must begin and end at multiples of {Text.Size(Layout.BoundsAlignment(largest.HeapSize))}.");
        }
    }

    /// <summary>The layout promises exact bounds; this asks the architecture's own rule.</summary>
    private void CheckBounds()
    {
        if (!IsolationMechanism.Of(_plan.Configuration).HasBounds)
        {
            return;
        }

        for (var id = 0; id < _layout.Compartments.Count; id++)
        {
            var layout = _layout.Compartments[id];
            foreach (var (what, start, end) in new[] { ("text", layout.TextStart, layout.TextEnd), ("data", layout.DataStart, layout.DataEnd) })
            {
                if (!IsExact(start, end))
                {
                    var compartment = _plan.Configuration.Compartments[id];
                    _diagnostics.Error("FX0405", _plan.Configuration.Place(compartment.Location),
                        $"No capability has exactly the bounds of the {what} of '{compartment.Name}' (0x{start:x}-0x{end:x}).",
                        $"Change the heap size: bounds of that length must begin and end at multiples of {Text.Size(Layout.BoundsAlignment(end - start))}.");
                }
            }
        }
    }

    /// <summary>The switcher's DDC covers the capability table and nothing else.</summary>
    private void CheckCapabilityTable()
    {
        var table = _plan.Pieces.First(p => p.Name == BootTable.CapabilityTable);
        var start = _layout.AddressOf(table);
        if (!IsExact(start, start + table.Size))
        {
            _diagnostics.Error("FX0405", _plan.Configuration.Place("compartments"),
                $"No capability has exactly the bounds of the table of {_layout.Compartments.Count} compartments ({table.Size} bytes).",
                $"Use a multiple of {Layout.BoundsAlignment(table.Size) / (table.Size / (ulong)_layout.Compartments.Count)} compartments.");
        }
    }

    internal static bool IsExact(ulong start, ulong end) =>
        end > start && Capability.Maximal.SetValue(start).SetBounds(end - start, exact: true) is { Tag: true } bounds
        && bounds.Base == start && bounds.Limit == end;

    private byte[] Fill(PlacedRegion placed)
    {
        var used = placed.Pieces.Where(p => p.Class != SectionClass.Zero || p.Relocations.Count != 0).ToList();
        if (used.Count == 0)
        {
            return [];
        }

        var start = placed.Region.Start;
        var end = used.Max(p => _layout.AddressOf(p) + p.Size);
        var bytes = new byte[end - start];
        foreach (var piece in used)
        {
            var address = _layout.AddressOf(piece);
            var span = bytes.AsSpan((int)(address - start), (int)piece.Size);
            piece.Data.Span.CopyTo(span);
            piece.Object?.Shared?.Relocate(span, piece.Section - 1, address);
            foreach (var relocation in piece.Relocations)
            {
                Apply(piece, relocation, span, address);
            }
        }

        return bytes;
    }

    private void Apply(Piece piece, BoundRelocation relocation, Span<byte> span, ulong address)
    {
        var value = _layout.ValueOf(relocation.Target) + (ulong)relocation.Addend;
        var problem = Relocator.Apply(span, relocation.Offset, relocation.Type, value, address + relocation.Offset);
        if (problem == RelocationProblem.None)
        {
            return;
        }

        var where = $"{piece.Where}+0x{relocation.Offset:x} (address 0x{address + relocation.Offset:x})";
        var location = new SourceLocation(piece.Object is null ? piece.Name : piece.Object.ObjectName + ".o");
        var (id, message, help) = problem switch
        {
            RelocationProblem.Unsupported => ("FX0401", $"Relocation type {relocation.Type} at {where} is not supported.", "Compile with -mcmodel=small -fno-pic."),
            RelocationProblem.OutOfRange => ("FX0402", $"Relocation {relocation.Type} at {where} cannot reach 0x{value:x}.", "Make the image smaller, or compile so that the reference reaches farther."),
            RelocationProblem.Misaligned => ("FX0403", $"Relocation {relocation.Type} at {where} refers to 0x{value:x}, which is not aligned for it.", "Align the variable or function."),
            _ => ("FX0406", $"Relocation {relocation.Type} at {where} lies outside its section.", "The object is damaged: build it again."),
        };
        _diagnostics.Error(id, location, message, help);
    }

    private List<ImageSymbol> Symbols() =>
        [.. _plan.Pieces.SelectMany(p => p.Symbols.Select(s => new ImageSymbol(
                s.Name, p.Instance?.Name ?? "", _plan.SharedRegion.Contains(p) ? -1 : p.Compartment, _layout.AddressOf(p) + s.Offset, s.Size, s.IsFunction)))
            .OrderBy(s => s.Address).ThenBy(s => s.Compartment).ThenBy(s => s.Name, StringComparer.Ordinal)];

    private ImageGate Describe(GatePlan plan)
    {
        var function = _layout.AddressOf(plan.Function) + plan.FunctionOffset;
        var callSites = plan.CallSites.Select(s => _layout.AddressOf(s.Piece) + s.Offset).Order().ToList();
        if (plan.Code is not { Object: { } template } code)
        {
            var call = callSites.FirstOrDefault();
            return new ImageGate(plan.Gate, call, call, 0, 0, 0, call == 0 ? 0 : call + 4, call == 0 ? 0 : call + 4) { Function = function, CallSites = callSites, IsAddressTaken = plan.IsAddressTaken };
        }

        var (trampoline, switcher) = (_trampolines[plan.Gate.To], _switcher.Value);
        ulong In(Piece piece, string label) => _layout.AddressOf(piece) + piece.Object!.Elf.Symbols[Math.Max(0, piece.Object.Find(label))].Value;
        // The label stands behind the RET, or on it.
        var prefix = LibraryObject.GatePrefix(template.Elf.Sections[code.Section].Name);
        var end = Math.Min(In(code, prefix + "end"), _layout.AddressOf(code) + template.Elf.Sections[code.Section].Size - 4);
        return new ImageGate(
            plan.Gate, In(code, prefix + "start"), In(code, prefix + "call"), In(switcher, "flexos_switcher_start"),
            In(trampoline, "flexos_trampoline_call"), In(trampoline, "flexos_trampoline_return"), In(code, prefix + "return"), end)
        { Function = function, CallSites = callSites, IsAddressTaken = plan.IsAddressTaken };
    }
}
