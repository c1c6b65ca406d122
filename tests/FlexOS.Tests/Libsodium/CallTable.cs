using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FlexCap.FlexOS.Tests.Libsodium;

/// <summary>Writes an interface as tables for Data/libsodium/calls.c, with what libsodium's documentation says of values that it takes.</summary>
internal sealed partial class CallTable(IReadOnlyList<FunctionInterface> functions)
{
    private readonly List<string> _families = [];

    public string Write()
    {
        var text = new StringBuilder();
        var tables = functions.Select(Function).ToList();
        text.Append(CultureInfo.InvariantCulture, $"#ifndef FUNCTIONS_H\n#define FUNCTIONS_H\n#include \"calls.h\"\n\nenum {{ FUNCTIONS = {functions.Count}, ARGUMENTS = 11, STATES = {Math.Max(1, _families.Count)} }};\n\n");
        text.Append("extern struct function functions[FUNCTIONS];\n#ifdef CALLS_TABLE\n");
        foreach (var function in functions)
        {
            text.Append(CultureInfo.InvariantCulture, $"void {function.Name}(void);\n");
        }

        text.Append("struct function functions[FUNCTIONS] = {\n").AppendJoin("", tables).Append("};\n#endif\n#endif\n");
        return text.ToString();
    }

    private string Function(FunctionInterface function)
    {
        var name = function.Name;
        var family = Family().Match(name) is { Success: true } match && IsStateful(function) ? match.Groups[1].Value : "";
        if (family.Length != 0 && !_families.Contains(family))
        {
            _families.Add(family);
        }

        var state = _families.IndexOf(family);
        var result = function.Result switch { { Pass: Pass.Into } => "INTO", { Pass: Pass.String } => "NAME", { Type: ValueType.Void } => "NONE", _ => "NUMBER" };
        var after = !IsStateful(function) ? -1 : IsInit(function) ? 1 : name.Contains("final", StringComparison.Ordinal) ? 0 : -1;
        var (roomAt, roomBy) = name is "sodium_bin2hex" or "sodium_bin2base64" ? (1, 3) : (-1, -1);
        const int rarity = 1;
        var arguments = function.Arguments.Select(a => Argument(function, a, state));
        return string.Create(CultureInfo.InvariantCulture,
            $"    {{\"{name}\", (void *){name}, {result}, {state}, {Number(IsStateful(function) && !IsInit(function))}, {after}, {Number(Random().IsMatch(name))}, {rarity}, {roomAt}, {roomBy}, {function.Arguments.Count}, {{\n{string.Concat(arguments)}    }}}},\n");
    }

    private static string Argument(FunctionInterface function, InterfaceArgument argument, int state)
    {
        var names = function.Arguments.Select(a => a.Name).ToList();
        var kind = argument.Name == "state" ? "STATE" : argument.Into is not null ? "END" : argument.Pass switch
        {
            Pass.Value => "VALUE", Pass.In => "IN", Pass.Out => "OUT", Pass.InOut => "INOUT", Pass.String => "TEXT", _ => "NOTHING",
        };
        var (low, high, step) = argument.Pass == Pass.Value ? Values(function.Name, argument.Name) : (0UL, 0UL, 0);
        var size = argument.Size;
        var source = argument.Name switch { "expected" => "out", "str" => "out", "sm" => "sm", "ignore" or "passwd" => null, var n => n };
        var isOptional = (Optional().IsMatch(argument.Name) && !function.Name.Contains("batch", StringComparison.Ordinal)) || (argument.Name == "constant" && function.Name.Contains("core_h", StringComparison.Ordinal));
        return string.Create(CultureInfo.InvariantCulture,
            $"        {{\"{argument.Name}\", {kind}, {(source is null ? "0" : $"\"{source}\"")}, {(size?.Argument is { } by && argument.Pass != Pass.String ? names.IndexOf(by) : -1)}, {size?.Factor ?? 1}, {size?.Plus ?? 0}, {size?.Minus ?? 0}, {low}, {high}u, {step}, {Number(isOptional)}, {Number(argument.Name is "hex" or "b64" or "ip")}, {(argument.Into is null ? 0 : names.IndexOf(argument.Into))}, {Math.Max(0, state)}}},\n");
    }

    // What it would be a mistake to pass is not passed: libsodium ends the program.
    private static (ulong Low, ulong High, int Step) Values(string function, string argument) => argument switch
    {
        "variant" => (1, 1, 1), "domain" => (1, 127, 0), "alg" => (1, 2, 0), "opslimit" => (1, 3, 0), "memlimit" => (8192, 32768, 0),
        "n" => (2, 2, 3), "r" or "p" => (1, 2, 0), "blocksize" => (0, 32, 0), "offset" => (0, 100, 0), "length" when function.Contains("keccak", StringComparison.Ordinal) => (0, 100, 0),
        "counter" => (0, 1 << 20, 0), "tag" => (0, 3, 0), "unpadded_buflen" => (0, 200, 0),
        "outlen" when function.Contains("generichash", StringComparison.Ordinal) => (16, 64, 0), "keylen" when function.Contains("generichash", StringComparison.Ordinal) => (16, 64, 0),
        "outlen" when function.Contains("pwhash", StringComparison.Ordinal) => (16, 64, 0),
        _ => (0, 300, 0),
    };

    private static bool IsStateful(FunctionInterface function) => function.Arguments.Any(a => a.Name == "state");

    private static bool IsInit(FunctionInterface function) => function.Arguments.Any(a => a is { Name: "state", Pass: Pass.Out });

    private static int Number(bool value) => value ? 1 : 0;

    [GeneratedRegex("^(.*?)_(init|update|final|squeeze|push|pull|rekey|permute|xor_bytes|extract)")]
    private static partial Regex Family();

    [GeneratedRegex("(?<!seed)_keypair$|_keygen$|^randombytes(_buf)?$|_random$|_seal$|_enc$|_str(_alg)?$|_init_push$|implementation_name$")]
    private static partial Regex Random();

    [GeneratedRegex("^(clen_p|mlen_p|smlen_p|siglen_p|maclen_p|tag_p|hex_end|b64_end|ignore|padded_p|personal)$")]
    private static partial Regex Optional();
}
