using System.Runtime.InteropServices;

namespace FlexCap.Morello.Tests.Debugging;

/// <summary>A machine with a few words of code at <see cref="Code"/> and data at <see cref="Data"/>.</summary>
internal static class DebugProgram
{
    internal const ulong Code = 0x4010_0000;
    internal const ulong Data = 0x4020_0000;
    internal const ulong Uart = 0x0900_0000;

    /// <summary>X0 = 0, C1 = the data, X2 = the UART; FP and capabilities usable.</summary>
    internal static Machine Start(params uint[] code)
    {
        var machine = new Machine(MachineProfile.Virt);
        machine.WriteMemory(Code, MemoryMarshal.AsBytes(code));
        machine.Registers.SetX(0, 0);
        machine.Registers.SetC(1, Capability.Maximal.SetValue(Data));
        machine.Registers.SetX(2, Uart);
        machine.Registers.Pcc = Capability.Maximal.SetValue(Code);
        machine.Core.SetSystemRegister("CPACR_EL1", 0x3C_0000);
        return machine;
    }
}
