using FlexCap.FlexOS.Internal.Planning;

namespace FlexCap.FlexOS.Tests.Gates;

public sealed class InterfaceTests
{
    [Fact]
    public void An_interface_is_read_as_it_is_written()
    {
        var functions = LibraryInterface.Parse("""
            functions:
              read: {result: long, failure: -5, arguments: [{name: fd, type: int}, {name: buffer, pass: out, size: count}, {name: count, type: size}]}
              find: {result: {pass: into, argument: text}, arguments: [{name: text, pass: string}, {name: c, type: int}]}
              sort:
                arguments:
                  - {name: base, pass: inout, size: count * width}
                  - {name: count, type: size}
                  - {name: width, type: size}
                  - {name: compare, pass: callback, slots: 2, callback: {result: int, arguments: [{name: a, pass: in, size: width}]}}
              print: {result: int, variadic: 64, arguments: [{name: format, pass: string, size: 256}]}
              many: {arguments: [{name: a}, {name: b}, {name: c}, {name: d}, {name: e}, {name: f}, {name: g}, {name: h}, {name: i}, {name: x, type: double}, {name: j, pass: in, size: a * 4 + 16}]}
            """);
        Assert.Equal(["find", "many", "print", "read", "sort"], functions.Functions.Select(f => f.Name));
        var read = functions.Find("read")!;
        Assert.Equal((ValueType.Int64, -5L, 3, 0, 0), (read.Result.Type, read.Failure, read.GeneralRegisters, read.VectorRegisters, read.StackBytes));
        Assert.Equal((Pass.Out, "count"), (read.Arguments[1].Pass, read.Arguments[1].Size!.ToString()));
        Assert.Equal("text", functions.Find("find")!.Result.Argument);
        var compare = functions.Find("sort")!.Arguments[3];
        Assert.Equal((2, "width"), (compare.Slots, compare.Callback!.Arguments[0].Size!.ToString()));
        Assert.Equal("count * width", functions.Find("sort")!.Arguments[0].Size!.ToString());
        Assert.Equal((8, 8, 64), (functions.Find("print")!.GeneralRegisters, functions.Find("print")!.VectorRegisters, functions.Find("print")!.StackBytes));
        var many = functions.Find("many")!;
        Assert.Equal((8, 1, 16, "a * 4 + 16"), (many.GeneralRegisters, many.VectorRegisters, many.StackBytes, many.Arguments[10].Size!.ToString()));
        Assert.Null(functions.Find("other"));
    }

    [Theory]
    [InlineData("FX0280", "{arguments: [{name: p, pass: in, size: cuont}, {name: count, type: size}]}", "Did you mean 'count'?")]
    [InlineData("FX0280", "{result: {pass: into, argument: n}, arguments: [{name: n, type: size}]}", "no buffer")]
    [InlineData("FX0281", "{arguments: [{name: p, pass: inout}]}", "without a size")]
    [InlineData("FX0281", "{result: {pass: out}}", "0 bytes")]
    [InlineData("FX0282", "{result: integer}", "'integer'")]
    [InlineData("FX0282", "{arguments: [{name: p, pass: inn, size: 4}]}", "Did you mean 'in'?")]
    [InlineData("FX0282", "{arguments: [{name: p, pass: in, type: int, size: 4}]}", "Only a value has a type")]
    [InlineData("FX0282", "{arguments: [{name: p, pass: into, size: 4}]}", "'into' is a way to pass results")]
    [InlineData("FX0283", "{variadic: 512, arguments: [{name: n, type: int}]}", "512 bytes")]
    [InlineData("FX0283", "{variadic: 20, arguments: [{name: n, type: int}]}", "no multiple of 8")]
    [InlineData("FX0280", "{arguments: [{name: p, pass: in, size: 4}, {name: end, pass: out, size: 8, into: q}]}", "points into 'q'")]
    [InlineData("FX0281", "{result: {pass: string}}", "0 bytes")]
    [InlineData("FX0282", "{arguments: [{name: p, pass: in, size: 4}, {name: end, pass: inout, size: 8, into: p}]}", "no place for one pointer")]
    [InlineData("FX0284", "{arguments: [{name: p, pass: in, size: a - b}, {name: a}, {name: b}]}", "is not a size")]
    [InlineData("FX0284", "{arguments: [{name: p, pass: in, size: a + b}, {name: a}, {name: b}]}", "is not a size")]
    [InlineData("FX0285", "{result: {pass: in}}", "no place in the caller's")]
    [InlineData("FX0286", "{arguments: [{name: f, pass: callback}]}", "has no signature")]
    [InlineData("FX0286", "{arguments: [{name: f, pass: callback, callback: {arguments: [{name: g, pass: callback, callback: {}}]}}]}", "argument of a callback")]
    [InlineData("FX0286", "{arguments: [{name: f, pass: callback, slots: 99, callback: {}}]}", "99 slots")]
    [InlineData("FX0287", "{arguments: [{name: p, pass: in, size: q}, {name: q, pass: opaque}]}", "no whole number")]
    [InlineData("FX0289", "{arguments: [{name: p, pass: out, size: 4, written: result}]}", "no whole number")]
    [InlineData("FX0289", "{result: double, arguments: [{name: p, pass: out, size: 4, written: result}]}", "no whole number")]
    [InlineData("FX0289", "{result: int, arguments: [{name: p, pass: inout, size: 4, written: result}]}", "is no 'out'")]
    [InlineData("FX0289", "{result: int, arguments: [{name: p, pass: out, size: 4, written: n}, {name: n, type: int}]}", "does not depend on its result")]
    [InlineData("FX0289", "{result: int, arguments: [{name: p, pass: out, size: 4, written: 7}]}", "does not say how much")]
    [InlineData("FX0280", "{result: int, arguments: [{name: p, pass: out, size: 4, written: result * width}]}", "names 'width'")]
    [InlineData("FX0204", "{arguments: [{name: p}, {name: p}]}", "two arguments named 'p'")]
    [InlineData("FX0203", "{arguments: [{name: p, lenght: 4}]}", "'lenght'")]
    [InlineData("FX0205", "{arguments: [{type: int}]}", "has no name")]
    public void A_mistake_in_an_interface_has_a_number_a_place_and_advice(string id, string function, string part)
    {
        Assert.False(LibraryInterface.TryParse($"functions:\n  f: {function}", "interface.yaml", out _, out var diagnostics));
        var found = Assert.Single(diagnostics, d => d.Id == id);
        Assert.Contains(part, found.Message + found.Help, StringComparison.Ordinal);
        Assert.Equal(("interface.yaml", 2), (found.Location.File, found.Location.Line));
    }

    [Fact]
    public void Every_interface_of_the_catalogue_is_right()
    {
        // Reading throws where one is not.
        var functions = LibraryCatalogue.Embedded.Objects.SelectMany(o => o.Interface.Functions.Select(f => (o, f))).ToList();
        Assert.NotEmpty(functions);
        Assert.All(functions.Where(f => f.o.Shared is null), f => Assert.True(f.o.Find(f.f.Name) >= 0, $"{f.o.ObjectName} has an interface for {f.f.Name}, which it does not define."));
    }
}
