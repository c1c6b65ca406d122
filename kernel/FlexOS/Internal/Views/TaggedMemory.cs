using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>The capabilities in an interval of memory.</summary>
internal static class TaggedMemory
{
    private const ulong PageSize = 4096;

    public static IEnumerable<(ulong Address, Capability Capability)> In(Machine machine, ulong start, ulong end)
    {
        var bytes = new byte[Capability.SizeInMemory];
        for (var page = start & ~(PageSize - 1); page < end; page += PageSize)
        {
            // Images are mapped one to one, but whoever walks page tables should ask.
            if (!machine.TryTranslate(page, out var physical) || physical < machine.Profile.RamBase || physical - machine.Profile.RamBase >= machine.Profile.RamSize)
            {
                continue;
            }

            for (var address = Math.Max(page, (start + 15) & ~15UL); address < Math.Min(page + PageSize, end); address += Capability.SizeInMemory)
            {
                var place = physical + (address - page);
                if (machine.ReadTag(place))
                {
                    machine.ReadMemory(place, bytes);
                    yield return (address, Capability.Read(bytes, true));
                }
            }
        }
    }
}
