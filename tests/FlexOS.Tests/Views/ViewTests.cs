using System.Xml.Linq;
using FlexCap.FlexOS.Tests.Linking;
using static FlexCap.FlexOS.Tests.Linking.TestObject;

namespace FlexCap.FlexOS.Tests.Views;

public class ViewTests
{
    private static readonly Image Small = PlannerTests.Check(PlannerTests.Two, Catalogue(
        new TestObject("app", LibraryRole.Application).Caller("main", "f").Variable("buffer", 1, ".data_shared").Refer(".text.main", 0, PageHi21, "buffer"),
        new TestObject("lib").Function("f", Ret).Variable("secret", 7).Refer(".text.f", 0, PageHi21, "secret"))).Link();

    [Fact]
    public void The_memory_map_as_text()
    {
        Assert.Equal("""
            0x40080000-0x40080018        24 B  trusted text            code
            0x40081000-0x40081038        56 B  comp1 text              code
            0x40082000-0x40082014        20 B  comp2 text              code
            0x40083000-0x40083320       800 B  trusted read-only data  read-only data
            0x40084000-0x40084040        64 B  trusted tables          table
            0x40085000-0x40095000      64 KiB  boot stack              stack
            0x400a0000-0x400b0000      64 KiB  comp1 stack             stack
            0x400b0000-0x400b0210       528 B  comp1 zeroed data       data
            0x400b0210-0x40100000   319.5 KiB  comp1 heap              heap
            0x40100000-0x40100008         8 B  shared data             shared
            0x40110000-0x40120000      64 KiB  comp2 stack             stack
            0x40120000-0x40120008         8 B  comp2 data              data
            0x40120010-0x40120220       528 B  comp2 zeroed data       data
            0x40120220-0x40170000   319.5 KiB  comp2 heap              heap

            """, Small.MemoryMapText().Split("\n\n")[0] + "\n");
        Assert.Contains("0x40100000-0x40170000     448 KiB  DDC of comp2", Small.MemoryMapText(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_gate_matrix()
    {
        Assert.Equal("""
            from \ to  comp1  comp2
            comp1          ·      1
            comp2          -      ·

            comp1 → comp2: f  (morello)

            """, Small.GateMatrixText());
    }

    [Fact]
    public void The_picture_is_well_formed_self_contained_and_names_every_region()
    {
        var text = Small.MemoryMapSvg();
        var svg = XDocument.Parse(text);
        Assert.Equal("svg", svg.Root!.Name.LocalName);
        var words = svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToHashSet();
        Assert.All(Small.Regions, r => Assert.Contains(r.Name, words));
        Assert.All(new[] { "PCC of comp1", "DDC of comp1", "PCC of comp2", "DDC of comp2" }, w => Assert.Contains(w, words));
        Assert.DoesNotContain("href", text, StringComparison.Ordinal);
        Assert.Equal(text, Small.MemoryMapSvg());
    }

    [Fact]
    public void Without_isolation_no_bounds_are_shown()
    {
        var image = Small.Plan.Configuration.WithMechanism(Mechanism.Function);
        Assert.True(image.TryCheck(Catalogue(new TestObject("app", LibraryRole.Application).Caller("main", "f"), new TestObject("lib").Function("f", Ret)), out var plan, out _));
        Assert.DoesNotContain("DDC of", plan!.Link().MemoryMapSvg(), StringComparison.Ordinal);
        Assert.DoesNotContain("DDC of", plan.Link().MemoryMapText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_have_names()
    {
        var secret = Small.Symbols.Single(s => s.Name == "secret").Address;
        Assert.Equal("comp2 data, secret+0x4", Small.OwnerOf(secret + 4));
        Assert.Equal("main+0x4", Small.Describe(Small.Symbols.Single(s => s.Name == "main").Address + 4));
        Assert.Equal("UART", Small.OwnerOf(0x0900_0018));
        Assert.Equal("unmapped", Small.OwnerOf(0x1000));
        Assert.StartsWith("comp2 heap", Small.OwnerOf(Small.Bounds[1].DataEnd - 1), StringComparison.Ordinal);
    }
}
