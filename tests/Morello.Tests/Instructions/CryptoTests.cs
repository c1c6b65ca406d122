using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using FlexCap.Morello.Internal.Instructions;

namespace FlexCap.Morello.Tests.Instructions;

/// <summary>Whole ciphers and hashes in guest code, as libraries write them, against .NET's.</summary>
public sealed class CryptoTests
{
    private const string Aesd = "aesd_advsimd_aarch64_instrs_vector_crypto_aes_round";
    private const string Aese = "aese_advsimd_aarch64_instrs_vector_crypto_aes_round";
    private const string Aesimc = "aesimc_advsimd_aarch64_instrs_vector_crypto_aes_mix";
    private const string Aesmc = "aesmc_advsimd_aarch64_instrs_vector_crypto_aes_mix";
    private const string Sha1h = "sha1h_advsimd_aarch64_instrs_vector_crypto_sha2op_sha1_hash";
    private const string Sha1su0 = "sha1su0_advsimd_aarch64_instrs_vector_crypto_sha3op_sha1_sched0";
    private const string Sha1su1 = "sha1su1_advsimd_aarch64_instrs_vector_crypto_sha2op_sha1_sched1";
    private const string Sha256h = "sha256h_advsimd_aarch64_instrs_vector_crypto_sha3op_sha256_hash";
    private const string Sha256h2 = "sha256h2_advsimd_aarch64_instrs_vector_crypto_sha3op_sha256_hash";
    private const string Sha256su0 = "sha256su0_advsimd_aarch64_instrs_vector_crypto_sha2op_sha256_sched0";
    private const string Sha256su1 = "sha256su1_advsimd_aarch64_instrs_vector_crypto_sha3op_sha256_sched1";
    private const string Sha1c = "sha1c_advsimd_aarch64_instrs_vector_crypto_sha3op_sha1_hash_choose";
    private const string Sha1p = "sha1p_advsimd_aarch64_instrs_vector_crypto_sha3op_sha1_hash_parity";
    private const string Sha1m = "sha1m_advsimd_aarch64_instrs_vector_crypto_sha3op_sha1_hash_majority";
    private const string Eor = "eor_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_logical_bsl_eor";
    private const string Orr = "orr_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_logical_and_orr";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_block_is_encrypted_and_decrypted_as_AES_128_does_it(int seed)
    {
        var random = new Random(seed);
        var key = new byte[16];
        var block = new byte[16];
        random.NextBytes(key);
        random.NextBytes(block);
        using var aes = Aes.Create();
        aes.Key = key;
        byte[] encrypted = aes.EncryptEcb(block, PaddingMode.None);
        Vector128<ulong>[] keys = ExpandKey(key);

        // AESE adds its key first, so the last one is added by hand.
        var machine = new SmallMachine();
        machine.Cpu.V(0) = Load(block);
        for (uint i = 0; i <= 10; i++)
        {
            machine.Cpu.V(i + 1) = keys[i];
        }

        for (uint i = 1; i <= 10; i++)
        {
            machine.Add(Aese, ('n', i), ('d', 0));
            if (i < 10)
            {
                machine.Add(Aesmc, ('n', 0), ('d', 0));
            }
        }

        machine.Add(Eor, ('q', 1), ('m', 11), ('n', 0), ('d', 0));
        Assert.Equal(Load(encrypted), machine.Run().Cpu.V(0));

        // The equivalent inverse cipher: the keys backwards, those in between through AESIMC.
        machine = new SmallMachine();
        machine.Cpu.V(0) = Load(encrypted);
        for (uint i = 0; i <= 10; i++)
        {
            machine.Cpu.V(i + 1) = keys[10 - i];
        }

        for (uint i = 1; i <= 10; i++)
        {
            machine.Add(Aesd, ('n', i), ('d', 0));
            if (i < 10)
            {
                machine.Add(Aesimc, ('n', 0), ('d', 0));
                machine.Add(Aesimc, ('n', i + 1), ('d', i + 1));
            }
        }

        machine.Add(Eor, ('q', 1), ('m', 11), ('n', 0), ('d', 0));
        Assert.Equal(Load(block), machine.Run().Cpu.V(0));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 3)]
    [InlineData(3, 55)]
    public void A_message_has_the_digest_that_SHA_1_gives(int seed, int length)
    {
        byte[] message = Message(seed, length);
        string[] functions = [Sha1c, Sha1p, Sha1m, Sha1p];
        uint[] constants = [0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xCA62C1D6];
        uint[] initial = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0];
        SmallMachine machine = Prepare(message, constants.Select(k => Vector128.Create(k).AsUInt64()));
        machine.Cpu.V(0) = Vector128.Create(initial[0], initial[1], initial[2], initial[3]).AsUInt64();
        machine.Cpu.V(1) = Vector128.CreateScalar(initial[4]).AsUInt64();
        (uint e, uint next) = (1, 7);
        for (uint i = 0; i < 20; i++)
        {
            uint Word(uint j) => 2 + ((i + j) % 4);
            machine.Add(AddWords(6, Word(0), 8 + (i / 5)));
            machine.Add(Sha1h, ('n', 0), ('d', next));
            machine.Add(functions[i / 5], ('m', 6), ('n', e), ('d', 0));
            (e, next) = (next, e);
            if (i < 16)
            {
                machine.Add(Sha1su0, ('m', Word(2)), ('n', Word(1)), ('d', Word(0)));
                machine.Add(Sha1su1, ('n', Word(3)), ('d', Word(0)));
            }
        }

        machine.Run();
        Vector128<uint> state = machine.Cpu.V(0).AsUInt32();
        uint[] result = [state[0], state[1], state[2], state[3], machine.Cpu.V(e).AsUInt32()[0]];
#pragma warning disable CA5350 // The instructions compute SHA-1; nothing is protected by it.
        Assert.Equal(Words(SHA1.HashData(message)), result.Zip(initial, (a, b) => a + b));
#pragma warning restore CA5350
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 3)]
    [InlineData(6, 55)]
    public void A_message_has_the_digest_that_SHA_256_gives(int seed, int length)
    {
        byte[] message = Message(seed, length);
        int[] primes = [.. Enumerable.Range(2, 310).Where(n => Enumerable.Range(2, n - 2).All(d => n % d != 0))];
        uint[] constants = [.. primes.Take(64).Select(p => Fraction(Math.Cbrt(p)))];
        uint[] initial = [.. primes.Take(8).Select(p => Fraction(Math.Sqrt(p)))];
        SmallMachine machine = Prepare(message, constants.Chunk(4).Select(k => Vector128.Create(k).AsUInt64()));
        machine.Cpu.V(0) = Vector128.Create(initial[..4]).AsUInt64();
        machine.Cpu.V(1) = Vector128.Create(initial[4..]).AsUInt64();
        for (uint i = 0; i < 16; i++)
        {
            uint Word(uint j) => 2 + ((i + j) % 4);
            machine.Add(AddWords(6, Word(0), 8 + i));
            machine.Add(Orr, ('q', 1), ('m', 0), ('n', 0), ('d', 7));
            machine.Add(Sha256h, ('m', 6), ('n', 1), ('d', 0));
            machine.Add(Sha256h2, ('m', 6), ('n', 7), ('d', 1));
            if (i < 12)
            {
                machine.Add(Sha256su0, ('n', Word(1)), ('d', Word(0)));
                machine.Add(Sha256su1, ('m', Word(3)), ('n', Word(2)), ('d', Word(0)));
            }
        }

        machine.Run();
        (Vector128<uint> low, Vector128<uint> high) = (machine.Cpu.V(0).AsUInt32(), machine.Cpu.V(1).AsUInt32());
        uint[] result = [low[0], low[1], low[2], low[3], high[0], high[1], high[2], high[3]];
        Assert.Equal(Words(SHA256.HashData(message)), result.Zip(initial, (a, b) => a + b));

        static uint Fraction(double value) => (uint)(ulong)((value - Math.Floor(value)) * 4294967296.0);
    }

    [Fact]
    public void The_product_without_carries_is_the_same_on_hosts_that_have_no_instruction_for_it()
    {
        var random = new Random(7);
        for (int i = 0; i < 1000; i++)
        {
            ulong left = (ulong)random.NextInt64() << 1 ^ (ulong)random.NextInt64();
            ulong right = (ulong)random.NextInt64() << 1 ^ (ulong)random.NextInt64();
            UInt128 slow = VectorPolynomial.Multiply(left, right, 64);
            Assert.Equal(Vector128.Create((ulong)slow, (ulong)(slow >> 64)), VectorPolynomial.Multiply64(left, right));
        }
    }

    // FIPS 197, 5.2. AESE with a key of zeros substitutes bytes, and four equal columns stay where they are.
    private static Vector128<ulong>[] ExpandKey(byte[] key)
    {
        var words = new uint[44];
        for (int i = 0; i < 4; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(key.AsSpan(4 * i));
        }

        uint round = 1;
        for (int i = 4; i < 44; i++)
        {
            uint last = words[i - 1];
            if (i % 4 == 0)
            {
                var machine = new SmallMachine();
                machine.Cpu.V(0) = Vector128.Create(last).AsUInt64();
                machine.Cpu.V(1) = Vector128<ulong>.Zero;
                machine.Add(Aese, ('n', 1), ('d', 0)).Run();
                last = uint.RotateRight(machine.Cpu.V(0).AsUInt32()[0], 8) ^ round;
                round = (round << 1) ^ (round >= 0x80 ? 0x11Bu : 0);
            }

            words[i] = words[i - 4] ^ last;
        }

        return [.. words.Chunk(4).Select(w => Vector128.Create(w).AsUInt64())];
    }

    // One padded block in V2 to V5, constants from V8 on.
    private static SmallMachine Prepare(byte[] message, IEnumerable<Vector128<ulong>> constants)
    {
        var block = new byte[64];
        message.CopyTo(block, 0);
        block[message.Length] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(block.AsSpan(56), message.Length * 8);
        uint[] words = [.. Words(block)];
        var machine = new SmallMachine();
        for (uint i = 0; i < 4; i++)
        {
            machine.Cpu.V(2 + i) = Vector128.Create(words.AsSpan((int)i * 4, 4)).AsUInt64();
        }

        uint register = 8;
        foreach (Vector128<ulong> constant in constants)
        {
            machine.Cpu.V(register++) = constant;
        }

        return machine;
    }

    private static uint AddWords(uint d, uint n, uint m) => 0x4EA08400 | m << 16 | n << 5 | d;

    private static byte[] Message(int seed, int length)
    {
        var message = new byte[length];
        new Random(seed).NextBytes(message);
        return message;
    }

    private static IEnumerable<uint> Words(byte[] bytes) => bytes.Chunk(4).Select(b => BinaryPrimitives.ReadUInt32BigEndian(b));

    private static Vector128<ulong> Load(byte[] bytes) => Vector128.Create(MemoryMarshal.Cast<byte, ulong>(bytes));
}
