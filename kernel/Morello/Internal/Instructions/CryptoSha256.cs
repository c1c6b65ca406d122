using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>SHA-256: four rounds at a time with a to d in one vector and e to h in another, and the message schedule (FIPS 180-4, 6.2).</summary>
internal static class CryptoSha256
{
    [Instruction("sha256h_advsimd_aarch64_instrs_vector_crypto_sha3op_sha256_hash", "01011110000 mmmmm 010000 nnnnn ddddd",
        "sha256h {d:q}, {n:q}, {m:4s}", TimingClass.CryptoHash, With = "second=false")]
    [Instruction("sha256h2_advsimd_aarch64_instrs_vector_crypto_sha3op_sha256_hash", "01011110000 mmmmm 010100 nnnnn ddddd",
        "sha256h2 {d:q}, {n:q}, {m:4s}", TimingClass.CryptoHash, With = "second=true")]
    internal static void Hash(Cpu cpu, uint m, uint n, uint d, bool second)
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        // SHA256H has a to d in its destination and gives these, SHA256H2 has and gives e to h.
        Vector128<uint> words = cpu.V(m).AsUInt32();
        Vector128<uint> low = cpu.V(second ? n : d).AsUInt32();
        Vector128<uint> high = cpu.V(second ? d : n).AsUInt32();
        for (int i = 0; i < 4; i++)
        {
            uint sum = high[3] + LargeSigma1(high[0]) + Choose.Apply(high[0], high[1], high[2]) + words[i];
            uint e = low[3] + sum;
            uint a = sum + LargeSigma0(low[0]) + Majority.Apply(low[0], low[1], low[2]);
            high = Vector128.Create(e, high[0], high[1], high[2]);
            low = Vector128.Create(a, low[0], low[1], low[2]);
        }

        cpu.V(d) = (second ? high : low).AsUInt64();
    }

    [Instruction("sha256su0_advsimd_aarch64_instrs_vector_crypto_sha2op_sha256_sched0", "0101111000101000001010 nnnnn ddddd",
        "sha256su0 {d:4s}, {n:4s}", TimingClass.Crypto)]
    internal static void Schedule0(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Vector128<uint> old = cpu.V(d).AsUInt32();
            Vector128<uint> next = Vector128.Create(old[1], old[2], old[3], cpu.V(n).AsUInt32()[0]);
            cpu.V(d) = (old + (RotateRight(next, 7) ^ RotateRight(next, 18) ^ (next >>> 3))).AsUInt64();
        }
    }

    [Instruction("sha256su1_advsimd_aarch64_instrs_vector_crypto_sha3op_sha256_sched1", "01011110000 mmmmm 011000 nnnnn ddddd",
        "sha256su1 {d:4s}, {n:4s}, {m:4s}", TimingClass.Crypto)]
    internal static void Schedule1(Cpu cpu, uint m, uint n, uint d)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            // The upper two words need the results of the lower two.
            Vector128<uint> middle = cpu.V(n).AsUInt32();
            Vector128<uint> last = cpu.V(m).AsUInt32();
            Vector128<uint> sum = cpu.V(d).AsUInt32() + Vector128.Create(middle[1], middle[2], middle[3], last[0]);
            (uint w0, uint w1) = (sum[0] + SmallSigma1(last[2]), sum[1] + SmallSigma1(last[3]));
            cpu.V(d) = Vector128.Create(w0, w1, sum[2] + SmallSigma1(w0), sum[3] + SmallSigma1(w1)).AsUInt64();
        }
    }

    private static uint LargeSigma0(uint x) => BitOperations.RotateRight(x, 2) ^ BitOperations.RotateRight(x, 13) ^ BitOperations.RotateRight(x, 22);

    private static uint LargeSigma1(uint x) => BitOperations.RotateRight(x, 6) ^ BitOperations.RotateRight(x, 11) ^ BitOperations.RotateRight(x, 25);

    private static uint SmallSigma1(uint x) => BitOperations.RotateRight(x, 17) ^ BitOperations.RotateRight(x, 19) ^ (x >> 10);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> RotateRight(Vector128<uint> x, int bits) => (x >>> bits) | (x << (32 - bits));
}
