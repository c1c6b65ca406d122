using System.Buffers.Binary;
using System.Security.Cryptography;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Conformance.Fuzzing;

/// <summary>
/// Random words as code, with random registers, system registers, page tables and exception level, on every board: it ends with a
/// <see cref="StopReason"/> within its budget, takes no more host memory than the board has, and does the same when it runs again.
/// </summary>
internal sealed class CodeFuzzTarget : FuzzTarget
{
    private const long Budget = 2000;
    private const int RamSize = 0x20_0000;
    private const int CodeSize = 512;

    // Beyond RAM: decoded pages, the machine itself, what is printed.
    private const long MaximumAllocation = RamSize + (16L << 20);

    private static readonly (uint Value, uint Mask)[] s_variants = [.. Enumerable.Range(0, InstructionTable.VariantCount).Select(InstructionTable.Variant).Select(v => (v.Value, v.Mask))];

    public override string Name => "code";

    public override string Description => "Runs random instructions in random state on every board.";

    public override byte[] Generate(Random random)
    {
        byte[] bytes = new byte[CodeSize + 2048];
        random.NextBytes(bytes);
        for (int at = 0; at < CodeSize; at += 4)
        {
            // Real instructions mostly: words at random are mostly unallocated.
            if (random.Next(8) != 0)
            {
                (uint value, uint mask) = s_variants[random.Next(s_variants.Length)];
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value | ((uint)random.NextInt64(1L << 32) & ~mask));
            }
        }

        return bytes;
    }

    public override string? Run(byte[] input)
    {
        Machine machine = Prepare(input);
        long before = GC.GetAllocatedBytesForCurrentThread();
        StopReason reason = machine.Run(Budget);
        if (GC.GetAllocatedBytesForCurrentThread() - before > MaximumAllocation)
        {
            return "It took more memory than the board has.";
        }

        if (reason is not (StopReason.BudgetSpent or StopReason.Halted or StopReason.Faulted or StopReason.Waiting))
        {
            return $"It ended with {reason}, which nobody asked for.";
        }

        if (machine.Core.Steps > Budget)
        {
            return $"It took {machine.Core.Steps} steps of {Budget}.";
        }

        // What is read from outside the guest would hardly be the same twice.
        return input.Length > CodeSize && input[CodeSize] / 3 % 8 == 0 && Fingerprint(machine, reason) is var first && Execute(input) is var again
            && Fingerprint(again.Machine, again.Reason) is var second && first != second ? $"It ends in two ways: {first}, {second}." : null;
    }

    public override string Show(byte[] input) => Convert.ToHexString(input);

    /// <summary>Runs an input to its end.</summary>
    internal static (Machine Machine, StopReason Reason) Execute(byte[] input)
    {
        Machine machine = Prepare(input);
        return (machine, machine.Run(Budget));
    }

    private static Machine Prepare(byte[] input)
    {
        var source = new InputBytes(input, Math.Min(input.Length, CodeSize));
        MachineProfile board = MachineProfile.All[source.Byte() % MachineProfile.All.Count];
        var machine = new Machine(board with { RamSize = RamSize });
        CodeFuzzState.Set(machine, input.AsSpan(0, Math.Min(input.Length, CodeSize)), source);
        return machine;
    }

    // All state that a snapshot holds: RAM with tags, registers, devices, counters.
    private static string Fingerprint(Machine machine, StopReason reason)
    {
        using var stream = new MemoryStream();
        machine.TakeSnapshot().Write(stream);
        return $"{reason} {Convert.ToHexStringLower(SHA256.HashData(stream.ToArray()))}";
    }
}
