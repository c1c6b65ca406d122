using System.Buffers.Binary;
using FlexCap.Morello.Internal;
using FlexCap.Morello.Internal.Assembly;
using FlexCap.Morello.Tests.Assembly;
using FlexCap.Morello.Tests.Differential;

namespace FlexCap.Morello.Tests.FloatingPoint;

/// <summary>
/// A static program that executes floating-point instructions on tables of operands: for each instruction a loop over records with
/// FPCR, FPSR, flags and four vector registers of their own, which writes what the instruction made of them.
/// </summary>
internal sealed class FloatingPointProgram
{
    internal const ulong Base = 0x4100_0000;

    /// <summary>Bytes of a record: V0-V3, X1, FPCR, FPSR, NZCV.</summary>
    internal const int RecordSize = 96;

    /// <summary>Bytes of a result: V0-V2, X0, FPSR, NZCV, zero.</summary>
    internal const int ResultSize = 80;

    private const ulong InputAddress = Base + 0x20_0000;
    private const ulong OutputAddress = Base + 0x100_0000;

    private readonly List<uint> _code = [];
    private readonly byte[] _input;

    internal FloatingPointProgram(Random random, IReadOnlyList<(uint Word, OperandFormat Format)> instructions, int recordsEach, int recordsOfAFormat)
    {
        Instructions = instructions;
        RecordsEach = recordsEach;
        OperandFormat[] formats = Enum.GetValues<OperandFormat>();
        _input = new byte[formats.Length * recordsOfAFormat * RecordSize];
        for (int i = 0; i < formats.Length * recordsOfAFormat; i++)
        {
            FloatingPointValues.FillRecord(random, formats[i / recordsOfAFormat], _input.AsSpan(i * RecordSize, RecordSize));
        }

        Assert.True(InputAddress + (ulong)_input.Length <= OutputAddress);
        Records = new int[instructions.Count];
        Add($"movz x20, #0x{OutputAddress >> 16:x}, lsl #16");
        for (int i = 0; i < instructions.Count; i++)
        {
            Records[i] = ((int)instructions[i].Format * recordsOfAFormat) + random.Next(recordsOfAFormat - recordsEach);
            ulong first = InputAddress + (ulong)(Records[i] * RecordSize);
            Add($"movz x19, #0x{first & 0xFFFF:x}", $"movk x19, #0x{first >> 16:x}, lsl #16", $"movz x21, #{recordsEach}", "movz x22, #0");
            int loop = _code.Count;
            Add("ldp q0, q1, [x19]", "ldp q2, q3, [x19, #32]", "ldp x1, x9, [x19, #64]", "ldp x10, x11, [x19, #80]");
            Add("msr fpcr, x9", "msr fpsr, x10", "msr nzcv, x11", "movz x0, #0");
            _code.Add(instructions[i].Word);
            Add("mrs x12, fpsr", "mrs x13, nzcv", "stp q0, q1, [x20]", "str q2, [x20, #32]", "stp x0, x12, [x20, #48]", "stp x13, x22, [x20, #64]");
            Add($"add x19, x19, #{RecordSize}", $"add x20, x20, #{ResultSize}", "subs x21, x21, #1");
            _code.Add(0x5400_0001 | ((uint)(loop - _code.Count) & 0x7FFFF) << 5);
        }

        Assert.True((ulong)_code.Count * 4 < InputAddress - Base - 64);
        StopAddress = Base + ((ulong)_code.Count * 4);
        OutputSize = instructions.Count * recordsEach * ResultSize;

        // write(1, output, size); exit(0)
        Add("movz x0, #1", $"movz x1, #0x{OutputAddress >> 16:x}, lsl #16");
        Add($"movz x2, #0x{OutputSize & 0xFFFF:x}", $"movk x2, #0x{OutputSize >> 16:x}, lsl #16", "movz x8, #64", "svc #0", "movz x0, #0", "movz x8, #93", "svc #0");
    }

    internal IReadOnlyList<(uint Word, OperandFormat Format)> Instructions { get; }

    internal int RecordsEach { get; }

    /// <summary>The first record of each instruction.</summary>
    internal int[] Records { get; }

    internal ulong StopAddress { get; }

    internal int OutputSize { get; }

    /// <summary>The record of one execution.</summary>
    internal ReadOnlySpan<byte> Record(int instruction, int execution) => _input.AsSpan((Records[instruction] + execution) * RecordSize, RecordSize);

    /// <summary>Runs the program on QEMU and returns the results.</summary>
    internal byte[] RunOnQemu() => QemuUser.Run(BareElf.Build(Base, Image()));

    /// <summary>Runs the program here and returns the results.</summary>
    internal byte[] RunHere()
    {
        var machine = new Machine(MachineProfile.Virt);
        machine.Memory.Write(Base, Image());
        Assert.True(machine.Core.TryWriteSystemRegister(new SystemEncoding(3, 0, 1, 0, 2), 0, 3UL << 20));
        machine.Registers.Pcc = machine.Registers.Pcc.SetValue(Base);
        machine.AddBreakpoint(StopAddress);
        StopReason reason = machine.Run(1_000_000_000, TestContext.Current.CancellationToken);
        Assert.True(reason is StopReason.Breakpoint, $"{reason}; {(machine.Faults.Count > 0 ? machine.Faults[0] : null)}");
        var output = new byte[OutputSize];
        machine.ReadMemory(OutputAddress, output);
        return output;
    }

    private byte[] Image()
    {
        var image = new byte[(int)(InputAddress - Base) + _input.Length];
        for (int i = 0; i < _code.Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(i * 4), _code[i]);
        }

        _input.CopyTo(image, (int)(InputAddress - Base));
        return image;
    }

    private void Add(params ReadOnlySpan<string> statements)
    {
        foreach (string statement in statements)
        {
            Assert.True(Statements.TryAssemble(statement, c64: false, out AssembledInstruction instruction, out AssemblyError? error), $"{statement}: {error?.Message}");
            _code.Add(instruction.Word);
        }
    }
}
