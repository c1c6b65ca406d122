using System.Globalization;
using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Yaml;

namespace FlexCap.FlexOS.Internal.Interfaces;

/// <summary>Reads <c>interface.yaml</c>; <see cref="InterfaceRules"/> checks what it says.</summary>
internal sealed class InterfaceReader(DiagnosticBag diagnostics)
{
    private const ulong TooLarge = 1UL << 31; // products of two stay within 64 bits
    internal static readonly string[] RootKeys = ["functions"];
    internal static readonly string[] FunctionKeys = ["result", "arguments", "failure", "variadic", "errno"];
    internal static readonly string[] ArgumentKeys = ["name", "pass", "type", "size", "written", "into", "callback", "slots", "keep"];
    internal static readonly string[] ResultKeys = ["type", "pass", "argument", "size"];

    internal static readonly IReadOnlyDictionary<string, ValueType> Types = new Dictionary<string, ValueType>(StringComparer.Ordinal)
    {
        ["void"] = ValueType.Void,
        ["int"] = ValueType.Int32, ["i32"] = ValueType.Int32,
        ["unsigned"] = ValueType.UInt32, ["u32"] = ValueType.UInt32,
        ["long"] = ValueType.Int64, ["i64"] = ValueType.Int64, ["ssize"] = ValueType.Int64,
        ["u64"] = ValueType.UInt64, ["size"] = ValueType.UInt64, ["pointer"] = ValueType.UInt64,
        ["float"] = ValueType.Float32, ["double"] = ValueType.Float64, ["long double"] = ValueType.Float128, ["vector"] = ValueType.Float128,
    };

    internal static readonly IReadOnlyDictionary<string, Pass> Passes = new Dictionary<string, Pass>(StringComparer.Ordinal)
    {
        ["value"] = Pass.Value, ["in"] = Pass.In, ["out"] = Pass.Out, ["inout"] = Pass.InOut, ["string"] = Pass.String,
        ["opaque"] = Pass.Opaque, ["callback"] = Pass.Callback, ["direct"] = Pass.Direct, ["into"] = Pass.Into,
    };

    public static LibraryInterface Read(string yaml, string file, DiagnosticBag diagnostics)
    {
        var root = YamlReader.Read(yaml, file, diagnostics);
        if (root is not YamlMap map)
        {
            if (root is not null)
            {
                diagnostics.Error("FX0202", root.Location, "An interface is a mapping.", "Begin with 'functions:'.");
            }

            return LibraryInterface.Empty;
        }

        var functions = new MapReader(map, "an interface", RootKeys, diagnostics).MapAt("functions");
        return new LibraryInterface(functions is null ? [] : new InterfaceReader(diagnostics).ReadFunctions(functions));
    }

    private List<FunctionInterface> ReadFunctions(YamlMap map)
    {
        var functions = new List<FunctionInterface>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
        {
            if (!seen.Add(key.Text))
            {
                diagnostics.Error("FX0204", key.Location, $"The function '{key.Text}' is written twice.", "Keep one of them.");
            }
            else if (MapReader.IsName(key, diagnostics) && ReadFunction(key.Text, key.Location, value, null) is { } function)
            {
                functions.Add(function);
            }
        }

        return functions;
    }

    private FunctionInterface? ReadFunction(string name, SourceLocation place, YamlNode node, IReadOnlyList<InterfaceArgument>? around)
    {
        if (node is not YamlMap map)
        {
            diagnostics.Error("FX0202", node.Location, $"The interface of '{name}' must be a mapping.", "Write {result: int, arguments: [{name: path, pass: string}]}.");
            return null;
        }

        var reader = new MapReader(map, $"the interface of '{name}'", FunctionKeys, diagnostics);
        // The callback's sizes may name arguments that follow it, so callbacks are read when all others are known.
        var nodes = (reader.ListAt("arguments")?.Items ?? []).ToList();
        var arguments = nodes.Select(n => ReadArgument(name, n)).OfType<InterfaceArgument>().ToList();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].Pass == Pass.Callback && nodes.OfType<YamlMap>().FirstOrDefault(n => n.Location == arguments[i].Location) is { } written)
            {
                arguments[i] = ReadCallback(name, arguments[i], written, around is null ? arguments : null);
            }
        }

        var variadic = reader.SizeAt("variadic");
        var function = new FunctionInterface(name, ReadResult(reader), arguments)
        {
            Failure = ReadFailure(reader),
            SetsErrno = reader.BooleanAt("errno") ?? false,
            IsVariadic = variadic is not null,
            VariadicBytes = (int)Math.Min(variadic ?? 0, 1 << 20),
            Location = place,
        };
        new InterfaceRules(function, around ?? [], diagnostics).Check();
        return function;
    }

    private InterfaceArgument? ReadArgument(string function, YamlNode node)
    {
        if (node is not YamlMap map)
        {
            diagnostics.Error("FX0202", node.Location, $"An argument of '{function}' must be a mapping.", "Write {name: count, type: size}.");
            return null;
        }

        var reader = new MapReader(map, $"an argument of '{function}'", ArgumentKeys, diagnostics);
        if (reader.NameAt("name") is not { } name)
        {
            if (reader["name"] is null)
            {
                diagnostics.Error("FX0205", map.Location, $"An argument of '{function}' has no name.", "Write 'name: …'.");
            }

            return null;
        }

        var pass = ReadPass(reader, reader["type"] is null && reader["pass"] is null);
        var slots = reader.SizeAt("slots");
        if (slots is 0 or > 16)
        {
            diagnostics.Error("FX0286", reader["slots"]!.Location, $"{slots} slots are not possible.", "Write a number from 1 to 16.");
            slots = null;
        }

        var (written, isWhole) = ReadWritten(reader);
        return new InterfaceArgument(name.Text, pass, ReadType(reader, ValueType.UInt64, pass == Pass.Value))
        {
            Size = ReadSize(reader, pass),
            Into = reader.NameAt("into")?.Text,
            Written = written,
            IsWrittenWhole = isWhole,
            Slots = (int)(slots ?? InterfaceArgument.DefaultSlots),
            IsKept = reader.BooleanAt("keep") ?? false,
            Location = map.Location,
        };
    }

    private InterfaceArgument ReadCallback(string function, InterfaceArgument argument, YamlMap map, IReadOnlyList<InterfaceArgument>? around)
    {
        // Unknown keys were reported when the argument was read.
        var node = map.Entries.FirstOrDefault(e => e.Key.Text == "callback").Value;
        if (node is null)
        {
            diagnostics.Error("FX0286", argument.Location, $"The callback '{argument.Name}' of '{function}' has no signature.", "Write callback: {result: int, arguments: […]}.");
        }
        else if (around is null)
        {
            diagnostics.Error("FX0286", argument.Location, $"The callback '{argument.Name}' is an argument of a callback.", "Pass it as 'direct' within one compartment, or register it with a function of its own.");
        }
        else if (ReadFunction(argument.Name, argument.Location, node, around) is { } callback)
        {
            return argument with { Callback = callback };
        }

        return argument;
    }

    private InterfaceResult ReadResult(MapReader function)
    {
        switch (function["result"])
        {
            case null:
                return new InterfaceResult(ValueType.Void, Pass.Value);
            case YamlText text:
                return new InterfaceResult(TypeOf(text), Pass.Value);
            case YamlMap map:
                var reader = new MapReader(map, "a result", ResultKeys, diagnostics);
                var pass = ReadPass(reader, false);
                return new InterfaceResult(ReadType(reader, ValueType.UInt64, pass == Pass.Value), pass)
                {
                    Argument = reader.NameAt("argument")?.Text,
                    Size = reader.SizeAt("size") ?? 0,
                };
            case var other:
                diagnostics.Error("FX0202", other.Location, "A result is a type or a mapping.", "Write 'result: int', or {pass: into, argument: to}.");
                return new InterfaceResult(ValueType.Void, Pass.Value);
        }
    }

    private Pass ReadPass(MapReader reader, bool isBare)
    {
        if (isBare || reader.TextAt("pass") is not { } text)
        {
            return Pass.Value;
        }

        if (Passes.TryGetValue(text.Text, out var pass))
        {
            return pass;
        }

        diagnostics.Error("FX0282", text.Location, $"There is no way '{text.Text}' to pass an argument.", DidYouMean.Help(text.Text, Passes.Keys, "way to pass"));
        return Pass.Value;
    }

    private ValueType ReadType(MapReader reader, ValueType otherwise, bool isValue)
    {
        if (reader.TextAt("type") is not { } text)
        {
            return otherwise;
        }

        if (!isValue)
        {
            diagnostics.Error("FX0282", text.Location, "Only a value has a type; all pointers cross alike.", "Leave out 'type' or 'pass'.");
            return otherwise;
        }

        return TypeOf(text);
    }

    private ValueType TypeOf(YamlText text)
    {
        if (Types.TryGetValue(text.Text, out var type))
        {
            return type;
        }

        diagnostics.Error("FX0282", text.Location, $"There is no type '{text.Text}'.", DidYouMean.Help(text.Text, Types.Keys, "type") + " A struct of up to 16 bytes is one or two arguments of type u64, a larger one is passed 'in'.");
        return ValueType.UInt64;
    }

    private BufferSize? ReadSize(MapReader reader, Pass pass)
    {
        if (reader.TextAt("size") is not { } text)
        {
            return pass == Pass.String ? new BufferSize(null, null, 1, InterfaceArgument.DefaultStringSize) : null;
        }

        if (Size(text.Text) is { } size)
        {
            return size;
        }

        diagnostics.Error("FX0284", text.Location, $"'{text.Text}' is not a size.", "Write a number, an argument's name, or one of 'name + 16', 'name * 4', 'name * other', 'name * 4 + 16', 'name - 16'.");
        return null;
    }

    /// <summary>What a function writes: all of it, or as much as its result says.</summary>
    private (BufferSize? Written, bool IsWhole) ReadWritten(MapReader reader)
    {
        const string All = "all";
        if (reader.TextAt("written") is not { } text || text.Text == All)
        {
            return (null, reader["written"] is not null);
        }

        if (Size(text.Text) is { Argument: not null } size)
        {
            return (size, false);
        }

        diagnostics.Error("FX0289", text.Location, $"'{text.Text}' does not say how much is written.", "Write 'all', or the bytes by the function's result: 'result', 'result + 1', 'result * 4', 'result * width'.");
        return (null, false);
    }

    /// <summary>Products of up to two names and numbers, and a sum of at most one such product and a number.</summary>
    private static BufferSize? Size(string text)
    {
        // A number may be subtracted from a product, as the last part.
        if (text.LastIndexOf('-') is >= 0 and var minus)
        {
            return MapReader.TryNumber(text[(minus + 1)..].Trim(), out var less) && less is > 0 and < TooLarge && Size(text[..minus]) is { Argument: not null, Plus: 0 } whole
                ? whole with { Minus = less } : null;
        }

        string? argument = null, times = null;
        ulong factor = 1, plus = 0;
        var hasProduct = false;
        foreach (var term in text.Split('+'))
        {
            var factors = term.Split('*').Select(f => f.Trim()).ToList();
            if (factors.TrueForAll(f => MapReader.TryNumber(f, out _)))
            {
                plus += Math.Min(factors.Aggregate(1UL, (product, f) => Math.Min(product * Number(f), TooLarge)), TooLarge);
                continue;
            }

            if (hasProduct || factors.Count > 3)
            {
                return null;
            }

            hasProduct = true;
            foreach (var f in factors)
            {
                if (MapReader.TryNumber(f, out var number))
                {
                    factor = Math.Min(factor * Math.Min(number, TooLarge), TooLarge);
                }
                else if (f.Length == 0 || !f.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || times is not null)
                {
                    return null;
                }
                else if (argument is null)
                {
                    argument = f;
                }
                else
                {
                    times = f;
                }
            }
        }

        return factor is 0 or >= TooLarge || plus >= TooLarge ? null : new BufferSize(argument, times, factor, plus);
    }

    private static ulong Number(string text) => MapReader.TryNumber(text, out var number) ? Math.Min(number, TooLarge) : 0;

    private long ReadFailure(MapReader reader)
    {
        const long OutOfMemory = -12;
        if (reader.TextAt("failure") is not { } text)
        {
            return OutOfMemory;
        }

        if (long.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value is >= int.MinValue and <= int.MaxValue)
        {
            return value;
        }

        diagnostics.Error("FX0206", text.Location, $"'{text.Text}' is not a number of 32 bits.", "Write what the function returns on failure, such as -12 or 0.");
        return OutOfMemory;
    }
}
