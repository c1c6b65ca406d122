namespace FlexCap.Morello.Tests.Capabilities;

public sealed class CapabilityTextTests
{
    private static readonly Capability Page = Capability.Maximal.SetValue(0x1000).SetBounds(0x1000UL);

    public static TheoryData<Capability, string> Cases => new()
    {
        { Capability.Null, "0x0" },
        { new Capability(42, 0, false), "0x2a" },
        { Capability.Maximal, "0x0 [rwxRWE,0x0-0x10000000000000000]" },
        { Page, "0x1000 [rwxRWE,0x1000-0x2000]" },
        { Page.ClearPermissions(CapabilityPermissions.Store | CapabilityPermissions.StoreCap | CapabilityPermissions.Executive), "0x1000 [rxR,0x1000-0x2000]" },
        { Page.SealEntry(ObjectTypes.RegisterBranch), "0x1000 [rwxRWE,0x1000-0x2000] (sealed rb)" },
        { Page.SealEntry(ObjectTypes.LoadPairBranch), "0x1000 [rwxRWE,0x1000-0x2000] (sealed lpb)" },
        { Page.SealEntry(ObjectTypes.LoadBranch).ClearTag(), "0x1000 [rwxRWE,0x1000-0x2000] (invalid, sealed lb)" },
        { Page.Seal(Capability.Maximal.SetValue(0x51)), "0x1000 [rwxRWE,0x1000-0x2000] (sealed 0x51)" },
        { new Capability(1, 0x1, false), "0x1 [,0x0-0x10000000000000000] (invalid, reserved exponent)" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Text_is_the_usual_one(Capability capability, string expected) => Assert.Equal(expected, capability.ToString());
}
