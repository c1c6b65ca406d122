using System.Runtime.InteropServices;

namespace FlexCap.FlexOS.Tests.Sqlite;

/// <summary>SQLite on the host, from the same NuGet package: reads back what the guest wrote.</summary>
internal sealed partial class HostSqlite : IDisposable
{
    private const string Library = "e_sqlite3";
    private readonly string _file = Path.GetTempFileName();
    private readonly nint _database;

    public HostSqlite(byte[] bytes)
    {
        File.WriteAllBytes(_file, bytes);
        Assert.Equal(0, Open(_file, out _database));
    }

    /// <summary>First column of every row, as text.</summary>
    public List<string> Query(string sql)
    {
        Assert.True(Prepare(_database, sql, -1, out var statement, 0) == 0, Marshal.PtrToStringUTF8(Message(_database)));
        var rows = new List<string>();
        while (Step(statement) == 100)
        {
            rows.Add(Marshal.PtrToStringUTF8(Text(statement, 0)) ?? "");
        }

        Assert.Equal(0, Finish(statement));
        return rows;
    }

    public void Dispose()
    {
        _ = Close(_database); // only finalised statements: it cannot fail
        File.Delete(_file);
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string file, out nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_close")]
    private static partial int Close(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_errmsg")]
    private static partial nint Message(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_prepare_v2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Prepare(nint database, string sql, int length, out nint statement, nint tail);

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    private static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_text")]
    private static partial nint Text(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_finalize")]
    private static partial int Finish(nint statement);
}
