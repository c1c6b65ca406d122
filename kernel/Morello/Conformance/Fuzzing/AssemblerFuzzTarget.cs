using System.Text;
using FlexCap.Diagnostics;
using FlexCap.Morello.Elf;
using FlexCap.Morello.Internal.Assembly;

namespace FlexCap.Morello.Conformance.Fuzzing;

/// <summary>
/// The assembler on sources that were changed, made of random tokens, or random bytes. Nothing but diagnostics may come out, and what
/// assembles must write an object that reads back, a listing, and a program or diagnostics.
/// </summary>
internal sealed class AssemblerFuzzTarget : FuzzTarget
{
    private static readonly AssemblerOptions s_options = new()
    {
        MaximumBytes = 1 << 16,
        MaximumStatements = 2_000,
        WithListing = true,
        ReadFile = static name => name.Length < 4 ? Encoding.UTF8.GetBytes(".include \"" + name + "x\"\nnop\n") : name == "loop" ? ".include \"loop\""u8.ToArray() : null,
    };

    private static readonly SourceGenerator s_generator = new();

    public override string Name => "assembler";

    public override string Description => "Assembles mutated sources, random tokens and random bytes.";

    public override byte[] Generate(Random random) => s_generator.Generate(random);

    public override string? Run(byte[] input)
    {
        var options = input.Length % 2 == 0 ? s_options : s_options with { C64 = true };
        var isAssembled = new Assembler(options).TryAssemble([new AssemblySource(Encoding.UTF8.GetString(input), "fuzz.s")], out var result, out var diagnostics);
        var hasErrors = diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);
        if (isAssembled == hasErrors)
        {
            return isAssembled ? "It assembled in spite of errors." : "It did not assemble, and nothing says why.";
        }

        if (diagnostics.FirstOrDefault(d => !d.Id.StartsWith("FX08", StringComparison.Ordinal) || d.Message.Length == 0 || d.Location.Line < 0) is { } odd)
        {
            return $"This is not a diagnostic of the assembler: {odd}";
        }

        return result is null ? null : Check(result);
    }

    public override string Show(byte[] input) => Encoding.UTF8.GetString(input);

    private static string? Check(AssemblyResult result)
    {
        var made = result.ToElf();
        var bytes = ElfWriter.Write(made);
        if (!ElfFile.TryRead(bytes, "fuzz.o", out var read, out var diagnostics))
        {
            return "The object cannot be read back: " + string.Join('\n', diagnostics);
        }

        foreach (var section in made.Sections.Skip(1))
        {
            if (!read!.Sections.Any(s => s.Name == section.Name && s.Size == section.Size && s.Data.Span.SequenceEqual(section.Data.Span)))
            {
                return $"Section {section.Name} of the object is not what was written.";
            }
        }

        if (read!.Relocations.Count != made.Relocations.Count || !read.Symbols.Select(s => s.Name).Order(StringComparer.Ordinal).SequenceEqual(made.Symbols.Select(s => s.Name).Order(StringComparer.Ordinal)))
        {
            return "Symbols or relocations of the object are not what was written.";
        }

        result.ToListing();
        try
        {
            return ElfFile.TryRead(ElfWriter.Write(result.ToExecutable(0x4008_0000)), "fuzz.elf", out _, out diagnostics)
                ? null : "The program cannot be read back: " + string.Join('\n', diagnostics);
        }
        catch (InputException)
        {
            return null; // Undefined symbols and the like.
        }
    }
}
