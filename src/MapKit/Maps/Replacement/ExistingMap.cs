using System.Buffers;
using System.IO.Hashing;
using MapKit.Platform;
using MapKit.Platform.Locks;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Maps.Replacement;

/// <summary>The map to replace: open, locked, and compared with the new content as it is written.</summary>
internal sealed class ExistingMap : IDisposable
{
    private const int BufferBytes = 256 << 10;

    private readonly LockedFile _file;
    private SafeFileHandle? _readOnly;
    private readonly string _path;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private readonly XxHash128 _verified = new();

    private AccessList? _access;
    private bool _isClosed;

    /// <summary>Takes over an open and locked file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Its path, for messages.</param>
    public ExistingMap(LockedFile file, string path)
    {
        _file = file;
        _path = path;
        Status = FileStatus.Read(file.Handle);
    }

    /// <summary>Its status after the lock was taken.</summary>
    public FileStatus Status { get; }

    /// <summary>Its permissions.</summary>
    public AccessList Access => _access ??= AccessList.Read(Handle, Status);

    /// <summary>The open file.</summary>
    public SafeFileHandle Handle => _readOnly ?? _file.Handle;

    /// <summary>Its first bytes.</summary>
    /// <param name="length">Number of bytes; fewer are returned if the file is shorter.</param>
    public byte[] Start(int length) => _buffer.AsSpan(0, Read(Math.Min(length, BufferBytes), 0)).ToArray();

    /// <summary>Whether the next piece of the body equals the map's bytes there. Equal pieces can be copied later.</summary>
    public bool HasNext(ReadOnlySpan<byte> bytes, long offset)
    {
        if (!Has(bytes, offset)) return false;
        _verified.Append(bytes);
        return true;
    }

    /// <summary>Whether the map has these bytes at this place.</summary>
    public bool Has(ReadOnlySpan<byte> bytes, long offset)
    {
        if (offset + bytes.Length > Status.Length) return false;
        while (!bytes.IsEmpty)
        {
            var part = bytes[..Math.Min(bytes.Length, BufferBytes)];
            if (Read(part.Length, offset) != part.Length || !part.SequenceEqual(_buffer.AsSpan(0, part.Length))) return false;
            bytes = bytes[part.Length..];
            offset += part.Length;
        }

        return true;
    }

    /// <summary>Copies the equal pieces to the new file.</summary>
    /// <param name="start">Where the first of them began.</param>
    /// <param name="end">Where the last of them ended.</param>
    /// <param name="copy">Takes the bytes.</param>
    /// <exception cref="IOException">They have changed: another program writes the map without its lock.</exception>
    public void CopyVerified(long start, long end, TemporaryMap copy)
    {
        var copied = new XxHash128();
        while (start < end)
        {
            var length = Read((int)Math.Min(end - start, BufferBytes), start);
            if (length == 0) break;
            copied.Append(_buffer.AsSpan(0, length));
            copy.Write(_buffer.AsSpan(0, length), start);
            start += length;
        }

        if (copied.GetCurrentHashAsUInt128() != _verified.GetCurrentHashAsUInt128())
        {
            throw new IOException($"cannot replace {_path}: another program changed it meanwhile, without its lock");
        }
    }

    /// <summary>Sets the modification time to now.</summary>
    public void Touch() => FileTime.Touch(Handle, _path);

    /// <summary>
    /// After the map was replaced: makes daemons with the old file open notice the change. They notice if the file no longer has a name,
    /// and otherwise if the second of the modification time differs (docs/formats/map-types.md#how-daemons-notice-a-change).
    /// </summary>
    /// <param name="daemonsMindTime">Whether they check the time: not for lmdb.</param>
    /// <returns>A warning if there are other names.</returns>
    public ReplacementWarning? TellDaemons(bool daemonsMindTime)
    {
        if (!LibC.IsSupported || FileStatus.Read(Handle) is not { Links: > 0 } status) return null;
        return daemonsMindTime && FileTime.TryMoveSecond(Handle, status.LastWriteTimeUtc)
            ? ReplacementWarning.HardLinks
            : ReplacementWarning.HardLinksNeedReload;
    }

    /// <summary>Reopens the file read-only, if it is open for writing, which releases the lock: a lease then blocks writers.</summary>
    /// <param name="target">Its path.</param>
    /// <param name="identity">The identity to use.</param>
    /// <param name="wait">How long to wait for another MapKit that replaces the file.</param>
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public void CloseForWriting(string target, FileSystemIdentity identity, LockWait wait)
    {
        if (!_file.IsForWriting || _readOnly is not null) return;
        var descriptor = identity.Run(() => LibC.Open(target, LibC.ReadOnly | LibC.NoFollow | LibC.NonBlocking | LibC.CloseOnExec, 0));
        if (descriptor < 0) return;
        var file = new SafeFileHandle(descriptor, ownsHandle: true);

        // Postfix's lock of an lmdb map needs a file that is open for writing; this one blocks other MapKit processes.
        while (!FileLock.TryExclusive(file, target)) wait.Sleep(target, () => null);
        if (FileStatus.Read(file).Identity == Status.Identity)
        {
            _readOnly = file;
            _file.Dispose();
        }
        else
        {
            FileLock.Release(file, MapLock.Flock);
            file.Dispose();
        }
    }

    /// <summary>Lets other programs write. The file stays open.</summary>
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public void Unlock()
    {
        if (_readOnly is { } file) FileLock.Release(file, MapLock.Flock);
        else FileLock.Release(_file.Handle, _file.Kind);
    }

    /// <summary>Removes permissions.</summary>
    public void SetAccess(AccessList access) => access.TryApply(Handle, _path);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isClosed) return;
        _isClosed = true;
        _file.Dispose();
        if (_readOnly is { } readOnly)
        {
            if (LibC.IsSupported) FileLock.Release(readOnly, MapLock.Flock);
            readOnly.Dispose();
        }

        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private int Read(int length, long offset)
    {
        var total = 0;
        try
        {
            while (total < length)
            {
                var count = RandomAccess.Read(Handle, _buffer.AsSpan(total, length - total), offset + total);
                if (count == 0) break;
                total += count;
            }
        }
        catch (IOException exception)
        {
            throw FileFailure.Create($"read {_path}", exception);
        }

        return total;
    }
}
