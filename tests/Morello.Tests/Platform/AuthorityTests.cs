using CsCheck;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Platform;

/// <summary>The quick check of accesses against the definition, over metadata that no instruction would make too.</summary>
public sealed class AuthorityTests
{
    private static readonly Gen<Capability> s_capability =
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, 63], (value, bits, shift) =>
        {
            // Most metadata unsealed with all permissions; small exponents and values near the edges of the address space.
            var metadata = bits & 0xFFFF_FFFFUL & ~(1UL << 31) | 0xFFFF_C000_0000_0000;
            return new Capability((bits & 1) == 0 ? value >> shift : ~(value >> shift), metadata, true);
        });

    [Fact]
    public void It_never_allows_what_the_definition_forbids_and_only_refuses_what_it_forbids_within_the_address_space() =>
        Gen.Select(s_capability, Gen.ULong, Gen.Int[0, 63], Gen.UInt[0, 63]).Sample((capability, random, shift, last) =>
        {
            var bounds = capability.Bounds;
            var authority = Authority.Of(capability);
            foreach (var near in new[] { 0UL, bounds.Base, (ulong)bounds.Limit, capability.Value })
            {
                var address = near + (random >> shift) - 32;
                var exact = bounds.Contains(address, (ulong)last + 1);
                var quick = authority.Allows(address, last, CapabilityPermissions.Load);
                Assert.True(exact || !quick);
                Assert.True(quick || !exact || bounds.Limit > UInt128.One << 64 || bounds.Limit <= bounds.Base);
            }
        }, iter: 200_000);

    [Fact]
    public void Decoded_bounds_hold_for_every_value_that_they_contain() =>
        Gen.Select(s_capability, Gen.ULong).Sample((capability, random) =>
        {
            var authority = Authority.Of(capability);
            if (authority.Permissions == 0 || !IsCanonical(authority.Base) || !IsCanonical(authority.Base + authority.Last))
            {
                return;
            }

            var inside = authority.Base + (authority.Last == ulong.MaxValue ? random : random % (authority.Last + 1));
            var other = new Capability(inside, capability.Metadata, true);
            Assert.True(authority.Covers(other));
            Assert.Equal((authority.Base, authority.Last), (Authority.Of(other).Base, Authority.Of(other).Last));
        }, iter: 200_000);

    private static bool IsCanonical(ulong address) => (ulong)((long)(address << 8) >> 8) == address;
}
