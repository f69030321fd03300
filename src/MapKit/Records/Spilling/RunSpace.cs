using Microsoft.Win32.SafeHandles;

namespace MapKit.Records.Spilling;

/// <summary>Where runs are kept, and how much memory sorting may take.</summary>
/// <param name="createFile">Makes an empty file that can be written and read, and is gone when it is closed.</param>
/// <param name="memory">Bytes of memory for everything.</param>
internal sealed class RunSpace(Func<SafeFileHandle> createFile, long memory)
{
    /// <summary>What records may take that are read, before they are put on disk; sorting them takes a third of that once more.</summary>
    public long ReadMemory => memory * 3 / 5;

    /// <summary>What records may take that are sorted once more.</summary>
    public long BatchMemory => memory / 4;

    /// <summary>What merging may take.</summary>
    public long MergeMemory => memory / 8;

    /// <summary>What slices may take that nobody needs any more.</summary>
    public long GarbageMemory => memory / 8;

    /// <summary>Makes a file for runs.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public RunFile CreateFile() => new(createFile());
}
