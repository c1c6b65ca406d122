using System.Buffers.Binary;

namespace FlexCap.Morello.Conformance;

/// <summary>A bare image for QEMU's virt board and ours with the cases' code, records and tags behind the harness.</summary>
internal static class MorelloImage
{
    internal static DifferentialImage Build(IReadOnlyList<DifferentialCase> cases)
    {
        var (harness, stop) = MorelloHarness.Assemble(cases.Count);
        int code = MorelloHarness.CodeOffset;
        int records = code + (cases.Count * 0x1000);
        int tags = records + (cases.Count * 0x1000);
        int size = tags + (cases.Count * 64);
        const int Header = 0x1000;
        var elf = new byte[Header + size];
        BareElf.WriteHeader(elf, MorelloHarness.Base, MorelloHarness.Base, Header, (ulong)size, (ulong)size);
        Span<byte> image = elf.AsSpan(Header);
        if (harness.Length > MorelloHarness.TableOffset)
        {
            throw new InvalidOperationException("The harness is larger than its place.");
        }

        harness.CopyTo(image);
        PageTables.Make(MorelloHarness.Base + MorelloHarness.TableOffset, MorelloHarness.Base, MorelloHarness.Base + (ulong)size).CopyTo(image[MorelloHarness.TableOffset..]);
        List<IReadOnlyList<ulong>> units = [];
        for (int i = 0; i < cases.Count; i++)
        {
            // SVC everywhere behind the code: any branch inside the page ends the case.
            Span<byte> page = image.Slice(code + (i * 0x1000), 0x1000);
            for (int at = 0; at < page.Length; at += 4)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(page[at..], A64Words.SupervisorCall);
            }

            int place = 0;
            List<ulong> starts = [];
            foreach (var unit in cases[i].Units)
            {
                starts.Add(MorelloLayout.CodeAddress + (ulong)place);
                foreach (uint word in unit)
                {
                    BinaryPrimitives.WriteUInt32LittleEndian(page[place..], word);
                    place += 4;
                }
            }

            starts.Add(MorelloLayout.CodeAddress + (ulong)place);
            units.Add(starts);
            cases[i].State.Bytes.CopyTo(image[(records + (i * 0x1000))..]);
            for (int granule = 0; granule < 256; granule++)
            {
                image[tags + (i * 64) + (granule / 4)] |= (byte)(cases[i].State.Tags[granule] ? 1 << (granule % 4) : 0);
            }
        }

        return new(elf, cases, [.. cases.Select((_, i) => MorelloHarness.Base + (ulong)(records + (i * 0x1000)))], units, MorelloHarness.Base, stop);
    }

    /// <summary>The final states from what the image leaves: all records, then all tags.</summary>
    internal static CaseState[] States(ReadOnlySpan<byte> output, int cases)
    {
        var states = new CaseState[cases];
        for (int i = 0; i < cases; i++)
        {
            ReadOnlySpan<byte> bits = output.Slice((cases * 0x1000) + (i * 64), 64);
            var tags = new bool[256];
            for (int granule = 0; granule < 256; granule++)
            {
                tags[granule] = (bits[granule / 4] >> (granule % 4) & 1) != 0;
            }

            states[i] = new(output.Slice(i * 0x1000, 0x1000).ToArray(), tags);
            Normalize(states[i]);
        }

        return states;
    }

    // FAR_EL1 is UNKNOWN unless the exception is an abort or a misaligned PC: keep it only then.
    private static void Normalize(CaseState state)
    {
        for (int n = 0; n < MorelloLayout.FaultSlots; n++)
        {
            int place = MorelloLayout.Faults + (n * MorelloLayout.FaultSize);
            if ((state.Word(place) >> 26 & 0x3F) is not (0x20 or 0x21 or 0x22 or 0x24 or 0x25))
            {
                state.SetWord(place + 8, 0);
            }
        }
    }
}
