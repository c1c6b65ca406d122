namespace FlexCap.Morello.Internal;

/// <summary>
/// The files that semihosting has open: the console (":tt"), and files of one directory of the host if the machine was given one.
/// No name leads out of that directory. What is in the host's files is not part of snapshots.
/// </summary>
internal sealed class SemihostingFiles(string? directory)
{
    internal const ulong NoEntry = 2;
    internal const ulong BadHandle = 9;
    private const ulong AccessDenied = 13;
    private const ulong InvalidArgument = 22;
    private const string Console = ":tt";
    private const int Modes = 12;

    // By handle; null is the console. Handles start at 1.
    private readonly SortedDictionary<ulong, FileStream?> _open = [];

    /// <summary>Opens a name; negative if it cannot be opened. Modes are fopen's: r, rb, r+, r+b, w, wb, w+, w+b, a, ab, a+, a+b.</summary>
    internal long Open(string name, int mode, out ulong error)
    {
        error = 0;
        if (mode is < 0 or >= Modes)
        {
            error = InvalidArgument;
            return -1;
        }

        ulong handle = 1;
        while (_open.ContainsKey(handle))
        {
            handle++;
        }

        if (name == Console)
        {
            _open.Add(handle, null);
            return (long)handle;
        }

        if (Resolve(name) is not { } path)
        {
            error = AccessDenied;
            return -1;
        }

        try
        {
            bool update = (mode & 2) != 0;
            FileStream stream = (mode / 4) switch
            {
                0 => new(path, FileMode.Open, update ? FileAccess.ReadWrite : FileAccess.Read),
                1 => new(path, FileMode.Create, update ? FileAccess.ReadWrite : FileAccess.Write),
                _ => new(path, FileMode.OpenOrCreate, update ? FileAccess.ReadWrite : FileAccess.Write),
            };
            if (mode >= 8)
            {
                stream.Seek(0, SeekOrigin.End);
            }

            _open.Add(handle, stream);
            return (long)handle;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            error = failure is FileNotFoundException or DirectoryNotFoundException ? NoEntry : AccessDenied;
            return -1;
        }
    }

    internal bool TryClose(ulong handle)
    {
        if (!_open.Remove(handle, out FileStream? stream))
        {
            return false;
        }

        stream?.Dispose();
        return true;
    }

    internal bool IsConsole(ulong handle) => _open.TryGetValue(handle, out FileStream? stream) && stream == null;

    internal long? Length(ulong handle) => !_open.TryGetValue(handle, out FileStream? stream) ? null : stream?.Length ?? 0;

    internal bool TrySeek(ulong handle, long position)
    {
        if (Stream(handle) is not { } stream || position < 0)
        {
            return false;
        }

        stream.Position = position;
        return true;
    }

    internal bool TryWrite(ulong handle, ReadOnlySpan<byte> bytes)
    {
        if (Stream(handle) is not { CanWrite: true } stream)
        {
            return false;
        }

        stream.Write(bytes);
        stream.Flush();
        return true;
    }

    internal int Read(ulong handle, Span<byte> bytes) => Stream(handle) is { CanRead: true } stream ? stream.ReadAtLeast(bytes, bytes.Length, false) : -1;

    internal bool TryRemove(string name) => TryChange(name, path => File.Delete(path));

    internal bool TryRename(string from, string to) => Resolve(to) is { } target && TryChange(from, path => File.Move(path, target, true));

    private FileStream? Stream(ulong handle) => _open.GetValueOrDefault(handle);

    private bool TryChange(string name, Action<string> change)
    {
        if (Resolve(name) is not { } path || !File.Exists(path))
        {
            return false;
        }

        try
        {
            change(path);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // The path that a name means, or null if it leads out of the directory. Links inside it are the owner's affair, not the guest's:
    // it cannot make any.
    private string? Resolve(string name)
    {
        if (directory == null || name.Length == 0 || name.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)) + Path.DirectorySeparatorChar;
        string path = Path.GetFullPath(Path.Combine(root, name.TrimStart('/')));
        return path.StartsWith(root, StringComparison.Ordinal) ? path : null;
    }
}
