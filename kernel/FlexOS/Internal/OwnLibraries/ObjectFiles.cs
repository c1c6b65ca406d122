using System.Collections.Concurrent;
using System.Security;
using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Planning;
using FlexCap.FlexOS.Internal.SharedObjects;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.OwnLibraries;

/// <summary>Object files as micro-libraries. A file that has not changed is read once by a process, for reading one takes longer than linking it.</summary>
internal static class ObjectFiles
{
    private const int Kept = 64;
    private static readonly ConcurrentDictionary<(string Path, DateTime Written, long Length, string Name, LibraryRole Role), LibraryObject> Cache = [];

    /// <summary>The micro-library of a file, or null with diagnostics.</summary>
    public static LibraryObject? Load(string path, string name, LibraryRole role, SourceLocation place, DiagnosticBag diagnostics)
    {
        var file = new FileInfo(path);
        var key = (path, file.Exists ? file.LastWriteTimeUtc : default, file.Exists ? file.Length : 0, name, role);
        if (Cache.TryGetValue(key, out var known))
        {
            return known;
        }

        if (Read(path, place, diagnostics) is not { } bytes)
        {
            return null;
        }

        var made = Parse(bytes, path, diagnostics) is { } elf ? Make(elf, path, name, role, place, diagnostics) : null;
        if (made is not null)
        {
            if (Cache.Count >= Kept)
            {
                Cache.Clear(); // a file that is rebuilt again and again must not fill the memory
            }

            Cache.TryAdd(key, made);
        }

        return made;
    }

    /// <summary>The micro-library of an ELF file, or null with diagnostics.</summary>
    public static LibraryObject? Make(ElfFile elf, string file, string name, LibraryRole role, SourceLocation place, DiagnosticBag diagnostics)
    {
        var description = new MicroLibrary(name, role, $"The configuration's own ({Path.GetFileName(file)}).", false, []);
        switch (elf.Type)
        {
            case ElfType.Relocatable:
                return new LibraryObject(description, Path.GetFileNameWithoutExtension(file), elf);
            case ElfType.SharedObject:
                return SharedObjectReader.Read(elf, file, diagnostics) is { } shared
                    ? new LibraryObject(description, Path.GetFileNameWithoutExtension(file), shared.Elf) { Shared = shared } : null;
            default:
                diagnostics.Error("FX0232", place, $"'{file}' is linked at fixed addresses (ET_EXEC), so it cannot become part of an image.",
                    "Give a relocatable object (clang -c) or a shared object (-shared -fPIC); 'flexcap run' takes whole programs.");
                return null;
        }
    }

    public static byte[]? Read(string path, SourceLocation place, DiagnosticBag diagnostics)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentException)
        {
            diagnostics.Error("FX0231", place, $"'{path}' cannot be read: {e.Message}", "Paths are relative to the folder of the configuration's file, or to the current folder where it has none; what 'cache:' leads to is made by flexcap setup.");
            return null;
        }
    }

    private static ElfFile? Parse(byte[] bytes, string path, DiagnosticBag diagnostics)
    {
        var isRead = ElfFile.TryRead(bytes, path, out var elf, out var errors);
        errors.ToList().ForEach(diagnostics.Add);
        return isRead ? elf : null;
    }
}
