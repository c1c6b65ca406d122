using System.CommandLine;
using FlexCap.Cli.Internal;
using FlexCap.FlexOS.Views;
using FlexCap.Notebooks;
using FlexCap.Notebooks.Formatting;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap image</c>: links a configuration into an ELF file, the same that our machine boots.</summary>
internal static class ImageCommand
{
    public static Command Create(Terminal terminal, SourceTexts sources)
    {
        var shared = new SharedOptions();
        var output = new Option<string>("--output", "-o") { Description = "ELF file to write; it appears whole or not at all.", HelpName = "image.elf" };
        var views = new ViewOptions("image");
        var map = new Option<bool>("--map") { Description = "Print the memory map." };
        var command = new Command("image", "Link a configuration into an ELF file that also boots on QEMU's Morello target (-M virt -cpu morello).")
        {
            shared.Configuration, output, shared.Mechanism, shared.Parameters, map, views.View, views.Format,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(output) is null && result.GetResult(views.View) is null)
            {
                result.AddError("Option '--output' is required, unless --view asks for a view.");
            }
        });
        command.SetAction(parsed =>
        {
            var (configuration, warnings) = InputFile.ReadConfiguration(parsed.GetRequiredValue(shared.Configuration), sources);
            terminal.WriteDiagnostics(warnings, sources);
            var image = shared.Apply(configuration, parsed).Check().Link();
            if (parsed.GetValue(output) is { } path)
            {
                AtomicFile.Write(path, image.Elf.Span);
                terminal.Out.WriteLine($"{path}: {Tables.ByteSize((ulong)image.Elf.Length)}, board {image.Profile.Name}, SHA-256 {image.Hash}");
            }

            if (parsed.GetValue(map))
            {
                terminal.Out.Write(image.MemoryMapText());
            }

            if (parsed.GetValue(views.View) is { } view)
            {
                terminal.Out.Write(views.Write(image.View(view), parsed));
            }

            return ExitCode.Success;
        });
        return command;
    }
}
