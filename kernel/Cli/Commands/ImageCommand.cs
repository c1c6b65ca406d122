using System.CommandLine;
using FlexCap.Cli.Internal;
using FlexCap.Notebooks;
using FlexCap.Notebooks.Formatting;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap image</c>: links a configuration into an ELF file, the same that our machine boots.</summary>
internal static class ImageCommand
{
    public static Command Create(Terminal terminal, SourceTexts sources)
    {
        var shared = new SharedOptions();
        var output = new Option<string>("--output", "-o") { Description = "ELF file to write; it appears whole or not at all.", HelpName = "image.elf", Required = true };
        var map = new Option<bool>("--map") { Description = "Print the memory map." };
        var command = new Command("image", "Link a configuration into an ELF file that also boots on QEMU's Morello target (-M virt -cpu morello).")
        {
            shared.Configuration, output, shared.Mechanism, shared.Parameters, map,
        };
        command.SetAction(parsed =>
        {
            var (configuration, warnings) = InputFile.ReadConfiguration(parsed.GetRequiredValue(shared.Configuration), sources);
            terminal.WriteDiagnostics(warnings, sources);
            var image = shared.Apply(configuration, parsed).Check().Link();
            var path = parsed.GetRequiredValue(output);
            AtomicFile.Write(path, image.Elf.Span);
            terminal.Out.WriteLine($"{path}: {Tables.ByteSize((ulong)image.Elf.Length)}, board {image.Profile.Name}, SHA-256 {image.Hash}");
            if (parsed.GetValue(map))
            {
                terminal.Out.Write(image.MemoryMapText());
            }

            return ExitCode.Success;
        });
        return command;
    }
}
