using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal;

/// <summary>A capability register without its tag. Kept in 16 bytes so that an X write clears the metadata with the same store.</summary>
internal struct RegisterValue
{
    internal ulong Value;
    internal ulong Metadata;
}

/// <summary>C0-C30, a slot that reads as zero (31) and the current CSP (32).</summary>
[InlineArray(Length)]
internal struct RegisterFile
{
    internal const int Length = 33;
    private RegisterValue _first;
}

/// <summary>The tags of a <see cref="RegisterFile"/>.</summary>
[InlineArray(RegisterFile.Length)]
internal struct RegisterTags
{
    private byte _first;
}

/// <summary>V0-V31.</summary>
[InlineArray(32)]
internal struct VectorFile
{
    private Vector128<ulong> _first;
}

/// <summary>Cycles of each <see cref="TimingClass"/>.</summary>
[InlineArray(32)]
internal struct CycleCosts
{
    private long _first;
}
