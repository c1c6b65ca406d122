using FlexCap.Morello;

namespace FlexCap.Notebooks.Formatting;

/// <summary>A capability field by field; its text form is the one of CHERI debuggers.</summary>
internal static class CapabilityFormatter
{
    internal static MimeBundle Format(Capability capability)
    {
        var bounds = capability.Bounds;
        List<IReadOnlyList<string>> rows =
        [
            ["value", ValueText.Hex(capability.Value)],
            ["tag", capability.Tag ? "1 (valid)" : "0 (invalid)"],
            ["base", ValueText.Hex(bounds.Base)],
            ["limit", "0x" + bounds.Limit.ToString("x")],
            ["length (bytes)", "0x" + bounds.Length.ToString("x") + (bounds.IsValid ? "" : " (reserved exponent: authorises nothing)")],
            ["permissions", capability.Permissions.ToString()],
            ["sealed", Seal(capability)],
        ];
        return MimeBundle.Html(new Table("Capability", [new("field"), new("content")], rows).ToHtml(), capability.ToString());
    }

    private static string Seal(Capability capability) => capability.ObjectType switch
    {
        ObjectTypes.Unsealed => "no",
        ObjectTypes.RegisterBranch => "RB (register branch)",
        ObjectTypes.LoadPairBranch => "LPB (load pair and branch)",
        ObjectTypes.LoadBranch => "LB (load and branch)",
        var other => $"object type {other}",
    };
}
