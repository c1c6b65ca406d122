using System.Collections.Frozen;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>
/// The fields that hold symbols: their relocation types, the values that they take, and how these are put in. Numbers are those of
/// Arm's <i>ELF for the Arm 64-bit Architecture</i>, §5.7, and of its Morello supplement, §4.6.
/// </summary>
internal static class FixupEncoding
{
    // Relocation types of a field by modifier; the second number is that of C64 state where it differs.
    private static readonly FrozenDictionary<(FixupKind Kind, string Modifier), (uint A64, uint C64)> Types = new Dictionary<(FixupKind, string), (uint, uint)>
    {
        [(FixupKind.Branch14, "")] = (279, 57344),
        [(FixupKind.Branch19, "")] = (280, 57345),
        [(FixupKind.Branch26, "")] = (282, 57346),
        [(FixupKind.Call26, "")] = (283, 57347),
        [(FixupKind.Address21, "")] = (274, 274),
        [(FixupKind.Page21, "")] = (275, 275),
        [(FixupKind.Page21, "pg_hi21")] = (275, 275),
        [(FixupKind.Page21, "pg_hi21_nc")] = (276, 276),
        [(FixupKind.Page21, "got")] = (311, 311),
        [(FixupKind.Page21, "gottprel")] = (541, 541),
        [(FixupKind.Page21, "tlsdesc")] = (562, 562),
        [(FixupKind.Page20, "")] = (57349, 57349),
        [(FixupKind.Page20, "pg_hi21")] = (57349, 57349),
        [(FixupKind.Page20, "pg_hi21_nc")] = (57350, 57350),
        [(FixupKind.Page20, "got")] = (57351, 57351),
        [(FixupKind.Page20, "tlsdesc")] = (57600, 57600),
        [(FixupKind.Page20, "gottprel")] = (57603, 57603),
        [(FixupKind.Literal19, "")] = (273, 273),
        [(FixupKind.Literal19, "got")] = (309, 309),
        [(FixupKind.Literal19, "gottprel")] = (543, 543),
        [(FixupKind.Literal17, "")] = (57348, 57348),
        [(FixupKind.Immediate12, "lo12")] = (277, 277),
        [(FixupKind.Immediate12, "dtprel_hi12")] = (528, 528),
        [(FixupKind.Immediate12, "dtprel_lo12")] = (529, 529),
        [(FixupKind.Immediate12, "dtprel_lo12_nc")] = (530, 530),
        [(FixupKind.Immediate12, "tprel_hi12")] = (549, 549),
        [(FixupKind.Immediate12, "tprel_lo12")] = (550, 550),
        [(FixupKind.Immediate12, "tprel_lo12_nc")] = (551, 551),
        [(FixupKind.Immediate12, "tlsdesc_lo12")] = (564, 564),
        [(FixupKind.Immediate12, "gottprel_lo12")] = (57604, 57604),
        [(FixupKind.Offset8, "lo12")] = (278, 278),
        [(FixupKind.Offset16, "lo12")] = (284, 284),
        [(FixupKind.Offset32, "lo12")] = (285, 285),
        [(FixupKind.Offset64, "lo12")] = (286, 286),
        [(FixupKind.Offset128, "lo12")] = (299, 299),
        [(FixupKind.Offset8, "dtprel_lo12")] = (531, 531),
        [(FixupKind.Offset8, "dtprel_lo12_nc")] = (532, 532),
        [(FixupKind.Offset16, "dtprel_lo12")] = (533, 533),
        [(FixupKind.Offset16, "dtprel_lo12_nc")] = (534, 534),
        [(FixupKind.Offset32, "dtprel_lo12")] = (535, 535),
        [(FixupKind.Offset32, "dtprel_lo12_nc")] = (536, 536),
        [(FixupKind.Offset64, "dtprel_lo12")] = (537, 537),
        [(FixupKind.Offset64, "dtprel_lo12_nc")] = (538, 538),
        [(FixupKind.Offset128, "dtprel_lo12")] = (572, 572),
        [(FixupKind.Offset128, "dtprel_lo12_nc")] = (573, 573),
        [(FixupKind.Offset8, "tprel_lo12")] = (552, 552),
        [(FixupKind.Offset8, "tprel_lo12_nc")] = (553, 553),
        [(FixupKind.Offset16, "tprel_lo12")] = (554, 554),
        [(FixupKind.Offset16, "tprel_lo12_nc")] = (555, 555),
        [(FixupKind.Offset32, "tprel_lo12")] = (556, 556),
        [(FixupKind.Offset32, "tprel_lo12_nc")] = (557, 557),
        [(FixupKind.Offset64, "tprel_lo12")] = (558, 558),
        [(FixupKind.Offset64, "tprel_lo12_nc")] = (559, 559),
        [(FixupKind.Offset128, "tprel_lo12")] = (570, 570),
        [(FixupKind.Offset128, "tprel_lo12_nc")] = (571, 571),
        [(FixupKind.Offset64, "got_lo12")] = (312, 312),
        [(FixupKind.Offset64, "gottprel_lo12")] = (542, 542),
        [(FixupKind.Offset64, "tlsdesc_lo12")] = (563, 563),
        [(FixupKind.Offset128, "got_lo12")] = (57352, 57352),
        [(FixupKind.Offset128, "tlsdesc_lo12")] = (57601, 57601),
        [(FixupKind.MoveWide, "abs_g0")] = (263, 263),
        [(FixupKind.MoveWide, "abs_g0_nc")] = (264, 264),
        [(FixupKind.MoveWide, "abs_g1")] = (265, 265),
        [(FixupKind.MoveWide, "abs_g1_nc")] = (266, 266),
        [(FixupKind.MoveWide, "abs_g2")] = (267, 267),
        [(FixupKind.MoveWide, "abs_g2_nc")] = (268, 268),
        [(FixupKind.MoveWide, "abs_g3")] = (269, 269),
        [(FixupKind.MoveWide, "abs_g0_s")] = (270, 270),
        [(FixupKind.MoveWide, "abs_g1_s")] = (271, 271),
        [(FixupKind.MoveWide, "abs_g2_s")] = (272, 272),
        [(FixupKind.MoveWide, "prel_g0")] = (287, 287),
        [(FixupKind.MoveWide, "prel_g0_nc")] = (288, 288),
        [(FixupKind.MoveWide, "prel_g1")] = (289, 289),
        [(FixupKind.MoveWide, "prel_g1_nc")] = (290, 290),
        [(FixupKind.MoveWide, "prel_g2")] = (291, 291),
        [(FixupKind.MoveWide, "prel_g2_nc")] = (292, 292),
        [(FixupKind.MoveWide, "prel_g3")] = (293, 293),
        [(FixupKind.MoveWide, "dtprel_g2")] = (523, 523),
        [(FixupKind.MoveWide, "dtprel_g1")] = (524, 524),
        [(FixupKind.MoveWide, "dtprel_g1_nc")] = (525, 525),
        [(FixupKind.MoveWide, "dtprel_g0")] = (526, 526),
        [(FixupKind.MoveWide, "dtprel_g0_nc")] = (527, 527),
        [(FixupKind.MoveWide, "gottprel_g1")] = (539, 539),
        [(FixupKind.MoveWide, "gottprel_g0_nc")] = (540, 540),
        [(FixupKind.MoveWide, "tprel_g2")] = (544, 544),
        [(FixupKind.MoveWide, "tprel_g1")] = (545, 545),
        [(FixupKind.MoveWide, "tprel_g1_nc")] = (546, 546),
        [(FixupKind.MoveWide, "tprel_g0")] = (547, 547),
        [(FixupKind.MoveWide, "tprel_g0_nc")] = (548, 548),
        [(FixupKind.MoveWide, "size_g0")] = (57353, 57353),
        [(FixupKind.MoveWide, "size_g0_nc")] = (57354, 57354),
        [(FixupKind.MoveWide, "size_g1")] = (57355, 57355),
        [(FixupKind.MoveWide, "size_g1_nc")] = (57356, 57356),
        [(FixupKind.MoveWide, "size_g2")] = (57357, 57357),
        [(FixupKind.MoveWide, "size_g2_nc")] = (57358, 57358),
        [(FixupKind.MoveWide, "size_g3")] = (57359, 57359),
    }.ToFrozenDictionary();

    /// <summary>The relocation type for a field with a modifier; false if that field does not take that modifier.</summary>
    public static bool TryRelocation(FixupKind kind, string modifier, bool c64, out uint type)
    {
        var known = Types.TryGetValue((kind, modifier), out var types);
        type = c64 ? types.C64 : types.A64;
        return known;
    }

    /// <summary>The modifiers that a field takes, for messages; the empty one first where it is allowed.</summary>
    public static IEnumerable<string> Modifiers(FixupKind kind) =>
        Types.Keys.Where(k => k.Kind == kind).Select(k => k.Modifier).Order(StringComparer.Ordinal);

    /// <summary>True if the field holds a distance from the instruction, so that an assembler can fill it in for a label of the same section.</summary>
    public static bool IsDistance(FixupKind kind, string modifier) =>
        kind is FixupKind.Branch26 or FixupKind.Call26 or FixupKind.Branch19 or FixupKind.Branch14
            or FixupKind.Address21 or FixupKind.Literal19 && modifier.Length == 0;

    /// <summary>True for modifiers whose value only a linker with GOT or thread-local storage knows.</summary>
    public static bool NeedsLinker(string modifier) => modifier.StartsWith("got", StringComparison.Ordinal) || IsThreadLocal(modifier);

    /// <summary>True for modifiers of thread-local symbols.</summary>
    public static bool IsThreadLocal(string modifier) =>
        modifier.StartsWith("gottprel", StringComparison.Ordinal) || modifier.StartsWith("tls", StringComparison.Ordinal)
        || modifier.StartsWith("tprel", StringComparison.Ordinal) || modifier.StartsWith("dtprel", StringComparison.Ordinal);

    /// <summary>The value for the field: what the relocation's operation gives for the target's address and the place.</summary>
    /// <param name="kind">The field.</param>
    /// <param name="modifier">Its modifier.</param>
    /// <param name="target">Address of the target, or for <c>:size_…:</c> its size.</param>
    /// <param name="place">Address of the instruction.</param>
    public static long Value(FixupKind kind, string modifier, long target, long place) => unchecked(kind switch
    {
        FixupKind.Page20 or FixupKind.Page21 => (target & ~0xfffL) - (place & ~0xfffL),
        FixupKind.Literal17 => target - (place & ~0xfL),
        FixupKind.MoveWide when modifier.StartsWith("prel", StringComparison.Ordinal) => target - place,
        _ => IsDistance(kind, modifier) ? target - place : target,
    });

    /// <summary>Puts a value into its field; false if it does not fit or is misaligned, with the reason.</summary>
    /// <param name="kind">The field.</param>
    /// <param name="modifier">Its modifier, lower case; empty if none.</param>
    /// <param name="word">The instruction with that field 0.</param>
    /// <param name="value">What <see cref="Value"/> gives.</param>
    /// <param name="result">The instruction.</param>
    /// <param name="problem">Why it cannot be.</param>
    public static bool TryApply(FixupKind kind, string modifier, uint word, long value, out uint result, out string problem)
    {
        result = word;
        switch (kind)
        {
            case FixupKind.Branch26 or FixupKind.Call26:
                return Scaled(value, 4, 26, out var field, out problem) && Put(word | (field & 0x3ff_ffff), out result);
            case FixupKind.Branch19 or FixupKind.Literal19:
                return Scaled(value, 4, 19, out field, out problem) && Put(word | ((field & 0x7_ffff) << 5), out result);
            case FixupKind.Branch14:
                return Scaled(value, 4, 14, out field, out problem) && Put(word | ((field & 0x3fff) << 5), out result);
            case FixupKind.Literal17:
                return Scaled(value, 16, 17, out field, out problem) && Put(word | ((field & 0x1_ffff) << 5), out result);
            case FixupKind.Address21:
                return Scaled(value, 1, 21, out field, out problem) && Put(word | ((field & 3) << 29) | (((field >> 2) & 0x7_ffff) << 5), out result);
            case FixupKind.Page21:
                return Page(value, 21, modifier, out field, out problem) && Put(word | ((field & 3) << 29) | (((field >> 2) & 0x7_ffff) << 5), out result);
            case FixupKind.Page20:
                return Page(value, 20, modifier, out field, out problem) && Put(word | ((field & 3) << 29) | (((field >> 2) & 0x3_ffff) << 5), out result);
            case FixupKind.Immediate12 or FixupKind.Offset8 or FixupKind.Offset16 or FixupKind.Offset32 or FixupKind.Offset64 or FixupKind.Offset128:
                return TryImmediate12(kind, modifier, word, value, out result, out problem);
            default:
                return TryMoveWide(modifier, word, value, out result, out problem);
        }
    }

    private static bool TryImmediate12(FixupKind kind, string modifier, uint word, long value, out uint result, out string problem)
    {
        result = word;
        var scale = kind switch { FixupKind.Offset16 => 1, FixupKind.Offset32 => 2, FixupKind.Offset64 => 3, FixupKind.Offset128 => 4, _ => 0 };
        var isHigh = modifier.EndsWith("_hi12", StringComparison.Ordinal);
        var isChecked = isHigh || modifier.Length == 0 || modifier is "dtprel_lo12" or "tprel_lo12";
        var field = isHigh ? value >> 12 : isChecked ? value : value & 0xfff;
        if ((field & ((1L << scale) - 1)) != 0)
        {
            problem = $"the low bits, 0x{value & 0xfff:x}, are not a multiple of the {1 << scale} bytes accessed";
            return false;
        }

        field >>= scale;
        if (field is < 0 or > 0xfff)
        {
            problem = $"{value} does not fit into 12 bits";
            return false;
        }

        problem = "";
        return Put(word | ((uint)field << 10), out result);
    }

    private static bool TryMoveWide(string modifier, uint word, long value, out uint result, out string problem)
    {
        problem = "";
        var group = 16 * (int)((word >> 21) & 3);
        var isSigned = modifier.EndsWith("_s", StringComparison.Ordinal) || modifier.StartsWith("prel", StringComparison.Ordinal)
            || modifier.StartsWith("tprel", StringComparison.Ordinal) || modifier.StartsWith("dtprel", StringComparison.Ordinal);
        var isChecked = group < 48 && !modifier.EndsWith("_nc", StringComparison.Ordinal);
        var bits = group + 16;
        result = word;
        if (isChecked && (isSigned ? value < -(1L << bits) || value >= 1L << bits : (ulong)value >= 1UL << bits))
        {
            problem = $"{value} does not fit into {bits} bits";
            return false;
        }

        // A signed group chooses between MOVZ and MOVN by the sign; MOVK stays what it is.
        var isKeep = ((word >> 29) & 3) == 3;
        if (isSigned && isChecked && !isKeep)
        {
            word = value < 0 ? word & ~(1u << 30) : word | (1u << 30);
            value = value < 0 ? ~value : value;
        }

        return Put(word | ((uint)((value >> group) & 0xffff) << 5), out result);
    }

    private static bool Page(long value, int bits, string modifier, out uint field, out string problem)
    {
        problem = "";
        field = (uint)(value >> 12);
        var limit = 1L << (bits - 1 + 12);
        if (modifier != "pg_hi21_nc" && (value < -limit || value >= limit))
        {
            problem = $"it is {value} bytes away, beyond ±{limit >> 20} MiB";
            return false;
        }

        return true;
    }

    private static bool Scaled(long value, int scale, int bits, out uint field, out string problem)
    {
        problem = "";
        field = (uint)(value / scale);
        var limit = (1L << (bits - 1)) * scale;
        if (value % scale != 0)
        {
            problem = $"the distance, {value} bytes, is not a multiple of {scale}";
        }
        else if (value < -limit || value >= limit)
        {
            problem = $"it is {value} bytes away, beyond ±{limit} bytes";
        }

        return problem.Length == 0;
    }

    private static bool Put(uint word, out uint result)
    {
        result = word;
        return true;
    }
}
