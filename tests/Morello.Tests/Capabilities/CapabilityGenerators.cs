using CsCheck;

namespace FlexCap.Morello.Tests.Capabilities;

/// <summary>Capabilities for property tests: as guests can hold them (derived), and any 129 bits.</summary>
internal static class CapabilityGenerators
{
    /// <summary>Addresses and lengths of every size, not only large ones.</summary>
    public static Gen<ulong> Number { get; } = Gen.Select(Gen.ULong, Gen.Int[0, 63], (bits, shift) => bits >> shift);

    /// <summary>Any 129 bits.</summary>
    public static Gen<Capability> Anything { get; } =
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Bool, (value, metadata, tag) => new Capability(value, metadata, tag));

    /// <summary>Tagged, unsealed capabilities made by instructions from the maximal one.</summary>
    public static Gen<Capability> Derived { get; } =
        Gen.Select(Number, Number, Number, Gen.Int[0, (int)CapabilityPermissions.All], (start, length, narrower, cleared) =>
        {
            Capability whole = Capability.Maximal.SetValue(start).SetBounds(length);
            Capability part = whole.SetValue(whole.Value + (length / 4)).SetBounds(Math.Min(narrower, length / 2));
            return (part.Tag ? part : whole).ClearPermissions((CapabilityPermissions)cleared);
        }).Where(capability => capability.Tag);

    /// <summary>Derived capabilities, some of them sealed.</summary>
    public static Gen<Capability> Held { get; } =
        Gen.Select(Derived, Gen.Int[0, 5], (capability, kind) => kind is >= 1 and <= 3 ? capability.SealEntry((uint)kind) : capability);

    /// <summary>A tagged, unsealed key that may seal and unseal with any object type in its bounds.</summary>
    public static Gen<Capability> Key { get; } =
        Gen.Select(Gen.ULong[0, 40_000], Gen.Int[0, (int)CapabilityPermissions.All], (type, cleared) =>
            Capability.Maximal.SetValue(type).ClearPermissions((CapabilityPermissions)cleared));
}
