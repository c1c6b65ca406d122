using System.Buffers.Binary;
using FlexCap.FlexOS.Internal.Planning;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Tests.Linking;

/// <summary>Makes relocatable objects by hand, so that tests need no compiler.</summary>
internal sealed class TestObject(string name, LibraryRole role = LibraryRole.Library)
{
    public const uint Ret = 0xd65f03c0, Nop = 0xd503201f, Bl = 0x94000000, B = 0x14000000, Adrp = 0x90000000, AddLow = 0x91000000;
    public const uint Abs64 = 257, PageHi21 = 275, AddLo12 = 277, Jump26 = 282, Call26 = 283;
    private readonly List<ElfSection> _sections = [new("", ElfSectionType.Null, 0, 0, default, 0)];
    private readonly List<ElfSymbol> _symbols = [new("", 0, 0, ElfSymbolType.None, ElfSymbolBinding.Local, 0)];
    private readonly List<ElfRelocation> _relocations = [];

    public TestObject Code(string section, params uint[] words)
    {
        var bytes = new byte[words.Length * 4];
        for (var i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), words[i]);
        }

        return Add(section, ElfSectionFlags.Allocate | ElfSectionFlags.Execute, bytes, 4);
    }

    /// <summary>A function in a section of its own.</summary>
    public TestObject Function(string name, params uint[] words) =>
        Code(".text." + name, words).Symbol(name, ".text." + name, 0, (ulong)words.Length * 4, ElfSymbolType.Function);

    /// <summary>A variable in a section of its own.</summary>
    public TestObject Variable(string name, ulong value = 0, string? section = null, bool isReadOnly = false)
    {
        section ??= ".data." + name;
        return Add(section, ElfSectionFlags.Allocate | (isReadOnly ? 0 : ElfSectionFlags.Write), BitConverter.GetBytes(value), 8)
            .Symbol(name, section, 0, 8, ElfSymbolType.Object);
    }

    public TestObject Zero(string name, ulong size)
    {
        _sections.Add(new ElfSection(".bss." + name, ElfSectionType.NoBits, ElfSectionFlags.Allocate | ElfSectionFlags.Write, 0, default, size, Alignment: 8));
        return Symbol(name, ".bss." + name, 0, size, ElfSymbolType.Object);
    }

    public TestObject Common(string name, ulong size)
    {
        _symbols.Add(new ElfSymbol(name, 8, size, ElfSymbolType.Object, ElfSymbolBinding.Global, ElfSymbol.Common));
        return this;
    }

    public TestObject Symbol(string name, string section, ulong offset, ulong size = 0, ElfSymbolType type = ElfSymbolType.None, ElfSymbolBinding binding = ElfSymbolBinding.Global)
    {
        var symbol = new ElfSymbol(name, offset, size, type, binding, Section(section));
        if (_symbols.FindIndex(s => s.Name == name && s.SectionIndex == ElfSymbol.Undefined) is > 0 and var reference)
        {
            _symbols[reference] = symbol; // referred to before it was defined
        }
        else
        {
            _symbols.Add(symbol);
        }

        return this;
    }

    public TestObject Refer(string section, ulong offset, uint type, string symbol, long addend = 0, ElfSymbolBinding binding = ElfSymbolBinding.Global)
    {
        var index = _symbols.FindIndex(s => s.Name == symbol);
        if (index < 0)
        {
            index = _symbols.Count;
            _symbols.Add(new ElfSymbol(symbol, 0, 0, ElfSymbolType.None, binding, ElfSymbol.Undefined));
        }

        _relocations.Add(new ElfRelocation(Section(section), offset, type, index, addend));
        return this;
    }

    /// <summary>A function that calls others, one BL each.</summary>
    public TestObject Caller(string name, params string[] callees)
    {
        Function(name, [.. callees.Select(_ => Bl), Ret]);
        for (var i = 0; i < callees.Length; i++)
        {
            Refer(".text." + name, (ulong)i * 4, Call26, callees[i]);
        }

        return this;
    }

    public bool IsReplicated { get; init; }

    public bool IsPreferred { get; init; }

    public LibraryObject Build(bool core = false) => new(
        new MicroLibrary(name, role, "", core, []) { IsReplicated = IsReplicated, IsPreferred = IsPreferred }, name,
        ElfFile.Read(ElfWriter.Write(new ElfFile { Type = ElfType.Relocatable, Sections = _sections, Symbols = _symbols, Relocations = _relocations }), name));

    /// <summary>A trusted base with all that the linker asks of one: gate of 5 words, switcher of 3, trampoline of 4.</summary>
    public static TestObject TrustedBase() => new TestObject("core", LibraryRole.Trusted)
        .Function("_start", Adrp, AddLow, Ret)
        .Refer(".text._start", 0, PageHi21, "flexos_boot_table").Refer(".text._start", 4, AddLo12, "flexos_boot_table")
        .Code(".text.switcher", Nop, Nop, Nop)
        .Symbol("flexos_switcher_start", ".text.switcher", 0, 12, ElfSymbolType.Function).Symbol("flexos_switcher_end", ".text.switcher", 12)
        .Code(".text.trampoline", Nop, 0xd63f0160, Nop, Nop)
        .Symbol("flexos_trampoline", ".text.trampoline", 0, 16, ElfSymbolType.Function)
        .Symbol("flexos_trampoline_call", ".text.trampoline", 4).Symbol("flexos_trampoline_return", ".text.trampoline", 8)
        .Code(".gate.morello", Adrp, AddLow, 0xd280000a, Adrp, AddLow, 0xc2c4303d, Nop, Ret)
        .Symbol("flexos_gate_start", ".gate.morello", 0, 32, ElfSymbolType.Function).Symbol("flexos_gate_call", ".gate.morello", 20)
        .Symbol("flexos_gate_return", ".gate.morello", 24).Symbol("flexos_gate_end", ".gate.morello", 32)
        .Refer(".gate.morello", 0, PageHi21, "flexos_gate_function").Refer(".gate.morello", 4, AddLo12, "flexos_gate_function")
        .Refer(".gate.morello", 8, 263, "flexos_gate_to")
        .Refer(".gate.morello", 12, PageHi21, "flexos_gate_switcher_call").Refer(".gate.morello", 16, AddLo12, "flexos_gate_switcher_call");

    private TestObject Add(string section, ElfSectionFlags flags, byte[] bytes, ulong alignment)
    {
        _sections.Add(new ElfSection(section, ElfSectionType.ProgramBits, flags, 0, bytes, (ulong)bytes.Length, Alignment: alignment));
        return this;
    }

    private int Section(string name) => _sections.FindIndex(s => s.Name == name);

    public static LibraryCatalogue Catalogue(params TestObject[] objects) => new(objects.Prepend(TrustedBase()).Select(o => o.Build()));
}
