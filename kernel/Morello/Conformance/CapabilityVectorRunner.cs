using System.Globalization;

namespace FlexCap.Morello.Conformance;

/// <summary>Compares <see cref="Capability"/> with capability vectors, column by column.</summary>
public static class CapabilityVectorRunner
{
    // Some columns are the result of several functions: the address of every way to change it, the metadata of every way to keep it.
    private static readonly (string Column, Func<CapabilityVector, UInt128> Actual)[] s_checks =
    [
        ("exp", v => (UInt128)v.Input.Exponent),
        ("ie", v => Bit(v.Input.IsInternalExponent)),
        ("bottom", v => v.Input.Bottom),
        ("top_m", v => v.Input.Top),
        ("base", v => v.Input.Bounds.Base),
        ("limit", v => v.Input.Bounds.Limit),
        ("bounds_valid", v => Bit(v.Input.Bounds.IsValid)),
        ("perms", v => (ulong)v.Input.Permissions),
        ("otype", v => v.Input.ObjectType),
        ("rep_precise", v => Bit(v.Input.IsRepresentable(v.NewAddress))),
        ("rep_fast", v => Bit(v.Input.IsRepresentableFast(v.NewAddress - v.Input.Value))),
        ("scvalue_tag", v => Bit(v.Input.SetValue(v.NewAddress).Tag)),
        ("add_tag", v => Bit(v.Input.Add(v.NewAddress - v.Input.Value).Tag)),
        ("newaddr", v => v.Input.SetValue(v.NewAddress).Value),
        ("newaddr", v => v.Input.Add(v.NewAddress - v.Input.Value).Value),
        ("meta", v => v.Input.SetValue(v.NewAddress).Metadata),
        ("meta", v => v.Input.Add(v.NewAddress - v.Input.Value).Metadata),
        ("scbnds_meta", v => v.Input.SetBounds(v.Length).Metadata),
        ("scbnds_meta", v => v.Input.SetBounds(v.Length, exact: true).Metadata),
        ("scbnds_tag", v => Bit(v.Input.SetBounds(v.Length).Tag)),
        ("scbnds_base", v => v.Input.SetBounds(v.Length).Bounds.Base),
        ("scbnds_limit", v => v.Input.SetBounds(v.Length).Bounds.Limit),
        ("addr", v => v.Input.SetBounds(v.Length).Value),
        ("scbndse_tag", v => Bit(v.Input.SetBounds(v.Length, exact: true).Tag)),
        ("rrlen", v => Capability.RepresentableLength(v.Length)),
        ("rrmask", v => Capability.RepresentableMask(v.Length)),

        // GCLEN saturates.
        ("gclen", v => UInt128.Min(v.Input.Length, ulong.MaxValue)),
        ("gcoff", v => v.Input.Offset),
    ];

    /// <summary>The columns that are compared, in the order in which they are.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. s_checks.Select(check => check.Column).Distinct(StringComparer.Ordinal)];

    /// <summary>Compares every column of a vector, or only one of <see cref="Columns"/>; the message names the first that differs.</summary>
    public static ConformanceResult Run(CapabilityVector vector, string? column = null)
    {
        ArgumentNullException.ThrowIfNull(vector);
        foreach (var (name, actual) in s_checks)
        {
            if (column is not null && name != column)
            {
                continue;
            }

            var found = actual(vector);
            var expected = vector.Values[name];
            if (found != expected)
            {
                return new(vector.Name, ConformanceOutcome.Failed,
                    string.Create(CultureInfo.InvariantCulture, $"{name} is 0x{found:x}, expected 0x{expected:x} ({vector.Kind}; input {vector.Input})"), 0);
            }
        }

        return new(vector.Name, ConformanceOutcome.Passed, string.Empty, 0);
    }

    private static UInt128 Bit(bool value) => value ? UInt128.One : UInt128.Zero;
}
