using System.Globalization;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>Numbers and capabilities as the views write them.</summary>
internal static class ViewText
{
    private static readonly (CapabilityPermissions Permission, char Letter)[] Letters =
    [
        (CapabilityPermissions.Load, 'r'), (CapabilityPermissions.Store, 'w'), (CapabilityPermissions.Execute, 'x'),
        (CapabilityPermissions.LoadCap, 'R'), (CapabilityPermissions.StoreCap, 'W'), (CapabilityPermissions.Executive, 'E'),
    ];

    public static string Hex(ulong value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");

    public static string Hex(UInt128 value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");

    public static string Number(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The six letters that CHERI debuggers use, with a dash for each that is missing.</summary>
    public static string PermissionLetters(CapabilityPermissions permissions) =>
        string.Concat(Letters.Select(l => permissions.HasFlag(l.Permission) ? l.Letter : '-'));

    /// <summary>Whether and how a capability is sealed: empty, <c>rb</c>, <c>lpb</c>, <c>lb</c> or the object type.</summary>
    public static string Seal(Capability capability) => capability.ObjectType switch
    {
        ObjectTypes.Unsealed => "",
        ObjectTypes.RegisterBranch => "rb",
        ObjectTypes.LoadPairBranch => "lpb",
        ObjectTypes.LoadBranch => "lb",
        var other => Number((ulong)other),
    };

    /// <summary>A name cut to a length, with an ellipsis where something is missing.</summary>
    public static string Cut(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1), "…");
}
