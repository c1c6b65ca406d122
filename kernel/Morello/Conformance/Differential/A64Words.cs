namespace FlexCap.Morello.Conformance;

/// <summary>The few A64 words of which the images of differential tests are made around the instructions under test.</summary>
internal static class A64Words
{
    internal const uint StackPointer = 31;
    internal const uint Zero = 31;
    internal const uint Nop = 0xD503201F;
    internal const uint SupervisorCall = 0xD4000001;
    internal const uint ExceptionReturn = 0xD69F03E0;
    internal const uint ClearExclusive = 0xD5033F5F;
    internal const uint Return = 0xD65F03C0;

    // System registers, as o0:op1:CRn:CRm:op2 in the word.
    internal const uint Nzcv = 0x1B4200;
    internal const uint Fpcr = 0x1B4400;
    internal const uint Fpsr = 0x1B4420;
    internal const uint ThreadPointer = 0x1BD040;
    internal const uint ExceptionLink1 = 0x184020;

    /// <summary>MOVZ and as many MOVKs as the value needs.</summary>
    internal static IEnumerable<uint> Constant(uint x, ulong value)
    {
        bool first = true;
        for (uint h = 0; h < 4; h++)
        {
            uint part = (uint)(value >> (int)(16 * h)) & 0xFFFF;
            if (part != 0 || (first && h == 3))
            {
                yield return (first ? 0xD2800000 : 0xF2800000) | h << 21 | part << 5 | x;
                first = false;
            }
        }
    }

    internal static uint AddImmediate(uint d, uint n, uint immediate) => 0x91000000 | immediate << 10 | n << 5 | d;

    internal static uint LoadPair(uint t, uint u, uint n, int offset) => 0xA9400000 | Scaled7(offset, 8) | u << 10 | n << 5 | t;

    internal static uint StorePair(uint t, uint u, uint n, int offset) => 0xA9000000 | Scaled7(offset, 8) | u << 10 | n << 5 | t;

    internal static uint LoadVectorPair(uint t, uint u, uint n, int offset) => 0xAD400000 | Scaled7(offset, 16) | u << 10 | n << 5 | t;

    internal static uint StoreVectorPair(uint t, uint u, uint n, int offset) => 0xAD000000 | Scaled7(offset, 16) | u << 10 | n << 5 | t;

    internal static uint Load(uint t, uint n, int offset) => 0xF9400000 | (uint)(offset / 8) << 10 | n << 5 | t;

    internal static uint Store(uint t, uint n, int offset) => 0xF9000000 | (uint)(offset / 8) << 10 | n << 5 | t;

    internal static uint Write(uint register, uint t) => 0xD5000000 | register | t;

    internal static uint Read(uint register, uint t) => 0xD5200000 | register | t;

    /// <summary>MSR and MRS of a capability register.</summary>
    internal static uint WriteCapability(uint register, uint c) => 0xC2800000 | (register & 0xF_FFE0) | c;

    internal static uint ReadCapability(uint register, uint c) => 0xC2900000 | (register & 0xF_FFE0) | c;

    internal static uint AddCapability(uint d, uint n, uint immediate) => 0x02000000 | immediate << 10 | n << 5 | d;

    /// <summary>ADR to a place some words further on.</summary>
    internal static uint Address(uint d, uint words) => 0x10000000 | words << 5 | d;

    internal static uint Branch(int words) => 0x14000000 | ((uint)words & 0x3FF_FFFF);

    private static uint Scaled7(int offset, int scale) => ((uint)(offset / scale) & 0x7F) << 15;
}
