using FlexCap.FlexOS.Internal.Linking;

namespace FlexCap.FlexOS.Internal.Mechanisms;

/// <summary>
/// Layout of what the trusted base keeps for mechanisms that trust neither side of a call, behind the capability table in
/// one interval that a capability bounds exactly: <c>flexos/trusted.h</c> in kernel/guest says what is in it. Sizes in bytes.
/// </summary>
internal static class TrustedArea
{
    public const ulong RowSize = 32, BlocksSize = 32 * 16, RecordSize = 64, ThreadSize = 32, FrameSize = 64, Depth = 128, Threads = 32, Rest = 64;

    // The trusted base has a row, blocks and a record of its own, after those of the compartments.
    public static ulong BlocksOffset(int compartments, int id) => (((ulong)compartments + 1) * RowSize) + ((ulong)id * BlocksSize);

    public static ulong RecordOffset(int compartments, int id) =>
        ((BlocksOffset(compartments, compartments + 1) + 63) & ~63UL) + ((ulong)id * RecordSize);

    public static ulong Size(int compartments, int threads) =>
        Layout.BoundsLength(RecordOffset(compartments, compartments + 1) + (Threads * ThreadSize) + ((ulong)threads * Depth * FrameSize) + (((ulong)compartments + 1) * Rest));
}
