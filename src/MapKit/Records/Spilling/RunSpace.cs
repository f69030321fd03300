using Microsoft.Win32.SafeHandles;

namespace MapKit.Records.Spilling;

/// <summary>The files for runs, and the memory limits of sorting.</summary>
/// <param name="createFile">Creates an empty file that can be written and read, and is deleted when it is closed.</param>
/// <param name="memory">Bytes of memory for everything.</param>
internal sealed class RunSpace(Func<SafeFileHandle> createFile, long memory)
{
    /// <summary>Memory for records before they are written to disk; sorting them takes another third of it.</summary>
    public long ReadMemory => memory * 3 / 5;

    /// <summary>Memory for records that are sorted again.</summary>
    public long BatchMemory => memory / 4;

    /// <summary>Memory for merging.</summary>
    public long MergeMemory => memory / 8;

    /// <summary>Memory for slices that are no longer needed.</summary>
    public long GarbageMemory => memory / 8;

    /// <summary>Creates a file for runs.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public RunFile CreateFile() => new(createFile());
}
