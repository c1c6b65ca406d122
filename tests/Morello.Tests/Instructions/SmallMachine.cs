using System.Buffers.Binary;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Instructions;

/// <summary>
/// A machine at EL3 with capabilities on, MMU off and a few instructions at <see cref="Code"/>. It stops after the last of them,
/// or at the first exception.
/// </summary>
internal sealed class SmallMachine
{
    public const ulong Code = 0x1000;
    public const ulong Data = 0x8000;

    private readonly Machine _machine = new(MachineProfile.Trickbox);
    private int _words;

    public SmallMachine()
    {
        Cpu.SetSystemRegister("CPTR_EL3", 0x200);
        Cpu.ExceptionObserver = target =>
        {
            Exception ??= Cpu.ExceptionSyndrome(target);
            Cpu.RequestStop(new StopReason.Waiting(Cpu.Pc));
        };
    }

    public Cpu Cpu => _machine.Core;

    /// <summary>ESR of the exception that ended the run, or null.</summary>
    public uint? Exception { get; private set; }

    /// <summary>EC of that exception, or null.</summary>
    public uint? ExceptionClass => Exception >> 26;

    /// <summary>The fault status of that exception, or null.</summary>
    public uint? FaultStatus => Exception & 0x3F;

    /// <summary>Encodes an instruction by the name of its table entry and the letters of its pattern.</summary>
    public static uint Encode(string name, params (char Letter, uint Value)[] fields)
    {
        string pattern = InstructionTable.Entries.Single(entry => entry.Name == name).Pattern.Replace(" ", string.Empty, StringComparison.Ordinal);
        uint word = 0;
        for (int i = 0; i < 32; i++)
        {
            char c = pattern[i];
            uint bit = c == '1' ? 1u : 0;
            if (char.IsLetter(c) && c != 'x')
            {
                int position = pattern.LastIndexOf(c) - i;
                bit = (fields.SingleOrDefault(field => field.Letter == c).Value >> position) & 1;
            }

            word = (word << 1) | bit;
        }

        return word;
    }

    public SmallMachine Add(string name, params (char Letter, uint Value)[] fields) => Add(Encode(name, fields));

    public SmallMachine Add(uint word)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, word);
        Cpu.Memory.Write(Code + (ulong)(4 * _words++), bytes);
        return this;
    }

    /// <summary>Puts a capability with its tag into memory.</summary>
    public SmallMachine Put(ulong address, Capability value)
    {
        Span<byte> image = stackalloc byte[Capability.SizeInMemory];
        value.Write(image);
        Cpu.Memory.Write(address, image);
        Cpu.Memory.SetTag(address, value.Tag);
        return this;
    }

    /// <summary>The capability in memory, with its tag.</summary>
    public Capability Get(ulong address)
    {
        Span<byte> image = stackalloc byte[Capability.SizeInMemory];
        Cpu.Memory.Read(address, image);
        return Capability.Read(image, Cpu.Memory.Tag(address));
    }

    public SmallMachine With(uint register, Capability value)
    {
        Cpu.SetC(register, value);
        return this;
    }

    /// <summary>Runs from <see cref="Code"/>; <paramref name="stop"/> is where a branch is expected to lead, else the end of the code.</summary>
    public SmallMachine Run(bool isC64 = false, ulong? stop = null, Capability? pcc = null)
    {
        Cpu.IsC64 = isC64;
        Cpu.Restart((pcc ?? Capability.Maximal).SetValue(Code));
        ulong end = stop ?? Code + (ulong)(4 * _words);
        _machine.AddBreakpoint(end);
        StopReason reason = _machine.Run(1_000, TestContext.Current.CancellationToken);
        Assert.True(Exception is not null || reason is StopReason.Breakpoint, reason.ToString());
        return this;
    }

    /// <summary>Runs up to <paramref name="instructions"/> from <see cref="Code"/>, wherever they lead.</summary>
    public void RunFreely(int instructions, bool isC64, Capability pcc)
    {
        Cpu.IsC64 = isC64;
        Cpu.Restart(pcc);
        _machine.Run(instructions, TestContext.Current.CancellationToken);
    }
}
