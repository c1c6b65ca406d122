using System.Numerics;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>A function of three words bit by bit (FIPS 180-4, 4.1).</summary>
internal interface IHashFunction
{
    static abstract uint Apply(uint x, uint y, uint z);
}

/// <summary>SHA-1: four rounds at a time with a, b, c, d in Vd and e in Sn, and the message schedule.</summary>
internal static class CryptoSha1
{
    [Instruction("sha1c_advsimd_aarch64_instrs_vector_crypto_sha3op_sha1_hash_choose", "01011110000 mmmmm 000000 nnnnn ddddd",
        "sha1c {d:q}, {n:s}, {m:4s}", TimingClass.CryptoHash, Types = "Choose")]
    [Instruction("sha1p_advsimd_aarch64_instrs_vector_crypto_sha3op_sha1_hash_parity", "01011110000 mmmmm 000100 nnnnn ddddd",
        "sha1p {d:q}, {n:s}, {m:4s}", TimingClass.CryptoHash, Types = "Parity")]
    [Instruction("sha1m_advsimd_aarch64_instrs_vector_crypto_sha3op_sha1_hash_majority", "01011110000 mmmmm 001000 nnnnn ddddd",
        "sha1m {d:q}, {n:s}, {m:4s}", TimingClass.CryptoHash, Types = "Majority")]
    internal static void Hash<TFunction>(Cpu cpu, uint m, uint n, uint d)
        where TFunction : struct, IHashFunction
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        Vector128<uint> words = cpu.V(m).AsUInt32();
        Vector128<uint> state = cpu.V(d).AsUInt32();
        (uint a, uint b, uint c, uint e) = (state[0], state[1], state[2], cpu.V(n).AsUInt32()[0]);
        uint d4 = state[3];
        for (int i = 0; i < 4; i++)
        {
            uint next = e + BitOperations.RotateLeft(a, 5) + TFunction.Apply(b, c, d4) + words[i];
            (a, b, c, d4, e) = (next, a, BitOperations.RotateLeft(b, 30), c, d4);
        }

        cpu.V(d) = Vector128.Create(a, b, c, d4).AsUInt64();
    }

    [Instruction("sha1h_advsimd_aarch64_instrs_vector_crypto_sha2op_sha1_hash", "0101111000101000000010 nnnnn ddddd",
        "sha1h {d:s}, {n:s}", TimingClass.Crypto)]
    internal static void FixedRotate(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            cpu.SetVLow(d, BitOperations.RotateLeft(cpu.V(n).AsUInt32()[0], 30));
        }
    }

    [Instruction("sha1su0_advsimd_aarch64_instrs_vector_crypto_sha3op_sha1_sched0", "01011110000 mmmmm 001100 nnnnn ddddd",
        "sha1su0 {d:4s}, {n:4s}, {m:4s}", TimingClass.Crypto)]
    internal static void Schedule0(Cpu cpu, uint m, uint n, uint d)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Vector128<ulong> old = cpu.V(d);
            cpu.V(d) = Vector128.Create(old[1], cpu.V(n)[0]) ^ old ^ cpu.V(m);
        }
    }

    [Instruction("sha1su1_advsimd_aarch64_instrs_vector_crypto_sha2op_sha1_sched1", "0101111000101000000110 nnnnn ddddd",
        "sha1su1 {d:4s}, {n:4s}", TimingClass.Crypto)]
    internal static void Schedule1(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            // The last word needs the first one's result.
            Vector128<uint> old = cpu.V(d).AsUInt32();
            Vector128<uint> source = cpu.V(n).AsUInt32();
            uint first = BitOperations.RotateLeft(old[0] ^ source[1], 1);
            cpu.V(d) = Vector128.Create(
                first,
                BitOperations.RotateLeft(old[1] ^ source[2], 1),
                BitOperations.RotateLeft(old[2] ^ source[3], 1),
                BitOperations.RotateLeft(old[3] ^ first, 1)).AsUInt64();
        }
    }
}

internal readonly struct Choose : IHashFunction
{
    public static uint Apply(uint x, uint y, uint z) => (x & y) ^ (~x & z);
}

internal readonly struct Parity : IHashFunction
{
    public static uint Apply(uint x, uint y, uint z) => x ^ y ^ z;
}

internal readonly struct Majority : IHashFunction
{
    public static uint Apply(uint x, uint y, uint z) => (x & y) ^ (x & z) ^ (y & z);
}
