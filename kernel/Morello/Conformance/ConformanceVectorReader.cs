using System.Globalization;
using System.Text.Json;
using FlexCap.Diagnostics;

namespace FlexCap.Morello.Conformance;

/// <summary>Reads conformance vectors: one JSON object a line, with gzip or without.</summary>
public static class ConformanceVectorReader
{
    // Groups C and D see physical 0 to 1 GiB again at 1 GiB.
    private const ulong PhysicalMask = 0x3FFF_FFFF;

    /// <summary>Reads the vectors of a file, in its order; one at a time, so that a large file needs little memory.</summary>
    /// <exception cref="InputException">A line is not a vector: <c>FX0160</c>. The file cannot be read: <c>FX0161</c>.</exception>
    public static IEnumerable<ConformanceVector> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ReadLines(path);
    }

    private static IEnumerable<ConformanceVector> ReadLines(string path)
    {
        foreach (var (line, text) in ConformanceInput.Lines(path))
        {
            if (text.Length > 0)
            {
                yield return Parse(text, new(path, line, 1));
            }
        }
    }

    private static ConformanceVector Parse(string text, SourceLocation location)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Checked(Convert(document.RootElement));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException)
        {
            var problems = new DiagnosticBag();
            problems.Error("FX0160", location, $"This line is no conformance vector: {exception.Message}", "Take the file as the suite's tools made it.");
            problems.ThrowIfErrors();
            throw;
        }
    }

    private static ConformanceVector Checked(ConformanceVector vector)
    {
        var (initial, expected) = (vector.Initial, vector.Expected);
        if (initial.Capabilities.Keys.Concat(expected.Capabilities.Keys).Any(n => n > 30) || initial.Vectors.Keys.Concat(expected.Vectors.Keys).Any(n => n > 31))
        {
            throw new FormatException("It names a register that does not exist.");
        }

        var ram = MachineProfile.Trickbox.RamSize;
        if (initial.Memory.Concat(expected.Memory).Any(m => m.Address >= ram || (ulong)m.Bytes.Length > ram - m.Address)
            || initial.Tags.Concat(expected.TagsSet).Concat(expected.TagsClear).Any(address => address >= ram))
        {
            throw new FormatException("It names memory that is no RAM.");
        }

        return vector;
    }

    private static ConformanceVector Convert(JsonElement root)
    {
        var group = Enum.Parse<ConformanceGroup>(root.GetProperty("group").GetString()!);
        var initial = root.GetProperty("initial");
        var expected = root.GetProperty("final");
        var encodings = new SortedDictionary<ulong, string>();
        foreach (var code in root.GetProperty("code").EnumerateArray())
        {
            if (code.GetProperty("enc").GetString() is { } name)
            {
                encodings[Number(code.GetProperty("va"))] = name;
            }
        }

        var memory = new List<(ulong, ReadOnlyMemory<byte>)>();
        foreach (var section in initial.GetProperty("mem").EnumerateArray())
        {
            var offset = Number(section.GetProperty("pa")) - Number(section.GetProperty("va"));
            foreach (var part in section.GetProperty("nonzero").EnumerateArray())
            {
                memory.Add((Number(part.GetProperty("addr")) + offset, Bytes(part)));
            }
        }

        var capabilities = Capabilities(initial.GetProperty("C"));
        var end = root.GetProperty("end");
        var returns = group <= ConformanceGroup.B;

        // The two registers that the suite's harness owns.
        capabilities[root.GetProperty("jump_reg").GetUInt32()] = ReadCapability(initial.GetProperty("PCC"));
        capabilities[root.GetProperty("return_reg").GetUInt32()] = ReadCapability(root.GetProperty("finish_cap"));
        return new(
            root.GetProperty("name").GetString()!,
            group,
            new(
                ReadCapability(initial.GetProperty("PCC")),
                initial.GetProperty("C64").GetInt32() != 0,
                initial.GetProperty("NZCV").GetUInt32(),
                initial.TryGetProperty("PSTATE_from_SPSR", out var saved) ? (uint)Number(saved) : 0,
                capabilities,
                Vectors(initial.GetProperty("V")),
                initial.GetProperty("sysregs").EnumerateObject().ToDictionary(p => p.Name, p => Number(p.Value), StringComparer.Ordinal),
                NamedCapabilities(initial.GetProperty("capregs")),
                memory,
                Addresses(initial, "mem_tags")),
            new(
                Capabilities(expected.GetProperty("C")),
                Masked(expected, "NZCV", "mask"),
                Vectors(expected.GetProperty("V")),
                NamedCapabilities(expected.GetProperty("capregs")),
                Masked(expected, "first_ESR_EL1", "or_mask"),
                [.. expected.GetProperty("mem").EnumerateArray().Select(m => (Number(m.GetProperty("va")) & PhysicalMask, (ReadOnlyMemory<byte>)Bytes(m)))],
                Addresses(expected, "tags_set"),
                Addresses(expected, "tags_clear")),
            Number(end.GetProperty(returns ? "addr" : "elr")),
            encodings);
    }

    private static Dictionary<uint, Capability> Capabilities(JsonElement element) =>
        element.EnumerateObject().ToDictionary(p => uint.Parse(p.Name, CultureInfo.InvariantCulture), p => ReadCapability(p.Value));

    private static Dictionary<string, Capability> NamedCapabilities(JsonElement element) =>
        element.EnumerateObject().ToDictionary(p => p.Name, p => ReadCapability(p.Value), StringComparer.Ordinal);

    private static Dictionary<uint, UInt128> Vectors(JsonElement element) =>
        element.EnumerateObject().ToDictionary(p => uint.Parse(p.Name, CultureInfo.InvariantCulture), p => Wide(p.Value.GetString()!));

    private static Capability ReadCapability(JsonElement element)
    {
        var bits = Wide(element.GetProperty("bits").GetString()!);
        return new((ulong)bits, (ulong)(bits >> 64), element.GetProperty("tag").GetInt32() != 0);
    }

    private static (uint, uint)? Masked(JsonElement parent, string name, string mask)
    {
        var element = parent.GetProperty(name);
        return element.ValueKind == JsonValueKind.Null ? null : ((uint)Number(element.GetProperty(mask)), (uint)Number(element.GetProperty("value")));
    }

    private static ulong[] Addresses(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(e => Number(e) & PhysicalMask)] : [];

    private static byte[] Bytes(JsonElement element) => System.Convert.FromHexString(element.GetProperty("hex").GetString()!);

    private static ulong Number(JsonElement element) => element.ValueKind == JsonValueKind.Number
        ? element.GetUInt64()
        : (ulong)Wide(element.GetString()!);

    private static UInt128 Wide(string text) =>
        UInt128.Parse(text.StartsWith("0x", StringComparison.Ordinal) ? text.AsSpan(2) : text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
