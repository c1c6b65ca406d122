using FlexCap.FlexOS.Internal.Running;

namespace FlexCap.FlexOS;

/// <summary>What a compartment's heap was used for, as its allocator counts it in the guest (<c>uk/alloc.h</c>). Exact.</summary>
/// <param name="Compartment">Name of the compartment.</param>
/// <param name="Allocator">Micro-library that manages the heap: <c>tlsf</c> or <c>ukallocbbuddy</c>.</param>
/// <param name="Size">Bytes of the heap, with what the allocator needs for itself.</param>
/// <param name="InUse">Bytes in blocks that are in use, as <c>malloc_usable_size</c> tells them.</param>
/// <param name="Peak">The most that <paramref name="InUse"/> has been.</param>
/// <param name="Allocations">How often memory was given.</param>
/// <param name="Failures">How often memory was refused.</param>
public sealed record HeapUse(string Compartment, string Allocator, ulong Size, ulong InUse, ulong Peak, long Allocations, long Failures);

public sealed partial class FlexOSMachine
{
    /// <summary>The use of every heap that has an allocator, by compartment id, as it stands now. Nothing is changed.</summary>
    public IReadOnlyList<HeapUse> Heaps => HeapReader.Read(Image, Machine);
}
