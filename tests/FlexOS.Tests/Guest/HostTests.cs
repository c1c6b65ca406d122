namespace FlexCap.FlexOS.Tests.Guest;

/// <summary>The plain C of the guest, compiled for this host, against the host's own: the same operations, the same results.</summary>
public class HostTests
{
    [Fact]
    public void Files_behave_as_in_the_file_system_of_the_host()
    {
        using var program = new HostProgram("vfs_against_host.c", renamed: false, "vfscore", "ramfs");
        foreach (var seed in (string[])["1", "2", "3"])
        {
            Assert.Equal("20000 operations agree\n", program.Run(seed, "20000"));
        }
    }

    [Fact]
    public void Mathematical_functions_are_within_one_ulp()
    {
        using var program = new HostProgram("math_against_host.c", renamed: true, "libm");
        program.Run("1", "20000");
    }
}
