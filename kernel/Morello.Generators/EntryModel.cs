using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FlexCap.Morello.Generators;

/// <summary>One <c>[Instruction]</c> or <c>[Absent]</c> attribute and the method it stands on. Only comparable values, so that the incremental generator can cache.</summary>
internal sealed class EntryModel : IEquatable<EntryModel>
{
    private readonly string _file;
    private readonly TextSpan _span;
    private readonly LinePositionSpan _lines;

    public EntryModel(string type, string method, bool isGeneric, bool isBody, string parameters, string name, string pattern,
        string syntax, string timing, string with, string types, string split, string feature, string aliases, string file, TextSpan span, LinePositionSpan lines)
    {
        (Type, Method, IsGeneric, IsBody, Parameters) = (type, method, isGeneric, isBody, parameters);
        (Name, Pattern, Syntax, Timing, With, Types, Split) = (name, pattern, syntax, timing, with, types, split);
        (Feature, Aliases) = (feature, aliases);
        (_file, _span, _lines) = (file, span, lines);
    }

    public string Type { get; }
    public string Method { get; }
    public bool IsGeneric { get; }
    public bool IsBody { get; }

    /// <summary>Comma-separated "type name" of the parameters after the first.</summary>
    public string Parameters { get; }
    public string Name { get; }
    public string Pattern { get; }
    public string Syntax { get; }
    public string Timing { get; }
    public string With { get; }

    /// <summary>Type arguments of a generic method, as written; empty if it is generic over the engine or not generic.</summary>
    public string Types { get; }
    public string Split { get; }

    /// <summary>The extension that an absent encoding belongs to; empty for one that executes.</summary>
    public string Feature { get; }

    /// <summary>Lines "syntax TAB condition TAB 1 if for the assembler only" of the aliases that stand on the method and name this entry.</summary>
    public string Aliases { get; }

    /// <summary>Letters whose parameter is signed.</summary>
    public string SignedFields => string.Concat(Parameters.Split(',').Select(p => p.Split(' ')).Where(p => p[0] is "int" or "long" && p[1].Length == 1).Select(p => p[1]));
    public bool IsAbsent => Feature.Length != 0;
    public Location Location => Location.Create(_file, _span, _lines);

    public bool Equals(EntryModel? other) => other is not null
        && Type == other.Type && Method == other.Method && IsGeneric == other.IsGeneric && IsBody == other.IsBody
        && Parameters == other.Parameters && Name == other.Name && Pattern == other.Pattern && Syntax == other.Syntax
        && Timing == other.Timing && With == other.With && Types == other.Types && Split == other.Split && Feature == other.Feature
        && Aliases == other.Aliases && _file == other._file && _span == other._span;

    public override bool Equals(object? obj) => Equals(obj as EntryModel);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name + Pattern + With + Types);
}

/// <summary>One specialised decoding of an entry: the entry itself, or one combination of its split letters.</summary>
internal sealed class Variant
{
    public Variant(uint mask, uint value, int entry, string arguments) => (Mask, Value, Entry, Arguments) = (mask, value, entry, arguments);

    public uint Mask { get; }
    public uint Value { get; }
    public int Entry { get; }
    public string Arguments { get; }
}
