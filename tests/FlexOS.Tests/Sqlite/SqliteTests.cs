using System.Diagnostics;
using System.Text.RegularExpressions;

namespace FlexCap.FlexOS.Tests.Sqlite;

public partial class SqliteTests
{
    private const int Rounds = 2, Inserts = 60;

    public static TheoryData<string> Files => ["sqlite-none", "sqlite-cheri2", "sqlite-cheri3", "sqlite-isolated", "sqlite-pt2"];

    /// <summary>Every mechanism that can separate, and every way to share, at the edge between SQLite and its file system.</summary>
    public static TheoryData<string, Sharing?, bool> Edges
    {
        get
        {
            var edges = new TheoryData<string, Sharing?, bool>();
            foreach (var name in MechanismNames.All)
            {
                edges.Add(name, null, false);
            }

            foreach (var sharing in Enum.GetValues<Sharing>())
            {
                edges.Add("morello", sharing, sharing is Sharing.Overlap);
            }

            edges.Add("morello/artefact", Sharing.Overlap, true); // as the published artefact has it
            return edges;
        }
    }

    private static RunResult Run(Configuration configuration, out FlexOSMachine machine)
    {
        machine = configuration.Boot();
        return machine.Run();
    }

    private static Configuration Small(string file) =>
        Configuration.Parse(Configurations.Read(file), file + ".yaml").WithParameter("rounds", Rounds).WithParameter("inserts", Inserts).WithParameter("timing", 0);

    private static void CheckInserts(RunResult result, FlexOSMachine machine, string name = "")
    {
        Assert.True(result.Faults.Count == 0, $"{name}: {result.Console}");
        Assert.Contains($"sqlite: done, {Rounds} rounds of {Inserts} inserts\nflexos: main returned 0", result.Console, StringComparison.Ordinal);
        Assert.Equal(["/database.db"], machine.Files()); // the journal of each transaction is gone
        using var host = new HostSqlite(machine.ReadFile("/database.db"));
        Assert.Equal(["ok"], host.Query("PRAGMA integrity_check"));
        Assert.Equal(["CREATE TABLE tab(id INTEGER PRIMARY KEY, text TEXT NOT NULL)"], host.Query("SELECT sql FROM sqlite_master"));
        Assert.Equal([$"{Inserts}"], host.Query("SELECT count(*) FROM tab"));
        Assert.Equal([.. Enumerable.Range(1, Inserts).Select(i => $"{i}:value")], host.Query("SELECT id || ':' || text FROM tab ORDER BY id"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_database_is_intact(string file)
    {
        var result = Run(Small(file), out var machine);
        CheckInserts(result, machine);
    }

    [Fact]
    public void The_database_is_intact_in_one_compartment_of_any_mechanism()
    {
        foreach (var name in MechanismNames.All)
        {
            Assert.True(MechanismNames.TryParse(name, out var mechanism, out var gate));
            var configuration = Small("sqlite-none");
            var result = Run(configuration with { Compartments = [.. configuration.Compartments.Select(c => c with { Mechanism = mechanism, Gate = gate })] }, out var machine);
            CheckInserts(result, machine, name);
        }
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public void The_database_is_intact_with_its_files_in_another_compartment(string name, Sharing? sharing, bool sharedHeap)
    {
        Assert.True(MechanismNames.TryParse(name, out var mechanism, out var gate));
        var configuration = Small("sqlite-cheri2");
        var compartments = configuration.Compartments.Select(c => c with { Mechanism = mechanism, Gate = gate, IsHeapShared = sharedHeap && c.Name == "comp1" });
        var result = Run(configuration with { Compartments = [.. compartments], Sharing = sharing }, out var machine);
        CheckInserts(result, machine, $"{name}, {sharing}");
        if (mechanism is not Mechanism.Function)
        {
            // Each INSERT opens its journal, writes journal and database, and takes the journal away, in the other compartment.
            long Calls(string function) => machine.Image.Gates.Select((g, i) => g.Gate.Function == function ? result.GateCounts[i] : 0).Sum();
            Assert.All(["vfscore_open", "vfscore_pwrite", "vfscore_unlink", "ukplat_wall_clock"], function => Assert.InRange(Calls(function), Rounds * Inserts, long.MaxValue));
        }
    }

    /// <summary>What PLOS'23, Figure 5, shows: clocks in a third compartment cost nothing that one could see.</summary>
    [Fact]
    public void A_third_compartment_for_the_clocks_is_next_to_free()
    {
        var two = Run(Small("sqlite-cheri2"), out _);
        var three = Run(Small("sqlite-cheri3"), out var machine);
        Assert.Contains(machine.Image.Gates.Zip(three.GateCounts), g => g.First.Gate is { Function: "ukplat_wall_clock", From: 1, To: 2 } && g.Second >= Rounds * Inserts);
        Assert.InRange(three.Instructions, two.Instructions, two.Instructions * 1001 / 1000);
    }

    [Fact]
    public void The_database_is_the_same_whatever_lies_where()
    {
        var files = Files.Select(f =>
        {
            Run(Small(f.Data), out var machine);
            return machine.ReadFile("/database.db");
        }).ToList();
        Assert.All(files, f => Assert.True(files[0].AsSpan().SequenceEqual(f)));
    }

    [Fact]
    public void The_mixed_workload_gives_what_it_gives_on_the_host()
    {
        var result = Run(Configuration.Parse(Configurations.Read("sqlite-mixed"), "sqlite-mixed.yaml").WithParameter("timing", 0).WithParameter("size", 300), out var machine);
        Assert.Empty(result.Faults);
        Assert.Contains("part=integrity result=1\nsqlite-mixed: done\nflexos: main returned 0", result.Console, StringComparison.Ordinal);
        var bytes = machine.ReadFile("/mixed.db");
        using (var host = new HostSqlite(bytes))
        {
            Assert.Equal(["ok"], host.Query("PRAGMA integrity_check"));
            Assert.Equal(["1"], host.Query("SELECT count(*) = (SELECT count(*) FROM main_rows WHERE id <= 40) FROM log"));
        }

        var (text, file) = RunOnHost("app-sqlite-mixed", 300, "mixed.db");
        Assert.Equal(text, string.Concat(Line().Matches(result.Console).Select(m => m.Value)));
        Assert.True(bytes.AsSpan().SequenceEqual(file), "The database differs from the host's.");
    }

    [Fact]
    public void A_file_that_is_not_there_is_named_with_those_that_are()
    {
        var machine = Configuration.Parse(Configurations.Read("helloworld"), "helloworld.yaml").Boot();
        machine.Run();
        Assert.Empty(machine.Files());
        Assert.False(machine.TryReadFile("/database.db", out _));
        Assert.Throws<FileNotFoundException>(() => machine.ReadFile("/database.db"));
    }

    [Fact]
    public void A_damaged_file_system_is_an_error_and_never_a_loop()
    {
        var machine = Small("sqlite-none").Boot();
        machine.Run();
        var map = Assert.Single(machine.Image.Symbols, s => s.Name == "ramfs_map").Address;
        machine.Machine.WriteMemory(map + 8, BitConverter.GetBytes(0x10UL)); // the root
        Assert.Throws<InvalidDataException>(() => machine.ReadFile("/database.db"));
    }

    /// <summary>The same program on the host, against the host's library of the same package.</summary>
    private static (string Text, byte[] File) RunOnHost(string application, int size, string database)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The host's side is compiled for Linux.");
        var folder = Directory.CreateTempSubdirectory("flexcap-sqlite-").FullName;
        var guest = Path.Combine(Repository.Root, "kernel", "guest");
        Directory.CreateDirectory(Path.Combine(folder, "flexos"));
        File.Copy(Path.Combine(guest, "include", "sqlite3.h"), Path.Combine(folder, "sqlite3.h"));
        File.Copy(Path.Combine(guest, "include", "flexos", "isolation.h"), Path.Combine(folder, "flexos", "isolation.h"));
        var source = File.ReadAllText(Path.Combine(guest, application, "main.c")).Replace($"\"/{database}\"", $"\"{folder}/{database}\"", StringComparison.Ordinal)
            .Replace("FLEXOS_PARAM(timing, 1)", "FLEXOS_PARAM(timing, 0)", StringComparison.Ordinal).Replace("FLEXOS_PARAM(size, 500)", $"FLEXOS_PARAM(size, {size})", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "main.c"), source);
        var library = Directory.GetFiles(AppContext.BaseDirectory, "libe_sqlite3.so", SearchOption.AllDirectories)
            .FirstOrDefault(f => f.Contains($"linux-{System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture}", StringComparison.OrdinalIgnoreCase));
        Assert.SkipWhen(library is null, "There is no SQLite for this host in the output folder.");
        var program = SharedObjects.Clang.Run("host-" + application, "-O1", "-w", $"-I{folder}", Path.Combine(folder, "main.c"), library!, "-lm", "-ldl", "-lpthread", "-Wl,-rpath," + Path.GetDirectoryName(library));
        using var process = Process.Start(new ProcessStartInfo(program) { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        var file = File.ReadAllBytes(Path.Combine(folder, database));
        Directory.Delete(folder, recursive: true);
        return (text, file);
    }

    [GeneratedRegex("^sqlite-mixed: .*\n", RegexOptions.Multiline)]
    private static partial Regex Line();
}
