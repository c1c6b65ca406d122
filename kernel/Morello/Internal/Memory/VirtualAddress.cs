namespace FlexCap.Morello.Internal;

/// <summary>
/// An address and the capability that must allow the access (the VirtualAddress of the Sail model). The capability is
/// named by a number rather than copied: C0-C30 by their slots in the register file, CSP, DDC, PCC or one that an instruction has just made.
/// </summary>
internal readonly struct VirtualAddress(ulong address, uint authority)
{
    /// <summary>The current CSP: its slot in the register file.</summary>
    internal const uint Csp = 32;
    internal const uint Ddc = 33;
    internal const uint Pcc = 34;

    /// <summary>The capability given to <see cref="Cpu.AddressFrom"/>.</summary>
    internal const uint Explicit = 35;

    /// <summary>Not an address: the stack pointer was misaligned. The first access takes the exception.</summary>
    internal const uint MisalignedStack = 36;

    /// <summary>The address, with the base of DDC added where CCTLR.DDCBO asks for it.</summary>
    internal readonly ulong Address = address;

    /// <summary>Number of the capability that is checked.</summary>
    internal readonly uint Authority = authority;
}
