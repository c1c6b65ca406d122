using System.Diagnostics.CodeAnalysis;

namespace FlexCap.Morello.Elf;

/// <summary>Kind of ELF file (<c>e_type</c>, System V gABI).</summary>
public enum ElfType
{
    /// <summary>ET_REL: an object that a linker takes.</summary>
    Relocatable = 1,
    /// <summary>ET_EXEC: linked at fixed addresses.</summary>
    Executable = 2,
    /// <summary>ET_DYN: position-independent; a shared object or a PIE.</summary>
    SharedObject = 3,
}

/// <summary>Kind of segment (<c>p_type</c>); other values occur and are kept.</summary>
public enum ElfSegmentType
{
    /// <summary>PT_NULL: unused.</summary>
    Null = 0,
    /// <summary>PT_LOAD: loaded into memory.</summary>
    Load = 1,
    /// <summary>PT_DYNAMIC: what the dynamic linker reads.</summary>
    Dynamic = 2,
    /// <summary>PT_INTERP: path of the dynamic linker.</summary>
    Interpreter = 3,
    /// <summary>PT_NOTE: notes.</summary>
    Note = 4,
    /// <summary>PT_PHDR: the program header table itself.</summary>
    ProgramHeaders = 6,
    /// <summary>PT_TLS: template of thread-local storage.</summary>
    ThreadLocal = 7,
}

/// <summary>What a segment may be used for (<c>p_flags</c>).</summary>
[Flags]
public enum ElfSegmentFlags
{
    /// <summary>No access.</summary>
    None = 0,
    /// <summary>PF_X.</summary>
    Execute = 1,
    /// <summary>PF_W.</summary>
    Write = 2,
    /// <summary>PF_R.</summary>
    Read = 4,
}

/// <summary>Kind of section (<c>sh_type</c>); other values occur and are kept.</summary>
public enum ElfSectionType
{
    /// <summary>SHT_NULL: unused, as section 0 is.</summary>
    Null = 0,
    /// <summary>SHT_PROGBITS: code or initialised data.</summary>
    ProgramBits = 1,
    /// <summary>SHT_SYMTAB: symbols.</summary>
    SymbolTable = 2,
    /// <summary>SHT_STRTAB: strings.</summary>
    StringTable = 3,
    /// <summary>SHT_RELA: relocations with addends.</summary>
    RelocationsWithAddends = 4,
    /// <summary>SHT_DYNAMIC: what the dynamic linker reads.</summary>
    Dynamic = 6,
    /// <summary>SHT_NOTE: notes.</summary>
    Note = 7,
    /// <summary>SHT_NOBITS: zeroed data without bytes in the file.</summary>
    NoBits = 8,
    /// <summary>SHT_REL: relocations without addends; AArch64 does not use them.</summary>
    Relocations = 9,
    /// <summary>SHT_DYNSYM: symbols of the dynamic linker.</summary>
    DynamicSymbolTable = 11,
    /// <summary>SHT_INIT_ARRAY: functions to call at start.</summary>
    InitArray = 14,
    /// <summary>Functions to call at the end.</summary>
    FiniArray = 15,
    /// <summary>SHT_GROUP: sections that are kept or dropped together.</summary>
    Group = 17,
    /// <summary>SHT_SYMTAB_SHNDX: section indices too large for a symbol.</summary>
    SymbolTableIndices = 18,
}

/// <summary>Properties of a section (<c>sh_flags</c>); other bits occur and are kept.</summary>
[Flags]
[SuppressMessage("Design", "CA1028:Enum Storage should be Int32", Justification = "sh_flags has 64 bits.")]
public enum ElfSectionFlags : ulong
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>SHF_WRITE.</summary>
    Write = 1,
    /// <summary>SHF_ALLOC: occupies memory at run time.</summary>
    Allocate = 2,
    /// <summary>SHF_EXECINSTR.</summary>
    Execute = 4,
    /// <summary>SHF_MERGE.</summary>
    Merge = 0x10,
    /// <summary>SHF_STRINGS.</summary>
    Strings = 0x20,
    /// <summary>SHF_INFO_LINK: <c>sh_info</c> is a section index.</summary>
    InfoLink = 0x40,
}

/// <summary>Kind of symbol (low four bits of <c>st_info</c>); other values occur and are kept.</summary>
public enum ElfSymbolType
{
    /// <summary>STT_NOTYPE: an undefined symbol or an assembly label.</summary>
    None = 0,
    /// <summary>STT_OBJECT: a variable.</summary>
    Object = 1,
    /// <summary>STT_FUNC: a function.</summary>
    Function = 2,
    /// <summary>STT_SECTION: stands for a section.</summary>
    Section = 3,
    /// <summary>STT_FILE: name of a source file.</summary>
    File = 4,
    /// <summary>STT_COMMON: a tentative definition.</summary>
    Common = 5,
    /// <summary>STT_TLS: a thread-local variable.</summary>
    ThreadLocal = 6,
}

/// <summary>Who sees a symbol (high four bits of <c>st_info</c>).</summary>
public enum ElfSymbolBinding
{
    /// <summary>STB_LOCAL: its own object.</summary>
    Local = 0,
    /// <summary>STB_GLOBAL: every object.</summary>
    Global = 1,
    /// <summary>STB_WEAK: every object, and a global definition wins.</summary>
    Weak = 2,
}

/// <summary>A segment: an interval of memory and the bytes that it starts with.</summary>
/// <param name="Type">Kind (<c>p_type</c>).</param>
/// <param name="Flags">Permitted use (<c>p_flags</c>).</param>
/// <param name="VirtualAddress">First virtual address (<c>p_vaddr</c>).</param>
/// <param name="PhysicalAddress">First physical address (<c>p_paddr</c>).</param>
/// <param name="Data">Bytes in the file (<c>p_filesz</c> of them).</param>
/// <param name="MemorySize">Size in memory in bytes (<c>p_memsz</c>); what exceeds <paramref name="Data"/> is zero.</param>
/// <param name="Alignment">Alignment in bytes (<c>p_align</c>).</param>
public sealed record ElfSegment(
    ElfSegmentType Type, ElfSegmentFlags Flags, ulong VirtualAddress, ulong PhysicalAddress,
    ReadOnlyMemory<byte> Data, ulong MemorySize, ulong Alignment);

/// <summary>A section: a named part of the file.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">Kind (<c>sh_type</c>).</param>
/// <param name="Flags">Properties (<c>sh_flags</c>).</param>
/// <param name="Address">Virtual address (<c>sh_addr</c>); 0 in a relocatable file.</param>
/// <param name="Data">Bytes in the file; empty for <see cref="ElfSectionType.NoBits"/>.</param>
/// <param name="Size">Size in bytes (<c>sh_size</c>).</param>
/// <param name="Link">Index of a related section (<c>sh_link</c>).</param>
/// <param name="Info">Further information (<c>sh_info</c>).</param>
/// <param name="Alignment">Alignment in bytes (<c>sh_addralign</c>), at least 1.</param>
/// <param name="EntrySize">Size of an entry in bytes (<c>sh_entsize</c>), or 0.</param>
public sealed record ElfSection(
    string Name, ElfSectionType Type, ElfSectionFlags Flags, ulong Address, ReadOnlyMemory<byte> Data, ulong Size,
    int Link = 0, int Info = 0, ulong Alignment = 1, ulong EntrySize = 0);

/// <summary>A symbol.</summary>
/// <param name="Name">Name; empty for section symbols.</param>
/// <param name="Value">Offset in its section in a relocatable file, else address; alignment for a common symbol.</param>
/// <param name="Size">Size in bytes, or 0 where unknown.</param>
/// <param name="Type">Kind.</param>
/// <param name="Binding">Who sees it.</param>
/// <param name="SectionIndex">Index in <see cref="ElfFile.Sections"/>, or one of the constants <see cref="Undefined"/>, <see cref="Absolute"/> and <see cref="Common"/>.</param>
/// <param name="Other">Visibility and other bits (<c>st_other</c>).</param>
public sealed record ElfSymbol(
    string Name, ulong Value, ulong Size, ElfSymbolType Type, ElfSymbolBinding Binding, int SectionIndex, byte Other = 0)
{
    /// <summary>SHN_UNDEF: defined elsewhere.</summary>
    public const int Undefined = 0;

    /// <summary>SHN_ABS: the value is not an address of a section.</summary>
    public const int Absolute = 0xfff1;

    /// <summary>SHN_COMMON: a tentative definition that the linker places.</summary>
    public const int Common = 0xfff2;
}

/// <summary>A relocation with addend.</summary>
/// <param name="SectionIndex">Section that it changes, index in <see cref="ElfFile.Sections"/>; 0 where the file does not say (dynamic relocations).</param>
/// <param name="Offset">Place: offset in that section in a relocatable file, else address.</param>
/// <param name="Type">Type (<c>R_AARCH64_…</c>; Arm, ELF for the Arm 64-bit Architecture).</param>
/// <param name="SymbolIndex">Index in <see cref="ElfFile.Symbols"/> (of the dynamic symbols for a dynamic relocation).</param>
/// <param name="Addend">Number added to the symbol's value.</param>
public sealed record ElfRelocation(int SectionIndex, ulong Offset, uint Type, int SymbolIndex, long Addend);
