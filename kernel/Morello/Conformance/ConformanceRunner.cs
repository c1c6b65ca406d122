using System.Globalization;
using System.Runtime.Intrinsics;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Conformance;

/// <summary>Runs conformance vectors, each on a machine of its own, without the suite's harness.</summary>
public static class ConformanceRunner
{
    private const long Budget = 100_000;
    private const uint UndefinedSyndrome = 1 << 25;
    private const ulong TableAddress = 0x1040_0000;

    /// <summary>Sets the machine up as the vector says, runs it to its end and compares all that the vector names.</summary>
    public static ConformanceResult Run(ConformanceVector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var machine = new Machine(MachineProfile.Trickbox);
        var cpu = machine.Core;
        try
        {
            SetUp(vector, machine);
        }
        catch (ArgumentException exception)
        {
            return new(vector.Name, ConformanceOutcome.Failed, $"cannot be set up: {exception.Message}", 0);
        }

        var first = true;
        uint firstEsr = 0;
        var ended = false;
        string? missing = null;
        cpu.ExceptionObserver = target =>
        {
            if (first)
            {
                firstEsr = cpu.ExceptionSyndrome(target);
                first = false;
            }

            if (Missing(vector, cpu, target) is { } name)
            {
                missing = name;
            }
            else if (vector.Group >= ConformanceGroup.C && target == 1 && cpu.ExceptionLink(1).Value == vector.End)
            {
                ended = true;
            }

            if (ended || missing is not null || vector.Group <= ConformanceGroup.B)
            {
                cpu.RequestStop(new StopReason.Waiting(cpu.Pc));
            }
        };
        if (vector.Group <= ConformanceGroup.B)
        {
            machine.AddBreakpoint(vector.End);
        }

        var reason = machine.Run(Budget);
        if (missing is not null)
        {
            return new(vector.Name, ConformanceOutcome.Skipped, $"instruction {missing} is not in the table", machine.Instructions);
        }

        if (!ended && reason is not StopReason.Breakpoint)
        {
            return new(vector.Name, ConformanceOutcome.Failed, Astray(machine, reason), machine.Instructions);
        }

        var difference = Compare(vector, machine, firstEsr);
        return difference is null
            ? new(vector.Name, ConformanceOutcome.Passed, string.Empty, machine.Instructions)
            : new(vector.Name, ConformanceOutcome.Failed, difference, machine.Instructions);
    }

    internal static string Astray(Machine machine, StopReason reason)
    {
        var text = Invariant($"did not reach its end: {reason.GetType().Name} at 0x{machine.Core.Pc:x}");
        if (machine.Faults.Count > 0)
        {
            var fault = machine.Faults[^1];
            text += Invariant($", last fault {fault.Kind} {fault.Access} at 0x{fault.Address:x}, PC 0x{fault.ProgramCounter:x}, ESR 0x{fault.Esr:x8}");
        }

        return text;
    }

    // An UNDEFINED exception is no result if only our table lacks the instruction; some vectors expect one as their first.
    private static string? Missing(ConformanceVector vector, Cpu cpu, uint target)
    {
        if (vector.Expected.FirstEsr is { Value: UndefinedSyndrome })
        {
            return null;
        }

        if (!vector.Encodings.TryGetValue(cpu.Pc, out var name) || cpu.ExceptionSyndrome(target) >> 26 != 0)
        {
            return null;
        }

        Span<byte> word = stackalloc byte[4];
        cpu.Memory.Read(cpu.Pc & 0x3FFF_FFFF, word);
        return InstructionTable.Find(BitConverter.ToUInt32(word)) < 0 ? name : null;
    }

    private static void SetUp(ConformanceVector vector, Machine machine)
    {
        var cpu = machine.Core;
        var initial = vector.Initial;
        foreach (var (address, bytes) in initial.Memory)
        {
            cpu.Memory.Write(address, bytes.Span);
        }

        foreach (var address in initial.Tags)
        {
            cpu.Memory.SetTag(address, true);
        }

        foreach (var (n, value) in initial.Capabilities)
        {
            cpu.SetC(n, value);
        }

        foreach (var (n, value) in initial.Vectors)
        {
            cpu.V(n) = Vector128.Create((ulong)value, (ulong)(value >> 64));
        }

        cpu.SetSystemRegister("CPTR_EL3", 0x200);
        SetUpTranslation(vector, cpu);
        foreach (var (name, value) in initial.SystemRegisters)
        {
            if (name != "SPSR_EL3")
            {
                cpu.SetSystemRegister(name, name == "SCTLR_EL3" && vector.Group == ConformanceGroup.B ? value | 1 : value);
            }
        }

        foreach (var (name, value) in initial.CapabilityRegisters)
        {
            SetCapabilityRegister(cpu, name, value);
        }

        if (vector.Group >= ConformanceGroup.C)
        {
            cpu.RestoreFrom(initial.SavedState);
            cpu.Restart(initial.Pcc);
        }
        else
        {
            cpu.IsC64 = initial.IsC64;
            cpu.Nzcv = initial.Nzcv << 28;
            cpu.Restart(new(initial.Pcc.Value & ~1UL, initial.Pcc.Metadata, initial.Pcc.Tag));
        }
    }

    private static void SetUpTranslation(ConformanceVector vector, Cpu cpu)
    {
        if (vector.Group == ConformanceGroup.A)
        {
            return;
        }

        var user = vector.Group >= ConformanceGroup.C;
        cpu.Memory.Write(TableAddress, BitConverter.GetBytes(user ? 0x3000_0000_0000_0741UL : 0x3000_0000_0000_0701UL));
        cpu.SetSystemRegister("TTBR0_EL3", TableAddress);
        cpu.SetSystemRegister("MAIR_EL3", 0xFF);
        if (!user)
        {
            cpu.SetSystemRegister("TCR_EL3", 0x0D00_1519);
            return;
        }

        cpu.Memory.Write(TableAddress + 8, BitConverter.GetBytes(0x3000_0000_0000_07C1UL));
        cpu.SetSystemRegister("TCR_EL3", 0x0D00_3519);
        cpu.SetSystemRegister("TTBR0_EL1", TableAddress);
        cpu.SetSystemRegister("MAIR_EL1", 0xFF);
        cpu.SetSystemRegister("TCR_EL1", 0x0000_3200_0080_3519);
    }

    private static void SetCapabilityRegister(Cpu cpu, string name, Capability value)
    {
        switch (name)
        {
            case "CSP": cpu.SetStackPointer(3, value); break;
            case "CSP_EL0": cpu.SetStackPointer(0, value); break;
            case "CSP_EL1": cpu.SetStackPointer(1, value); break;
            case "RSP_EL0": cpu.SetStackPointer(Cpu.RestrictedBank, value); break;
            case "DDC_EL0": cpu.SetDdc(0, value); break;
            case "DDC_EL1": cpu.SetDdc(1, value); break;
            case "DDC_EL3": cpu.SetDdc(3, value); break;
            case "RDDC_EL0": cpu.SetDdc(Cpu.RestrictedBank, value); break;
            case "VBAR_EL1_virtual": SetVector(cpu, value); break;
            default: throw new ArgumentException($"No capability register {name}.", nameof(name));
        }
    }

    // The suite's harness branches to the vector itself, and so writes CCTLR_EL1.C64E as bit 0 of the target.
    private static void SetVector(Cpu cpu, Capability vector)
    {
        cpu.SetVector(1, new(vector.Value & ~1UL, vector.Metadata, vector.Tag));
        cpu.SetSystemRegister("CCTLR_EL1", cpu.CapabilityControlOf(1) | ((vector.Value & 1) << 5));
    }

    private static string? Compare(ConformanceVector vector, Machine machine, uint firstEsr)
    {
        var cpu = machine.Core;
        var expected = vector.Expected;
        if (expected.FirstEsr is { } esr && (firstEsr | esr.Mask) != esr.Value)
        {
            return Invariant($"first ESR_EL1 is 0x{firstEsr:x8}, expected 0x{esr.Value:x8} (ignoring 0x{esr.Mask:x})");
        }

        foreach (var (n, value) in expected.Capabilities)
        {
            if (cpu.C(n) != value)
            {
                return Different(Invariant($"C{n}"), cpu.C(n), value);
            }
        }

        foreach (var (name, value) in expected.CapabilityRegisters)
        {
            var actual = name switch
            {
                "CSP_EL0" => cpu.GetStackPointer(0),
                "CSP_EL1" => cpu.GetStackPointer(1),
                _ => cpu.ExceptionLink(1),
            };
            if (actual != value)
            {
                return Different(name, actual, value);
            }
        }

        return CompareFlagsAndVectors(cpu, expected) ?? CompareMemory(cpu.Memory, expected);
    }

    private static string? CompareFlagsAndVectors(Cpu cpu, ExpectedState expected)
    {
        // The exception that ends groups C and D leaves the flags as they were.
        if (expected.Nzcv is { } flags && ((cpu.Nzcv >> 28) & flags.Mask) != flags.Value)
        {
            return Invariant($"NZCV is {cpu.Nzcv >> 28:b4}, expected {flags.Value:b4} in the bits {flags.Mask:b4}");
        }

        foreach (var (n, value) in expected.Vectors)
        {
            var actual = new UInt128(cpu.V(n)[1], cpu.V(n)[0]);
            if (actual != value)
            {
                return Invariant($"V{n} is 0x{actual:x32}, expected 0x{value:x32}");
            }
        }

        return null;
    }

    private static string? CompareMemory(PhysicalMemory memory, ExpectedState expected)
    {
        foreach (var (address, bytes) in expected.Memory)
        {
            var actual = new byte[bytes.Length];
            memory.Read(address, actual);
            if (!bytes.Span.SequenceEqual(actual))
            {
                return Invariant($"memory at 0x{address:x} is {Convert.ToHexString(actual)}, expected {Convert.ToHexString(bytes.Span)}");
            }
        }

        foreach (var address in expected.TagsSet)
        {
            if (!memory.Tag(address))
            {
                return Invariant($"the tag of 0x{address:x} is clear, expected set");
            }
        }

        foreach (var address in expected.TagsClear)
        {
            if (memory.Tag(address))
            {
                return Invariant($"the tag of 0x{address:x} is set, expected clear");
            }
        }

        return null;
    }

    internal static string Different(string name, in Capability actual, in Capability expected) =>
        Invariant($"{name} is {(actual.Tag ? 1 : 0)}:{actual.Metadata:x16}:{actual.Value:x16}, expected {(expected.Tag ? 1 : 0)}:{expected.Metadata:x16}:{expected.Value:x16}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
