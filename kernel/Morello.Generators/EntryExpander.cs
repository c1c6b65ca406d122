using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace FlexCap.Morello.Generators;

/// <summary>Checks one entry and turns it into its decodings and the arguments of their stubs.</summary>
internal static class EntryExpander
{
    /// <summary>Appends the variants of an entry; returns what is wrong with it, or null.</summary>
    public static string? TryExpand(EntryModel model, int index, List<Variant> variants)
    {
        if (!model.IsBody)
            return "the method must be static, return void and take a Cpu first";
        if (model.Pattern.Length != 32)
            return "the pattern has " + model.Pattern.Length.ToString(CultureInfo.InvariantCulture) + " bits, not 32";
        if (TryReadFields(model.Pattern, out Dictionary<string, Field> fields) is string badPattern)
            return badPattern;
        if (TryReadConstants(model.With, out Dictionary<string, string> constants) is string badWith)
            return badWith;

        string[] parameters = model.Parameters.Length == 0 ? Array.Empty<string>() : model.Parameters.Split(',');
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (string parameter in parameters)
        {
            string name = parameter.Split(' ')[1];
            if (!fields.ContainsKey(name) && !constants.ContainsKey(name))
                return "parameter '" + name + "' is neither a letter of the pattern nor set by With";
            used.Add(name);
        }
        foreach (string name in fields.Keys.Concat(constants.Keys))
        {
            if (!used.Contains(name) && !model.IsAbsent)
                return "'" + name + "' is not a parameter of the method";
        }
        foreach (char c in model.Split)
        {
            if (!fields.ContainsKey(c.ToString()))
                return "Split letter '" + c + "' is not in the pattern";
        }

        List<string> split = model.Split.Select(c => c.ToString()).ToList();
        int bits = split.Sum(s => fields[s].Width);
        if (bits > 5)
            return "Split over more than 5 bits";
        (uint mask, uint value) = FixedBits(model.Pattern);
        for (uint combination = 0; combination < 1u << bits; combination++)
        {
            uint rest = combination;
            var chosen = new Dictionary<string, uint>(StringComparer.Ordinal);
            (uint m, uint v) = (mask, value);
            foreach (string letter in split)
            {
                Field field = fields[letter];
                uint part = rest & ((1u << field.Width) - 1);
                rest >>= field.Width;
                chosen[letter] = part;
                m |= ((1u << field.Width) - 1) << field.Low;
                v |= part << field.Low;
            }
            var arguments = new StringBuilder();
            foreach (string parameter in parameters)
            {
                string[] typeAndName = parameter.Split(' ');
                arguments.Append(", ").Append(typeAndName[1]).Append(": ");
                arguments.Append(Argument(typeAndName[0], typeAndName[1], fields, constants, chosen));
            }
            variants.Add(new Variant(m, v, index, arguments.ToString()));
        }
        return null;
    }

    private static string Argument(string type, string name, Dictionary<string, Field> fields, Dictionary<string, string> constants, Dictionary<string, uint> chosen)
    {
        if (constants.TryGetValue(name, out string? constant))
            return constant;
        Field field = fields[name];
        bool signed = type is "int" or "long";
        if (chosen.TryGetValue(name, out uint part))
        {
            long number = signed && (part >> (field.Width - 1)) != 0 ? (long)part - (1L << field.Width) : part;
            return number.ToString(CultureInfo.InvariantCulture) + (type == "uint" ? "u" : type == "ulong" ? "UL" : "");
        }
        string raw = signed
            ? string.Format(CultureInfo.InvariantCulture, "((int)(word << {0}) >> {1})", 32 - field.Low - field.Width, 32 - field.Width)
            : string.Format(CultureInfo.InvariantCulture, "((word >> {0}) & 0x{1:X}u)", field.Low, field.Width == 32 ? 0xFFFFFFFFu : (1u << field.Width) - 1);
        return type is "uint" or "int" ? raw : "(" + type + ")" + raw;
    }

    private static (uint Mask, uint Value) FixedBits(string pattern)
    {
        uint mask = 0;
        uint value = 0;
        foreach (char c in pattern)
        {
            mask = (mask << 1) | (c is '0' or '1' ? 1u : 0u);
            value = (value << 1) | (c == '1' ? 1u : 0u);
        }
        return (mask, value);
    }

    private static string? TryReadFields(string pattern, out Dictionary<string, Field> fields)
    {
        fields = new Dictionary<string, Field>(StringComparer.Ordinal);
        int i = 0;
        while (i < 32)
        {
            char c = pattern[i];
            int start = i;
            while (i < 32 && pattern[i] == c)
                i++;
            if (c is '0' or '1' or 'x')
                continue;
            if (!char.IsLetter(c))
                return "'" + c + "' is not 0, 1, x or a letter";
            if (fields.ContainsKey(c.ToString()))
                return "the bits of '" + c + "' do not stand together";
            fields[c.ToString()] = new Field(32 - i, i - start);
        }
        return null;
    }

    private static string? TryReadConstants(string with, out Dictionary<string, string> constants)
    {
        constants = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string part in with.Split(','))
        {
            if (part.Trim().Length == 0)
                continue;
            string[] sides = part.Split('=');
            if (sides.Length != 2)
                return "With must read 'name=value, name=value'";
            constants[sides[0].Trim()] = sides[1].Trim();
        }
        return null;
    }

    private readonly struct Field
    {
        public Field(int low, int width) => (Low, Width) = (low, width);

        public int Low { get; }
        public int Width { get; }
    }
}
