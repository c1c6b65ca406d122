using FlexCap.FlexOS.Internal.Running;

namespace FlexCap.FlexOS;

public sealed partial class FlexOSMachine
{
    /// <summary>
    /// Reads a file of the guest's ramfs as it stands in memory, whatever state the guest is in; the guest does not notice.
    /// What the guest has open or removed since is seen as the guest would see it now.
    /// </summary>
    /// <param name="path">Path from the root, as the guest writes it: <c>/database.db</c>.</param>
    /// <returns>The whole file.</returns>
    /// <exception cref="FileNotFoundException">The image has no ramfs, nothing was mounted yet, or there is no file of that name.</exception>
    /// <exception cref="InvalidDataException">The guest's structures are damaged.</exception>
    public byte[] ReadFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return TryReadFile(path, out var bytes) ? bytes : throw new FileNotFoundException($"The guest has no file '{path}'. It has: {string.Join(", ", Files())}.", path);
    }

    /// <summary>As <see cref="ReadFile"/>; false if there is no such file.</summary>
    /// <param name="path">Path from the root.</param>
    /// <param name="bytes">The whole file, or empty.</param>
    /// <exception cref="InvalidDataException">The guest's structures are damaged.</exception>
    public bool TryReadFile(string path, out byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(path);
        var read = RamfsReader.Of(this)?.Read(path);
        bytes = read ?? [];
        return read is not null;
    }

    /// <summary>Paths of all files of the guest's ramfs, in the order of their creation within each directory; empty if there is none.</summary>
    /// <exception cref="InvalidDataException">The guest's structures are damaged.</exception>
    public IReadOnlyList<string> Files() => RamfsReader.Of(this)?.Paths() ?? [];
}
