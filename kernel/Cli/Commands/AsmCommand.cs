using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using FlexCap.Cli.Internal;
using FlexCap.Morello;
using FlexCap.Morello.Elf;
using FlexCap.Notebooks;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap asm</c>: assembles sources to a relocatable object or to a program, with a listing on request.</summary>
internal sealed class AsmCommand
{
    private const ulong DefaultBase = 0x4008_0000;

    private readonly Argument<string[]> _files = new("FILE") { Description = "Assembly sources, taken one after the other as one unit; - is standard input.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "The ELF file; without it the first FILE's name with .o, or .elf for a program, in the current folder.", HelpName = "FILE" };
    private readonly Option<bool> _executable = new("--executable") { Description = "Write a static executable that the machine loads, instead of a relocatable object." };
    private readonly Option<ulong> _base = new("--base") { Description = "Address of the program's first byte.", HelpName = "ADDR", DefaultValueFactory = _ => DefaultBase, CustomParser = ParseAddress };
    private readonly Option<string?> _entry = new("--entry") { Description = "Label at which the program starts; _start unless given.", HelpName = "SYMBOL" };
    private readonly Option<string?> _listing = new("--listing") { Description = "Write a listing to the file, or to standard output for -; without -o nothing else is written then.", HelpName = "FILE|-" };
    private readonly Option<bool> _c64 = new("--c64") { Description = "Begin in C64 state, for the pure-capability ABI." };
    private readonly Option<string[]> _include = new("--include", "-I") { Description = "Folder in which .include and .incbin look for files, after those of the sources; may be repeated.", HelpName = "DIR", DefaultValueFactory = _ => [] };
    private readonly Option<KeyValuePair<string, long>[]> _define = new("--define", "-D") { Description = "Define a symbol; may be repeated.", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [], CustomParser = ParseDefinitions };
    private readonly Terminal _terminal;
    private readonly SourceTexts _sources;

    private AsmCommand(Terminal terminal, SourceTexts sources) => (_terminal, _sources) = (terminal, sources);

    public static Command Create(Terminal terminal, SourceTexts sources)
    {
        var asm = new AsmCommand(terminal, sources);
        var command = new Command("asm", "Assemble A64 and C64 source to a relocatable ELF object, or with --executable to a program for the machine.")
        {
            asm._files, asm._output, asm._executable, asm._base, asm._entry, asm._listing, asm._c64, asm._include, asm._define,
        };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(asm._executable) && (result.GetResult(asm._base) is { Implicit: false } || result.GetValue(asm._entry) is not null))
            {
                result.AddError("--base and --entry are about programs: add --executable.");
            }
        });
        command.SetAction((parsed, _) => Task.FromResult(asm.Run(parsed)));
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var files = parsed.GetRequiredValue(_files);
        var listing = parsed.GetValue(_listing);
        var sources = files.Select(Read).ToList();
        var folders = files.Select(f => f == "-" ? "." : Path.GetDirectoryName(f) is { Length: > 0 } folder ? folder : ".").Concat(parsed.GetValue(_include)!);
        var options = new AssemblerOptions
        {
            C64 = parsed.GetValue(_c64),
            Symbols = parsed.GetValue(_define)!.GroupBy(d => d.Key, StringComparer.Ordinal).ToDictionary(d => d.Key, d => d.Last().Value, StringComparer.Ordinal),
            ReadFile = new IncludeFolders(folders, _sources).Read,
            WithListing = listing is not null,
        };
        var result = new Assembler(options).Assemble(sources);
        _terminal.WriteDiagnostics(result.Warnings, _sources);
        var isProgram = parsed.GetValue(_executable);
        var (address, entry) = (parsed.GetValue(_base), parsed.GetValue(_entry));
        var output = parsed.GetValue(_output) ?? (listing is null ? DefaultOutput(files[0], isProgram) : null);
        if (output is not null)
        {
            AtomicFile.Write(output, ElfWriter.Write(isProgram ? result.ToExecutable(address, entry) : result.ToElf()));
        }

        if (listing is not null)
        {
            WriteListing(listing, result.ToListing(isProgram ? address : null, entry));
        }

        return ExitCode.Success;
    }

    private AssemblySource Read(string file)
    {
        var name = file == "-" ? "<standard input>" : file;
        var text = InputFile.ReadText(file, "Give the path of an assembly source, or - for standard input.");
        _sources.Set(name, text);
        return new AssemblySource(text, name);
    }

    private void WriteListing(string file, string text)
    {
        if (file == "-")
        {
            _terminal.Out.Write(text);
        }
        else
        {
            AtomicFile.Write(file, Encoding.UTF8.GetBytes(text));
        }
    }

    private static string DefaultOutput(string file, bool isProgram) =>
        (file == "-" ? "a" : Path.GetFileNameWithoutExtension(file)) + (isProgram ? ".elf" : ".o");

    private static ulong ParseAddress(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (TryNumber(text, out var value) && value >= 0)
        {
            return (ulong)value;
        }

        result.AddError($"'{text}' is no address: write it in decimal, or hexadecimal after 0x.");
        return 0;
    }

    private static KeyValuePair<string, long>[] ParseDefinitions(ArgumentResult result)
    {
        var definitions = new List<KeyValuePair<string, long>>();
        foreach (var token in result.Tokens)
        {
            var equals = token.Value.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? token.Value : token.Value[..equals];
            long value = 1;
            if (name.Length == 0 || (equals >= 0 && !TryNumber(token.Value[(equals + 1)..], out value)))
            {
                result.AddError($"'{token.Value}' defines no symbol: write NAME=VALUE with a number, decimal or after 0x.");
                return [];
            }

            definitions.Add(new(name, value));
        }

        return [.. definitions];
    }

    private static bool TryNumber(string text, out long value)
    {
        var isNegative = text.StartsWith('-');
        var digits = isNegative ? text[1..] : text;
        var isHexadecimal = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var isNumber = ulong.TryParse(isHexadecimal ? digits[2..] : digits, isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        value = unchecked(isNegative ? -(long)number : (long)number);
        return isNumber;
    }
}
