using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace FlexCap.Morello;

public readonly partial struct Capability
{
    /// <summary>Bytes of a capability in memory; its tag lies elsewhere. Also the required alignment.</summary>
    public const int SizeInMemory = 16;

    /// <summary>Bits 127 to 0: the memory image as one number.</summary>
    public UInt128 Bits => new(Metadata, Value);

    /// <summary>Reads the memory image: 16 bytes, little-endian, value first.</summary>
    /// <param name="source">At least 16 bytes.</param>
    /// <param name="tag">The tag of the granule.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="source"/> is shorter than 16 bytes.</exception>
    public static Capability Read(ReadOnlySpan<byte> source, bool tag) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(source), BinaryPrimitives.ReadUInt64LittleEndian(source[8..]), tag);

    /// <summary>Writes the memory image, without the tag: 16 bytes, little-endian, value first.</summary>
    /// <param name="destination">At least 16 bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="destination"/> is shorter than 16 bytes.</exception>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], Metadata);
        BinaryPrimitives.WriteUInt64LittleEndian(destination, Value);
    }

    /// <summary>
    /// The form that CHERI debuggers use: <c>0x1000 [rwxRWE,0x1000-0x2000] (sealed rb)</c>. The letters are Load r, Store w, Execute x,
    /// LoadCap R, StoreCap W, Executive E; then base and limit; then what is unusual: <c>invalid</c> (no tag), <c>sealed</c> with rb, lpb,
    /// lb or the object type, <c>reserved exponent</c>. Untagged data with no metadata is only a number.
    /// </summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"0x{Value:x}");
        if (Metadata == 0 && !Tag)
        {
            return text.ToString();
        }

        CapabilityPermissions permissions = Permissions;
        text.Append(" [");
        foreach ((CapabilityPermissions permission, char letter) in Letters)
        {
            if (permissions.HasFlag(permission))
            {
                text.Append(letter);
            }
        }

        CapabilityBounds bounds = Bounds;
        text.Append(CultureInfo.InvariantCulture, $",0x{bounds.Base:x}-0x{bounds.Limit:x}]");
        List<string> notes = [];
        if (!Tag)
        {
            notes.Add("invalid");
        }

        if (IsSealed)
        {
            notes.Add("sealed " + ObjectType switch
            {
                ObjectTypes.RegisterBranch => "rb",
                ObjectTypes.LoadPairBranch => "lpb",
                ObjectTypes.LoadBranch => "lb",
                uint other => "0x" + other.ToString("x", CultureInfo.InvariantCulture),
            });
        }

        if (!bounds.IsValid)
        {
            notes.Add("reserved exponent");
        }

        return notes.Count == 0 ? text.ToString() : text.Append(" (").AppendJoin(", ", notes).Append(')').ToString();
    }

    private static readonly (CapabilityPermissions Permission, char Letter)[] Letters =
    [
        (CapabilityPermissions.Load, 'r'),
        (CapabilityPermissions.Store, 'w'),
        (CapabilityPermissions.Execute, 'x'),
        (CapabilityPermissions.LoadCap, 'R'),
        (CapabilityPermissions.StoreCap, 'W'),
        (CapabilityPermissions.Executive, 'E'),
    ];
}
