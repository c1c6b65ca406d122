using System.Diagnostics.CodeAnalysis;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>The pieces of an image, each made once, and the queue of those whose references are still to be followed.</summary>
internal sealed class PieceTable
{
    private readonly List<Piece> _all = [];
    private readonly Queue<Piece> _open = new();
    private readonly Dictionary<(LibraryObject, int Section, int Compartment, Instance?, GatePlan?), Piece> _bySection = [];
    private readonly Dictionary<string, Piece> _made = new(StringComparer.Ordinal);

    /// <summary>In an order that depends on the plan alone: by instance and section, then what the linker makes.</summary>
    public IReadOnlyList<Piece> All =>
        [.. _all.OrderBy(p => p.Compartment).ThenBy(p => p.Instance?.Index ?? int.MaxValue).ThenBy(p => p.Object?.ObjectName ?? "~", StringComparer.Ordinal).ThenBy(p => p.Section).ThenBy(p => p.Name, StringComparer.Ordinal)];

    public bool TryTake([NotNullWhen(true)] out Piece? piece) => _open.TryDequeue(out piece);

    /// <summary>Whether anything of an instance is in the image.</summary>
    public bool Has(Instance instance) => _all.Exists(p => p.Instance == instance);

    /// <summary>Whether a section of an instance is in the image.</summary>
    public bool HasSection(Instance instance, int section) => _bySection.ContainsKey((instance.Object, section, instance.Compartment, instance, null));

    /// <summary>A section of an instance.</summary>
    public Piece Section(Instance instance, int section)
    {
        for (var i = 1; instance.Object.Shared is not null && i < instance.Object.Elf.Sections.Count; i++)
        {
            SectionOf(instance, i); // a shared object comes whole: its parts reach one another by distance
        }

        return SectionOf(instance, section);
    }

    private Piece SectionOf(Instance instance, int section) =>
        Get(instance.Object, section, instance.Compartment, instance, null, instance.Object.Elf.Sections[section].Name);

    /// <summary>A compartment's own copy of a stateless section, of the trampoline, or of the gate template for one gate.</summary>
    public Piece Copy(LibraryObject library, int section, int compartment, GatePlan? gate = null, string? name = null) =>
        Get(library, section, compartment, null, gate, name ?? library.Elf.Sections[section].Name);

    /// <summary>Code that was made for one gate; its name is unique.</summary>
    public Piece Generated(LibraryObject library, int section, int compartment, string name, IReadOnlyDictionary<string, Target> bindings)
    {
        var source = library.Elf.Sections[section];
        var piece = new Piece
        {
            Name = name, Class = SectionClass.Code, Compartment = compartment, Object = library, Section = section, Bindings = bindings,
            Data = source.Data, Size = source.Size, Alignment = source.Alignment, Symbols = [new PieceSymbol(name, 0, source.Size, true)],
        };
        _all.Add(piece);
        _open.Enqueue(piece);
        return piece;
    }

    /// <summary>Data that the linker makes, by a name that is unique.</summary>
    public Piece Make(string name, SectionClass kind, int compartment, ulong size, ulong alignment, Action<Piece>? fill = null, ReadOnlyMemory<byte> data = default, ulong stackOffset = 0)
    {
        var key = $"{compartment}/{name}";
        if (!_made.TryGetValue(key, out var piece))
        {
            piece = new Piece
            {
                Name = name, Class = kind, Compartment = compartment, Size = size, Alignment = alignment, Data = data, StackOffset = stackOffset,
                Symbols = [new PieceSymbol(name, 0, size, false)],
            };
            _made.Add(key, piece);
            _all.Add(piece);
            fill?.Invoke(piece);
        }

        return piece;
    }

    private Piece Get(LibraryObject library, int index, int compartment, Instance? instance, GatePlan? gate, string name)
    {
        var key = (library, index, compartment, instance, gate);
        if (_bySection.TryGetValue(key, out var piece))
        {
            return piece;
        }

        var section = library.Elf.Sections[index];
        var kind = library.ClassOf(index);
        piece = new Piece
        {
            Name = name,
            Class = kind == SectionClass.Template ? SectionClass.Code : kind,
            Compartment = compartment,
            Instance = instance,
            Object = library,
            Section = index,
            Gate = gate,
            Data = section.Data,
            Size = section.Size,
            Alignment = section.Alignment,
            Symbols = gate is not null ? [new PieceSymbol(name, 0, section.Size, true)] : [.. library.SymbolsOf(index)],
        };
        _bySection.Add(key, piece);
        _all.Add(piece);
        _open.Enqueue(piece);
        return piece;
    }
}
