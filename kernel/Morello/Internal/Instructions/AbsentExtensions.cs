namespace FlexCap.Morello.Internal.Instructions;

/// <summary>
/// Encodings of extensions that Morello lacks. SHA512, SHA3, SM3 and SM4 are off in the model's configuration (Sail
/// <c>HaveSHA512Ext</c> and its neighbours). Pointer authentication is Armv8.3; the model, from which it was cut out, still decodes
/// these branches but knows no keys, and ID_AA64ISAR1_EL1 of Morello says that it is not there; so with SB.
/// </summary>
internal static class AbsentExtensions
{
    [Absent("bra_aarch64_instrs_branch_unconditional_register", "1101011 0 00011111000010 nnnnn 11111",
        "braaz {n:x}", "FEAT_PAuth")]
    [Absent("bra_aarch64_instrs_branch_unconditional_register", "1101011 1 00011111000010 nnnnn mmmmm",
        "braa {n:x}, {m:xsp}", "FEAT_PAuth")]
    [Absent("bra_aarch64_instrs_branch_unconditional_register", "1101011 0 00011111000011 nnnnn 11111",
        "brabz {n:x}", "FEAT_PAuth")]
    [Absent("bra_aarch64_instrs_branch_unconditional_register", "1101011 1 00011111000011 nnnnn mmmmm",
        "brab {n:x}, {m:xsp}", "FEAT_PAuth")]
    [Absent("blra_aarch64_instrs_branch_unconditional_register", "1101011 0 00111111000010 nnnnn 11111",
        "blraaz {n:x}", "FEAT_PAuth")]
    [Absent("blra_aarch64_instrs_branch_unconditional_register", "1101011 1 00111111000010 nnnnn mmmmm",
        "blraa {n:x}, {m:xsp}", "FEAT_PAuth")]
    [Absent("blra_aarch64_instrs_branch_unconditional_register", "1101011 0 00111111000011 nnnnn 11111",
        "blrabz {n:x}", "FEAT_PAuth")]
    [Absent("blra_aarch64_instrs_branch_unconditional_register", "1101011 1 00111111000011 nnnnn mmmmm",
        "blrab {n:x}, {m:xsp}", "FEAT_PAuth")]
    [Absent("reta_aarch64_instrs_branch_unconditional_register", "11010110010 11111000010 1111111111",
        "retaa", "FEAT_PAuth")]
    [Absent("reta_aarch64_instrs_branch_unconditional_register", "11010110010 11111000011 1111111111",
        "retab", "FEAT_PAuth")]
    [Absent("ereta_aarch64_instrs_branch_unconditional_eret", "11010110100 11111000010 1111111111",
        "eretaa", "FEAT_PAuth")]
    [Absent("ereta_aarch64_instrs_branch_unconditional_eret", "11010110100 11111000011 1111111111",
        "eretab", "FEAT_PAuth")]
    [Absent("sha512h_advsimd_aarch64_instrs_vector_crypto_sha512_sha512h", "11001110011 mmmmm 100000 nnnnn ddddd",
        "sha512h {d:q}, {n:q}, {m:2d}", "FEAT_SHA512")]
    [Absent("sha512h2_advsimd_aarch64_instrs_vector_crypto_sha512_sha512h2", "11001110011 mmmmm 100001 nnnnn ddddd",
        "sha512h2 {d:q}, {n:q}, {m:2d}", "FEAT_SHA512")]
    [Absent("sha512su1_advsimd_aarch64_instrs_vector_crypto_sha512_sha512su1", "11001110011 mmmmm 100010 nnnnn ddddd",
        "sha512su1 {d:2d}, {n:2d}, {m:2d}", "FEAT_SHA512")]
    [Absent("sha512su0_advsimd_aarch64_instrs_vector_crypto_sha512_sha512su0", "1100111011000000100000 nnnnn ddddd",
        "sha512su0 {d:2d}, {n:2d}", "FEAT_SHA512")]
    [Absent("eor3_advsimd_aarch64_instrs_vector_crypto_sha3_eor3", "11001110000 mmmmm 0 aaaaa nnnnn ddddd",
        "eor3 {d:16b}, {n:16b}, {m:16b}, {a:16b}", "FEAT_SHA3")]
    [Absent("bcax_advsimd_aarch64_instrs_vector_crypto_sha3_bcax", "11001110001 mmmmm 0 aaaaa nnnnn ddddd",
        "bcax {d:16b}, {n:16b}, {m:16b}, {a:16b}", "FEAT_SHA3")]
    [Absent("rax1_advsimd_aarch64_instrs_vector_crypto_sha3_rax1", "11001110011 mmmmm 100011 nnnnn ddddd",
        "rax1 {d:2d}, {n:2d}, {m:2d}", "FEAT_SHA3")]
    [Absent("xar_advsimd_aarch64_instrs_vector_crypto_sha3_xar", "11001110100 mmmmm iiiiii nnnnn ddddd",
        "xar {d:2d}, {n:2d}, {m:2d}, #{i}", "FEAT_SHA3")]
    [Absent("sm3ss1_advsimd_aarch64_instrs_vector_crypto_sm3_sm3ss1", "11001110010 mmmmm 0 aaaaa nnnnn ddddd",
        "sm3ss1 {d:4s}, {n:4s}, {m:4s}, {a:4s}", "FEAT_SM3")]
    [Absent("sm3tt1a_advsimd_aarch64_instrs_vector_crypto_sm3_sm3tt1a", "11001110010 mmmmm 10 ii 00 nnnnn ddddd",
        "sm3tt1a {d:4s}, {n:4s}, {m:es}[{i}]", "FEAT_SM3")]
    [Absent("sm3tt1b_advsimd_aarch64_instrs_vector_crypto_sm3_sm3tt1b", "11001110010 mmmmm 10 ii 01 nnnnn ddddd",
        "sm3tt1b {d:4s}, {n:4s}, {m:es}[{i}]", "FEAT_SM3")]
    [Absent("sm3tt2a_advsimd_aarch64_instrs_vector_crypto_sm3_sm3tt2a", "11001110010 mmmmm 10 ii 10 nnnnn ddddd",
        "sm3tt2a {d:4s}, {n:4s}, {m:es}[{i}]", "FEAT_SM3")]
    [Absent("sm3tt2b_advsimd_aarch64_instrs_vector_crypto_sm3_sm3tt2b", "11001110010 mmmmm 10 ii 11 nnnnn ddddd",
        "sm3tt2b {d:4s}, {n:4s}, {m:es}[{i}]", "FEAT_SM3")]
    [Absent("sm3partw1_advsimd_aarch64_instrs_vector_crypto_sm3_sm3partw1", "11001110011 mmmmm 110000 nnnnn ddddd",
        "sm3partw1 {d:4s}, {n:4s}, {m:4s}", "FEAT_SM3")]
    [Absent("sm3partw2_advsimd_aarch64_instrs_vector_crypto_sm3_sm3partw2", "11001110011 mmmmm 110001 nnnnn ddddd",
        "sm3partw2 {d:4s}, {n:4s}, {m:4s}", "FEAT_SM3")]
    [Absent("sm4e_advsimd_aarch64_instrs_vector_crypto_sm4_sm4enc", "1100111011000000100001 nnnnn ddddd",
        "sm4e {d:4s}, {n:4s}", "FEAT_SM4")]
    [Absent("sm4ekey_advsimd_aarch64_instrs_vector_crypto_sm4_sm4enckey", "11001110011 mmmmm 110010 nnnnn ddddd",
        "sm4ekey {d:4s}, {n:4s}, {m:4s}", "FEAT_SM4")]
    [Absent("fjcvtzs_aarch64_instrs_float_convert_int", "0001111001111110000000 nnnnn ddddd",
        "fjcvtzs {d:w}, {n:d}", "FEAT_JSCVT")]
    [Absent("sb_aarch64_instrs_system_barriers_sb", "11010101000000110011 0000 111 11111",
        "sb", "FEAT_SB")]
    internal static void Undefined(Cpu cpu) => cpu.RaiseUndefined();
}
