using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal;

// Register access. Index 31 reads as zero through X, W and C, and is the stack pointer through XSp and CSp: the slots differ,
// so that no access needs a branch.
internal sealed unsafe partial class Cpu
{
    private const uint ZeroSlot = 31;

    private RegisterFile _registers;
    private RegisterTags _tags;
    private VectorFile _vectors;

    // 31 -> 32 (the stack pointer), the rest unchanged.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint StackSlot(uint n) => n + ((n + 1) >> 5);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref RegisterValue Slot(uint slot) => ref Unsafe.Add(ref Unsafe.As<RegisterFile, RegisterValue>(ref _registers), slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte TagSlot(uint slot) => ref Unsafe.Add(ref Unsafe.As<RegisterTags, byte>(ref _tags), slot);

    /// <summary>Xn; 31 is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong X(uint n) => Slot(n).Value;

    /// <summary>Writes Xn; the metadata and the tag become zero. 31 is ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetX(uint n, ulong value)
    {
        ref RegisterValue slot = ref Slot(n);
        slot.Value = value;
        slot.Metadata = 0;
        TagSlot(n) = 0;
        Slot(ZeroSlot).Value = 0;
    }

    /// <summary>Wn; 31 is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint W(uint n) => (uint)Slot(n).Value;

    /// <summary>Writes Wn: the upper half of Xn, the metadata and the tag become zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetW(uint n, uint value) => SetX(n, value);

    /// <summary>Xn; 31 is SP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong XSp(uint n) => Slot(StackSlot(n)).Value;

    /// <summary>Writes Xn; 31 is SP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetXSp(uint n, ulong value)
    {
        ref RegisterValue slot = ref Slot(StackSlot(n));
        slot.Value = value;
        slot.Metadata = 0;
        TagSlot(StackSlot(n)) = 0;
    }

    /// <summary>Cn; 31 is the null capability.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Capability C(uint n)
    {
        ref RegisterValue slot = ref Slot(n);
        return new Capability(slot.Value, slot.Metadata, TagSlot(n) != 0);
    }

    /// <summary>Writes Cn; 31 is ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetC(uint n, Capability value)
    {
        if (n != 31)
        {
            ref RegisterValue slot = ref Slot(n);
            slot.Value = value.Value;
            slot.Metadata = value.Metadata;
            TagSlot(n) = value.Tag ? (byte)1 : (byte)0;
        }
    }

    /// <summary>Cn; 31 is CSP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Capability CSp(uint n)
    {
        uint index = StackSlot(n);
        ref RegisterValue slot = ref Slot(index);
        return new Capability(slot.Value, slot.Metadata, TagSlot(index) != 0);
    }

    /// <summary>Writes Cn; 31 is CSP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetCSp(uint n, Capability value)
    {
        uint index = StackSlot(n);
        ref RegisterValue slot = ref Slot(index);
        slot.Value = value.Value;
        slot.Metadata = value.Metadata;
        TagSlot(index) = value.Tag ? (byte)1 : (byte)0;
    }

    /// <summary>Vn as two 64-bit lanes, lane 0 in the low half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref Vector128<ulong> V(uint n) => ref Unsafe.Add(ref Unsafe.As<VectorFile, Vector128<ulong>>(ref _vectors), n);

    /// <summary>Writes the low 64 bits of Vn and clears the rest, as B, H, S and D writes do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void SetVLow(uint n, ulong value) => V(n) = Vector128.CreateScalar(value);
}
