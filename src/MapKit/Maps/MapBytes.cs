using Microsoft.Win32.SafeHandles;

namespace MapKit.Maps;

/// <summary>
/// The bytes of an open map file: positioned reads that are checked against the size the file had when it was opened.
/// The file is never mapped: a mapping of a file that shrinks would kill the process.
/// </summary>
internal sealed class MapBytes : IDisposable
{
    private readonly SafeFileHandle _handle;

    private MapBytes(string path, SafeFileHandle handle, long length)
    {
        Path = path;
        _handle = handle;
        Length = length;
    }

    /// <summary>The path, for messages.</summary>
    public string Path { get; }

    /// <summary>Size of the file in bytes when it was opened.</summary>
    public long Length { get; }

    /// <summary>Opens a file for reading; others may write, rename or delete it meanwhile.</summary>
    public static MapBytes Open(string path)
    {
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);
        return new MapBytes(path, handle, RandomAccess.GetLength(handle));
    }

    /// <summary>Fills the buffer from an offset.</summary>
    /// <exception cref="MapFormatException">The file ends before, or has become shorter.</exception>
    public void Read(long offset, Span<byte> buffer)
    {
        var wanted = buffer.Length;
        while (buffer.Length > 0)
        {
            var read = offset < 0 || offset >= Length ? 0 : RandomAccess.Read(_handle, buffer, offset);
            if (read == 0) throw new MapFormatException(Path, $"the file ends inside a read of {wanted} bytes (truncated?)", offset: offset);
            offset += read;
            buffer = buffer[read..];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
