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

    /// <summary>200,000 values; with a million, of seed 1, they agreed too.</summary>
    [Fact]
    public void Numbers_are_printed_and_read_as_the_host_does()
    {
        using var program = new HostProgram("format_against_host.c", renamed: true, "nolibc/string.c", "nolibc/strings.c", "nolibc/ctype.c", "nolibc/stdlib.c", "nolibc/strtod.c",
            "nolibc/format.c", "nolibc/format_float.c", "nolibc/snprintf.c");
        Assert.Equal("200000 values agree\n", program.Run("2", "200000"));
    }

    /// <summary>20,000 texts and formats, and as many numbers in quadruple precision, those half way between two among them.</summary>
    [Fact]
    public void Text_is_scanned_as_the_host_does()
    {
        using var program = new HostProgram("scan_against_host.c", renamed: true, "nolibc/string.c", "nolibc/strings.c", "nolibc/ctype.c", "nolibc/stdlib.c", "nolibc/strtod.c",
            "nolibc/scan.c", "nolibc/scanf.c", "nolibc/format.c", "nolibc/format_float.c", "nolibc/snprintf.c");
        Assert.Equal("20000 rounds agree\n", program.Run("1", "20000"));
    }

    [Fact]
    public void Strings_sorting_and_the_calendar_are_those_of_the_host()
    {
        using var program = new HostProgram("text_against_host.c", renamed: true, "nolibc/string.c", "nolibc/strings.c", "nolibc/ctype.c", "nolibc/stdlib.c", "nolibc/time.c",
            "nolibc/strftime.c", "nolibc/snprintf.c", "nolibc/format.c", "nolibc/format_float.c");
        Assert.Equal("20000 rounds agree\n", program.Run("1", "20000"));
    }

    [Fact]
    public void Mathematical_functions_are_within_one_ulp()
    {
        using var program = new HostProgram("math_against_host.c", renamed: true, "libm");
        program.Run("1", "20000");
    }
}
