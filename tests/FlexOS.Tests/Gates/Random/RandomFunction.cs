using System.Globalization;
using System.Text;

namespace FlexCap.FlexOS.Tests.Gates.Random;

/// <summary>Where a caller keeps the memory that a pointer points to.</summary>
internal enum Spot
{
    Own, Shared, Heap, Stack, Null,
}

/// <summary>An argument with what the caller passes and what the callee does with it.</summary>
internal sealed class RandomArgument(string name, Pass pass)
{
    public string Name { get; } = name;

    public Pass Pass { get; } = pass;

    /// <summary>Its type as an interface writes it.</summary>
    public string Type { get; set; } = "u64";

    /// <summary>The number, or the address of an opaque one; High for 128 bits.</summary>
    public ulong Low { get; set; }

    public ulong High { get; set; }

    /// <summary>Small enough to be a size, or a factor of one.</summary>
    public bool IsSmall { get; set; }

    public string Size { get; set; } = "";

    /// <summary>What <c>written:</c> says; empty where it says nothing.</summary>
    public string Written { get; set; } = "";

    public Spot Spot { get; set; }

    /// <summary>The bytes as the caller has them before the call; their number is the size.</summary>
    public byte[] Content { get; set; } = [];

    /// <summary>An argument whose memory this one points to as well.</summary>
    public RandomArgument? Alias { get; set; }

    public int WriteStart { get; set; }

    /// <summary>What the callee writes, from <see cref="WriteStart"/> on.</summary>
    public byte[] Writes { get; set; } = [];

    public RandomFunction? Callback { get; set; }

    /// <summary>How often the callee calls it.</summary>
    public int Invocations { get; set; }

    public bool IsFloat => Type is "float" or "double" or "vector";

    public bool IsBuffer => Pass is Pass.In or Pass.Out or Pass.InOut or Pass.String;

    public bool IsRead => Pass is Pass.In or Pass.InOut or Pass.String;

    public bool IsNull => Spot == Spot.Null;

    /// <summary>Bytes of the value that count: what is above them in a register or on the stack means nothing.</summary>
    public int ValueBytes => Type switch { "int" or "unsigned" or "float" => 4, "vector" => 16, _ => 8 };

    // Where AAPCS64 puts it, worked out by RandomFunction: number of x or v register, or offset from sp.
    public int General { get; set; } = -1;

    public int Vector { get; set; } = -1;

    public int Stack { get; set; } = -1;

    /// <summary>What the caller has there after the call.</summary>
    public byte[] After()
    {
        var after = (byte[])Content.Clone();
        Writes.CopyTo(after, WriteStart);
        return after;
    }

    public string Yaml()
    {
        var text = new StringBuilder($"{{name: {Name}");
        _ = Pass switch
        {
            Pass.Value => text.Append(CultureInfo.InvariantCulture, $", type: {Type}"),
            Pass.Callback => text.Append(CultureInfo.InvariantCulture, $", pass: callback, callback: {Callback!.Yaml()}"),
            _ => text.Append(CultureInfo.InvariantCulture, $", pass: {Pass.ToString().ToLowerInvariant()}"),
        };
        if (Size.Length != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $", size: {Size}");
        }

        if (Written.Length != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $", written: {Written}");
        }

        return text.Append('}').ToString();
    }
}

/// <summary>A function with a random interface, one call of it, and what its callee does.</summary>
internal sealed class RandomFunction
{
    private const int Largest = 1500, StackLimit = 240;
    private readonly RandomSource _random;
    private readonly bool _mayFail;

    private RandomFunction(string name, RandomSource random, int most, RandomFunction? around, bool mayFail)
    {
        (Name, _random, _mayFail) = (name, random, mayFail);
        var count = random.From(0, most);
        for (var i = 0; i < count; i++)
        {
            var pass = random.Below(100) switch
            {
                < 42 => Pass.Value,
                < 54 => Pass.In,
                < 66 => Pass.Out,
                < 76 => Pass.InOut,
                < 84 => Pass.String,
                >= 92 when around is null => Pass.Callback,
                _ => Pass.Opaque,
            };
            Arguments.Add(new RandomArgument($"{(around is null ? "a" : "b")}{i}", pass));
        }

        foreach (var argument in Arguments)
        {
            Value(argument);
        }

        Place();
        Result();
        foreach (var argument in Arguments.Where(a => a.IsBuffer))
        {
            Buffer(argument, around);
        }

        foreach (var argument in Arguments.Where(a => a.Pass == Pass.In && a.Spot == Spot.Own && a.Content.Length != 0))
        {
            if (Arguments.FirstOrDefault(a => a.Pass is Pass.Out or Pass.InOut && a is { Spot: Spot.Own, Alias: null } && a.Content.Length >= argument.Content.Length) is { } other && random.Chance(20))
            {
                argument.Alias = other; // in place, as ciphers work
                argument.Content = other.Content[..argument.Content.Length];
            }
        }

        foreach (var argument in Arguments.Where(a => a.Pass == Pass.Callback))
        {
            argument.Callback = new RandomFunction($"{name}_{argument.Name}", random, 5, this, mayFail: false);
            argument.Invocations = random.From(0, 3);
            argument.Spot = random.Chance(15) ? Spot.Null : Spot.Own;
            if (argument.IsNull)
            {
                argument.Invocations = 0;
            }
        }
    }

    public static RandomFunction Make(string name, ulong seed, int most, bool mayFail) => new(name, new RandomSource(seed), most, null, mayFail);

    public string Name { get; }

    public List<RandomArgument> Arguments { get; } = [];

    public IEnumerable<RandomArgument> Buffers => Arguments.Where(a => a.IsBuffer);

    /// <summary>Its result as an interface writes it: a type, <c>void</c>, <c>opaque</c>, <c>into</c> or <c>out</c>.</summary>
    public string ResultKind { get; private set; } = "void";

    public ulong ResultLow { get; private set; }

    public ulong ResultHigh { get; private set; }

    /// <summary>What a float result and the three registers after it have.</summary>
    public byte[] ResultVectors { get; private set; } = [];

    /// <summary>A struct that is returned through x8.</summary>
    public byte[] ResultStruct { get; private set; } = [];

    public RandomArgument? ResultInto { get; private set; }

    public int ResultOffset { get; private set; }

    public long Failure { get; private set; } = -12;

    /// <summary>True if the gate must not make the call.</summary>
    public bool Fails { get; private set; }

    /// <summary>Bytes of named arguments on the stack, and all of them with variadic ones.</summary>
    public int NamedStack { get; private set; }

    public int StackBytes { get; private set; }

    public bool IsVariadic { get; private set; }

    /// <summary>Registers and stack as the caller has them, with noise where the interface has nothing.</summary>
    public ulong[] General { get; } = new ulong[9];

    public byte[] Vectors { get; private set; } = [];

    public byte[] Stack { get; private set; } = [];

    public string Yaml()
    {
        var result = ResultKind switch
        {
            "opaque" => "{pass: opaque}",
            "into" => $"{{pass: into, argument: {ResultInto!.Name}}}",
            "out" => $"{{pass: out, size: {ResultStruct.Length}}}",
            var type => type,
        };
        return $"{{result: {result}, failure: {Failure}, arguments: [{string.Join(", ", Arguments.Select(a => a.Yaml()))}]{(IsVariadic ? $", variadic: {StackBytes - NamedStack}" : "")}}}";
    }

    private void Value(RandomArgument argument)
    {
        if (argument.Pass == Pass.Value)
        {
            argument.Type = _random.Of("int", "unsigned", "long", "u64", "size", "int", "unsigned", "size", "double", "float", "vector");
            argument.IsSmall = !argument.IsFloat && _random.Chance(65);
        }

        argument.Low = argument.IsSmall ? (ulong)_random.Below(_random.Chance(10) ? 200 : 40) : _random.Next();
        argument.High = _random.Next();
        if (argument.ValueBytes == 4)
        {
            argument.Low = (uint)argument.Low | (_random.Next() << 32); // what is above means nothing
        }
    }

    /// <summary>AAPCS64, section 6.8.2, for numbers and pointers.</summary>
    private void Place()
    {
        var (general, vector, stack) = (0, 0, 0);
        foreach (var argument in Arguments.ToList())
        {
            if (argument.IsFloat ? vector < 8 : general < 8)
            {
                (argument.Vector, argument.General) = argument.IsFloat ? (vector++, -1) : (-1, general++);
                continue;
            }

            if (argument.Type == "vector")
            {
                stack = (stack + 15) & ~15;
            }

            argument.Stack = stack;
            stack += argument.Type == "vector" ? 16 : 8;
        }

        IsVariadic = stack < 100 && _random.Chance(10);
        (NamedStack, StackBytes) = (stack, stack + (IsVariadic ? 8 * _random.Below(8) : 0));
        Assert.True(StackBytes <= StackLimit);
        Stack = _random.Bytes((StackBytes + 15) & ~15);
        Vectors = _random.Bytes(128);
        for (var i = 0; i < General.Length; i++)
        {
            General[i] = _random.Next();
        }

        foreach (var argument in Arguments)
        {
            if (argument.General >= 0)
            {
                General[argument.General] = argument.Low;
                continue;
            }

            var place = argument.Vector >= 0 ? Vectors.AsSpan(16 * argument.Vector) : Stack.AsSpan(argument.Stack);
            BitConverter.TryWriteBytes(place, argument.Low);
            if (argument.ValueBytes == 16)
            {
                BitConverter.TryWriteBytes(place[8..], argument.High);
            }
        }
    }

    private void Result()
    {
        ResultKind = _random.Of("void", "int", "unsigned", "long", "u64", "double", "float", "opaque", "into", "out", "long", "size");
        (ResultLow, ResultHigh, ResultVectors) = (_random.Next(), _random.Next(), _random.Bytes(64));
        ResultInto = Arguments.FirstOrDefault(a => a.IsBuffer);
        Failure = _random.Of(-12L, -1, 0, 7, int.MinValue, int.MaxValue);
        if (ResultKind == "into" && ResultInto is null)
        {
            ResultKind = "u64";
        }

        if (ResultKind == "out")
        {
            ResultStruct = _random.Bytes(_random.From(17, 120));
        }
    }

    /// <summary>How many bytes, where they are, and which of them the callee writes.</summary>
    private void Buffer(RandomArgument argument, RandomFunction? around)
    {
        argument.Spot = _random.Of(Spot.Own, Spot.Own, Spot.Own, Spot.Shared, Spot.Heap, Spot.Stack, Spot.Null);
        var fails = _mayFail && !Fails && _random.Chance(4) && argument.Pass != Pass.String;
        if (fails)
        {
            argument.Spot = Spot.Own;
        }

        if (argument.Pass == Pass.String)
        {
            var length = _random.Below(_random.Chance(20) ? 300 : 20);
            argument.Content = argument.IsNull ? [] : [.. _random.Bytes(length).Select(b => b == 0 ? (byte)1 : b), 0];
            argument.Size = _random.Chance(50) ? "" : (length + 1 + _random.Below(3)).ToString(CultureInfo.InvariantCulture);
            Offset(argument);
            return;
        }

        var size = Size(argument, around, fails);
        argument.Content = _random.Bytes(argument.IsNull ? 0 : size);
        size = argument.Content.Length;
        if (argument.Pass == Pass.In)
        {
            Offset(argument);
            return;
        }

        var isNumber = ResultKind is "int" or "unsigned" or "long" or "u64" or "size";
        var writes = argument.Pass == Pass.Out ? _random.Below(isNumber && !Arguments.Exists(a => a.Written.StartsWith("result", StringComparison.Ordinal)) ? 3 : 2) : 0;
        if (writes == 1)
        {
            argument.Written = "all";
            argument.Writes = _random.Bytes(size);
        }
        else if (writes == 2)
        {
            // The result decides; one that is negative, or far too large, may come as well.
            var factor = _random.Of(1, 1, 4, 16);
            var items = _random.Of(0, size / factor, _random.Below((size / factor) + 1), -1, size + 100);
            argument.Written = factor == 1 ? "result" : $"result * {factor}";
            argument.Writes = _random.Bytes(items < 0 ? 0 : Math.Min(items * factor, size));
            ResultLow = ResultKind is "int" or "unsigned" ? (uint)items | (_random.Next() << 32) : (ulong)(long)items;
            if (items < 0 && ResultKind == "unsigned")
            {
                argument.Writes = _random.Bytes(size); // 2^32 - 1 items: all of it
            }
        }
        else if (size != 0)
        {
            argument.WriteStart = _random.Below(size);
            argument.Writes = _random.Bytes(_random.Of(0, 1, _random.From(0, size - argument.WriteStart)));
            argument.WriteStart = Math.Min(argument.WriteStart, size - argument.Writes.Length);
        }

        Offset(argument);

        void Offset(RandomArgument of)
        {
            if (of == ResultInto)
            {
                ResultOffset = of.IsNull ? 0 : _random.From(0, of.Content.Length);
            }
        }
    }

    private int Size(RandomArgument argument, RandomFunction? around, bool fails)
    {
        var small = Arguments.Where(a => a.IsSmall).Concat(around?.Arguments.Where(a => a.IsSmall) ?? []).ToList();
        var number = _random.From(1, 60);
        if (fails)
        {
            if (Arguments.Find(a => a is { Pass: Pass.Value, IsFloat: false, IsSmall: false } && (a.Type is "long" or "u64" or "size" ? a.Low >> 40 != 0 : a.Type == "int" && (int)a.Low < 0)) is { } large)
            {
                (Fails, argument.Size) = (true, large.Name);
                return 32;
            }
        }

        if (small.Count == 0 || _random.Chance(20))
        {
            var bytes = _random.Chance(5) ? _random.Of(16384, 16385, 40001) : _random.Chance(20) ? Largest : number;
            argument.Size = bytes.ToString(CultureInfo.InvariantCulture);
            return Restrict(argument, bytes);
        }

        var (one, other) = (small[_random.Below(small.Count)], small[_random.Below(small.Count)]);
        var (a, b) = ((int)Low(one), (int)Low(other));
        (argument.Size, var size) = _random.Below(6) switch
        {
            0 => (one.Name, a),
            1 => ($"{one.Name} + {number}", a + number),
            2 => ($"{one.Name} * {number}", a * number),
            3 => ($"{one.Name} * {number} + {number}", (a * number) + number),
            4 when one != other => ($"{one.Name} * {other.Name}", a * b),
            _ => ($"{one.Name} - {number}", Math.Max(0, a - number)), // nothing, where there is less
        };
        return Restrict(argument, size);

        static ulong Low(RandomArgument value) => value.ValueBytes == 4 ? (uint)value.Low : value.Low;
    }

    // A thread has 56 KiB of stack.
    private static int Restrict(RandomArgument argument, int size)
    {
        if (size > 2 * Largest && argument.Spot == Spot.Stack)
        {
            argument.Spot = Spot.Own;
        }

        return size;
    }
}
