using FlexCap.Morello.Elf;
using FlexCap.Morello.Tests.Assembly;

namespace FlexCap.Morello.Tests.Elf;

/// <summary>Line tables beside what the toolchain's own reader says.</summary>
public class LineTableTests
{
    private const string Header = """
        static inline int twice(int value)
        {
            return value
                + value;
        }

        """;

    private const string Source = """
        #include "twice.h"
        int first(int a)
        {
            for (int i = 0; i < a; i++)
                a = twice(a) ^ i;
            return a;
        }

        int second(int *a)
        {
            *a = first(*a);


            return a[1];
        }

        """;

    private static ElfFile Compile(ScratchFolder folder, string output, params string[] options)
    {
        File.WriteAllText(folder["twice.h"], Header);
        File.WriteAllText(folder["lines.c"], Source);
        HostTool.Run("clang", ["--target=aarch64-none-elf", "-ffreestanding", "-nostdlib", "-fuse-ld=lld", "-gline-tables-only", "-fdebug-compilation-dir=.", $"-fdebug-prefix-map={Path.GetDirectoryName(folder["x"])}/=", .. options, "-o", folder[output], folder["lines.c"]]);
        return ElfFile.Read(File.ReadAllBytes(folder[output]), output);
    }

    [Theory]
    [InlineData(4, "-O0")]
    [InlineData(4, "-O2")]
    [InlineData(5, "-O0")]
    [InlineData(5, "-O2")]
    public void Every_instruction_has_the_line_that_the_toolchain_gives_it(int version, string optimisation)
    {
        using var folder = new ScratchFolder();
        var elf = Compile(folder, "lines.elf", $"-gdwarf-{version}", optimisation, "-Wl,-e,first");
        var table = LineTable.Read(elf);
        var text = elf.Sections.First(s => s.Name == ".text");
        var addresses = Enumerable.Range(0, (int)text.Size / 4).Select(i => text.Address + 4 * (ulong)i).ToList();

        // Of inlined functions the innermost comes first: it is what the table has.
        var innermost = addresses.Select(a => HostTool.Run("llvm-symbolizer", "--output-style=GNU", "-s", "-e", folder["lines.elf"], $"0x{a:x}").Split('\n')
            .First(l => l.Contains(':', StringComparison.Ordinal)).Split(' ')[0]).ToList();
        Assert.Equal(innermost.Select(l => l.EndsWith(":0", StringComparison.Ordinal) || l.EndsWith(":?", StringComparison.Ordinal) ? null : l), addresses.Select(a => table.Find(0, a)?.ToString()));
        Assert.Equal(optimisation == "-O0", innermost.Exists(l => l.StartsWith("twice.h:", StringComparison.Ordinal))); // -O2 leaves nothing of it
        Assert.Null(table.Find(0, text.Address - 4));
        Assert.Null(table.Find(0, text.Address + text.Size));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void In_a_relocatable_file_each_section_has_its_lines(int version)
    {
        using var folder = new ScratchFolder();
        var elf = Compile(folder, "lines.o", $"-gdwarf-{version}", "-O0", "-ffunction-sections", "-c");
        var table = LineTable.Read(elf);
        int Section(string name) => elf.Sections.ToList().FindIndex(s => s.Name == name);
        Assert.Equal(["lines.c:3", "lines.c:10", "twice.h:2"], new[] { "first", "second", "twice" }.Select(f => table.Find(Section($".text.{f}"), 0)?.ToString()));
        Assert.Null(table.Find(Section(".text.first"), elf.Sections[Section(".text.first")].Size));
        Assert.Null(table.Find(0, 0));
    }

    [Fact]
    public void A_file_without_line_tables_has_none()
    {
        using var folder = new ScratchFolder();
        Assert.True(LineTable.Read(Compile(folder, "lines.o", "-g0", "-c")).IsEmpty);
    }

    [Fact]
    public void A_damaged_table_is_read_as_far_as_it_goes()
    {
        using var folder = new ScratchFolder();
        var elf = Compile(folder, "lines.o", "-O2", "-ffunction-sections", "-c");
        var at = elf.Sections.ToList().FindIndex(s => s.Name == ".debug_line");
        var random = new Random(4);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = elf.Sections[at].Data.ToArray();
            for (var j = random.Next(1, 5); j > 0; j--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var cut = bytes[..random.Next(bytes.Length / 2, bytes.Length + 1)];
            var damaged = elf with { Sections = [.. elf.Sections.Select((s, n) => n == at ? s with { Data = cut, Size = (ulong)cut.Length } : s)] };
            Assert.NotNull(LineTable.Read(damaged));
        }
    }
}
