using System.Buffers.Binary;
using System.Diagnostics;

namespace FlexCap.Cli.Tests;

/// <summary>Real sessions of gdb-multiarch with <c>flexcap gdb</c>. Skipped where it is not installed.</summary>
public class GdbTests
{
    private const string Yaml = """
        name: two
        application: flexos-microbenchmarks
        compartments:
          - {name: comp1, mechanism: morello, default: true}
          - {name: comp2, mechanism: morello}
        libraries:
          flexos-microbenchmarks: {compartment: comp2}
        """;

    private static string Target(string image) => $"target remote | dotnet {Path.Combine(AppContext.BaseDirectory, "flexcap.dll")} gdb {image} --stdio";

    [Fact]
    public async Task Gdb_breaks_watches_steps_and_goes_back()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("two.yaml", Yaml);
        var elf = Path.Combine(folder.Path, "two.elf");
        Assert.Equal(0, (await Flexcap.Run("image", config, "-o", elf)).ExitCode);
        var output = await Gdb(elf,
            Target(config),
            "break flexos_microbenchmark_increment",
            "continue",
            "printf \"first %#lx %ld\\n\", $pc, $x0",
            "stepi",
            "printf \"second %#lx\\n\", $pc",
            "printf \"ddc %#lx tag %d\\n\", $ddc.value, (int)(($tag_map >> 33) & 1)",
            "info registers pcc",
            "x/2i $pc",
            "set var *(long*)$sp = 77",
            "print *(long*)$sp",
            "reverse-stepi",
            "printf \"back %#lx\\n\", $pc",
            "reverse-stepi",
            "continue",
            "delete",
            "watch *(long*)($sp - 16)",
            "continue",
            "monitor regs ddc",
            "monitor compartments",
            "delete",
            "continue");
        Assert.Contains("Breakpoint 1", output, StringComparison.Ordinal);
        Assert.Matches("first 0x[0-9a-f]+4 ", output);
        Assert.Contains("ddc 0x", output, StringComparison.Ordinal);
        Assert.Contains(" tag 1", output, StringComparison.Ordinal);
        Assert.Matches(@"pcc +\{value = 0x", output);
        Assert.Contains("$1 = 77", output, StringComparison.Ordinal);
        var first = Value(output, "first ");
        Assert.Equal(first + 4, Value(output, "second "));
        Assert.Equal(first, Value(output, "back "));
        Assert.Contains("Old value", output, StringComparison.Ordinal);
        Assert.Contains("[rwRW,0x", output, StringComparison.Ordinal);
        Assert.Contains("1 comp2: text 0x", output, StringComparison.Ordinal);
        Assert.Contains("main returned 0, system off", output, StringComparison.Ordinal);
        Assert.Contains("exited normally", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_C_stops_an_endless_loop()
    {
        using var folder = new TemporaryFolder();
        var elf = Path.Combine(folder.Path, "loop.elf");
        await File.WriteAllBytesAsync(elf, Loop(), TestContext.Current.CancellationToken);
        using var gdb = Start(elf, [Target(elf), "echo running\\n", "continue", "printf \"stopped %#lx\\n\", (long)$pc & ~7", "monitor status", "kill"]);
        var text = "";
        while (!text.Contains("running", StringComparison.Ordinal) && await gdb.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            text += line + "\n";
        }

        await Task.Delay(1000, TestContext.Current.CancellationToken);
        using (var kill = Process.Start("kill", ["-INT", gdb.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        text += await gdb.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("SIGINT", text, StringComparison.Ordinal);
        Assert.Contains("stopped 0x40100000", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n0 instructions", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_input_error()
    {
        using var folder = new TemporaryFolder();
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        var outcome = await Flexcap.Run("gdb", folder.Write("two.yaml", Yaml), "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("FX0903", outcome.Error, StringComparison.Ordinal);
    }

    private static ulong Value(string output, string label)
    {
        var start = output.IndexOf(label + "0x", StringComparison.Ordinal) + label.Length + 2;
        var end = start;
        while (char.IsAsciiHexDigit(output[end]))
        {
            end++;
        }

        return ulong.Parse(output.AsSpan(start, end - start), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
    }

    // add x0, x0, #1; b start: an ELF header, one program header, two words.
    private static byte[] Loop()
    {
        var file = new byte[64 + 56 + 8];
        byte[] identification = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        identification.CopyTo(file, 0);
        Put(file, 16, 2, 2); // ET_EXEC
        Put(file, 18, 183, 2); // EM_AARCH64
        Put(file, 20, 1, 4);
        Put(file, 24, 0x4010_0000, 8); // entry
        Put(file, 32, 64, 8);
        Put(file, 52, 64, 2);
        Put(file, 54, 56, 2);
        Put(file, 56, 1, 2);
        Put(file, 64, 1, 4); // PT_LOAD
        Put(file, 68, 5, 4);
        Put(file, 72, 120, 8);
        Put(file, 80, 0x4010_0000, 8);
        Put(file, 88, 0x4010_0000, 8);
        Put(file, 96, 8, 8);
        Put(file, 104, 8, 8);
        Put(file, 112, 4, 8);
        Put(file, 120, 0x91000400, 4);
        Put(file, 124, 0x17FFFFFF, 4);
        return file;
    }

    private static void Put(byte[] file, int offset, ulong value, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        bytes[..size].CopyTo(file.AsSpan(offset));
    }

    private static async Task<string> Gdb(string elf, params string[] commands)
    {
        using var gdb = Start(elf, commands);
        var error = gdb.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await gdb.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        return output + "\n" + await error;
    }

    private static Process Start(string elf, params string[] commands)
    {
        var start = new ProcessStartInfo("gdb-multiarch") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        string[] settings = ["set pagination off", "set confirm off", "set architecture aarch64", "set width 0"];
        foreach (var argument in (string[])["-nx", "-batch", .. settings.Concat(commands).SelectMany(command => new[] { "-ex", command }), elf])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("gdb-multiarch is not installed (Debian: apt install gdb-multiarch).");
            throw;
        }
    }
}
