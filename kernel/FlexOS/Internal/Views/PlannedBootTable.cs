using System.Buffers.Binary;
using FlexCap.FlexOS.Internal.Planning;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>The boot table as it stands in an image: what the trusted base will read (docs/image-format.md).</summary>
internal sealed class PlannedBootTable
{
    private readonly byte[] _words;

    public PlannedBootTable(Image image)
    {
        var file = image.File ?? ElfFile.Read(image.Elf, image.Plan.Configuration.Name);
        var table = image.Symbols.First(s => s.Name == BootTable.Symbol && s.Compartment < 0);
        _words = new byte[8 * (BootTable.HeaderWords + (BootTable.CompartmentWords * image.Plan.Configuration.Compartments.Count))];
        var segment = file.Segments.First(s => table.Address >= s.VirtualAddress && table.Address < s.VirtualAddress + s.MemorySize);
        var bytes = segment.Data.Span[(int)Math.Min(table.Address - segment.VirtualAddress, (ulong)segment.Data.Length)..];
        bytes[..Math.Min(bytes.Length, _words.Length)].CopyTo(_words);
    }

    public ulong CapabilityTable => Header(2);

    public ulong SwitcherStart => Header(3);

    public ulong SwitcherEnd => Header(4);

    public int MainCompartment => (int)Header(8);

    public ulong ConsoleSlot => Header(9);

    public ulong ImageStart => Header(10);

    public ulong Uart => Header(15);

    public ulong Threads => Header(16);

    public ulong EntriesStart => Header(18);

    public ulong EntriesEnd => Header(19);

    public ulong TrustedStart => Header(20);

    public ulong TrustedEnd => Header(21);

    public ulong RegisterStart => Header(23);

    public ulong RegisterEnd => Header(24);

    public ulong CodeEnd => Header(30);

    public ulong TextStart(int id) => Compartment(id, 2);

    public ulong TextEnd(int id) => Compartment(id, 3);

    public ulong DataStart(int id) => Compartment(id, 4);

    public ulong DataEnd(int id) => Compartment(id, 5);

    public ulong StackTop(int id) => Compartment(id, 7);

    public ulong Trampoline(int id) => Compartment(id, 10);

    public ulong Slot(int id) => Compartment(id, 11);

    private ulong Header(int word) => BinaryPrimitives.ReadUInt64LittleEndian(_words.AsSpan(8 * word));

    private ulong Compartment(int id, int word) => Header(BootTable.HeaderWords + (id * BootTable.CompartmentWords) + word);
}
