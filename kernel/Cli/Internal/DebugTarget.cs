using FlexCap.Diagnostics;
using FlexCap.FlexOS;
using FlexCap.Morello;
using FlexCap.Morello.Elf;
using FlexCap.Notebooks;

namespace FlexCap.Cli.Internal;

/// <summary>What a debugger's command works on: an ELF file on a board, or a FlexOS configuration, loaded and at its entry.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Elf">Its ELF file.</param>
/// <param name="Image">The bytes of the ELF file.</param>
/// <param name="FlexOS">The FlexOS machine around it, null for an ELF file.</param>
internal sealed record DebugTarget(Machine Machine, ElfFile Elf, ReadOnlyMemory<byte> Image, FlexOSMachine? FlexOS)
{
    private static ReadOnlySpan<byte> ElfMagic => [0x7F, (byte)'E', (byte)'L', (byte)'F'];

    /// <summary>Opens an ELF file or a configuration: what the file is decides, not its name.</summary>
    /// <param name="path">The file; - is a configuration on standard input.</param>
    /// <param name="board">Board for an ELF file.</param>
    /// <param name="apply">What the command line changes in a configuration.</param>
    /// <param name="sources">Texts for diagnostics.</param>
    /// <param name="warnings">Told the configuration's warnings.</param>
    /// <exception cref="InputException">FX0601, FX01xx, FX02xx: the file cannot be read or used.</exception>
    public static DebugTarget Open(
        string path, MachineProfile board, Func<Configuration, Configuration> apply, SourceTexts sources, Action<IReadOnlyList<Diagnostic>> warnings)
    {
        if (path != "-" && IsElf(path))
        {
            var image = InputFile.ReadBytes(path, "Give the path of an ELF file or of a configuration.");
            var elf = ElfFile.Read(image, path);
            var machine = new Machine(board);
            machine.Load(elf);
            return new(machine, elf, image, null);
        }

        var (configuration, diagnostics) = InputFile.ReadConfiguration(path, sources);
        warnings(diagnostics);
        var flexos = apply(configuration).Boot();
        return new(flexos.Machine, ElfFile.Read(flexos.Image.Elf, flexos.Image.Plan.Configuration.Name), flexos.Image.Elf, flexos);
    }

    private static bool IsElf(string path)
    {
        try
        {
            Span<byte> start = stackalloc byte[4];
            using var file = File.OpenRead(path);
            return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(ElfMagic);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Reading it as a configuration says what is wrong.
            return false;
        }
    }
}
