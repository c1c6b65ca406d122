using FlexCap.FlexOS.Learning;
using FlexCap.FlexOS.Tests.SharedObjects;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.Learning;

/// <summary>What pointers are used for, in a library of one's own that has each shape once.</summary>
public sealed class LearnedShapesTests : IDisposable
{
    private const string Library = """
        #include <stddef.h>
        #include <stdint.h>
        #include <string.h>
        struct part { const volatile char *base; size_t length; };
        struct record { uint64_t id; uint32_t kind, flags; char name[16]; };
        struct large { uint64_t words[6]; };
        static char own[] = "the library's";

        size_t shape_gather(const struct part *parts, int count)
        {
            size_t sum = 0;
            for (int i = 0; i < count; i++)
                for (size_t j = 0; j < parts[i].length; j++)
                    sum += parts[i].base[j];
            return sum;
        }
        int shape_record(struct record *to, uint64_t id) { memset(to, 0, sizeof *to); to->id = id; return 0; }
        int shape_pad(char *to, const char *from, size_t length) { memcpy(to, from, length); memset(to + length, 1, 16); return 0; }
        int shape_strip(char *to, const char *from, size_t length) { memcpy(to, from + 16, length - 16); return 0; }
        uint64_t shape_sum(const volatile uint32_t *values, size_t count) { uint64_t sum = 0; while (count) sum += values[--count]; return sum << 40; }
        int shape_grid(const volatile char *cells, size_t width, size_t height) { int sum = 0; for (size_t i = 0; i < width * height; i++) sum += cells[i]; return sum << 16; }
        int shape_maybe(int *value) { if (!value) return -1; ++*value; return 0; }
        long shape_read(char *to, size_t size) { size_t some = size < 5 ? size : 5; memset(to, 'r', some); return some; }
        const char *shape_own(void) { return own; }
        int shape_give(const char **to) { *to = own; return 0; }
        const char *shape_skip(const char *text) { while (*text == ' ') text++; return *text ? text : 0; }
        int shape_ninth(long a, long b, long c, long d, long e, long f, long g, long h, const volatile char *text) { int n = 0; while (text[n]) n++; return n; }
        struct large shape_large(uint64_t seed) { struct large l; for (int i = 0; i < 6; i++) ((volatile uint64_t *)l.words)[i] = seed; return l; }
        int shape_change(unsigned char *c, const unsigned char *m, size_t length) { for (size_t i = 0; i < length; i++) ((volatile unsigned char *)c)[i] = ((const volatile unsigned char *)m)[i] ^ 1; return 0; }
        int shape_call(int (*visit)(int)) { return visit(3); }
        """;

    private const string Main = """
        #include <stddef.h>
        #include <stdint.h>
        #include <stdio.h>
        #include <stdlib.h>
        struct part { const char *base; size_t length; };
        struct record { uint64_t id; uint32_t kind, flags; char name[16]; };
        struct large { uint64_t words[6]; };
        size_t shape_gather(const struct part *, int); int shape_record(struct record *, uint64_t); int shape_pad(char *, const char *, size_t);
        int shape_strip(char *, const char *, size_t); uint64_t shape_sum(const uint32_t *, size_t); int shape_grid(const char *, size_t, size_t);
        int shape_maybe(int *); long shape_read(char *, size_t); const char *shape_own(void); int shape_give(const char **); const char *shape_skip(const char *);
        int shape_ninth(long, long, long, long, long, long, long, long, const char *); struct large shape_large(uint64_t);
        int shape_change(unsigned char *, const unsigned char *, size_t); int shape_call(int (*)(int));
        static char cells[600];
        static uint32_t values[32];
        static int visit(int value) { return value + 1; }

        int main(void)
        {
            struct part parts[2] = {{cells, 40}, {malloc(24), 24}};
            struct record record;
            char text[200], more[200];
            int number = 4, check = 0;
            const char *given;

            for (int i = 0; i < 24; i++) ((char *)parts[1].base)[i] = i;
            for (int i = 0; i < 200; i++) text[i] = i;
            check += shape_gather(parts, 2) + shape_record(&record, 3) + shape_record(&record, 900);
            for (int length = 20; length < 60; length += 13) {
                check += shape_pad(more, text, length) + more[length];
                check += shape_strip(more, text, length) + shape_change((unsigned char *)more, (unsigned char *)text, length);
                check += shape_change((unsigned char *)more, (unsigned char *)more, length);
                check += shape_sum(values, length / 3) + shape_grid(cells, length, length / 10);
            }
            check += shape_maybe(0) + shape_maybe(&number) + number;
            check += shape_read(text, 100) + shape_read(text, 3) + text[5];
            check += shape_own()[1] + shape_give(&given) + given[2];
            check += shape_skip("   x") - (const char *)0 > 0;
            check += shape_skip("  ") == 0;
            check += shape_ninth(1, 2, 3, 4, 5, 6, 7, 8, "ninth") + shape_large(7).words[3];
            printf("shapes: %d\n", check);
        #ifdef CALLS
            printf("called: %d\n", shape_call(visit));
        #else
            (void)visit;
        #endif
            return 0;
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("flexcap-shapes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Configuration Shapes(string main = Main)
    {
        Assert.SkipUnless(Clang.IsThere, "There is no clang on this machine.");
        File.WriteAllText(Path.Combine(_folder, "shapes.c"), Library);
        File.WriteAllText(Path.Combine(_folder, "main.c"), main);
        File.WriteAllText(Path.Combine(_folder, "shapes.yaml"), """
            name: main
            compartments:
              - {name: app, mechanism: morello, default: true}
              - {name: lib, mechanism: morello}
            libraries:
              main: {source: [main.c]}
              shapes: {source: [shapes.c], compartment: lib}
            """);
        return Configuration.ReadFile(Path.Combine(_folder, "shapes.yaml"));
    }

    private static string Line(RunResult run) => run.Console.Split('\n').Single(l => l.StartsWith("shapes: ", StringComparison.Ordinal));

    [Fact]
    public void Each_shape_is_seen_for_what_it_is()
    {
        var learned = Shapes().Learn(cancellation: TestContext.Current.CancellationToken);
        Assert.True(learned.Run.Stop is StopReason.Halted { ExitCode: 0 }, learned.ToText());
        Assert.Equal(Line(Shapes().WithMechanism(Mechanism.Function).Boot().Run()), Line(learned.Run));
        string Of(string function, string path) => learned.Arguments.SingleOrDefault(a => a.Function == "shape_" + function && a.Path == path) is { } a ? $"{a.Pass} {a.Size}".Trim() : "none";
        Assert.Equal("in a1 * 16", Of("gather", "0").Replace("in 32", "in a1 * 16", StringComparison.Ordinal)); // one size was seen: two structs
        Assert.Equal("in 40", Of("gather", "0[0]"));
        Assert.Equal("in 24", Of("gather", "0[16]"));
        Assert.Equal("out 32", Of("record", "0"));
        Assert.Equal(("out a2 + 16", "in a2"), (Of("pad", "0"), Of("pad", "1")));
        Assert.Equal("out a2 - 16", Of("strip", "0"));
        Assert.Equal("in a1 * 4", Of("sum", "0"));
        Assert.Equal("in a1 * a2", Of("grid", "0"));
        Assert.Equal("inout 4", Of("maybe", "0"));
        Assert.Equal("out a1", Of("read", "0"));
        Assert.Equal("result", learned.Arguments.Single(a => a.Function == "shape_read").Written);
        Assert.Equal("out 8", Of("give", "0"));
        Assert.Equal("string", Of("skip", "0"));
        Assert.Equal("string", Of("ninth", "9"));
        Assert.Equal("out 48", Of("large", "8"));
        Assert.Equal(("out a2", "in a2"), (Of("change", "0"), Of("change", "1")));
        Assert.Equal("{pass: into, argument: a0}", learned.Functions.Single(f => f.Function == "shape_skip").Result);
        Assert.Equal("{pass: opaque}", learned.Functions.Single(f => f.Function == "shape_own").Result);

        // The application follows what the library returned, and what it wrote.
        Assert.Equal(["result", "written"], learned.Accesses.Where(a => a is { Compartment: "app", Object: "own" }).Select(a => a.Path).Order(StringComparer.Ordinal));

        // Heap, global and stack; and the lines of source.
        Assert.Contains(learned.Accesses, a => a is { Kind: LearnedObjectKind.Heap, Path: "0[16]" } && a.Object.StartsWith("block of 24 bytes allocated in main+0x", StringComparison.Ordinal));
        Assert.Contains(learned.Accesses, a => a is { Kind: LearnedObjectKind.Variable, Object: "cells", Path: "0[0]" });
        Assert.Contains(learned.Accesses, a => a is { Kind: LearnedObjectKind.Stack, IsStore: true } && a.Callers.Any(c => c.Contains("shapes.c:1", StringComparison.Ordinal)));
        var sum = Assert.Single(learned.Accesses, a => a.Code.StartsWith("shape_sum+", StringComparison.Ordinal));
        Assert.Equal($"shapes.c:{1 + Library[..Library.IndexOf("uint64_t shape_sum", StringComparison.Ordinal)].Count(c => c == '\n')}", sum.Source?.ToString());
    }

    [Fact]
    public void Proposals_carry_all_but_pointers_that_lie_in_memory()
    {
        // What goes through a pointer in memory, or to what the callee owns, no interface can say.
        var plain = Main.Replace("check += shape_gather(parts, 2) + ", "check += ", StringComparison.Ordinal).Replace("check += shape_own()[1] + shape_give(&given) + given[2];", "given = 0;", StringComparison.Ordinal);
        var learned = Shapes(plain).Learn(cancellation: TestContext.Current.CancellationToken);
        var run = Shapes(plain).WithInterface("shapes", learned.InterfaceOf("shapes")).Boot().Run();
        Assert.True(run.Faults.Count == 0, string.Join('\n', run.Faults) + learned.ToInterfaceYaml());
        Assert.Equal(Line(Shapes(plain).WithMechanism(Mechanism.Function).Boot().Run()), Line(run));
    }

    [Fact]
    public void A_function_that_is_handed_over_becomes_a_callback()
    {
        var source = "#define CALLS\n" + Main;
        var learned = Shapes(source).Learn(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([0], learned.Functions.Single(f => f.Function == "shape_call").Callbacks);
        Assert.Equal(GuestAccess.Fetch, Assert.Single(learned.Run.Faults).Fault.Access);
        var again = Shapes(source).WithInterface("shapes", learned.InterfaceOf("shapes")).Learn(cancellation: TestContext.Current.CancellationToken);
        Assert.Contains("\ncalled: 4\n", again.Run.Console, StringComparison.Ordinal);
        Assert.Empty(again.Run.Faults);
    }

    [Fact]
    public void A_fault_and_its_callers_have_lines_of_source()
    {
        var run = Shapes(Main.Replace("check += shape_gather(parts, 2) + ", "check += shape_sum(values, 3) + ", StringComparison.Ordinal)).Boot().Run();
        var fault = run.Faults[0];
        Assert.True(fault.Source?.File == "shapes.c", $"{fault}\n{fault.Backtrace}");
        Assert.Contains($", {fault.Source}, at 0x", fault.ToString(), StringComparison.Ordinal);
        var outer = fault.Backtrace.Frames.First(f => f.Symbol == "main").Source;
        Assert.Equal("main.c", outer?.File);
        Assert.Contains("shape_record(&record, 3)", Main.Split('\n')[outer!.Line - 1], StringComparison.Ordinal);
        Assert.Contains($"(main), {outer}\n", fault.Backtrace.ToString(), StringComparison.Ordinal);
    }
}
