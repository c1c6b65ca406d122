using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Internal.Planning;

namespace FlexCap.FlexOS.Internal.SharedObjects;

/// <summary>
/// Where thread-local data of shared objects lies: in a block at the low end of every stack (docs/image-format.md), so that
/// a thread has its own in each compartment and needs no register to find it. Where a called function runs on the stack of
/// its caller, whichever compartment that is of, all shared objects share one block.
/// </summary>
internal sealed class ThreadLocalPlan(Configuration configuration, PieceTable pieces, DiagnosticBag diagnostics)
{
    /// <summary>First byte of the block, from the bottom of the stack; and one past its last.</summary>
    public const ulong BlockStart = 4352, BlockEnd = 8192;

    private readonly Dictionary<Instance, ulong> _offsets = [];
    private readonly Dictionary<int, ulong> _used = [];
    private readonly bool _isShared = IsolationMechanism.Of(configuration).SharesStacks;

    /// <summary>Offset of an instance's data from the start of the block; reserves it when first asked.</summary>
    public ulong OffsetOf(Instance instance)
    {
        if (_offsets.TryGetValue(instance, out var known))
        {
            return known;
        }

        var template = instance.Object.Shared?.ThreadLocal ?? new ThreadLocalTemplate(default, 0, 1);
        var block = _isShared ? 0 : instance.Compartment;
        var start = BlockStart + _used.GetValueOrDefault(block);
        var place = (start + template.Alignment - 1) & ~(template.Alignment - 1);
        if (place + template.Size > BlockEnd)
        {
            diagnostics.Error("FX0320", instance.Place,
                $"The thread-local data of {instance.Name} ({template.Size} bytes, aligned to {template.Alignment}) does not fit beside that of others into the {BlockEnd - BlockStart} bytes that a stack of compartment '{configuration.Compartments[instance.Compartment].Name}' has for it.",
                "Place the micro-library in a compartment of its own, or give it less thread-local data.");
            place = BlockStart; // reported; goes on so that other errors show
        }

        _used[block] = place + template.Size - BlockStart;
        _offsets.Add(instance, place - BlockStart);
        if (!template.Initial.IsEmpty)
        {
            PlaceInitial(instance, template.Initial, place);
        }

        return place - BlockStart;
    }

    private void PlaceInitial(Instance instance, ReadOnlyMemory<byte> initial, ulong place)
    {
        foreach (var compartment in _isShared ? Enumerable.Range(0, configuration.Compartments.Count) : [instance.Compartment])
        {
            for (var thread = 0; thread < configuration.Threads; thread++)
            {
                pieces.Make($"flexos_tls_{instance.Name}_{thread}", SectionClass.ThreadLocal, compartment, (ulong)initial.Length, 1,
                    data: initial, stackOffset: Compartment.StackSize * (ulong)thread + place);
            }
        }
    }
}
