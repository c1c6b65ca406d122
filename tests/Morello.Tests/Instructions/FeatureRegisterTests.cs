using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Instructions;

/// <summary>What the identification registers say of an extension is what the instruction table has of it.</summary>
public sealed class FeatureRegisterTests
{
    [Theory]
    [InlineData("ID_AA64ISAR0_EL1", 4, 1, "aese_")]
    [InlineData("ID_AA64ISAR0_EL1", 4, 2, "pmull_")]
    [InlineData("ID_AA64ISAR0_EL1", 8, 1, "sha1c_")]
    [InlineData("ID_AA64ISAR0_EL1", 12, 1, "sha256h_")]
    [InlineData("ID_AA64ISAR0_EL1", 12, 2, "sha512h_")]
    [InlineData("ID_AA64ISAR0_EL1", 16, 1, "crc32_")]
    [InlineData("ID_AA64ISAR0_EL1", 20, 2, "ldadd_")]
    [InlineData("ID_AA64ISAR0_EL1", 28, 1, "sqrdmlah_")]
    [InlineData("ID_AA64ISAR0_EL1", 32, 1, "eor3_")]
    [InlineData("ID_AA64ISAR0_EL1", 36, 1, "sm3ss1_")]
    [InlineData("ID_AA64ISAR0_EL1", 40, 1, "sm4e_")]
    [InlineData("ID_AA64ISAR0_EL1", 44, 1, "udot_")]
    [InlineData("ID_AA64ISAR1_EL1", 4, 1, "bra_")]
    [InlineData("ID_AA64ISAR1_EL1", 12, 1, "fjcvtzs_")]
    [InlineData("ID_AA64PFR0_EL1", 16, 1, "fdiv_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_div_fp16")]
    [InlineData("ID_AA64PFR0_EL1", 20, 1, "fdiv_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_div_fp16")]
    [InlineData("ID_AA64ISAR1_EL1", 20, 1, "ldapr_")]
    public void An_extension_is_identified_exactly_if_its_instructions_execute(string register, int field, uint least, string clause)
    {
        InstructionEntry entry = InstructionTable.Entries.First(e => e.Name.StartsWith(clause, StringComparison.Ordinal));
        SystemRegister identification = Cpu.IdentificationRegisters.Single(r => r.Name == register);
        ulong value = identification.Read!(new SmallMachine().Cpu) >> field & 15;
        Assert.Equal(entry.AbsentFeature is null, value >= least);
    }
}
