namespace FlexCap.Morello.Internal;

/// <summary>One instruction of a <see cref="CodePage"/>: the code that executes it, its word and its model cycles.</summary>
internal unsafe struct CodeSlot
{
    internal delegate*<Cpu, uint, void> Handler;
    internal uint Word;
    internal int Cycles;
}

/// <summary>The instructions of one physical page of 4 KiB, decoded as they are first executed.</summary>
internal sealed unsafe class CodePage
{
    internal const int Shift = 12;
    internal const int SlotCount = 1 << (Shift - 2);

    private readonly CodeSlot[] _slots = GC.AllocateArray<CodeSlot>(SlotCount, pinned: true);

    internal CodePage(ulong physicalAddress) => PhysicalAddress = physicalAddress;

    /// <summary>Physical address of the page.</summary>
    internal ulong PhysicalAddress { get; }

    /// <summary>The slots; the array is pinned.</summary>
    internal CodeSlot* Slots => (CodeSlot*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _slots[0]);

    /// <summary>Takes the words of the page and forgets what was decoded.</summary>
    internal void Fill(uint* words, delegate*<Cpu, uint, void> decode)
    {
        CodeSlot* slots = Slots;
        for (int i = 0; i < SlotCount; i++)
        {
            slots[i].Word = words[i];
            slots[i].Handler = decode;
        }
    }
}
