namespace FlexCap.Morello.Elf;

/// <summary>A 64-bit little-endian AArch64 ELF file.</summary>
public sealed class ElfFile
{
    /// <summary>Reads a file; all errors are collected and thrown as <see cref="Diagnostics.InputException"/>.</summary>
    public static ElfFile Read(ReadOnlyMemory<byte> bytes, string name) => throw new NotImplementedException();
}
