using FlexCap.Diagnostics;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>A micro-library in an image, in one compartment.</summary>
/// <param name="Index">Order in the image.</param>
/// <param name="Name">Name of the instance.</param>
/// <param name="Object">What it is an instance of.</param>
/// <param name="Compartment">Compartment id, or -1 for the trusted base.</param>
/// <param name="Place">Where the configuration asks for it.</param>
internal sealed record Instance(int Index, string Name, LibraryObject Object, int Compartment, SourceLocation Place)
{
    /// <summary>The functions that cross with more than values.</summary>
    public LibraryInterface Interface => Object.Interface;
}

/// <summary>A symbol inside a piece.</summary>
internal sealed record PieceSymbol(string Name, ulong Offset, ulong Size, bool IsFunction);

/// <summary>The smallest thing that the linker places: a section of an instance, a copy of one, or data that the linker makes.</summary>
internal sealed class Piece
{
    public required string Name { get; init; }

    public required SectionClass Class { get; init; }

    /// <summary>Compartment id, or -1 for the trusted base.</summary>
    public required int Compartment { get; init; }

    /// <summary>The instance that it belongs to; null for a copy of stateless code, a gate, a trampoline and the linker's own data.</summary>
    public Instance? Instance { get; init; }

    /// <summary>The object that it comes from; null for the linker's own data.</summary>
    public LibraryObject? Object { get; init; }

    /// <summary>Index of its section in that object.</summary>
    public int Section { get; init; }

    /// <summary>The gate that it is a copy for, or null.</summary>
    public GatePlan? Gate { get; init; }

    /// <summary>What names mean in this piece alone; empty except in code that is made for one gate.</summary>
    public IReadOnlyDictionary<string, Target> Bindings { get; init; } = System.Collections.Frozen.FrozenDictionary<string, Target>.Empty;

    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Size in bytes; what exceeds <see cref="Data"/> is zero. An array that the linker makes gets it when its contents are known.</summary>
    public required ulong Size { get; set; }

    public required ulong Alignment { get; init; }

    /// <summary>For <see cref="SectionClass.ThreadLocal"/>: its place from the bottom of the compartment's stacks.</summary>
    public ulong StackOffset { get; init; }

    public IReadOnlyList<PieceSymbol> Symbols { get; init; } = [];

    /// <summary>What must be patched in; filled while planning, fixed afterwards.</summary>
    public List<BoundRelocation> Relocations { get; } = [];

    /// <summary>A name for messages.</summary>
    public string Where => Object is null ? Name : $"{Instance?.Name ?? Object.Name}:{Name}";
}

/// <summary>A gate while it is planned.</summary>
internal sealed class GatePlan(Gate gate, Piece function, ulong functionOffset)
{
    public Gate Gate { get; } = gate;

    public Piece Function { get; } = function;

    public ulong FunctionOffset { get; } = functionOffset;

    /// <summary>The copy of the template in the caller's text; null for <see cref="Mechanism.Function"/>.</summary>
    public Piece? Code { get; set; }

    /// <summary>What crosses, or null: registers as they are.</summary>
    public FunctionInterface? Interface { get; init; }

    /// <summary>Bytes of arguments on the stack that cross where nothing says what does: learning carries some, for it cannot know.</summary>
    public int UnknownStackBytes { get; init; }

    /// <summary>The instance whose function it is; null for a callback.</summary>
    public Instance? Callee { get; init; }

    /// <summary>The caller's half of a typed gate, which the caller calls instead of <see cref="Code"/>; or null.</summary>
    public Piece? Stub { get; set; }

    /// <summary>The callee's half of a typed gate, which the raw gate enters instead of the function; or null.</summary>
    public Piece? Shim { get; set; }

    /// <summary>True if x7 and the arguments on the stack travel in a block of the caller's, as capabilities that no stack would carry; x7 is a capability for it.</summary>
    public bool HasBlock { get; set; }

    /// <summary>The function that a shim or a raw gate without one ends in: <see cref="Function"/>, or its version that takes capabilities.</summary>
    public Target.InPiece Final { get; set; } = new(function, functionOffset);

    /// <summary>What the raw gate enters: an entry point of the callee's compartment.</summary>
    public Target.InPiece Entered => Shim is null ? Final : new Target.InPiece(Shim, 0);

    /// <summary>What the caller calls.</summary>
    public Target.InPiece Entry => (Stub ?? Code) is { } own ? new Target.InPiece(own, 0) : Final;

    /// <summary>Bytes of arguments on the stack that the raw gate carries, a multiple of 16, up to 256; none where they are in a block.</summary>
    public int StackBytes => HasBlock ? 0 : Interface?.StackBytes ?? UnknownStackBytes;

    /// <summary>General registers with arguments, from x0; all 8 where nothing says it.</summary>
    public int Arguments => Interface is null || HasBlock ? 8 : Interface.GeneralRegisters;

    /// <summary>Vector registers with arguments, from v0; all 8 where nothing says it.</summary>
    public int VectorArguments => Interface?.VectorRegisters ?? 8;

    /// <summary>True if something other than a branch refers to it.</summary>
    public bool IsAddressTaken { get; set; }

    /// <summary>Branches to it, by piece and offset.</summary>
    public List<(Piece Piece, ulong Offset)> CallSites { get; } = [];
}

/// <summary>Values that are known only when the layout is.</summary>
internal enum LinkerValue
{
    HeapStart, HeapEnd, PristineStart, PristineEnd, ContentsStart, ContentsEnd, StackBottom, StackTop, TextStart, TextEnd, DataStart, DataEnd,
    SharedStart, SharedEnd, RegisterStart, RegisterEnd, SharedHeapStart, SharedHeapEnd, AreaStart, AreaSize, AreaHeapStart, AreaHeapSize, ImageStart, ImageEnd, BootStackTop, ContiguousTextEnd, AllTextEnd, OwnTextEnd, EntriesStart, EntriesEnd,
}

/// <summary>What a relocation refers to.</summary>
internal abstract record Target
{
    private Target() { }

    /// <summary>A place in a piece.</summary>
    public sealed record InPiece(Piece Piece, ulong Offset) : Target;

    /// <summary>A number.</summary>
    public sealed record Absolute(ulong Value) : Target;

    /// <summary>What a call through a gate branches to: known when the sharing of its edge is.</summary>
    public sealed record ThroughGate(GatePlan Gate) : Target;

    /// <summary>What a raw gate enters.</summary>
    public sealed record BehindGate(GatePlan Gate) : Target;

    /// <summary>A number that the code of a raw gate depends on, and that is known when its typed gate is.</summary>
    public sealed record GateNumber(GatePlan Gate, Func<GatePlan, int> Value) : Target;

    /// <summary>A value of the layout, of a compartment where it is one's.</summary>
    public sealed record Layout(LinkerValue Value, int Compartment) : Target
    {
        /// <summary>Of a shared heap: the other compartment; -1 for the first that there is.</summary>
        public int With { get; init; } = -1;
    }
}

/// <summary>A relocation whose symbol is resolved.</summary>
internal readonly record struct BoundRelocation(ulong Offset, uint Type, Target Target, long Addend);

/// <summary>Relocation types (Arm, <i>ELF for the Arm 64-bit Architecture</i>, static relocations).</summary>
internal static class RelocationType
{
    public const uint Abs64 = 257, Jump26 = 282, Call26 = 283, ThreadLocalDescriptor = 1031;
}
