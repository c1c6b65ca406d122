using System.Buffers.Binary;
using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Linking;
using FlexCap.Morello;
using FlexCap.Morello.Elf;
using static FlexCap.FlexOS.Tests.Linking.TestObject;

namespace FlexCap.FlexOS.Tests.Linking;

public class LinkerTests
{
    private static Image Link(string yaml, params TestObject[] objects) => PlannerTests.Check(yaml, Catalogue(objects)).Link();

    private static Image Benchmark(string mechanism) => Link(
        PlannerTests.Two.Replace("morello", mechanism, StringComparison.Ordinal) + "\nparameters: {rounds: 0x1122334455667788}",
        new TestObject("app", LibraryRole.Application).Caller("main", "inner", "f").Function("inner", Ret).Variable("flexos_param_rounds", 1),
        new TestObject("lib").Function("f", Ret).Zero("state", 24).Refer(".text.f", 0, 0, "state")); // type 0: R_AARCH64_NONE changes nothing

    private static byte[] Memory(Image image, ulong address, int size)
    {
        var segment = ElfFile.Read(image.Elf, "image").Segments.First(s => address >= s.VirtualAddress && address - s.VirtualAddress < (ulong)s.Data.Length);
        return segment.Data.Slice((int)(address - segment.VirtualAddress), size).ToArray();
    }

    private static uint Word(Image image, ulong address) => BinaryPrimitives.ReadUInt32LittleEndian(Memory(image, address, 4));

    private static ulong Long(Image image, ulong address) => BinaryPrimitives.ReadUInt64LittleEndian(Memory(image, address, 8));

    private static ulong BranchTarget(Image image, ulong address)
    {
        var word = Word(image, address);
        Assert.Equal(0x94000000u, word & 0xfc000000u);
        return address + (ulong)((long)(int)(word << 6) >> 4);
    }

    private static ImageSymbol Symbol(Image image, string name) => Assert.Single(image.Symbols, s => s.Name == name);

    [Fact]
    public void Inside_a_compartment_a_call_is_a_branch_and_across_it_goes_to_a_gate()
    {
        var image = Benchmark("morello");
        var main = Symbol(image, "main").Address;
        var gate = Assert.Single(image.Gates);

        Assert.Equal(Symbol(image, "inner").Address, BranchTarget(image, main));
        Assert.Equal(gate.Start, BranchTarget(image, main + 4));
        Assert.Equal([main + 4], gate.CallSites);
        Assert.Equal(Symbol(image, "f").Address, gate.Function);
        Assert.InRange(gate.Start, image.Bounds[0].TextStart, image.Bounds[0].TextEnd - 1);
        Assert.InRange(gate.Function, image.Bounds[1].TextStart, image.Bounds[1].TextEnd - 1);
        Assert.InRange(gate.TrampolineCall, image.Bounds[1].TextStart, image.Bounds[1].TextEnd - 1);
        Assert.Equal((gate.Start + 20, gate.Start + 24, gate.Start + 28), (gate.Call, gate.Return, gate.End));
        Assert.Equal(0xd65f03c0u, Word(image, gate.End));
        Assert.Equal(Symbol(image, "flexos_switcher_start").Address, gate.SwitcherStart);
        Assert.Equal(gate.TrampolineCall + 4, gate.TrampolineReturn);
        Assert.Equal(0xd280000au | (1 << 5), Word(image, gate.Start + 8)); // mov x10, #1: the callee's id
    }

    [Fact]
    public void Without_isolation_a_call_across_is_a_branch_too()
    {
        var image = Benchmark("function");
        var main = Symbol(image, "main").Address;
        var gate = Assert.Single(image.Gates);
        Assert.Equal(Symbol(image, "f").Address, BranchTarget(image, main + 4));
        Assert.Equal((main + 4, main + 4, 0UL, main + 8), (gate.Start, gate.Call, gate.SwitcherStart, gate.Return));
        Assert.DoesNotContain(image.Symbols, s => s.Name.StartsWith("flexos_gate_", StringComparison.Ordinal) || s.Name == "flexos_trampoline");
    }

    [Fact]
    public void The_same_plan_gives_the_same_bytes_and_another_gives_others()
    {
        Assert.Equal(Benchmark("morello").Hash, Benchmark("morello").Hash);
        Assert.True(Benchmark("morello").Elf.Span.SequenceEqual(Benchmark("morello").Elf.Span));
        Assert.NotEqual(Benchmark("morello").Hash, Benchmark("function").Hash);
    }

    [Fact]
    public void A_parameter_sets_the_initial_value()
    {
        var image = Benchmark("morello");
        Assert.Equal(0x1122334455667788UL, Long(image, Symbol(image, "flexos_param_rounds").Address));
    }

    [Fact]
    public void The_boot_table_says_what_the_image_is()
    {
        var image = Benchmark("morello");
        var table = Symbol(image, "flexos_boot_table").Address;
        ulong[] header = [.. Enumerable.Range(0, 16).Select(i => Long(image, table + (8 * (ulong)i)))];

        Assert.Equal("FLEXOS\0\u0001"u8.ToArray(), Memory(image, table, 8));
        Assert.Equal(2UL, header[1]);
        Assert.Equal(Symbol(image, "flexos_capability_table").Address, header[2]);
        Assert.Equal((Symbol(image, "flexos_switcher_start").Address, Symbol(image, "flexos_switcher_end").Address), (header[3], header[4]));
        Assert.Equal((0UL, 0UL), (header[5], header[6]));
        Assert.Equal((Symbol(image, "main").Address, 0UL, 0UL), (header[7], header[8], header[9]));
        Assert.Equal((image.Regions[0].Start, image.Regions[^1].Start + image.Regions[^1].Size), (header[10], header[11]));
        Assert.Equal((0x4000_0000UL, 0x4000_0000UL, 0x0900_0000UL), (header[13], header[14], header[15]));

        ulong[] second = [.. Enumerable.Range(64, 14).Select(i => Long(image, table + (8 * (ulong)i)))];
        var bounds = image.Bounds[1];
        Assert.Equal([1, 1, bounds.TextStart, bounds.TextEnd, bounds.DataStart, bounds.DataEnd], second[..6]);
        Assert.Equal(Compartment.StackSize, second[7] - second[6]);
        Assert.Equal(0UL, second[6] % Compartment.StackSize);
        Assert.True(second[9] - second[8] >= Compartment.DefaultHeapSize);
        Assert.Equal("comp2\0"u8.ToArray(), Memory(image, second[13], 6));
        foreach (var inData in new[] { second[6], second[7] - 1, second[8], second[9] - 1, second[11], second[12] + 511 })
        {
            Assert.InRange(inData, bounds.DataStart, bounds.DataEnd - 1);
        }

        Assert.InRange(second[10], bounds.TextStart, bounds.TextEnd - 1);
    }

    [Fact]
    public void Every_interval_of_2_to_64_compartments_is_exact_and_none_overlaps_but_on_shared_data()
    {
        var app = new TestObject("app", LibraryRole.Application).Caller("main", "f").Refer(".text.main", 0, PageHi21, "__instances_call_start");
        var callee = new TestObject("callee").Function("call", Ret);
        for (var count = 2; count <= 64; count++)
        {
            var place = new SourceLocation("test");
            var configuration = new Configuration
            {
                Name = "app", Application = "app",
                // Awkward heaps, up to hundreds of MiB less than what fits.
                Compartments = [.. Enumerable.Range(0, count).Select(i => new Compartment($"c{i}", Mechanism.Morello, i == 0, place) { HeapSize = (ulong)((i * 99991) + (i % 7 == 0 ? 5_000_011 : 1)) })],
                Libraries = [.. Enumerable.Range(1, count - 1).Select(i => new Library($"callee{i}", "callee", $"c{i}", place))],
            };
            var shared = new TestObject("shared").Function("f", Ret).Variable("buffer", 0, ".data_shared").Refer(".text.f", 0, PageHi21, "buffer");
            var withShared = configuration with { Libraries = [.. configuration.Libraries, new Library("shared", "shared", "c1", place)], SharedBetween = ["c1", "c0"] };
            foreach (var each in new[] { configuration with { Libraries = [.. configuration.Libraries, new Library("shared", "shared", "c1", place)] }, withShared })
            {
                Assert.True(each.TryCheck(Catalogue(app, callee, shared), out var plan, out var diagnostics), string.Join('\n', diagnostics));
                CheckBounds(plan!.Link());
            }
        }
    }

    private static void CheckBounds(Image image)
    {
        foreach (var bounds in image.Bounds)
        {
            foreach (var (start, end) in new[] { (bounds.TextStart, bounds.TextEnd), (bounds.DataStart, bounds.DataEnd) })
            {
                var capability = Capability.Maximal.SetValue(start).SetBounds(end - start, exact: true);
                Assert.True(capability.Tag);
                Assert.Equal((start, (UInt128)end), (capability.Base, capability.Limit));
            }
        }

        var ordered = image.Bounds.SelectMany(b => new[] { (b.TextStart, b.TextEnd), (b.DataStart, b.DataEnd) }).Order().ToList();
        var shared = image.Regions.FirstOrDefault(r => r.Kind == RegionKind.Shared);
        for (var i = 1; i < ordered.Count; i++)
        {
            Assert.True(ordered[i].Item1 >= ordered[i - 1].Item2 || ordered[i].Item1 == shared?.Start, "two compartments overlap");
        }

        foreach (var (left, right) in image.Regions.Zip(image.Regions.Skip(1)))
        {
            Assert.True(left.Start + left.Size <= right.Start, $"{left.Name} overlaps {right.Name}");
        }

        foreach (var region in image.Regions.Where(r => r.Compartment >= 0))
        {
            var bounds = image.Bounds[region.Compartment];
            var (start, end) = region.Kind == RegionKind.Code ? (bounds.TextStart, bounds.TextEnd) : (bounds.DataStart, bounds.DataEnd);
            Assert.True(region.Start >= start && region.Start + region.Size <= end, $"{region.Name} is out of bounds");
        }
    }

    [Fact]
    public void Shared_data_lies_in_the_bounds_of_both_that_use_it()
    {
        var lib = new TestObject("lib").Function("f", Ret).Variable("buffer", 0, ".data_shared");
        var image = Link(PlannerTests.Two, new TestObject("app", LibraryRole.Application).Caller("main", "f").Refer(".text.main", 0, PageHi21, "buffer"), lib);
        var buffer = Symbol(image, "buffer").Address;
        Assert.All(image.Bounds, b => Assert.InRange(buffer, b.DataStart, b.DataEnd - 1));
        Assert.Equal("shared data, buffer+0x4", image.OwnerOf(buffer + 4));
    }

    [Fact]
    public void A_table_of_capabilities_without_exact_bounds_is_diagnosed()
    {
        var place = new SourceLocation("test");
        Configuration With(int count) => new()
        {
            Name = "app", Application = "app",
            Compartments = [.. Enumerable.Range(0, count).Select(i => new Compartment($"c{i}", Mechanism.Morello, i == 0, place) { HeapSize = 4096 })],
            Libraries = [.. Enumerable.Range(0, count).Select(i => new Library($"lib{i}", "lib", $"c{i}", place))], // none is left out as unused
        };
        Image Of(int count)
        {
            Assert.True(With(count).TryCheck(Catalogue(new TestObject("app", LibraryRole.Application).Caller("main"), new TestObject("lib")), out var plan, out _));
            return plan!.Link();
        }

        Assert.Equal(4098, Of(4098).Bounds.Count);
        var error = Assert.Throws<InputException>(() => Of(4097));
        Assert.Equal("FX0405", Assert.Single(error.Diagnostics).Id);
        Assert.Contains("multiple of 2 compartments", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tentative_definition_is_one_variable_for_each_compartment()
    {
        TestObject With(TestObject o, string user) => o.Common("common", 8).Refer(".text." + user, 0, PageHi21, "common");
        var image = Link(PlannerTests.Two, With(new TestObject("app", LibraryRole.Application).Caller("main", "f"), "main"), With(new TestObject("lib").Function("f", Ret), "f"));
        Assert.Equal([0, 1], image.Symbols.Where(s => s.Name == "common").Select(s => s.Compartment));
    }

    [Fact]
    public void An_image_that_does_not_fit_is_diagnosed_at_the_largest_heap()
    {
        var yaml = PlannerTests.Two.Replace("{name: comp2, mechanism: morello}", "{name: comp2, mechanism: morello, heap: 2 GiB}", StringComparison.Ordinal);
        var error = Assert.Throws<InputException>(() => Link(yaml, new TestObject("app", LibraryRole.Application).Caller("main", "f"), new TestObject("lib").Function("f", Ret)));
        var found = Assert.Single(error.Diagnostics);
        Assert.Equal(("FX0404", 4), (found.Id, found.Location.Line));
        Assert.Contains("'comp2'", found.Help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FX0401", 9999, 0, 0)]
    [InlineData("FX0402", 279, 0, 0x100000)]
    [InlineData("FX0403", 286, 0, 4)]
    [InlineData("FX0406", 283, 4, 0)]
    public void A_relocation_that_cannot_be_applied_is_diagnosed(string id, uint type, ulong offset, long addend)
    {
        var app = new TestObject("app", LibraryRole.Application).Function("main", Nop).Refer(".text.main", offset, type, "main", addend).Caller("f");
        var error = Assert.Throws<InputException>(() => Link(PlannerTests.Two, app, new TestObject("lib")));
        var found = Assert.Single(error.Diagnostics);
        Assert.Equal(id, found.Id);
        Assert.Contains("app:.text.main+0x", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Exactness_is_the_architectures() => Assert.False(Linker.IsExact(0x4000_0001, 0x4100_0000));
}
