using FlexCap.FlexOS.Tests.SharedObjects;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.Gates;

/// <summary>
/// Four threads in typed gates at once: each sorts in another compartment and gives way in every comparison, so that buffers,
/// callback slots and frames of all of them are in use together.
/// </summary>
public sealed class ThreadedGateTests : IDisposable
{
    private const string Interface = """
        functions:
          order:
            result: int
            failure: -12
            arguments:
              - {name: items, pass: inout, size: count * 4}
              - {name: count, type: size}
              - {name: compare, pass: callback, slots: 4, callback: {result: int, arguments: [{name: left, pass: in, size: 4}, {name: right, pass: in, size: 4}]}}
          fold: {result: u64, arguments: [{name: text, pass: string}, {name: seen, pass: out, size: 16, written: result}]}

        """;

    private const string Callee = """
        #include <stddef.h>
        #include <stdint.h>
        #include <string.h>

        int order(int *items, size_t count, int (*compare)(const int *, const int *))
        {
            int calls = 0;

            for (size_t i = 1; i < count; i++)
                for (size_t j = i; j > 0; j--) {
                    int item = items[j];

                    calls++;
                    if (compare(&items[j - 1], &items[j]) <= 0)
                        break;
                    items[j] = items[j - 1];
                    items[j - 1] = item;
                }
            return calls;
        }

        uint64_t fold(const char *text, char *seen)
        {
            size_t length = strlen(text);

            memcpy(seen, text, length);
            return length;
        }

        """;

    private const string Caller = """
        #include <pthread.h>
        #include <sched.h>
        #include <stdint.h>
        #include <stdio.h>
        #include <string.h>

        int order(int *items, size_t count, int (*compare)(const int *, const int *));
        uint64_t fold(const char *text, char *seen);

        static int switches, running, most;

        static int compare(const int *left, const int *right)
        {
            int l = *left, r = *right;

            switches++;
            sched_yield();
            return (l > r) - (l < r);
        }

        static void *work(void *argument)
        {
            long seed = (long)argument, wrong = 0;

            for (int round = 0; round < 3; round++) {
                int items[12];
                char text[16], seen[16];

                for (int i = 0; i < 12; i++)
                    items[i] = (int)((i * 7 + seed * 5 + round) % 12 + 100 * seed);
                if (++running > most)
                    most = running;
                if (order(items, 12, compare) <= 0)
                    wrong++;
                running--;
                for (int i = 0; i < 12; i++)
                    wrong += items[i] != i + 100 * seed;
                snprintf(text, sizeof text, "thread %ld", seed);
                memset(seen, '.', sizeof seen);
                wrong += fold(text, seen) != 8 || memcmp(seen, text, 8) != 0 || seen[8] != '.' || seen[15] != '.';
            }
            return (void *)wrong;
        }

        int main(void)
        {
            pthread_t threads[3];
            long wrong = 0;
            void *result;

            for (long i = 0; i < 3; i++)
                if (pthread_create(&threads[i], 0, work, (void *)(i + 1)) != 0)
                    return 1;
            wrong = (long)work(0);
            for (int i = 0; i < 3; i++) {
                pthread_join(threads[i], &result);
                wrong += (long)result;
            }
            printf("threads at once: %d, wrong: %ld, given way: %s\n", most, wrong, switches > 100 ? "often" : "seldom");
            return 0;
        }

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("flexcap-threaded-gates-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string> Cases =>
    [
        .. from mechanism in MechanismNames.All
           from sharing in mechanism switch { "function" => [""], "page-table" => new[] { "", "overlap" }, "morello" or "morello/hardened" => ["overlap", "copy", "capability", "shared-register"], _ => ["", "copy"] }
           select (mechanism, sharing),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Four_threads_are_in_gates_at_once(string mechanism, string sharing)
    {
        Assert.SkipUnless(Clang.IsThere, "There is no clang on this machine.");
        File.WriteAllText(Path.Combine(_folder, "callee.c"), Callee);
        File.WriteAllText(Path.Combine(_folder, "caller.c"), Caller);
        File.WriteAllText(Path.Combine(_folder, "interface.yaml"), Interface);
        var file = Path.Combine(_folder, "threaded.yaml");
        File.WriteAllText(file, $$"""
            name: threaded
            threads: 4
            compartments:
              - {name: comp1, mechanism: morello, default: true, heap: 1 MiB}
              - {name: comp2, mechanism: morello, heap: 1 MiB}
            libraries:
              threaded: {source: [caller.c]}
              callee: {source: [callee.c], interface: interface.yaml, compartment: comp2}
            shared_heap: 1 MiB
            {{(sharing.Length == 0 ? "" : "sharing: " + sharing)}}
            """);
        var result = Configuration.ReadFile(file).WithMechanism(mechanism).Boot().Run(200_000_000, TestContext.Current.CancellationToken);
        Assert.True(result.Stop is StopReason.Halted { ExitCode: 0 }, $"{result.Stop}\n{result.Console}\n{string.Join('\n', result.Faults)}");
        Assert.Contains("threads at once: 4, wrong: 0, given way: often", result.Console, StringComparison.Ordinal);
    }
}
