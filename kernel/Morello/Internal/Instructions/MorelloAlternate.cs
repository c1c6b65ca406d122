using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Loads and stores through the base register of the other kind: a capability in A64, an address in C64.</summary>
internal static class MorelloAlternate
{
    [Instruction("ALDUR_C_RI_C", "11100010110iiiiiiiii11nnnnnddddd", "ldur {d:c}, [{n:altbase}{i:offset0.1}]", TimingClass.CapabilityLoad)]
    [Alias("ldur", "ldr *", AssembleOnly = true)]
    internal static void ALDUR_C_RI_C<E>(Cpu cpu, long i, uint n, uint d)
        where E : struct, IEngine => LoadCapability<E>(cpu, n, (ulong)i, d, AccessType.Normal);

    [Instruction("ALDR_C_RUI_C", "10000010011iiiiiiiii00nnnnnddddd", "ldr {d:c}, [{n:altbase}{i:offset0.16}]", TimingClass.CapabilityLoad)]
    internal static void ALDR_C_RUI_C<E>(Cpu cpu, ulong i, uint n, uint d)
        where E : struct, IEngine => LoadCapability<E>(cpu, n, i << 4, d, AccessType.Normal);

    [Instruction("ALDR_C_RRB_C", "11000010111mmmmmg1zs11nnnnnddddd", "ldr {d:c}, [{n:altbase}, {m,g,z,s:index.4}]", TimingClass.CapabilityLoad)]
    internal static void ALDR_C_RRB_C<E>(Cpu cpu, uint m, uint g, uint z, uint s, uint n, uint d)
        where E : struct, IEngine => LoadCapability<E>(cpu, n, Index(cpu, m, g, z, s, 4), d, AccessType.Normal);

    [Instruction("ALDAR_C_R_C", "0100001001011111011111nnnnnddddd", "ldar {d:c}, [{n:altbase}]", TimingClass.CapabilityLoad)]
    internal static void ALDAR_C_R_C<E>(Cpu cpu, uint n, uint d)
        where E : struct, IEngine => LoadCapability<E>(cpu, n, 0, d, AccessType.Ordered);

    [Instruction("ASTUR_C_RI_C", "11100010100iiiiiiiii11nnnnnddddd", "stur {d:c}, [{n:altbase}{i:offset0.1}]", TimingClass.CapabilityStore)]
    [Alias("stur", "str *", AssembleOnly = true)]
    internal static void ASTUR_C_RI_C<E>(Cpu cpu, long i, uint n, uint d)
        where E : struct, IEngine => StoreCapability<E>(cpu, n, (ulong)i, d, AccessType.Normal);

    [Instruction("ASTR_C_RUI_C", "10000010010iiiiiiiii00nnnnnddddd", "str {d:c}, [{n:altbase}{i:offset0.16}]", TimingClass.CapabilityStore)]
    internal static void ASTR_C_RUI_C<E>(Cpu cpu, ulong i, uint n, uint d)
        where E : struct, IEngine => StoreCapability<E>(cpu, n, i << 4, d, AccessType.Normal);

    [Instruction("ASTR_C_RRB_C", "11000010111mmmmmg1zs01nnnnnddddd", "str {d:c}, [{n:altbase}, {m,g,z,s:index.4}]", TimingClass.CapabilityStore)]
    internal static void ASTR_C_RRB_C<E>(Cpu cpu, uint m, uint g, uint z, uint s, uint n, uint d)
        where E : struct, IEngine => StoreCapability<E>(cpu, n, Index(cpu, m, g, z, s, 4), d, AccessType.Normal);

    [Instruction("ASTLR_C_R_C", "0100001000011111011111nnnnnddddd", "stlr {d:c}, [{n:altbase}]", TimingClass.CapabilityStore)]
    internal static void ASTLR_C_R_C<E>(Cpu cpu, uint n, uint d)
        where E : struct, IEngine => StoreCapability<E>(cpu, n, 0, d, AccessType.Ordered);

    // signBits: 0 zero-extends to 64 bits, 32 and 64 sign-extend to that width.
    [Instruction("ALDURB_R_RI_32", "11100010000iiiiiiiii01nnnnnddddd", "ldurb {d:w}, [{n:altbase}{i:offset0.1}]", TimingClass.Load, With = "size=1, signBits=0")]
    [Instruction("ALDURH_R_RI_32", "11100010010iiiiiiiii01nnnnnddddd", "ldurh {d:w}, [{n:altbase}{i:offset0.1}]", TimingClass.Load, With = "size=2, signBits=0")]
    [Instruction("ALDUR_R_RI_32", "11100010100iiiiiiiii01nnnnnddddd", "ldur {d:w}, [{n:altbase}{i:offset0.1}]", TimingClass.Load, With = "size=4, signBits=0")]
    [Instruction("ALDUR_R_RI_64", "11100010110iiiiiiiii01nnnnnddddd", "ldur {d:x}, [{n:altbase}{i:offset0.1}]", TimingClass.Load, With = "size=8, signBits=0")]
    [Instruction("ALDURSB_R_RI_32", "11100010000iiiiiiiii11nnnnnddddd", "ldursb {d:w}, [{n:altbase}{i:offset0.1}]", TimingClass.Load, With = "size=1, signBits=32")]
    [Instruction("ALDURSB_R_RI_64", "11100010000iiiiiiiii10nnnnnddddd", "ldursb {d:x}, [{n:altbase}{i:offset0.1}]", TimingClass.Load, With = "size=1, signBits=64")]
    [Instruction("ALDURSH_R_RI_32", "11100010010iiiiiiiii11nnnnnddddd", "ldursh {d:w}, [{n:altbase}{i:offset0.1}]", TimingClass.Load, With = "size=2, signBits=32")]
    [Instruction("ALDURSH_R_RI_64", "11100010010iiiiiiiii10nnnnnddddd", "ldursh {d:x}, [{n:altbase}{i:offset0.1}]", TimingClass.Load, With = "size=2, signBits=64")]
    [Instruction("ALDURSW_R_RI_64", "11100010100iiiiiiiii10nnnnnddddd", "ldursw {d:x}, [{n:altbase}{i:offset0.1}]", TimingClass.Load, With = "size=4, signBits=64")]
    [Alias("ldur", "ldr *", AssembleOnly = true)]
    [Alias("ldurb", "ldrb *", AssembleOnly = true)]
    [Alias("ldurh", "ldrh *", AssembleOnly = true)]
    [Alias("ldursb", "ldrsb *", AssembleOnly = true)]
    [Alias("ldursh", "ldrsh *", AssembleOnly = true)]
    [Alias("ldursw", "ldrsw *", AssembleOnly = true)]
    internal static void LoadUnscaled<E>(Cpu cpu, long i, uint n, uint d, int size, int signBits)
        where E : struct, IEngine => Load<E>(cpu, n, (ulong)i, d, size, signBits, AccessType.Normal);

    [Instruction("ALDRB_R_RUI_B", "10000010011iiiiiiiii01nnnnnddddd", "ldrb {d:w}, [{n:altbase}{i:offset0.1}]", TimingClass.Load, With = "scale=0")]
    [Instruction("ALDR_R_RUI_32", "10000010011iiiiiiiii10nnnnnddddd", "ldr {d:w}, [{n:altbase}{i:offset0.4}]", TimingClass.Load, With = "scale=2")]
    [Instruction("ALDR_R_RUI_64", "10000010011iiiiiiiii11nnnnnddddd", "ldr {d:x}, [{n:altbase}{i:offset0.8}]", TimingClass.Load, With = "scale=3")]
    internal static void LoadScaled<E>(Cpu cpu, ulong i, uint n, uint d, int scale)
        where E : struct, IEngine => Load<E>(cpu, n, i << scale, d, 1 << scale, 0, AccessType.Normal);

    [Instruction("ALDRB_R_RRB_B", "10000010110mmmmmg1zs00nnnnnddddd", "ldrb {d:w}, [{n:altbase}, {m,g,z,s:index.0}]", TimingClass.Load, With = "scale=0, signBits=0")]
    [Instruction("ALDRH_R_RRB_32", "10000010110mmmmmg1zs11nnnnnddddd", "ldrh {d:w}, [{n:altbase}, {m,g,z,s:index.1}]", TimingClass.Load, With = "scale=1, signBits=0")]
    [Instruction("ALDR_R_RRB_32", "10000010111mmmmmg1zs00nnnnnddddd", "ldr {d:w}, [{n:altbase}, {m,g,z,s:index.2}]", TimingClass.Load, With = "scale=2, signBits=0")]
    [Instruction("ALDR_R_RRB_64", "10000010111mmmmmg1zs01nnnnnddddd", "ldr {d:x}, [{n:altbase}, {m,g,z,s:index.3}]", TimingClass.Load, With = "scale=3, signBits=0")]
    [Instruction("ALDRSB_R_RRB_64", "10000010100mmmmmg1zs01nnnnnddddd", "ldrsb {d:x}, [{n:altbase}, {m,g,z,s:index.0}]", TimingClass.Load, With = "scale=0, signBits=64")]
    [Instruction("ALDRSB_R_RRB_32", "10000010110mmmmmg1zs01nnnnnddddd", "ldrsb {d:w}, [{n:altbase}, {m,g,z,s:index.0}]", TimingClass.Load, With = "scale=0, signBits=32")]
    [Instruction("ALDRSH_R_RRB_64", "10000010100mmmmmg1zs10nnnnnddddd", "ldrsh {d:x}, [{n:altbase}, {m,g,z,s:index.1}]", TimingClass.Load, With = "scale=1, signBits=64")]
    [Instruction("ALDRSH_R_RRB_32", "10000010110mmmmmg1zs10nnnnnddddd", "ldrsh {d:w}, [{n:altbase}, {m,g,z,s:index.1}]", TimingClass.Load, With = "scale=1, signBits=32")]
    internal static void LoadIndexed<E>(Cpu cpu, uint m, uint g, uint z, uint s, uint n, uint d, int scale, int signBits)
        where E : struct, IEngine => Load<E>(cpu, n, Index(cpu, m, g, z, s, scale), d, 1 << scale, signBits, AccessType.Normal);

    [Instruction("ALDARB_R_R_B", "0100001001111111011111nnnnnddddd", "ldarb {d:w}, [{n:altbase}]", TimingClass.Load, With = "size=1")]
    [Instruction("ALDAR_R_R_32", "0100001001111111111111nnnnnddddd", "ldar {d:w}, [{n:altbase}]", TimingClass.Load, With = "size=4")]
    internal static void LoadAcquire<E>(Cpu cpu, uint n, uint d, int size)
        where E : struct, IEngine => Load<E>(cpu, n, 0, d, size, 0, AccessType.Ordered);

    [Instruction("ASTURB_R_RI_32", "11100010000iiiiiiiii00nnnnnddddd", "sturb {d:w}, [{n:altbase}{i:offset0.1}]", TimingClass.Store, With = "size=1")]
    [Instruction("ASTURH_R_RI_32", "11100010010iiiiiiiii00nnnnnddddd", "sturh {d:w}, [{n:altbase}{i:offset0.1}]", TimingClass.Store, With = "size=2")]
    [Instruction("ASTUR_R_RI_32", "11100010100iiiiiiiii00nnnnnddddd", "stur {d:w}, [{n:altbase}{i:offset0.1}]", TimingClass.Store, With = "size=4")]
    [Instruction("ASTUR_R_RI_64", "11100010110iiiiiiiii00nnnnnddddd", "stur {d:x}, [{n:altbase}{i:offset0.1}]", TimingClass.Store, With = "size=8")]
    [Alias("stur", "str *", AssembleOnly = true)]
    [Alias("sturb", "strb *", AssembleOnly = true)]
    [Alias("sturh", "strh *", AssembleOnly = true)]
    internal static void StoreUnscaled<E>(Cpu cpu, long i, uint n, uint d, int size)
        where E : struct, IEngine => Store<E>(cpu, n, (ulong)i, d, size, AccessType.Normal);

    [Instruction("ASTRB_R_RUI_B", "10000010010iiiiiiiii01nnnnnddddd", "strb {d:w}, [{n:altbase}{i:offset0.1}]", TimingClass.Store, With = "scale=0")]
    [Instruction("ASTR_R_RUI_32", "10000010010iiiiiiiii10nnnnnddddd", "str {d:w}, [{n:altbase}{i:offset0.4}]", TimingClass.Store, With = "scale=2")]
    [Instruction("ASTR_R_RUI_64", "10000010010iiiiiiiii11nnnnnddddd", "str {d:x}, [{n:altbase}{i:offset0.8}]", TimingClass.Store, With = "scale=3")]
    internal static void StoreScaled<E>(Cpu cpu, ulong i, uint n, uint d, int scale)
        where E : struct, IEngine => Store<E>(cpu, n, i << scale, d, 1 << scale, AccessType.Normal);

    [Instruction("ASTRB_R_RRB_B", "10000010100mmmmmg1zs00nnnnnddddd", "strb {d:w}, [{n:altbase}, {m,g,z,s:index.0}]", TimingClass.Store, With = "scale=0")]
    [Instruction("ASTRH_R_RRB_32", "10000010100mmmmmg1zs11nnnnnddddd", "strh {d:w}, [{n:altbase}, {m,g,z,s:index.1}]", TimingClass.Store, With = "scale=1")]
    [Instruction("ASTR_R_RRB_32", "10000010101mmmmmg1zs00nnnnnddddd", "str {d:w}, [{n:altbase}, {m,g,z,s:index.2}]", TimingClass.Store, With = "scale=2")]
    [Instruction("ASTR_R_RRB_64", "10000010101mmmmmg1zs01nnnnnddddd", "str {d:x}, [{n:altbase}, {m,g,z,s:index.3}]", TimingClass.Store, With = "scale=3")]
    internal static void StoreIndexed<E>(Cpu cpu, uint m, uint g, uint z, uint s, uint n, uint d, int scale)
        where E : struct, IEngine => Store<E>(cpu, n, Index(cpu, m, g, z, s, scale), d, 1 << scale, AccessType.Normal);

    [Instruction("ASTLRB_R_R_B", "0100001000111111011111nnnnnddddd", "stlrb {d:w}, [{n:altbase}]", TimingClass.Store, With = "size=1")]
    [Instruction("ASTLR_R_R_32", "0100001000111111111111nnnnnddddd", "stlr {d:w}, [{n:altbase}]", TimingClass.Store, With = "size=4")]
    internal static void StoreRelease<E>(Cpu cpu, uint n, uint d, int size)
        where E : struct, IEngine => Store<E>(cpu, n, 0, d, size, AccessType.Ordered);

    [Instruction("ALDUR_V_RI_B", "11100010001iiiiiiiii01nnnnnddddd", "ldur {d:b}, [{n:altbase}{i:offset.1}]", TimingClass.Load, With = "size=1")]
    [Instruction("ALDUR_V_RI_H", "11100010011iiiiiiiii01nnnnnddddd", "ldur {d:h}, [{n:altbase}{i:offset0.1}]", TimingClass.Load, With = "size=2")]
    [Instruction("ALDUR_V_RI_S", "11100010101iiiiiiiii01nnnnnddddd", "ldur {d:s}, [{n:altbase}{i:offset0.1}]", TimingClass.Load, With = "size=4")]
    [Instruction("ALDUR_V_RI_D", "11100010111iiiiiiiii01nnnnnddddd", "ldur {d:d}, [{n:altbase}{i:offset0.1}]", TimingClass.Load, With = "size=8")]
    [Alias("ldur", "ldr *", AssembleOnly = true)]
    internal static void LoadVectorUnscaled<E>(Cpu cpu, long i, uint n, uint d, int size)
        where E : struct, IEngine => LoadVector<E>(cpu, n, (ulong)i, d, size);

    [Instruction("ALDR_V_RRB_S", "10000010111mmmmmg1zs11nnnnnddddd", "ldr {d:s}, [{n:altbase}, {m,g,z,s:index.2}]", TimingClass.Load, With = "scale=2")]
    [Instruction("ALDR_V_RRB_D", "10000010111mmmmmg1zs10nnnnnddddd", "ldr {d:d}, [{n:altbase}, {m,g,z,s:index.3}]", TimingClass.Load, With = "scale=3")]
    internal static void LoadVectorIndexed<E>(Cpu cpu, uint m, uint g, uint z, uint s, uint n, uint d, int scale)
        where E : struct, IEngine => LoadVector<E>(cpu, n, Index(cpu, m, g, z, s, scale), d, 1 << scale);

    [Instruction("ASTUR_V_RI_B", "11100010001iiiiiiiii00nnnnnddddd", "stur {d:b}, [{n:altbase}{i:offset0.1}]", TimingClass.Store, With = "size=1")]
    [Instruction("ASTUR_V_RI_H", "11100010011iiiiiiiii00nnnnnddddd", "stur {d:h}, [{n:altbase}{i:offset0.1}]", TimingClass.Store, With = "size=2")]
    [Instruction("ASTUR_V_RI_S", "11100010101iiiiiiiii00nnnnnddddd", "stur {d:s}, [{n:altbase}{i:offset0.1}]", TimingClass.Store, With = "size=4")]
    [Instruction("ASTUR_V_RI_D", "11100010111iiiiiiiii00nnnnnddddd", "stur {d:d}, [{n:altbase}{i:offset0.1}]", TimingClass.Store, With = "size=8")]
    [Alias("stur", "str *", AssembleOnly = true)]
    internal static void StoreVectorUnscaled<E>(Cpu cpu, long i, uint n, uint d, int size)
        where E : struct, IEngine => StoreVector<E>(cpu, n, (ulong)i, d, size);

    [Instruction("ASTR_V_RRB_S", "10000010101mmmmmg1zs11nnnnnddddd", "str {d:s}, [{n:altbase}, {m,g,z,s:index.2}]", TimingClass.Store, With = "scale=2")]
    [Instruction("ASTR_V_RRB_D", "10000010101mmmmmg1zs10nnnnnddddd", "str {d:d}, [{n:altbase}, {m,g,z,s:index.3}]", TimingClass.Store, With = "scale=3")]
    internal static void StoreVectorIndexed<E>(Cpu cpu, uint m, uint g, uint z, uint s, uint n, uint d, int scale)
        where E : struct, IEngine => StoreVector<E>(cpu, n, Index(cpu, m, g, z, s, scale), d, 1 << scale);

    [Instruction("ALDUR_V_RI_Q", "11100010001iiiiiiiii11nnnnnddddd", "ldur {d:q}, [{n:altbase}{i:offset0.1}]", TimingClass.Load)]
    [Alias("ldur", "ldr *", AssembleOnly = true)]
    internal static void ALDUR_V_RI_Q<E>(Cpu cpu, long i, uint n, uint d)
        where E : struct, IEngine
    {
        // The model reads all 16 bytes as one ordinary access here, not as two vector ones.
        if (CheckEnabled(cpu) && cpu.TryLoad128<E>(cpu.AlternateBaseAddress(n), (ulong)i, out UInt128 value, AccessType.Normal))
        {
            cpu.V(d) = Vector128.Create((ulong)value, (ulong)(value >> 64));
        }
    }

    [Instruction("ASTUR_V_RI_Q", "11100010001iiiiiiiii10nnnnnddddd", "stur {d:q}, [{n:altbase}{i:offset0.1}]", TimingClass.Store)]
    [Alias("stur", "str *", AssembleOnly = true)]
    internal static void ASTUR_V_RI_Q<E>(Cpu cpu, long i, uint n, uint d)
        where E : struct, IEngine
    {
        if (CheckEnabled(cpu))
        {
            cpu.TryStore128<E>(cpu.AlternateBaseAddress(n), (ulong)i, new UInt128(cpu.V(d)[1], cpu.V(d)[0]), AccessType.Normal);
        }
    }

    /// <summary>The offset register of g1z: UXTW, LSL, SXTW or SXTX, shifted by the scale if s is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Index(Cpu cpu, uint m, uint g, uint z, uint s, int scale)
    {
        ulong value = cpu.X(m);
        if (z == 0)
        {
            value = g != 0 ? (ulong)(int)value : (uint)value;
        }

        return s != 0 ? value << scale : value;
    }

    private static void LoadCapability<E>(Cpu cpu, uint n, ulong offset, uint d, AccessType access)
        where E : struct, IEngine
    {
        if (cpu.CheckCapabilitiesEnabled() && cpu.TryLoadCapability<E>(cpu.AlternateBaseAddress(n), offset, out Capability value, access))
        {
            cpu.SetC(d, value);
        }
    }

    private static void StoreCapability<E>(Cpu cpu, uint n, ulong offset, uint d, AccessType access)
        where E : struct, IEngine
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.TryStoreCapability<E>(cpu.AlternateBaseAddress(n), offset, cpu.C(d), access);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<E>(Cpu cpu, uint n, ulong offset, uint d, int size, int signBits, AccessType access)
        where E : struct, IEngine
    {
        if (!cpu.CheckCapabilitiesEnabled() || !cpu.TryLoad<E>(cpu.AlternateBaseAddress(n), offset, size, out ulong value, access))
        {
            return;
        }

        if (signBits != 0)
        {
            int unused = 64 - (8 * size);
            value = (ulong)((long)(value << unused) >> unused);
        }

        cpu.SetX(d, signBits == 32 ? (uint)value : value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<E>(Cpu cpu, uint n, ulong offset, uint d, int size, AccessType access)
        where E : struct, IEngine
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.TryStore<E>(cpu.AlternateBaseAddress(n), offset, size, cpu.X(d), access);
        }
    }

    private static void LoadVector<E>(Cpu cpu, uint n, ulong offset, uint d, int size)
        where E : struct, IEngine
    {
        if (CheckEnabled(cpu) && cpu.TryLoad<E>(cpu.AlternateBaseAddress(n), offset, size, out ulong value))
        {
            cpu.SetVLow(d, value);
        }
    }

    private static void StoreVector<E>(Cpu cpu, uint n, ulong offset, uint d, int size)
        where E : struct, IEngine
    {
        if (CheckEnabled(cpu))
        {
            cpu.TryStore<E>(cpu.AlternateBaseAddress(n), offset, size, cpu.V(d)[0]);
        }
    }

    private static bool CheckEnabled(Cpu cpu) => cpu.CheckCapabilitiesEnabled() && cpu.CheckFloatingPointEnabled();
}
