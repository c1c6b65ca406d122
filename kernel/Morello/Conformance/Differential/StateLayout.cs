namespace FlexCap.Morello.Conformance;

/// <summary>One register or granule of memory in the state of a differential case.</summary>
/// <param name="Name">Name as printed, such as <c>x3</c>, <c>v7</c> or <c>memory+0x40</c>.</param>
/// <param name="Offset">Place in the record, in bytes.</param>
/// <param name="Size">8 or 16 bytes.</param>
/// <param name="IsInput">False for what only a run fills in, such as the faults.</param>
/// <param name="IsKept">True for what no case can be without, such as PCC.</param>
internal sealed record StateField(string Name, int Offset, int Size, bool IsInput = true, bool IsKept = false);

/// <summary>Where the registers and the memory of a case lie in its record; the same record holds the input before a run and the output after it.</summary>
internal sealed class StateLayout
{
    private readonly Dictionary<string, StateField> _byName;

    internal StateLayout(int size, IReadOnlyList<StateField> fields)
    {
        Size = size;
        Fields = fields;
        _byName = fields.ToDictionary(f => f.Name, StringComparer.Ordinal);
    }

    /// <summary>Bytes of a record.</summary>
    internal int Size { get; }

    internal IReadOnlyList<StateField> Fields { get; }

    internal StateField? Find(string name) => _byName.GetValueOrDefault(name);
}
