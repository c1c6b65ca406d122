using System.Numerics;
using System.Security.Cryptography;
using FlexCap.Diagnostics;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello;

public sealed partial class MachineSnapshot
{
    private const int PagesPerChunk = 16;
    private const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "FXSNAP\r\n"u8;

    /// <summary>
    /// Writes the snapshot as a file: the same state gives the same bytes. Only pages that are not all zero are in it. What
    /// observers know is not.
    /// </summary>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var writer = new StateWriter();
        writer.WriteRaw(Magic);
        writer.Write(Version);
        writer.Write(FieldState.OfCpu.Fingerprint);
        writer.Write(Profile);
        writer.Write(Instructions);
        writer.Write(Cycles);
        writer.Write(State.Span);
        var chunks = Memory.Chunks.Where(chunk => chunk.Value.Any(page => page != null)).OrderBy(chunk => chunk.Key).ToList();
        writer.Write(chunks.Count);
        foreach (var (index, pages) in chunks)
        {
            writer.Write(index);
            writer.Write(Enumerable.Range(0, PagesPerChunk).Aggregate(0u, (mask, page) => pages[page] == null ? mask : mask | 1u << page));
            foreach (var page in pages.OfType<PageImage>())
            {
                writer.WriteRaw(page.Data);
                foreach (var tags in page.Tags)
                {
                    writer.Write(tags);
                }
            }
        }

        var bytes = writer.Written.Span;
        stream.Write(bytes);
        stream.Write(SHA256.HashData(bytes));
    }

    /// <summary>Reads a snapshot that <see cref="Write"/> wrote.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">Name used in diagnostics.</param>
    /// <exception cref="InputException">FX0901: it is no snapshot, or damaged; FX0902: another version of FlexCap wrote it.</exception>
    public static MachineSnapshot Read(ReadOnlyMemory<byte> bytes, string name)
    {
        var length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < Magic.Length || !bytes.Span.StartsWith(Magic))
        {
            throw Error("FX0901", name, "The file is no snapshot of a machine.", "Give a file that MachineSnapshot.Write wrote.");
        }

        if (!SHA256.HashData(bytes.Span[..length]).AsSpan().SequenceEqual(bytes.Span[length..]))
        {
            throw Error("FX0901", name, "The snapshot is damaged: its checksum does not fit.", "Write it again.");
        }

        var reader = new StateReader(bytes[Magic.Length..length]);
        if (reader.ReadInt32() != Version || reader.ReadUInt64() != FieldState.OfCpu.Fingerprint)
        {
            throw Error("FX0902", name, "Another version of FlexCap wrote the snapshot; this one has other state.", "Read it with that version, or take it again.");
        }

        var profile = reader.ReadString();
        var (instructions, cycles) = (reader.ReadInt64(), reader.ReadInt64());
        var state = reader.ReadBytes().ToArray();
        var chunks = new Dictionary<int, PageImage?[]>();
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            chunks.Add(reader.ReadInt32(), ReadPages(reader));
        }

        return new(profile, state, new(chunks), instructions, cycles);
    }

    private static PageImage?[] ReadPages(StateReader reader)
    {
        var pages = new PageImage?[PagesPerChunk];
        for (var mask = reader.ReadUInt32(); mask != 0; mask &= mask - 1)
        {
            var data = reader.ReadRaw(PhysicalMemory.PageSize).ToArray();
            pages[BitOperations.TrailingZeroCount(mask)] = new(data, [reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64()]);
        }

        return pages;
    }

    private static InputException Error(string id, string name, string message, string help) =>
        new([new Diagnostic(id, DiagnosticSeverity.Error, new SourceLocation(name), message, help)]);
}
