using FlexCap.Diagnostics;
using FlexCap.Morello.Elf;

namespace FlexCap.Morello.Tests.Assembly;

/// <summary>What clang writes and reads: the same assembly source gives the same sections, symbols and relocations here as there.</summary>
public class CompilerTests
{
    private static readonly string[] s_flags =
    [
        "--target=aarch64-none-elf", "-mcmodel=small", "-fno-pic", "-ffixed-x18", "-ffreestanding", "-ffunction-sections", "-fdata-sections",
        "-mgeneral-regs-only", "-mstrict-align", "-mno-outline-atomics", "-fno-asynchronous-unwind-tables", "-fno-unwind-tables", "-fno-stack-protector",
        "-fno-ident", "-g0", "-fno-common", "-fno-builtin", "-fno-addrsig", "-std=gnu11",
    ];

    public static TheoryData<string> Guest() =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "kernel", "guest"), "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".c", StringComparison.Ordinal) || f.EndsWith(".S", StringComparison.Ordinal))
            .Where(f => Path.GetFileName(Path.GetDirectoryName(f)) != "setup") // need headers that only `flexcap setup` brings
            .Select(f => Path.GetRelativePath(Path.Combine(Repository.Root, "kernel", "guest"), f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Guest))]
    public void Sources_of_the_guest_assemble_to_what_clang_makes_of_them(string file)
    {
        var guest = Path.Combine(Repository.Root, "kernel", "guest");
        Compare(Path.Combine(guest, file), [.. s_flags, "-I" + Path.Combine(guest, "include")], "-O2");
    }

    [Theory]
    [InlineData("-O0")]
    [InlineData("-O2")]
    [InlineData("-O2", "-fpic")]
    [InlineData("-O2", "-g", "-gdwarf-4")]
    public void A_program_with_everything_that_C_has_assembles_to_what_clang_makes_of_it(params string[] flags)
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder["all.c"], """
            typedef unsigned long u64;
            extern int printf(const char *, ...);
            extern _Thread_local int tls_elsewhere;
            static _Thread_local int tls_here = 5;
            static int counter;
            int shared = 7, zero[100];
            const char *const names[] = { "one", "two", "three\n\t\"\x01é" };
            static const double table[] = { 1.5, -0.0, 3.14159265358979, 1e300 };
            __attribute__((weak)) int weak_function(int a) { return a + 1; }
            __attribute__((visibility("hidden"))) int hidden_function(int a) { return weak_function(a) * 3; }
            int aliased(int) __attribute__((alias("hidden_function")));
            __attribute__((section(".special"), used, aligned(64))) int special = 1;
            __attribute__((constructor)) static void construct(void) { counter = 1; }
            static int local(int n) { counter += n; return counter; }
            int choose(int n) {
                switch (n) {
                case 0: return 11; case 1: return 23; case 2: return local(4); case 3: return 5; case 4: return 16;
                case 5: return printf("%d", n); case 6: return 81; case 7: return 3; default: return n;
                }
            }
            double mix(double a, float b, int n) { return a * b + table[n & 3] + n; }
            void scale(float *a, float *b, int n) { for (int i = 0; i < n; i++) a[i] += 2 * b[i]; }
            u64 big(void) { return 0x123456789abcdef0UL; }
            int thread(void) { return tls_here + tls_elsewhere; }
            struct pair { int a; void (*f)(void); } pairs[2] = { { 1, construct }, { 2, 0 } };
            void atomics(int *p) { __atomic_fetch_add(p, 1, __ATOMIC_SEQ_CST); __asm__ volatile("1: ldxr w1, [%0]\n cbz w1, 1b\n b 2f\n nop\n2:" : : "r"(p) : "w1"); }
            void vectors(int *a, int *b, int n) { for (int i = 0; i < n; i++) a[i] += 2 * b[i]; }
            u64 zigzag(u64 n) { return __builtin_bswap64(n) ^ __builtin_clzl(n) ^ (n >> 3) ^ (n & 0xff00ff00ff00ff00UL); }
            """);

        Compare(folder["all.c"], ["--target=aarch64-none-elf", "-ffreestanding"], flags);
    }

    private static void Compare(string source, IEnumerable<string> flags, params string[] more)
    {
        using var folder = new ScratchFolder();
        HostTool.Run("clang", [.. flags, .. more, source.EndsWith(".c", StringComparison.Ordinal) ? "-S" : "-E", "-o", folder["x.s"], source]);
        HostTool.Run("clang", "--target=aarch64-none-elf", "-c", "-o", folder["x.o"], folder["x.s"]);
        var expected = ElfFile.Read(File.ReadAllBytes(folder["x.o"]), "clang");
        if (!new Assembler().TryAssemble([new AssemblySource(File.ReadAllText(folder["x.s"]), "x.s")], out var result, out var diagnostics))
        {
            Assert.Fail(string.Join('\n', diagnostics));
        }

        var actual = ElfFile.Read(ElfWriter.Write(result!.ToElf()), "ours");
        Assert.Equal(Sections(expected), Sections(actual));
        Assert.Equal(Symbols(expected), Symbols(actual));
        Assert.Equal(Relocations(expected), Relocations(actual));
    }

    // Sections that hold what .cfi_… and .addrsig say, which are ignored here, are left out; so are empty ones.
    private static bool IsCompared(ElfSection section) =>
        section.Size != 0 && section.Type is not (ElfSectionType.SymbolTable or ElfSectionType.StringTable or ElfSectionType.RelocationsWithAddends)
        && section.Name is not (".eh_frame" or ".comment" or ".debug_frame") && !section.Name.StartsWith(".debug_line", StringComparison.Ordinal) && (uint)section.Type != 0x6fff_4c03;

    private static IEnumerable<string> Sections(ElfFile file) => file.Sections.Where(IsCompared)
        .Select(s => $"{s.Name} {s.Type} {s.Flags} {s.Size} {Convert.ToHexString(s.Data.Span)}").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Symbols(ElfFile file) => file.Symbols
        .Where(s => s.Type is not (ElfSymbolType.Section or ElfSymbolType.File) && !s.Name.StartsWith('$') && !s.Name.StartsWith(".L", StringComparison.Ordinal) && s.Name.Length != 0)
        .Select(s => $"{s.Name} {s.Value:x} {s.Size} {s.Type} {s.Binding} {s.Other} {SectionName(file, s.SectionIndex)}").Order(StringComparer.Ordinal);

    // A symbol of this object and the section with an offset are the same target.
    private static IEnumerable<string> Relocations(ElfFile file) => file.Relocations.Where(r => IsCompared(file.Sections[r.SectionIndex])).Select(r =>
    {
        var symbol = file.Symbols[r.SymbolIndex];
        var target = symbol.Binding == ElfSymbolBinding.Local && symbol.SectionIndex is > 0 and < 0xff00
            ? $"{SectionName(file, symbol.SectionIndex)}+{(long)symbol.Value + r.Addend}" : $"{symbol.Name}+{r.Addend}";
        return $"{file.Sections[r.SectionIndex].Name}+{r.Offset:x} {r.Type} {target}";
    }).Order(StringComparer.Ordinal);

    private static string SectionName(ElfFile file, int index) => index is > 0 and < 0xff00 ? file.Sections[index].Name : index.ToString();
}
