using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace FlexCap.Morello.Internal.Gdb;

/// <summary>
/// The registers as gdb numbers them, and the target description that says so. Core and FPU features are gdb's own; the
/// capability feature has the names and the order of the Morello port of gdb (aarch64-capability.xml), and its types are
/// such that a gdb that does not know the feature shows the registers too. tag_map is Linux's.
/// </summary>
internal sealed class GdbRegisters(Machine machine)
{
    private const int StackPointer = 31;
    private const int ProgramCounter = 32;
    private const int Status = 33;
    private const int FirstVector = 34;
    private const int FloatingPointStatus = 66;
    private const int FloatingPointControl = 67;
    private const int FirstCapability = 68;
    private const int Tags = FirstCapability + CapabilityCount;
    private const int CapabilityControl = Tags + 1;
    private const int CapabilityCount = 39;

    // After C0 to C30.
    private static readonly string[] s_special = ["csp", "pcc", "ddc", "ctpidr", "rcsp", "rddc", "rctpidr", "cid"];

    private Cpu Cpu => machine.Core;

    /// <summary>Number of registers.</summary>
    internal const int Count = CapabilityControl + 1;

    /// <summary>Bytes of a register.</summary>
    internal static int Size(int number) => number switch
    {
        < Status => 8,
        Status or FloatingPointStatus or FloatingPointControl => 4,
        < Tags => 16,
        _ => 8,
    };

    /// <summary>Reads a register in the byte order of the guest.</summary>
    internal byte[] Read(int number)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, number switch
        {
            < StackPointer => machine.Registers.X(number),
            StackPointer => machine.Registers.Csp.Value,
            ProgramCounter => machine.Registers.Pcc.Value,
            Status => Cpu.ProgramStatus,
            < FloatingPointStatus => machine.Registers.V(number - FirstVector),
            FloatingPointStatus => Cpu.InspectRegister("FPSR"),
            FloatingPointControl => Cpu.InspectRegister("FPCR"),
            < Tags => Bits(Capability(number - FirstCapability)),
            Tags => TagMap,
            _ => Cpu.CapabilityControl,
        });
        return bytes[..Size(number)];
    }

    /// <summary>Writes a register; false if it cannot be written. A capability register that changes loses its tag: tag_map sets it.</summary>
    internal bool Write(int number, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size(number))
        {
            return false;
        }

        if (bytes.SequenceEqual(Read(number)))
        {
            return true;
        }

        Span<byte> whole = stackalloc byte[16];
        whole.Clear();
        bytes.CopyTo(whole);
        var wide = BinaryPrimitives.ReadUInt128LittleEndian(whole);
        var value = (ulong)wide;
        var registers = machine.Registers;
        switch (number)
        {
            case < StackPointer: registers.SetX(number, value); break;
            case StackPointer: registers.Csp = registers.Csp.SetValue(value); break;
            case ProgramCounter: registers.Pcc = registers.Pcc.SetValue(value); break;
            case Status: machine.SetStatus((uint)value); break;
            case < FloatingPointStatus: registers.SetV(number - FirstVector, wide); break;
            case FloatingPointStatus: machine.SetSystemRegister("FPSR", value); break;
            case FloatingPointControl: machine.SetSystemRegister("FPCR", value); break;
            case < Tags: SetCapability(number - FirstCapability, new(value, (ulong)(wide >> 64), false)); break;
            case Tags: SetTags(value); break;
            default: return false;
        }

        return true;
    }

    /// <summary>The target description.</summary>
    internal static string Description()
    {
        var xml = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE target SYSTEM \"gdb-target.dtd\">\n<target version=\"1.0\">\n<architecture>aarch64</architecture>\n");
        AppendCore(xml);
        AppendFloatingPoint(xml);
        AppendCapabilities(xml);
        return xml.Append("</target>\n").ToString();
    }

    private static void AppendCore(StringBuilder xml)
    {
        xml.Append("<feature name=\"org.gnu.gdb.aarch64.core\">\n<flags id=\"cpsr_flags\" size=\"4\">\n");
        foreach (var (name, bit) in (ReadOnlySpan<(string, int)>)[("SP", 0), ("F", 6), ("I", 7), ("A", 8), ("D", 9), ("IL", 20), ("SS", 21), ("PAN", 22), ("UAO", 23), ("C64", 26), ("V", 28), ("C", 29), ("Z", 30), ("N", 31)])
        {
            xml.Append(CultureInfo.InvariantCulture, $"<field name=\"{name}\" start=\"{bit}\" end=\"{bit}\"/>\n");
        }

        xml.Append("<field name=\"EL\" start=\"2\" end=\"3\"/>\n</flags>\n");
        for (var i = 0; i < StackPointer; i++)
        {
            AppendRegister(xml, $"x{i}", 64, "uint64");
        }

        AppendRegister(xml, "sp", 64, "data_ptr");
        AppendRegister(xml, "pc", 64, "code_ptr");
        AppendRegister(xml, "cpsr", 32, "cpsr_flags");
        xml.Append("</feature>\n");
    }

    private static void AppendFloatingPoint(StringBuilder xml)
    {
        xml.Append("<feature name=\"org.gnu.gdb.aarch64.fpu\">\n");
        ReadOnlySpan<(string Id, string Type, int Count)> vectors =
            [("v2d", "ieee_double", 2), ("v2u", "uint64", 2), ("v4f", "ieee_single", 4), ("v4u", "uint32", 4), ("v8h", "ieee_half", 8), ("v8u", "uint16", 8), ("v16u", "uint8", 16), ("v1u", "uint128", 1)];
        foreach (var (id, type, count) in vectors)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<vector id=\"{id}\" type=\"{type}\" count=\"{count}\"/>\n");
        }

        AppendUnion(xml, "vnd", [("f", "v2d"), ("u", "v2u")]);
        AppendUnion(xml, "vns", [("f", "v4f"), ("u", "v4u")]);
        AppendUnion(xml, "vnh", [("f", "v8h"), ("u", "v8u")]);
        AppendUnion(xml, "vnb", [("u", "v16u")]);
        AppendUnion(xml, "vnq", [("u", "v1u")]);
        AppendUnion(xml, "aarch64v", [("d", "vnd"), ("s", "vns"), ("h", "vnh"), ("b", "vnb"), ("q", "vnq")]);
        for (var i = 0; i < FloatingPointStatus - FirstVector; i++)
        {
            AppendRegister(xml, $"v{i}", 128, "aarch64v");
        }

        AppendRegister(xml, "fpsr", 32, "uint32");
        AppendRegister(xml, "fpcr", 32, "uint32");
        xml.Append("</feature>\n");
    }

    private static void AppendCapabilities(StringBuilder xml)
    {
        xml.Append("<feature name=\"org.gnu.gdb.aarch64.capability\">\n<struct id=\"morello_capability\">\n<field name=\"value\" type=\"data_ptr\"/>\n<field name=\"metadata\" type=\"data_ptr\"/>\n</struct>\n<flags id=\"capability_tags\" size=\"8\">\n");
        for (var i = 0; i < CapabilityCount; i++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<field name=\"{CapabilityName(i)}\" start=\"{TagBit(i)}\" end=\"{TagBit(i)}\"/>\n");
        }

        xml.Append("</flags>\n");
        for (var i = 0; i < CapabilityCount; i++)
        {
            AppendRegister(xml, CapabilityName(i), 128, "morello_capability");
        }

        AppendRegister(xml, "tag_map", 64, "capability_tags");
        AppendRegister(xml, "cctlr", 64, "uint64");
        xml.Append("</feature>\n");
    }

    private static void AppendUnion(StringBuilder xml, string id, ReadOnlySpan<(string Name, string Type)> fields)
    {
        xml.Append(CultureInfo.InvariantCulture, $"<union id=\"{id}\">");
        foreach (var (name, type) in fields)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<field name=\"{name}\" type=\"{type}\"/>");
        }

        xml.Append("</union>\n");
    }

    private static void AppendRegister(StringBuilder xml, string name, int bits, string type) =>
        xml.Append(CultureInfo.InvariantCulture, $"<reg name=\"{name}\" bitsize=\"{bits}\" type=\"{type}\"/>\n");

    /// <summary>Names of the capability registers.</summary>
    internal static string CapabilityName(int index) => index < 31 ? string.Create(CultureInfo.InvariantCulture, $"c{index}") : s_special[index - 31];

    /// <summary>The capability registers, by the same index.</summary>
    internal Capability Capability(int index) => index switch
    {
        < 31 => machine.Registers.C(index),
        31 => machine.Registers.Csp,
        32 => machine.Registers.Pcc,
        33 => machine.Registers.Ddc,
        34 => Cpu.InspectCapability("CTPIDR_EL0"),
        35 => Cpu.GetStackPointer(Cpu.RestrictedBank),
        36 => Cpu.GetDdc(Cpu.RestrictedBank),
        37 => Cpu.InspectCapability("RCTPIDR_EL0"),
        _ => Cpu.InspectCapability("CID_EL0"),
    };

    /// <summary>Number of capability registers.</summary>
    internal static int Capabilities => CapabilityCount;

    private ulong TagMap
    {
        get
        {
            ulong tags = 0;
            for (var i = 0; i < CapabilityCount; i++)
            {
                tags |= Capability(i).Tag ? 1UL << TagBit(i) : 0;
            }

            return tags;
        }
    }

    private void SetTags(ulong tags)
    {
        for (var i = 0; i < CapabilityCount; i++)
        {
            var capability = Capability(i);
            var tag = (tags >> TagBit(i) & 1) != 0;
            if (capability.Tag != tag)
            {
                SetCapability(i, new(capability.Value, capability.Metadata, tag));
            }
        }
    }

    private void SetCapability(int index, Capability value)
    {
        var registers = machine.Registers;
        switch (index)
        {
            case < 31: registers.SetC(index, value); break;
            case 31: registers.Csp = value; break;
            case 32: registers.Pcc = value; break;
            case 33: registers.Ddc = value; break;
            default: machine.SetCapabilityRegister(index switch { 34 => "CTPIDR_EL0", 35 => "RCSP_EL0", 36 => "RDDC_EL0", 37 => "RCTPIDR_EL0", _ => "CID_EL0" }, value); break;
        }
    }

    // The order of Linux's user_morello_state, which has PCC before CSP.
    private static int TagBit(int index) => index switch { 31 => 32, 32 => 31, _ => index };

    private static UInt128 Bits(Capability capability) => new(capability.Metadata, capability.Value);
}
