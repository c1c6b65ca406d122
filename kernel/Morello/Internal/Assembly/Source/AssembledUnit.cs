using System.Buffers.Binary;
using FlexCap.Diagnostics;
using FlexCap.Morello.Elf;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>A statement and the bytes that it wrote.</summary>
internal sealed record ListingLine(Place At, SectionPiece Piece, long Offset, long Length);

/// <summary>A field that is left to the linker.</summary>
/// <param name="Section">Section of the field.</param>
/// <param name="Offset">Offset of the field in it.</param>
/// <param name="Type">Relocation type.</param>
/// <param name="Symbol">Symbol, or null for a number.</param>
/// <param name="Addend">Number added.</param>
/// <param name="Field">The field itself.</param>
internal sealed record UnitRelocation(SectionBuilder Section, long Offset, uint Type, AssemblySymbol? Symbol, long Addend, PendingField Field);

/// <summary>What an assembly gave: laid-out sections, names, and the fields that only a linker can fill in.</summary>
internal sealed class AssembledUnit(
    IReadOnlyList<SectionBuilder> sections, SymbolTable symbols, IReadOnlyList<ListingLine> listing, AssemblerOptions options, string sourceFile)
{
    public IReadOnlyList<SectionBuilder> Sections { get; } = sections;

    public SymbolTable Symbols { get; } = symbols;

    public IReadOnlyList<ListingLine> Listing { get; } = listing;

    public AssemblerOptions Options { get; } = options;

    /// <summary>Name that <c>.file</c> gave, or empty.</summary>
    public string SourceFile { get; } = sourceFile;

    public List<UnitRelocation> Relocations { get; } = [];

    /// <summary>Fills in every field whose value is known within the unit, and lists the others.</summary>
    public void Resolve(DiagnosticBag diagnostics)
    {
        foreach (var section in Sections)
        {
            foreach (var piece in section.Pieces)
            {
                foreach (var field in piece.Fields.TakeWhile(_ => diagnostics.Count < AssemblyRun.MaximumReports))
                {
                    Resolve(section, piece.Base + field.Offset, field, diagnostics);
                }
            }
        }

        foreach (var entry in Symbols.Entries)
        {
            CheckSymbol(entry, diagnostics);
        }
    }

    private void Resolve(SectionBuilder section, long offset, PendingField field, DiagnosticBag diagnostics)
    {
        if (!field.Target.TryEvaluate(out var value, out var problem))
        {
            Error(field, diagnostics, "FX0821", problem, "");
            return;
        }

        // 99f with no 99: to come
        if ((value.Add is { Entry: null, IsDefined: false } ? value.Add : value.Subtract is { Entry: null, IsDefined: false } ? value.Subtract : null) is { } missing)
        {
            Error(field, diagnostics, "FX0802", $"There is no label '{missing.Name}:' after this line.", $"Write {missing.Name}b if it comes before.");
            return;
        }

        // Such a reference tells the linker that the symbol is thread-local, defined here or not.
        if (value.Add?.Entry is { Type: ElfSymbolType.None or ElfSymbolType.Object } entry && (FixupEncoding.IsThreadLocal(field.Target.Modifier) || field.Type is 569 or 57602))
        {
            entry.Type = ElfSymbolType.ThreadLocal;
        }

        if (field.Type != 0)
        {
            ResolveNamed(section, offset, field, value, diagnostics);
        }
        else if (field.Kind is { } kind)
        {
            ResolveInstruction(section, offset, field, kind, value, diagnostics);
        }
        else
        {
            ResolveData(section, offset, field, value, diagnostics);
        }
    }

    private void ResolveInstruction(SectionBuilder section, long offset, PendingField field, FixupKind kind, ExpressionValue value, DiagnosticBag diagnostics)
    {
        var modifier = field.Target.Modifier;
        var isDistance = FixupEncoding.IsDistance(kind, modifier);
        var isInside = value is { Add: { } label, Subtract: null } && ReferenceEquals(label.Section, section) && label.Entry?.IsExternal != true;
        if (isDistance && isInside && !ChangesState(field, kind, value.Add!))
        {
            var bit = kind == FixupKind.Address21 ? CodeBit(value.Add!) : 0;
            Apply(section.Data, offset, field, kind, value.Add!.Offset + value.Constant - offset + bit, value, diagnostics);
            return;
        }

        if (value.IsConstant && !isDistance && kind is not (FixupKind.Page20 or FixupKind.Page21 or FixupKind.Literal17) && !FixupEncoding.NeedsLinker(modifier))
        {
            Apply(section.Data, offset, field, kind, value.Constant, value, diagnostics);
            return;
        }

        if (value.Subtract is not null)
        {
            Error(field, diagnostics, "FX0821", $"The distance of '{value.Add?.Name ?? "0"}' and '{value.Subtract.Name}' is not known before linking, and no relocation holds it.", "Use labels of one section.");
        }
        else if (!FixupEncoding.TryRelocation(kind, modifier, field.IsC64, out var type))
        {
            var known = FixupEncoding.Modifiers(kind).Where(m => m.Length != 0).Select(m => $":{m}:").ToList();
            Error(field, diagnostics, "FX0821",
                modifier.Length == 0 ? $"The address of '{value.Add?.Name}' does not fit into this operand as it is." : $"This operand does not take :{modifier}:.",
                known.Count == 0 ? "" : $"Write one of {string.Join(' ', known)} before the symbol.");
        }
        else
        {
            Relocations.Add(new UnitRelocation(section, offset, type, value.Add, value.Constant, field));
        }
    }

    private void ResolveData(SectionBuilder section, long offset, PendingField field, ExpressionValue value, DiagnosticBag diagnostics)
    {
        if (field.Target.Modifier.Length != 0)
        {
            Error(field, diagnostics, "FX0821", $"Data does not take :{field.Target.Modifier}:.", "Take the modifier away.");
        }
        else if (value.IsConstant)
        {
            WriteData(section.Data, offset, field, value.Constant, diagnostics);
        }
        else if (value.Subtract is { } subtract && (value.Add is null || !ReferenceEquals(subtract.Section, section)))
        {
            Error(field, diagnostics, "FX0821", $"The distance from '{subtract.Name}' is not known before linking, and no relocation holds it.", "Only the distance from a place in the same section can be left to the linker.");
        }
        else
        {
            // a − b, with b here, is a − place + (place − b).
            var isDistance = value.Subtract is not null;
            uint type = (field.Size, isDistance) switch { (8, false) => 257, (4, false) => 258, (2, false) => 259, (8, true) => 260, (4, true) => 261, (2, true) => 262, _ => 0 };
            if (type == 0)
            {
                Error(field, diagnostics, "FX0821", $"An address does not fit into {field.Size} bytes.", "Use .xword for addresses.");
                return;
            }

            Relocations.Add(new UnitRelocation(section, offset, type, value.Add, value.Constant + (isDistance ? offset - value.Subtract!.Offset : 0), field));
        }
    }

    // .capinit, .chericap, .tlsdesccall. The offset of a code address counts bit 0 of C64 functions on both sides.
    private void ResolveNamed(SectionBuilder section, long offset, PendingField field, ExpressionValue value, DiagnosticBag diagnostics)
    {
        if (value.Add is null || value.Subtract is not null)
        {
            Error(field, diagnostics, "FX0821", field.Type == PendingField.Dependency ? "A dependency needs a symbol." : "A capability needs a symbol whose address it holds.", "Write symbol + number.");
        }
        else if (field.Size == 16 && offset % 16 != 0)
        {
            Error(field, diagnostics, "FX0810", "A capability must lie at a multiple of 16 bytes.", "Put .p2align 4 before it.");
        }
        else
        {
            Relocations.Add(new UnitRelocation(section, offset, field.Type == PendingField.Dependency ? 0 : field.Type, value.Add, value.Constant, field));
        }
    }

    private static void CheckSymbol(SymbolEntry entry, DiagnosticBag diagnostics)
    {
        if (entry.Size is { } size && (!size.Value.TryEvaluate(out var value, out _) || !value.IsConstant))
        {
            AssemblyRun.Report(DiagnosticSeverity.Error, "FX0806", size.At, size.At.Statement.Column, 0, $"The size of '{entry.Name}' is not a number that is known here.", "Write .size symbol, . - symbol in the symbol's own section.", diagnostics);
        }

        if (entry.Current.Equate is { } equate && !equate.TryEvaluate(out _, out var problem))
        {
            AssemblyRun.Report(DiagnosticSeverity.Error, "FX0802", entry.At!, entry.At!.Statement.Column, entry.Name.Length, problem, "Define it by numbers and by labels that exist.", diagnostics);
        }
    }

    /// <summary>Where a symbol lies: its section and offset, through equates; section null for a number; false if it is undefined.</summary>
    public static bool TryLocate(AssemblySymbol symbol, out SectionBuilder? section, out long offset)
    {
        (section, offset) = (symbol.LabelSection, symbol.Offset);
        if (section is not null)
        {
            return true;
        }

        if (symbol.Equate is null || !Expression.SeeThrough(symbol, out var value) || value.Subtract is not null)
        {
            return false;
        }

        offset = value.Constant + (value.Add?.Offset ?? 0);
        section = value.Add?.LabelSection;
        return value.Add is null || section is not null;
    }

    /// <summary>1 for a function in C64 code: addresses of code carry the state.</summary>
    public static long CodeBit(AssemblySymbol symbol) => symbol.Entry is { IsC64Function: true } ? 1 : 0;

    // A branch to a function of the other state needs what only a linker can make.
    private static bool ChangesState(PendingField field, FixupKind kind, AssemblySymbol target) =>
        kind is FixupKind.Branch26 or FixupKind.Call26 or FixupKind.Branch19 or FixupKind.Branch14
        && target.Entry is { Type: ElfSymbolType.Function } && target.IsC64 != field.IsC64;

    /// <summary>Puts a value into the field of an instruction, or reports why it cannot be there.</summary>
    public static void Apply(byte[] data, long offset, PendingField field, FixupKind kind, long distance, ExpressionValue value, DiagnosticBag diagnostics)
    {
        var place = data.AsSpan((int)offset);
        if (FixupEncoding.TryApply(kind, field.Target.Modifier, BinaryPrimitives.ReadUInt32LittleEndian(place), distance, out var word, out var problem))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(place, word);
        }
        else
        {
            Error(field, diagnostics, "FX0822", $"{(value.Add is { } symbol ? $"'{symbol.Name}'" : "The value")} is out of reach: {problem}.", "Move it nearer, or load its address into a register first.");
        }
    }

    /// <summary>Writes a number into a data field, or reports that it does not fit.</summary>
    public static void WriteData(byte[] data, long offset, PendingField field, long value, DiagnosticBag diagnostics)
    {
        if (field.Size < 8 && (value < -(1L << ((8 * field.Size) - 1)) || value >= 1L << (8 * field.Size)))
        {
            Error(field, diagnostics, "FX0807", $"{value} does not fit into {8 * field.Size} bits.", "Use a larger directive.");
            return;
        }

        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        bytes[..Math.Min(8, field.Size)].CopyTo(data.AsSpan((int)offset));
    }

    /// <summary>Adds an error at a field.</summary>
    public static void Error(PendingField field, DiagnosticBag diagnostics, string id, string message, string help) =>
        AssemblyRun.Report(DiagnosticSeverity.Error, id, field.At, field.Column, 0, message, help, diagnostics);
}
