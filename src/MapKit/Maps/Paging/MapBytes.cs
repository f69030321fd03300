using System.Diagnostics;
using MapKit.Platform;
using MapKit.Platform.Locks;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Maps.Paging;

/// <summary>
/// The bytes of an open map file: positioned reads that are checked against the size the file had when it was opened.
/// The file is never memory-mapped: a mapping of a file that shrinks would kill the process. Bytes of two states of a file are
/// never mixed: programs that rewrite a map in place, as postmap does, change its modification time.
/// </summary>
internal sealed class MapBytes : IDisposable
{
    /// <summary>Bytes of a block of a disk.</summary>
    public const int BlockLength = 4096;

    private readonly SafeFileHandle _handle;
    private readonly bool _ownsHandle;
    private SortedDictionary<long, string>? _unreadable;
    private long _modified;

    private MapBytes(string path, SafeFileHandle handle, bool ownsHandle)
    {
        Path = path;
        _handle = handle;
        _ownsHandle = ownsHandle;
        _modified = Modified();
        Length = RandomAccess.GetLength(handle);
    }

    /// <summary>The path, for messages.</summary>
    public string Path { get; }

    /// <summary>Size of the file in bytes when it was opened.</summary>
    public long Length { get; }

    /// <summary>
    /// Called if the file has been written since it was opened: returns whether the bytes read are still valid. Null if
    /// they never are.
    /// </summary>
    public Func<bool>? ToleratesChange { private get; set; }

    /// <summary>
    /// Opens a file for reading; others may write, rename or delete it meanwhile. Waits, as Postfix does when it opens a map, while
    /// another program rewrites it in place under its lock (docs/formats/map-types.md#locks).
    /// </summary>
    /// <exception cref="MapFormatException">Not a regular file.</exception>
    public static MapBytes Open(string path) => Open(path, Timeout.InfiniteTimeSpan)!;

    /// <summary>As <see cref="Open(string)"/>, with a limited wait.</summary>
    /// <param name="path">The file.</param>
    /// <param name="longestWait">Maximum time to wait for another program's lock.</param>
    /// <returns>Null if the lock is held longer: the program rewrites a large map, or holds the lock permanently, as postscreen(8) does for its cache.</returns>
    /// <exception cref="MapFormatException">Not a regular file.</exception>
    public static MapBytes? Open(string path, TimeSpan longestWait)
    {
        var handle = UnlockedFile.Open(path, waitsForWriter: false);
        MapBytes? bytes = null;
        try
        {
            if (LibC.IsSupported && !FileStatus.Read(handle).IsRegular) throw new MapFormatException(path, "not a regular file, so it cannot be a map");
            return bytes = LibC.IsSupported ? OpenBetweenWriters(path, handle, longestWait) : new MapBytes(path, handle, ownsHandle: true);
        }
        finally
        {
            // An open file would keep its lock, and this process would wait for it.
            if (bytes is null) handle.Dispose();
        }
    }

    /// <summary>The bytes of an open regular file, which is locked if necessary. It is not disposed.</summary>
    /// <param name="path">The path, for messages.</param>
    /// <param name="handle">The open file.</param>
    public static MapBytes Borrow(string path, SafeFileHandle handle) => new(path, handle, ownsHandle: false);

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private static MapBytes? OpenBetweenWriters(string path, SafeFileHandle handle, TimeSpan longestWait)
    {
        if (!WaitForWriter(path, handle, longestWait)) return null;
        var bytes = new MapBytes(path, handle, ownsHandle: true);
        _ = LibC.Flock(handle, LibC.Unlock);
        return bytes;
    }

    /// <summary>Takes a shared lock. If locks are unavailable, as on some network file systems, there is nothing to wait for.</summary>
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private static bool WaitForWriter(string path, SafeFileHandle handle, TimeSpan longestWait)
    {
        // A caller that does not wait long reports the lock itself.
        var wait = new LockWait(longestWait == Timeout.InfiniteTimeSpan ? null : static _ => { }, CancellationToken.None);
        var started = Stopwatch.GetTimestamp();
        while (LibC.Flock(handle, LibC.LockShared | LibC.LockNonBlocking) < 0)
        {
            if (LibC.Error == LibC.Interrupted) continue;
            if (LibC.Error != LibC.WouldBlock) break;
            if (longestWait != Timeout.InfiniteTimeSpan && Stopwatch.GetElapsedTime(started) >= longestWait) return false;
            wait.Sleep(path, () => LockHolder.Find(FileStatus.Read(handle)));
        }

        return true;
    }

    /// <summary>Fills the buffer from an offset.</summary>
    /// <exception cref="MapFormatException">The file ends before, or has been changed since it was opened.</exception>
    public void Read(long offset, Span<byte> buffer)
    {
        ReadPresent(offset, buffer);
        var modified = Modified();
        if (modified == Volatile.Read(ref _modified)) return;
        if (ToleratesChange?.Invoke() != true) throw new MapFormatException(Path, "the file was changed while it was read");
        Volatile.Write(ref _modified, modified);
    }

    /// <summary>As <see cref="Read"/>, without the check for changes.</summary>
    /// <exception cref="MapFormatException">The file ends before.</exception>
    public void ReadPresent(long offset, Span<byte> buffer)
    {
        var wanted = buffer.Length;
        while (buffer.Length > 0)
        {
            var read = offset < 0 || offset >= Length ? 0 : ReadSome(offset, buffer);
            if (read == 0) throw new MapFormatException(Path, $"the file ends inside a read of {wanted} bytes (truncated?)", offset: offset);
            offset += read;
            buffer = buffer[read..];
        }
    }

    /// <summary>The unreadable blocks by offset, with the reason; they are replaced by zeros.</summary>
    /// <exception cref="InvalidOperationException"><see cref="SkipUnreadable"/> was not called.</exception>
    public IReadOnlyDictionary<long, string> Unreadable => _unreadable ?? throw new InvalidOperationException("unreadable blocks are errors");

    /// <summary>From now on an unreadable block is not an error: it reads as zeros, and is recorded.</summary>
    public void SkipUnreadable() => _unreadable = new SortedDictionary<long, string>();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsHandle) _handle.Dispose();
    }

    private int ReadSome(long offset, Span<byte> buffer)
    {
        try
        {
            return RandomAccess.Read(_handle, buffer, offset);
        }
        catch (IOException exception)
        {
            if (_unreadable is null) throw new IOException($"cannot read {Path} at byte {offset}: {FileFailure.ReasonOf(exception)}", exception) { HResult = exception.HResult };
            return ReadBlock(_unreadable, offset, buffer);
        }
    }

    /// <summary>Reads up to the end of the disk block, so that readable data beside an unreadable block is not lost.</summary>
    private int ReadBlock(SortedDictionary<long, string> unreadable, long offset, Span<byte> buffer)
    {
        var length = (int)Math.Min(buffer.Length, Math.Min(BlockLength - (offset % BlockLength), Length - offset));
        var part = buffer[..length];
        try
        {
            return RandomAccess.Read(_handle, part, offset);
        }
        catch (IOException exception)
        {
            part.Clear();
            lock (unreadable) unreadable[offset - (offset % BlockLength)] = FileFailure.ReasonOf(exception);
            return length;
        }
    }

    private long Modified() => File.GetLastWriteTimeUtc(_handle).Ticks;
}
