using System.Buffers.Binary;
using System.Globalization;

namespace FlexCap.Morello.Conformance;

/// <summary>The state before or after a case: the bytes of its record, and a tag for each 16 of them.</summary>
internal sealed class CaseState(byte[] bytes, bool[] tags)
{
    internal CaseState(StateLayout layout)
        : this(new byte[layout.Size], new bool[layout.Size / 16])
    {
    }

    internal byte[] Bytes { get; } = bytes;

    internal bool[] Tags { get; } = tags;

    internal CaseState Copy() => new([.. Bytes], [.. Tags]);

    internal ulong Word(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes.AsSpan(offset));

    internal void SetWord(int offset, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Bytes.AsSpan(offset), value);

    internal void SetPair(int offset, UInt128 value)
    {
        SetWord(offset, (ulong)value);
        SetWord(offset + 8, (ulong)(value >> 64));
    }

    internal void Set(int offset, Capability value)
    {
        SetWord(offset, value.Value);
        SetWord(offset + 8, value.Metadata);
        Tags[offset / 16] = value.Tag;
    }

    internal bool IsZero(StateField field) => Word(field.Offset) == 0 && (field.Size == 8 || (Word(field.Offset + 8) == 0 && !Tags[field.Offset / 16]));

    internal void Clear(StateField field)
    {
        Bytes.AsSpan(field.Offset, field.Size).Clear();
        if (field.Size == 16)
        {
            Tags[field.Offset / 16] = false;
        }
    }

    internal bool Same(CaseState other, StateField field) =>
        Bytes.AsSpan(field.Offset, field.Size).SequenceEqual(other.Bytes.AsSpan(field.Offset, field.Size))
        && (field.Size == 8 || Tags[field.Offset / 16] == other.Tags[field.Offset / 16]);

    /// <summary>Most significant part first: a tag in front of a tagged capability.</summary>
    internal string Text(StateField field) => field.Size == 8
        ? string.Create(CultureInfo.InvariantCulture, $"0x{Word(field.Offset):x16}")
        : string.Create(CultureInfo.InvariantCulture, $"{(Tags[field.Offset / 16] ? "tag:" : string.Empty)}0x{Word(field.Offset + 8):x16}_{Word(field.Offset):x16}");

    /// <summary>Reads what <see cref="Text"/> writes.</summary>
    internal bool TrySet(StateField field, string text)
    {
        bool tag = text.StartsWith("tag:", StringComparison.Ordinal);
        string digits = (tag ? text[4..] : text).Replace("_", string.Empty, StringComparison.Ordinal);
        if (!digits.StartsWith("0x", StringComparison.Ordinal)
            || !UInt128.TryParse(digits.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out UInt128 value)
            || (field.Size == 8 && (tag || value > ulong.MaxValue)))
        {
            return false;
        }

        SetWord(field.Offset, (ulong)value);
        if (field.Size == 16)
        {
            SetWord(field.Offset + 8, (ulong)(value >> 64));
            Tags[field.Offset / 16] = tag;
        }

        return true;
    }
}
