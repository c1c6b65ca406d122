using System.Buffers.Binary;
using System.Globalization;
using FlexCap.Diagnostics;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.SharedObjects;

/// <summary>
/// Turns a shared object (ET_DYN) for AArch64 and musl into something that the planner can place: reads the dynamic
/// section, symbols and relocations (System V gABI, "Dynamic Linking"; Arm, <i>ELF for the Arm 64-bit Architecture</i>,
/// "Dynamic relocations") and says what cannot be bound. Every error is reported before it gives up.
/// </summary>
internal sealed class SharedObjectReader
{
    private const ulong PageSize = 4096;
    private const int RelaSize = 24;
    private readonly ElfFile _elf;
    private readonly string _name;
    private readonly DiagnosticBag _diagnostics;
    private readonly DynamicSection _dynamic;
    private readonly List<ElfSegment> _loads;
    private readonly List<ElfSymbol> _symbols = [];
    private readonly List<ElfRelocation> _relocations = [];
    private readonly List<(ulong Place, ulong Addend)>[] _relative;
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);
    private IReadOnlyList<SharedSegment> _segments = [];

    private SharedObjectReader(ElfFile elf, string name, DiagnosticBag diagnostics)
    {
        (_elf, _name, _diagnostics) = (elf, name, diagnostics);
        _loads = [.. elf.Segments.Where(s => s is { Type: ElfSegmentType.Load, MemorySize: > 0 }).OrderBy(s => s.VirtualAddress)];
        _dynamic = new DynamicSection(elf, _loads);
        _relative = [.. _loads.Select(_ => new List<(ulong, ulong)>())];
    }

    /// <summary>The shared object, or null with diagnostics (FX012x).</summary>
    /// <param name="elf">An ELF file of type <see cref="ElfType.SharedObject"/>.</param>
    /// <param name="name">Name used in diagnostics.</param>
    /// <param name="diagnostics">Where errors go.</param>
    public static SharedObject? Read(ElfFile elf, string name, DiagnosticBag diagnostics)
    {
        var own = new DiagnosticBag();
        var result = new SharedObjectReader(elf, name, own).Read();
        own.ToList().ForEach(diagnostics.Add);
        return own.HasErrors ? null : result;
    }

    private SharedObject? Read()
    {
        if (_loads.Count == 0 || !_dynamic.Exists)
        {
            Error("FX0121", "The shared object has no dynamic section or nothing to load.", "Link it with clang --target=aarch64-linux-musl -shared.");
            return null;
        }

        CheckLibrary();
        CheckSegments();
        if (_diagnostics.HasErrors)
        {
            return null;
        }

        AddSymbols();
        AddRelocations();
        var initialisers = AddFunctions(DynamicSection.Initialise, DynamicSection.InitialiseArray, DynamicSection.InitialiseArraySize, "init");
        var finalisers = AddFunctions(DynamicSection.Finalise, DynamicSection.FinaliseArray, DynamicSection.FinaliseArraySize, "fini");
        finalisers.Reverse();
        return new SharedObject
        {
            Elf = new ElfFile
            {
                Type = ElfType.Relocatable,
                Sections = [new ElfSection("", ElfSectionType.Null, 0, 0, default, 0), .. _loads.Select(Section)],
                Symbols = _symbols,
                Relocations = _relocations,
            },
            Segments = _segments,
            Name = _dynamic.Text(DynamicSection.OwnName) ?? "",
            Needed = _dynamic.Needed,
            Initialisers = initialisers,
            Finalisers = finalisers,
            ThreadLocal = ThreadLocal(),
            Relative = [.. _relative.Select(r => r.ToArray())],
        };
    }

    // A segment that holds code often holds constants as well, so nothing is told from the section: symbols know what they are.
    private static ElfSection Section(ElfSegment load, int index) => new(
        $".segment{index.ToString(CultureInfo.InvariantCulture)}", ElfSectionType.ProgramBits, ElfSectionFlags.Allocate | ElfSectionFlags.Write,
        load.VirtualAddress, load.Data, load.MemorySize, Alignment: PageSize);

    private void CheckLibrary()
    {
        if (_elf.Segments.Any(s => s.Type == ElfSegmentType.Interpreter))
        {
            Error("FX0125", "This is a program that a dynamic linker starts, not a library.", "Link it as a library (-shared), and call its functions from an application.");
        }

        var glibc = _dynamic.Needed.Where(n => n is "libc.so.6" || n.StartsWith("ld-linux", StringComparison.Ordinal))
            .Concat(_dynamic.NeededVersions.Where(v => v.StartsWith("GLIBC_", StringComparison.Ordinal))).Distinct(StringComparer.Ordinal).ToList();
        if (glibc.Count != 0)
        {
            Error("FX0120", $"The shared object is built for glibc (it needs {string.Join(", ", glibc.Take(4))}{(glibc.Count > 4 ? ", …" : "")}); the library OS has the ABI of musl.",
                "Take the build for musl (in a NuGet package: runtimes/linux-musl-arm64), or compile it with --target=aarch64-linux-musl.");
        }
    }

    private void CheckSegments()
    {
        _segments = [.. _loads.Select(s => new SharedSegment(s.VirtualAddress, s.MemorySize, s.Flags))];
        for (var i = 0; i < _segments.Count; i++)
        {
            var segment = _segments[i];
            if (segment is { IsExecutable: true, IsWritable: true })
            {
                Error("FX0124", $"The segment at 0x{segment.Address:x} is writable and executable.", "Link without -z execstack and -N: no page of an image is both.");
            }

            if (i > 0 && segment.Address < _segments[i - 1].End)
            {
                Error("FX0124", $"The segments at 0x{_segments[i - 1].Address:x} and 0x{segment.Address:x} overlap.", "The file is damaged: make it again.");
            }
            else if (i > 0 && segment.IsExecutable != _segments[i - 1].IsExecutable && segment.Address / PageSize == (_segments[i - 1].End - 1) / PageSize)
            {
                Error("FX0124", $"The segments at 0x{_segments[i - 1].Address:x} and 0x{segment.Address:x} share a page, and only one of them is executable.", "Link with -z max-page-size=4096 or more.");
            }
        }

        if (_segments[^1].End > int.MaxValue)
        {
            Error("FX0124", $"The shared object needs {_segments[^1].End} bytes of addresses.", "Link it from address 0.");
        }
    }

    // Index i of the dynamic symbols keeps its place, for relocations refer to it; what only people read comes behind.
    private void AddSymbols()
    {
        var dynamics = _dynamic.Symbols();
        for (var i = 0; i < dynamics.Count; i++)
        {
            _symbols.Add(Convert(dynamics[i], _dynamic.IsHiddenVersion(i)));
        }

        if (_symbols.Count == 0)
        {
            _symbols.Add(new ElfSymbol("", 0, 0, ElfSymbolType.None, ElfSymbolBinding.Local, ElfSymbol.Undefined));
        }

        foreach (var symbol in _elf.Symbols)
        {
            if (symbol is { Binding: ElfSymbolBinding.Local, Type: ElfSymbolType.Function or ElfSymbolType.Object, Size: > 0 } && symbol.SectionIndex is not (ElfSymbol.Undefined or ElfSymbol.Absolute))
            {
                _symbols.Add(Convert(symbol, isHidden: true));
            }
        }
    }

    private ElfSymbol Convert(ElfSymbol symbol, bool isHidden)
    {
        if (symbol.SectionIndex is ElfSymbol.Undefined or ElfSymbol.Absolute)
        {
            return symbol;
        }

        if (symbol.Type == ElfSymbolType.ThreadLocal)
        {
            return symbol with { SectionIndex = ElfSymbol.Absolute, Binding = ElfSymbolBinding.Local }; // an offset, for our own descriptors only
        }

        const ElfSymbolType indirectFunction = (ElfSymbolType)10;
        if (symbol.Type == indirectFunction)
        {
            Once("FX0122", $"'{symbol.Name}' is chosen at run time (an IFUNC).", "Compile without ifunc resolvers.");
        }

        var segment = SegmentOf(symbol.Value);
        if (segment < 0)
        {
            // Linkers define _end, __bss_start and others just behind the last segment.
            return symbol with { SectionIndex = ElfSymbol.Absolute, Binding = ElfSymbolBinding.Local };
        }

        var type = symbol.Type == ElfSymbolType.None && _segments[segment].IsExecutable && symbol.SectionIndex < _elf.Sections.Count
            && _elf.Sections[symbol.SectionIndex].Flags.HasFlag(ElfSectionFlags.Execute) ? ElfSymbolType.Function : symbol.Type;
        return symbol with
        {
            SectionIndex = segment + 1, Value = symbol.Value - _segments[segment].Address, Type = type,
            Binding = isHidden ? ElfSymbolBinding.Local : symbol.Binding,
        };
    }

    private int SegmentOf(ulong address)
    {
        for (var i = 0; i < _segments.Count; i++)
        {
            if (address >= _segments[i].Address && address < _segments[i].End)
            {
                return i;
            }
        }

        return -1;
    }

    private void AddRelocations()
    {
        foreach (var (table, size) in new[] { (DynamicSection.Relocations, DynamicSection.RelocationsSize), (DynamicSection.JumpRelocations, DynamicSection.JumpRelocationsSize) })
        {
            if (_dynamic[table] is not { } address || _dynamic[size] is not { } bytes)
            {
                continue;
            }

            var entries = _dynamic.Bytes(address, bytes);
            if (bytes % RelaSize != 0 || (ulong)entries.Length != bytes)
            {
                Error("FX0123", $"The table of relocations at 0x{address:x} lies outside the segments.", Damaged);
                continue;
            }

            for (; !entries.IsEmpty; entries = entries[RelaSize..])
            {
                var info = BinaryPrimitives.ReadUInt64LittleEndian(entries[8..]);
                AddRelocation(BinaryPrimitives.ReadUInt64LittleEndian(entries), (uint)info, info >> 32, BinaryPrimitives.ReadInt64LittleEndian(entries[16..]));
            }
        }

        foreach (var place in _dynamic.PackedRelative())
        {
            var addend = _dynamic.Bytes(place, 8);
            if (addend.Length == 8)
            {
                AddRelocation(place, Type.Relative, 0, BinaryPrimitives.ReadInt64LittleEndian(addend));
            }
            else
            {
                Outside(place);
            }
        }

        foreach (var list in _relative)
        {
            list.Sort();
        }
    }

    private void AddRelocation(ulong place, uint type, ulong symbol, long addend)
    {
        if (type == 0)
        {
            return; // R_AARCH64_NONE
        }

        var segment = SegmentOf(place);
        var size = type == Type.ThreadLocalDescriptor ? 16UL : 8;
        if (segment < 0 || _segments[segment].End - place < size || symbol >= (ulong)_symbols.Count)
        {
            Outside(place);
            return;
        }

        switch (type)
        {
            case Type.Relative:
                _relative[segment].Add((place, (ulong)addend));
                break;
            case Type.Abs64 or Type.GlobalData or Type.JumpSlot:
                _relocations.Add(new ElfRelocation(segment + 1, place - _segments[segment].Address, Type.Abs64, (int)symbol, addend));
                break;
            case Type.ThreadLocalDescriptor when symbol == 0 || _symbols[(int)symbol] is { Type: ElfSymbolType.ThreadLocal, SectionIndex: not ElfSymbol.Undefined }:
                _relocations.Add(new ElfRelocation(segment + 1, place - _segments[segment].Address, type, 0, addend + (symbol == 0 ? 0 : (long)_symbols[(int)symbol].Value)));
                break;
            case Type.ThreadLocalDescriptor:
                Once("FX0122", $"The shared object uses thread-local data of another one ('{_symbols[(int)symbol].Name}').", "Access it through a function of the object that owns it.");
                break;
            case Type.IndirectRelative:
                Once("FX0122", "The shared object chooses functions at run time (relocation IRELATIVE).", "Compile it without ifunc resolvers and function multiversioning; there is one processor to run on.");
                break;
            case Type.Copy:
                Once("FX0122", "The file has a COPY relocation, which only programs have.", "Link it as a library (-shared -fPIC).");
                break;
            case Type.ThreadOffset or Type.ModuleNumber or Type.ModuleOffset:
                Once("FX0122", $"The shared object reaches thread-local data by relocation {type}; only descriptors (TLSDESC) are bound.", "Compile it with -fPIC and without -ftls-model=initial-exec or -mtls-dialect=trad.");
                break;
            default:
                Once("FX0122", $"Dynamic relocation type {type} is not supported.", "Compile it with -fPIC for aarch64-linux-musl.");
                break;
        }
    }

    /// <summary>Makes a local symbol for each function that an array of the dynamic section names; their indices.</summary>
    private List<int> AddFunctions(long single, long array, long size, string kind)
    {
        var addresses = new List<ulong>();
        if (_dynamic[single] is { } first and not 0)
        {
            addresses.Add(first);
        }

        if (_dynamic[array] is { } start && _dynamic[size] is { } bytes)
        {
            for (var place = start; place + 8 <= start + bytes; place += 8)
            {
                addresses.Add(PointerAt(place));
            }
        }

        var indices = new List<int>();
        foreach (var address in addresses.Where(a => a is not (0 or ulong.MaxValue)))
        {
            var segment = SegmentOf(address);
            if (segment < 0 || !_segments[segment].IsExecutable)
            {
                Error("FX0123", $"A function of the {kind} array (0x{address:x}) lies outside the code.", Damaged);
                continue;
            }

            indices.Add(_symbols.Count);
            _symbols.Add(new ElfSymbol($"__{kind}_{indices.Count - 1}", address - _segments[segment].Address, 0, ElfSymbolType.Function, ElfSymbolBinding.Local, segment + 1));
        }

        return indices;
    }

    private ulong PointerAt(ulong place)
    {
        var segment = SegmentOf(place);
        if (segment < 0)
        {
            return 0;
        }

        foreach (var (at, addend) in _relative[segment])
        {
            if (at == place)
            {
                return addend;
            }
        }

        foreach (var relocation in _relocations.Where(r => r.SectionIndex == segment + 1 && r.Offset == place - _segments[segment].Address))
        {
            var symbol = _symbols[relocation.SymbolIndex];
            if (symbol.SectionIndex is > 0 and not ElfSymbol.Absolute)
            {
                return _segments[symbol.SectionIndex - 1].Address + symbol.Value + (ulong)relocation.Addend;
            }

            Error("FX0123", $"An array of functions to run at start or end names '{symbol.Name}', which another object defines.", "Call it from a function of the object's own.");
        }

        return 0;
    }

    private ThreadLocalTemplate? ThreadLocal() =>
        _elf.Segments.FirstOrDefault(s => s.Type == ElfSegmentType.ThreadLocal) is { MemorySize: > 0 } segment
            ? new ThreadLocalTemplate(segment.Data, segment.MemorySize, Math.Max(1, segment.Alignment)) : null;

    private const string Damaged = "The file is damaged: make it again.";

    private void Outside(ulong place) => Once("FX0123", $"The relocation at 0x{place:x} lies outside the segments or refers to no symbol.", Damaged);

    // Thousands of relocations may have the same fault; a person needs it once.
    private void Once(string id, string message, string help)
    {
        if (_reported.Add(message))
        {
            Error(id, message, help);
        }
    }

    private void Error(string id, string message, string help) => _diagnostics.Error(id, new SourceLocation(_name), message, help);

    /// <summary>Dynamic relocation types (R_AARCH64_…).</summary>
    private static class Type
    {
        public const uint Abs64 = 257, Copy = 1024, GlobalData = 1025, JumpSlot = 1026, Relative = 1027, ModuleNumber = 1028, ModuleOffset = 1029,
            ThreadOffset = 1030, ThreadLocalDescriptor = 1031, IndirectRelative = 1032;
    }
}
