using System.Globalization;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Platform;

/// <summary>What an access to a system register leads to: allowed, or an exception with its level and class.</summary>
/// <param name="Target">Exception level, 0 if the access is allowed.</param>
/// <param name="Class">ESR.EC.</param>
internal readonly record struct AccessOutcome(uint Target, uint Class)
{
    public static AccessOutcome Allowed => default;
}

/// <summary>A line of system-register-rules.tsv: the rules that the Sail model has for one register.</summary>
internal sealed partial record AccessRule(string Name, bool IsCapability, bool Reads, bool Writes, SystemEncoding? Encoding, string[] ByLevel)
{
    // What decides where traps go and whether capabilities are enabled.
    private static readonly (string, int)[] s_general =
        [("HCR_EL2", 27), ("HCR_EL2", 34), ("CPTR_EL2", 9), ("CPTR_EL2", 18), ("CPTR_EL2", 19), ("CPACR_EL1", 18), ("CPACR_EL1", 19), ("CNTHCTL_EL2", 0), ("CNTHCTL_EL2", 10)];

    /// <summary>The control bits that the outcome depends on.</summary>
    public IReadOnlyList<(string Register, int Bit)> Bits { get; } =
        [.. ByLevel.SelectMany(text => BitPattern().Matches(text)).Select(match => (match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)))
            .Where(bit => !bit.Value.StartsWith("CCTLR", StringComparison.Ordinal)).Concat(s_general).Distinct()];

    private static readonly Lazy<IReadOnlyList<AccessRule>> s_all = new(Load);

    public static IReadOnlyList<AccessRule> All => s_all.Value;

    /// <summary>The name without the number of a numbered register: PMEVCNTR3_EL0 is PMEVCNTR_EL0 in the rules.</summary>
    public static string Family(string name) =>
        name.IndexOf("_EL", StringComparison.Ordinal) is var end and > 0 && Encoded(name) is null
            ? name[..end].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') + name[end..]
            : name;

    /// <summary>Works out the outcome of an access in a state.</summary>
    public AccessOutcome Evaluate(AccessState state)
    {
        foreach (var step in Split(ByLevel[state.Level], ';'))
        {
            if (state.Take(step) is { } outcome)
            {
                return outcome;
            }
        }

        throw new InvalidOperationException($"The rule of {Name} at EL{state.Level} has no end.");
    }

    private static SystemEncoding? Encoded(string name) => s_all.IsValueCreated ? All.FirstOrDefault(rule => rule.Name == name)?.Encoding : null;

    // Splits outside of braces.
    internal static IEnumerable<string> Split(string text, char separator)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
            if (text[i] == separator && depth == 0)
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"(\w+)\[(\d+)\]")]
    private static partial System.Text.RegularExpressions.Regex BitPattern();

    private static List<AccessRule> Load()
    {
        using var stream = typeof(AccessRule).Assembly.GetManifestResourceStream("system-register-rules.tsv")!;
        using var reader = new StreamReader(stream);
        var rules = new List<AccessRule>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            var cells = line.Split('\t');
            var numbers = cells[3].Split('.').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
            SystemEncoding? encoding = numbers[0] < 0
                ? null
                : new((uint)numbers[0], (uint)numbers[1], (uint)numbers[2], (uint)numbers[3], (uint)numbers[4]);
            rules.Add(new(cells[0], cells[1] == "C", cells[2].Contains('R', StringComparison.Ordinal), cells[2].Contains('W', StringComparison.Ordinal), encoding, cells[4..]));
        }

        return rules;
    }
}

/// <summary>A state of the machine as far as rules ask for it, and what the rules say in it.</summary>
internal sealed class AccessState
{
    private readonly Dictionary<string, ulong> _registers = new(StringComparer.Ordinal);

    public uint Level { get; init; }

    public bool HasSystem { get; init; }

    public bool IsRestricted { get; init; }

    public bool OwnStack { get; init; }

    public ulong this[string register]
    {
        get => _registers.GetValueOrDefault(register);
        set => _registers[register] = value;
    }

    public IReadOnlyDictionary<string, ulong> Registers => _registers;

    /// <summary>What one step of a rule leads to, or null if the next step decides.</summary>
    public AccessOutcome? Take(string step)
    {
        var colon = step.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            var at = 0;
            if (!Either(step[..colon], ref at))
            {
                return null;
            }

            step = step[(colon + 1)..];
        }

        if (step[0] == '{')
        {
            return AccessRule.Split(step[1..^1], ',').Select(Take).First(outcome => outcome is not null);
        }

        return step[0] switch
        {
            'V' => AccessOutcome.Allowed,
            'U' => new(DefaultTarget, 0),
            'S' => HasSystem ? null : new(CapabilityTarget, Hexadecimal(step[2..])),
            _ => new(step[1] - (uint)'0', Hexadecimal(step[3..])),
        };
    }

    // Sail AArch64_UndefinedFault.
    private uint DefaultTarget => Level > 1 ? Level : Level == 0 && HypervisorEnabled && Bit("HCR_EL2", 27) ? 2u : 1u;

    private bool HypervisorEnabled => Bit("SCR_EL3", 0);

    // Sail TargetELForCapabilityExceptions.
    private uint CapabilityTarget
    {
        get
        {
            var disabledAt3 = !Bit("CPTR_EL3", 9);
            var nonSecure = Level != 3 && HypervisorEnabled;
            var host = Bit("HCR_EL2", 34);
            var disabledAt2 = disabledAt3 || (nonSecure && (host ? !Bit("CPTR_EL2", 18) : Bit("CPTR_EL2", 9)));
            var disabledAt1 = disabledAt2 || (!(nonSecure && host && Bit("HCR_EL2", 27)) && !Bit("CPACR_EL1", 18));
            var lowest = !disabledAt1 ? HypervisorEnabled && Bit("HCR_EL2", 27) ? 2u : 1u : !disabledAt2 && HypervisorEnabled ? 2u : 3u;
            return Math.Max(lowest, Level);
        }
    }

    private static uint Hexadecimal(string text) => uint.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private bool Bit(string register, int bit) => (this[register] >> bit & 1) != 0;

    private bool Either(string text, ref int at)
    {
        var value = Both(text, ref at);
        while (at < text.Length && text[at] == '|')
        {
            at++;
            value |= Both(text, ref at);
        }

        return value;
    }

    private bool Both(string text, ref int at)
    {
        var value = Atom(text, ref at);
        while (at < text.Length && text[at] == '&')
        {
            at++;
            value &= Atom(text, ref at);
        }

        return value;
    }

    private bool Atom(string text, ref int at)
    {
        if (text[at] == '!')
        {
            at++;
            return !Atom(text, ref at);
        }

        if (text[at] == '(')
        {
            at++;
            var value = Either(text, ref at);
            at++;
            return value;
        }

        var start = at;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '[' or ']'))
        {
            at++;
        }

        var atom = text[start..at];
        var bracket = atom.IndexOf('[', StringComparison.Ordinal);
        return bracket >= 0
            ? Bit(atom[..bracket], atom[(bracket + 1)..^1] is "PCT" ? Bit("HCR_EL2", 34) ? 10 : 0 : int.Parse(atom[(bracket + 1)..^1], CultureInfo.InvariantCulture))
            : atom switch
            {
                "EL2" => HypervisorEnabled,
                "EL0" => Level == 0,
                "BELOW3" => Level < 3,
                "SPSEL0" => !OwnStack,
                "RESTRICTED" => IsRestricted,

                // The profile has all levels, so that a rule for a lower one never holds.
                "HIGHEST" => Level == 3,
                "true" => true,
                _ => throw new InvalidOperationException($"The rules name {atom}."),
            };
    }
}
