using System.CommandLine;
using System.Globalization;
using FlexCap.Cli.Internal;
using FlexCap.Diagnostics;
using FlexCap.Morello;
using FlexCap.Morello.Elf;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap disasm</c>: disassembles an ELF file, raw bytes, or words on the command line.</summary>
internal sealed class DisasmCommand
{
    private readonly Argument<string[]> _inputs = new("FILE|WORD") { Description = "An ELF file, a file of raw bytes (- reads standard input), or instruction words: hexadecimal after 0x.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _c64 = new("--c64") { Description = "C64 where the file does not tell (A64 otherwise, or what an ELF file's flags say)." };
    private readonly Option<ulong> _address = new("--address") { Description = "Address of the first word, for words and raw bytes.", HelpName = "ADDRESS", CustomParser = ParseAddress, DefaultValueFactory = _ => 0 };
    private readonly Option<string?> _section = new("--section") { Description = "Only this section of an ELF file; it need not hold code.", HelpName = "NAME" };
    private readonly Option<string?> _symbol = new("--symbol") { Description = "Only from this symbol of an ELF file to its end.", HelpName = "NAME" };
    private readonly Option<bool> _noAliases = new("--no-aliases") { Description = "The instructions' own names: orr, not mov." };
    private readonly Terminal _terminal;

    private DisasmCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var disasm = new DisasmCommand(terminal);
        var command = new Command("disasm", "Disassemble an ELF file, raw bytes, or words on the command line, in LLVM's Morello syntax.")
        {
            disasm._inputs, disasm._c64, disasm._address, disasm._section, disasm._symbol, disasm._noAliases,
        };
        command.SetAction(parsed =>
        {
            disasm.Run(parsed);
            return ExitCode.Success;
        });
        return command;
    }

    private static ulong ParseAddress(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (!ulong.TryParse(isHex ? text.AsSpan(2) : text, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            result.AddError($"'{text}' is no address: write a number from 0 to 2^64-1, decimal or after 0x.");
        }

        return value;
    }

    private void Run(ParseResult parsed)
    {
        var inputs = parsed.GetRequiredValue(_inputs);
        var aliases = !parsed.GetValue(_noAliases);
        if (Array.TrueForAll(inputs, IsWord))
        {
            byte[] words = [.. inputs.SelectMany(input => BitConverter.GetBytes(Convert.ToUInt32(input, 16)))];
            Print(CodeListing.Of(words, parsed.GetValue(_address), parsed.GetValue(_c64), aliases));
            return;
        }

        if (inputs.Length > 1)
        {
            var other = inputs.First(input => !IsWord(input));
            throw Error("FX0610", "<command line>", $"'{other}' is not an instruction word.", "Give one file, or words of up to 8 hexadecimal digits after 0x.");
        }

        var bytes = InputFile.ReadBytes(inputs[0], "Give the path of an ELF file or of raw bytes, - for standard input, or words such as 0xd65f03c0.");
        if (bytes.Length >= 4 && bytes.AsSpan(0, 4).SequenceEqual("\u007fELF"u8))
        {
            Print(ElfFile.Read(bytes, inputs[0]), inputs[0], parsed, aliases);
            return;
        }

        foreach (var (option, name) in new[] { (parsed.GetValue(_section), "--section"), (parsed.GetValue(_symbol), "--symbol") })
        {
            if (option is not null)
            {
                throw Error("FX0611", inputs[0], $"{name} needs an ELF file, and this is none.", "Leave it out: all of the file is disassembled.");
            }
        }

        Print(CodeListing.Of(bytes, parsed.GetValue(_address), parsed.GetValue(_c64), aliases));
    }

    private void Print(ElfFile file, string name, ParseResult parsed, bool aliases)
    {
        var section = parsed.GetValue(_section);
        var wanted = parsed.GetValue(_symbol);
        bool? c64 = parsed.GetValue(_c64) ? true : null;
        var symbol = wanted is null ? null : Symbol(file, name, wanted);
        var any = false;
        for (var i = 0; i < file.Sections.Count; i++)
        {
            var here = file.Sections[i];
            if ((section is null ? symbol is null && (here.Flags & ElfSectionFlags.Execute) == 0 : here.Name != section) || (symbol is not null && symbol.SectionIndex != i) || here.Data.Length == 0)
            {
                continue;
            }

            any = true;
            _terminal.Out.WriteLine($"section {here.Name}:");
            var lines = CodeListing.Of(file, i, c64, aliases);
            if (symbol is not null)
            {
                var start = symbol.Value & ~(symbol.Type == ElfSymbolType.Function ? 1UL : 0);
                var end = End(file, symbol, start, here);
                lines = lines.Where(line => line.Address >= start && line.Address < end);
            }

            Print(lines);
        }

        if (!any)
        {
            throw section is not null
                ? Error("FX0612", name, $"There is no section '{section}' with bytes in the file.", $"Sections: {Names(file.Sections.Where(s => s.Data.Length > 0 && s.Name.Length > 0).Select(s => s.Name))}.")
                : Error("FX0613", name, "The file has no section that holds code.", "Name one with --section.");
        }
    }

    private static ElfSymbol Symbol(ElfFile file, string name, string wanted)
    {
        ElfSymbol[] defined = [.. file.Symbols.Where(s => s.Name.Length > 0 && s.Name[0] != '$' && s.SectionIndex > 0 && s.SectionIndex < file.Sections.Count)];
        return Array.Find(defined, s => s.Name == wanted)
            ?? throw Error("FX0612", name, $"There is no symbol '{wanted}' in a section of the file.", $"Symbols: {Names(defined.Where(s => s.Type == ElfSymbolType.Function).Select(s => s.Name))}.");
    }

    // A symbol without a size ends where the next one begins.
    private static ulong End(ElfFile file, ElfSymbol symbol, ulong start, ElfSection section)
    {
        if (symbol.Size != 0)
        {
            return start + symbol.Size;
        }

        return file.Symbols.Where(s => s.SectionIndex == symbol.SectionIndex && s.Name.Length > 0 && s.Name[0] != '$' && (s.Value & ~1UL) > start)
            .Select(s => s.Value & ~1UL).DefaultIfEmpty(section.Address + section.Size).Min();
    }

    private void Print(IEnumerable<CodeLine> lines)
    {
        foreach (var line in lines)
        {
            foreach (var label in line.Labels)
            {
                _terminal.Out.WriteLine($"{line.Address:x16} <{label}>:");
            }

            _terminal.Out.WriteLine(line.Size == 4 ? $"{line.Address,8:x}: {line.Value:x8}    {line.Text}" : $"{line.Address,8:x}: {line.Value:x2}          {line.Text}");
        }
    }

    private static bool IsWord(string input) =>
        input.Length is > 2 and <= 10 && input.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && input[2..].All(char.IsAsciiHexDigit);

    private static string Names(IEnumerable<string> names)
    {
        string[] all = [.. names.Distinct().Order(StringComparer.Ordinal)];
        return all.Length == 0 ? "none" : string.Join(", ", all.Take(10)) + (all.Length > 10 ? ", …" : "");
    }

    private static InputException Error(string id, string file, string message, string help) =>
        new([new Diagnostic(id, DiagnosticSeverity.Error, new SourceLocation(file), message, help)]);
}
