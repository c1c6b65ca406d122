using CsCheck;
using static FlexCap.Morello.Tests.Capabilities.CapabilityGenerators;

namespace FlexCap.Morello.Tests.Capabilities;

public sealed class CapabilityPropertyTests
{
    // One entry per operation that takes one capability, a number and a second capability, and gives a capability.
    private static readonly (string Name, Func<Capability, ulong, Capability, Capability> Apply)[] Operations =
    [
        ("SetValue", (c, n, _) => c.SetValue(n)),
        ("Add", (c, n, _) => c.Add(n)),
        ("SetOffset", (c, n, _) => c.SetOffset(n)),
        ("SetBounds", (c, n, _) => c.SetBounds(n)),
        ("SetBounds exact", (c, n, _) => c.SetBounds(n, exact: true)),
        ("SetFlags", (c, n, _) => c.SetFlags((byte)n)),
        ("ClearPermissions", (c, n, _) => c.ClearPermissions((CapabilityPermissions)n & CapabilityPermissions.All)),
        ("ClearTag", (c, _, _) => c.ClearTag()),
        ("CopyValue", (c, _, other) => c.CopyValue(other)),
        ("CopyType", (c, _, other) => c.CopyType(other)),
        ("SealEntry", (c, n, _) => c.SealEntry((uint)(n % 3) + 1)),
        ("Seal", (c, _, key) => c.Seal(key)),
        ("SealConditionally", (c, _, key) => c.SealConditionally(key, out bool _)),
        ("Unseal", (c, _, key) => c.Unseal(key)),
        ("UnsealIfSubset", (c, _, authority) => c.UnsealIfSubset(authority, out bool _)),
    ];

    [Fact]
    public void No_operation_grows_the_rights_of_a_tagged_result()
    {
        Gen<Capability> second = Gen.OneOf(Held, Key, Anything);
        Gen.Select(Held, Number, second, Gen.Int[0, Operations.Length - 1]).Sample((capability, number, other, index) =>
        {
            Capability result = Operations[index].Apply(capability, number, other);
            Assert.True(!result.Tag || result.IsSubsetOf(capability), $"{Operations[index].Name}: {capability} -> {result}");
        });
    }

    [Fact]
    public void No_operation_but_build_gains_a_tag() =>
        Gen.Select(Anything, Number, Gen.OneOf(Held, Key, Anything), Gen.Int[0, Operations.Length - 1]).Sample((capability, number, other, index) =>
            Assert.False(Operations[index].Apply(capability.ClearTag(), number, other).Tag, Operations[index].Name));

    [Fact]
    public void Changing_a_sealed_capability_loses_its_tag()
    {
        string[] unsealing = ["Unseal", "UnsealIfSubset", "SealConditionally"];
        var changing = Operations.Where(operation => !unsealing.Contains(operation.Name)).ToArray();
        Gen.Select(Held, Number, Held, Gen.Int[0, changing.Length - 1]).Sample((capability, number, other, index) =>
        {
            Capability locked = capability.IsSealed ? capability : capability.SealEntry(ObjectTypes.RegisterBranch);
            Assert.False(changing[index].Apply(locked, number, other).Tag, changing[index].Name);
        });
    }

    [Fact]
    public void Build_gives_no_more_than_its_key_and_unseals()
    {
        Gen.Select(Gen.OneOf(Anything, Held), Gen.OneOf(Held, Key, Anything)).Sample((data, key) =>
        {
            Capability result = data.Build(key);
            Assert.False(result.IsSealed);
            bool kept = data.Tag && !data.IsSealed;
            Assert.True(!result.Tag || kept || (key.Tag && !key.IsSealed && result.IsSubsetOf(key)), $"{data} by {key} -> {result}");
        });
    }

    [Fact]
    public void Build_restores_the_tag_of_a_part_of_its_key() =>
        Gen.Select(Derived, Number).Sample((key, length) =>
        {
            Capability part = key.SetBounds(length);
            Capability restored = part.ClearTag().Build(key);
            Assert.Equal(part.Tag || part.IsSubsetOf(key), restored.Tag);
            Assert.Equal(part.Bits, restored.Bits);
        });

    [Fact]
    public void Exact_bounds_are_the_requested_ones()
    {
        Gen.Select(Derived, Number, Number).Sample((whole, start, length) =>
        {
            Capability at = whole.SetValue(whole.Base + (start % (ulong)UInt128.Max(1, UInt128.Min(whole.Length, ulong.MaxValue))));
            Capability part = at.SetBounds(length, exact: true);
            if (part.Tag)
            {
                ulong address = whole.Exponent < 48 ? (ulong)((long)(part.Value << 8) >> 8) : part.Value;
                Assert.Equal(new CapabilityBounds(address, (UInt128)address + length, true), part.Bounds);
            }
        });
    }

    [Fact]
    public void Aligned_and_rounded_requests_are_exact()
    {
        Gen.Select(Number, Number.Where(length => length < 1UL << 62)).Sample((start, length) =>
        {
            ulong rounded = Capability.RepresentableLength(length);
            ulong aligned = start & Capability.RepresentableMask(length) & 0x003F_FFFF_FFFF_FFFF;
            Capability part = Capability.Maximal.SetValue(aligned).SetBounds(rounded, exact: true);
            Assert.True(part.Tag, $"0x{aligned:x} + 0x{rounded:x}");
            Assert.Equal(aligned, part.Base);
            Assert.Equal((UInt128)aligned + rounded, part.Limit);
            Assert.True(rounded >= length);
        });
    }

    [Fact]
    public void Rounded_bounds_hold_the_requested_ones()
    {
        Gen.Select(Derived, Number).Sample((whole, length) =>
        {
            Capability part = whole.SetBounds(length);
            if (part.Tag)
            {
                // The flags take no part while the bounds use the value: compare from the sign-extended address.
                ulong address = whole.Exponent < 48 ? (ulong)((long)(part.Value << 8) >> 8) : part.Value;
                Assert.True(part.Bounds.Contains(new CapabilityBounds(address, (UInt128)address + length, true)), part.ToString());
            }
        });
    }

    [Fact]
    public void Sealing_and_unsealing_with_one_key_gives_the_capability_back()
    {
        Gen.Select(Derived, Gen.ULong[1, ObjectTypes.Maximum]).Sample((capability, type) =>
        {
            Capability key = Capability.Maximal.SetValue(type);
            Capability locked = capability.Seal(key);
            Assert.True(locked.Tag && locked.IsSealed);
            Assert.Equal(type, locked.ObjectType);
            Assert.Equal(capability, locked.Unseal(key));
            Assert.Equal(locked, capability.SealConditionally(Capability.Maximal.CopyType(locked), out bool succeeded));
            Assert.True(succeeded);
            Assert.False(locked.Unseal(Capability.Maximal.SetValue(type ^ 1)).Tag);
        });
    }

    [Fact]
    public void A_local_key_unseals_to_a_local_capability()
    {
        Capability key = Capability.Maximal.SetValue(77);
        Capability locked = Capability.Maximal.Seal(key);
        Capability open = locked.Unseal(key.ClearPermissions(CapabilityPermissions.Global));
        Assert.True(open.Tag);
        Assert.Equal(CapabilityPermissions.All & ~CapabilityPermissions.Global, open.Permissions);
    }

    [Theory]
    [InlineData(CapabilityPermissions.Seal)]
    [InlineData(CapabilityPermissions.Unseal)]
    public void A_key_needs_its_permission(CapabilityPermissions permission)
    {
        Capability key = Capability.Maximal.SetValue(77);
        Capability weak = key.ClearPermissions(permission);
        Assert.Equal(permission != CapabilityPermissions.Seal, Capability.Maximal.Seal(weak).Tag);
        Assert.Equal(permission != CapabilityPermissions.Unseal, Capability.Maximal.Seal(key).Unseal(weak).Tag);
    }

    [Theory]
    [InlineData(32_767UL, true)]
    [InlineData(32_768UL, false)]
    [InlineData(ulong.MaxValue, false)]
    public void Object_types_end_at_32767(ulong type, bool sealed_)
    {
        Capability key = Capability.Maximal.SetValue(type);
        Assert.Equal(sealed_, Capability.Maximal.Seal(key).Tag);
        Capability result = Capability.Maximal.SealConditionally(key, out bool succeeded);
        Assert.Equal(sealed_, result.IsSealed);
        Assert.Equal(type != 32_768, succeeded);
    }

    [Fact]
    public void A_key_with_its_value_out_of_bounds_does_not_seal()
    {
        Capability key = Capability.Maximal.SetValue(100).SetBounds(10UL).SetValue(110);
        Assert.True(key.Tag);
        Assert.False(Capability.Maximal.Seal(key).Tag);
        Assert.True(Capability.Maximal.Seal(key.SetValue(109)).Tag);
    }

    [Fact]
    public void Fast_check_is_never_more_generous_while_bounds_use_the_value() =>
        Gen.Select(Held, Number).Sample((capability, increment) =>
            Assert.True(!capability.Add(increment).Tag || capability.Exponent >= 48 || capability.SetValue(capability.Value + increment).Tag, capability.ToString()));

    [Fact]
    public void Flags_never_change_the_bounds_of_small_capabilities() =>
        Gen.Select(Derived, Gen.Byte).Sample((capability, flags) =>
        {
            Capability flagged = capability.SetFlags(flags);
            Assert.True(flagged.Tag);
            Assert.Equal(flags, flagged.Flags);
            Assert.True(capability.Exponent >= 48 || flagged.Bounds == capability.Bounds);
        });

    [Fact]
    public void Memory_image_round_trips() =>
        Gen.Select(Anything, Gen.Bool).Sample((capability, tag) =>
        {
            Span<byte> image = stackalloc byte[Capability.SizeInMemory];
            capability.Write(image);
            Assert.Equal(new Capability(capability.Value, capability.Metadata, tag), Capability.Read(image, tag));
            Assert.Equal((byte)capability.Value, image[0]);
            Assert.Equal((byte)(capability.Metadata >> 56), image[15]);
        });

    [Fact]
    public void Equality_sees_every_bit() =>
        Gen.Select(Anything, Gen.Int[0, 128]).Sample((capability, bit) =>
        {
            Capability other = bit switch
            {
                < 64 => new(capability.Value ^ (1UL << bit), capability.Metadata, capability.Tag),
                < 128 => new(capability.Value, capability.Metadata ^ (1UL << (bit - 64)), capability.Tag),
                _ => new(capability.Value, capability.Metadata, !capability.Tag),
            };
            Assert.NotEqual(capability, other);
            Assert.True(capability != other);
            Assert.Equal(capability, new Capability(capability.Value, capability.Metadata, capability.Tag));
        });

    [Fact]
    public void Narrowing_loses_the_tag_outside_the_old_bounds()
    {
        Capability page = Capability.Maximal.SetValue(0x1000).SetBounds(0x1000UL);
        Assert.True(page.Tag);
        Assert.True(page.SetBounds(0x1000UL).Tag);
        Assert.False(page.SetBounds(0x1001UL).Tag);
        Assert.False(page.SetValue(0xFFF).SetBounds(1UL).Tag);
        Assert.Throws<ArgumentOutOfRangeException>(() => page.SetBounds((UInt128.One << 64) + 1));
        Assert.Equal(Capability.Maximal.Bounds, Capability.Maximal.SetBounds(UInt128.One << 64).Bounds);
    }
}
