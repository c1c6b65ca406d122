using FlexCap.Morello.Elf;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>Directives that choose the section.</summary>
internal sealed partial class AssemblyRun
{
    private const int MaximumSections = 4096;
    private readonly Stack<(SectionPiece Current, SectionPiece Previous)> _sectionStack = [];
    private readonly Dictionary<string, SectionBuilder> _sectionsByName = new(StringComparer.Ordinal);
    private SectionPiece _previous;
    private int _pieces;

    private SectionBuilder? FindSection(string name, ElfSectionType type, ElfSectionFlags flags, ulong entrySize)
    {
        if (!_sectionsByName.TryGetValue(name, out var section))
        {
            if (_sections.Count >= MaximumSections)
            {
                Stop("FX0817", $"There are more than {MaximumSections} sections.", "Use fewer.");
                return null;
            }

            _sectionsByName.Add(name, section = new SectionBuilder(name, type, flags, entrySize));
            _sections.Add(section);
        }

        return section;
    }

    // What sections of well-known names are without being told (GNU as and LLVM agree).
    private static (ElfSectionType Type, ElfSectionFlags Flags) Known(string name)
    {
        bool Is(string start) => name == start || name.StartsWith(start + ".", StringComparison.Ordinal);
        const ElfSectionFlags A = ElfSectionFlags.Allocate, W = ElfSectionFlags.Write, X = ElfSectionFlags.Execute, T = (ElfSectionFlags)0x400;
        return name switch
        {
            _ when Is(".text") || name is ".init" or ".fini" => (ElfSectionType.ProgramBits, A | X),
            _ when Is(".data") => (ElfSectionType.ProgramBits, A | W),
            _ when Is(".bss") => (ElfSectionType.NoBits, A | W),
            _ when Is(".rodata") => (ElfSectionType.ProgramBits, A),
            _ when Is(".tdata") => (ElfSectionType.ProgramBits, A | W | T),
            _ when Is(".tbss") => (ElfSectionType.NoBits, A | W | T),
            _ when Is(".init_array") => (ElfSectionType.InitArray, A | W),
            _ when Is(".fini_array") => ((ElfSectionType)15, A | W),
            _ when Is(".preinit_array") => ((ElfSectionType)16, A | W),
            _ when Is(".note") => (ElfSectionType.Note, ElfSectionFlags.None),
            _ => (ElfSectionType.ProgramBits, ElfSectionFlags.None),
        };
    }

    private void SwitchTo(string name, TokenReader reader)
    {
        long number = 0;
        if (!reader.AtEnd && !TrySubsection(reader, out number))
        {
            return;
        }

        var (type, flags) = Known(name);
        Switch(FindSection(name, type, flags, 0), (int)number);
    }

    private bool TrySubsection(TokenReader reader, out long number)
    {
        var at = reader.Peek;
        return TryConstant(reader, "The number of a subsection", out number)
            && (number is >= 0 and < 8192 || Fail(at, "FX0807", $"{number} is no number of a subsection.", "Use 0 to 8191."));
    }

    private void Switch(SectionBuilder? section, int number)
    {
        if (section is null)
        {
            return;
        }

        if (!section.HasPiece(number) && ++_pieces > MaximumSections * 4)
        {
            Stop("FX0817", "There are too many subsections.", "Use fewer.");
            return;
        }

        _previous = _piece;
        _piece = section.Piece(number);
    }

    private void Section(TokenReader reader)
    {
        if (TrySection(reader, out var section, out var number))
        {
            Switch(section, number);
        }
    }

    private void PushSection(TokenReader reader)
    {
        if (_sectionStack.Count >= MaximumDepth * 16)
        {
            Stop("FX0816", "Sections are pushed too deep.", "Put .popsection after each .pushsection.");
            return;
        }

        var saved = (_piece, _previous);
        if (TrySection(reader, out var section, out var number))
        {
            _sectionStack.Push(saved);
            Switch(section, number);
        }
    }

    private void PopSection(TokenReader reader)
    {
        if (!_sectionStack.TryPop(out var saved))
        {
            Fail(reader.PeekAt(-1), "FX0811", "There is no .pushsection for this .popsection.", "Take it away.");
            return;
        }

        (_piece, _previous) = saved;
    }

    private void Previous(TokenReader _) => (_piece, _previous) = (_previous, _piece);

    private void Subsection(TokenReader reader)
    {
        if (TrySubsection(reader, out var number))
        {
            Switch(_piece.Section, (int)number);
        }
    }

    // .section name [, "flags" [, @type [, entry size] [, group, comdat]]]
    private bool TrySection(TokenReader reader, out SectionBuilder? section, out int number)
    {
        (section, number) = (null, 0);
        var at = reader.Peek;
        if (!TrySectionName(reader, out var name))
        {
            return false;
        }

        var (type, flags) = Known(name);
        var isGroup = false;
        var hasAttributes = false;
        ulong entrySize = 0;
        if (reader.TryTake(","))
        {
            if (!reader.TryTake(TokenKind.Text, out var text))
            {
                // .pushsection name, 1
                if (!TrySubsection(reader, out var subsection))
                {
                    return false;
                }

                number = (int)subsection;
            }
            else
            {
                hasAttributes = true;
                if (!TryFlags(text, ref flags, out isGroup) || !TryAttributes(reader, isGroup, ref type, ref flags, out entrySize))
                {
                    return false;
                }
            }
        }

        section = FindSection(name, type, flags, entrySize);
        if (section is not null && hasAttributes && (section.Flags != flags || section.Type != type))
        {
            return Fail(at, "FX0811", $"Section '{name}' had other flags or another type before.", "Give them once, at its first .section, or use another name.");
        }

        return section is not null;
    }

    private bool TrySectionName(TokenReader reader, out string name)
    {
        var first = reader.Peek;
        if (first.Kind == TokenKind.Text)
        {
            return TryName(reader, out name);
        }

        // Names such as .note.GNU-stack have signs in them: what stands together without blanks belongs together.
        var text = new System.Text.StringBuilder();
        for (var column = first.Column; !reader.AtEnd && !reader.Peek.Is(",") && reader.Peek.Column == column; column += reader.Next().Text.Length)
        {
            text.Append(reader.Peek.Text);
        }

        name = text.ToString();
        return name.Length != 0 || Fail(first, "FX0805", $"The name of a section was expected, not {first}.");
    }

    private bool TryFlags(in Token text, ref ElfSectionFlags flags, out bool isGroup)
    {
        flags = ElfSectionFlags.None;
        isGroup = false;
        foreach (var c in text.Text.Trim('"'))
        {
            flags |= c switch
            {
                'a' => ElfSectionFlags.Allocate,
                'w' => ElfSectionFlags.Write,
                'x' => ElfSectionFlags.Execute,
                'M' => ElfSectionFlags.Merge,
                'S' => ElfSectionFlags.Strings,
                'T' => (ElfSectionFlags)0x400,
                'R' => (ElfSectionFlags)0x20_0000,
                'e' => (ElfSectionFlags)0x8000_0000,
                'y' => (ElfSectionFlags)0x2000_0000,
                _ => ElfSectionFlags.None,
            };
            isGroup |= c == 'G';
            if ("awxMSTReyG".IndexOf(c, StringComparison.Ordinal) < 0)
            {
                return Fail(text, "FX0811", $"'{c}' is no flag of a section that is known here.", "Known are a, w, x, M, S, T, R, e, y and G.");
            }
        }

        return true;
    }

    private bool TryAttributes(TokenReader reader, bool isGroup, ref ElfSectionType type, ref ElfSectionFlags flags, out ulong entrySize)
    {
        entrySize = 0;
        if (!reader.TryTake(","))
        {
            return true;
        }

        if (!reader.TryTake("@"))
        {
            reader.TryTake("%");
        }

        var token = reader.Next();
        ElfSectionType? read = (token.Kind == TokenKind.Text ? token.Text.Trim('"') : token.Text) switch
        {
            "progbits" => ElfSectionType.ProgramBits,
            "nobits" => ElfSectionType.NoBits,
            "note" => ElfSectionType.Note,
            "init_array" => ElfSectionType.InitArray,
            "fini_array" => (ElfSectionType)15,
            "preinit_array" => (ElfSectionType)16,
            "llvm_addrsig" => (ElfSectionType)0x6fff_4c03,
            _ => token.Kind == TokenKind.Number && token.Value <= int.MaxValue && IsPlainType((uint)token.Value) ? (ElfSectionType)(int)token.Value : null,
        };
        if (read is null)
        {
            return Fail(token, "FX0811", $"{token} is no type of a section that is known here.", "Write @progbits, @nobits, @note, @init_array, @fini_array or @preinit_array.");
        }

        type = read.Value;
        if (flags.HasFlag(ElfSectionFlags.Merge))
        {
            var at = reader.Peek;
            if (!TryComma(reader) || !TryConstant(reader, "The size of an entry", out var size)
                || !(size is > 0 and <= 4096 || Fail(at, "FX0807", $"{size} is no size of an entry.", "Use 1 to 4096.")))
            {
                return false;
            }

            entrySize = (ulong)size;
        }

        if (isGroup)
        {
            Warn(token, "FX0825", "The group of the section is not kept: the linker will see every copy.", "Link one copy only, or make its symbols weak.");
            SkipAll(reader);
        }
        else if (reader.TryTake(","))
        {
            SkipAll(reader); // unique,N: sections of one name are one section here.
        }

        return true;
    }

    // Tables that the object writer makes itself, or that would need links to other sections.
    private static bool IsPlainType(uint type) => type is 1 or 7 or 8 or 14 or 15 or 16 or >= 0x6000_0000;
}
