using MapKit.Loading;
using MapKit.Maps;
using MapKit.Platform;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Operations.Compile;

/// <summary>Bytes of sources that are regular files, so that they can be read more than once.</summary>
internal static class SourceBytes
{
    /// <summary>Reads some bytes again, to show them.</summary>
    /// <param name="path">The source.</param>
    /// <param name="offset">Where they begin.</param>
    /// <param name="buffer">Takes them.</param>
    /// <returns>How many there are.</returns>
    /// <exception cref="IOException">It cannot be read, or is a pipe or the like, whose bytes come only once.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static int ReadAgain(string path, long offset, Span<byte> buffer)
    {
        using var file = UnlockedFile.OpenRegular(path);
        return RandomAccess.Read(file, buffer, offset);
    }

    /// <summary>Reads all bytes of a source that is to be edited.</summary>
    /// <param name="path">The source.</param>
    /// <exception cref="IOException">It is not a regular file, no source, cannot be read, or is larger than an array can be.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    internal static byte[] Read(string path)
    {
        if (FilePresence.FolderExists(path)) throw SourceFile.IsFolder(path);
        using var file = UnlockedFile.OpenRegular(path);
        return Read(file, path);
    }

    /// <summary>As above, of a file that is open.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Its path, for messages.</param>
    internal static byte[] Read(SafeFileHandle file, string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            var status = FileStatus.Read(file);
            if (status.Length > Array.MaxLength) throw new IOException($"{path}: larger than 2 GB; split the table to edit it");
            var bytes = ReadOnce(file, status.Length, out var count);
            try
            {
                new SourceWatch(file, path, status).Check(count);
                return MapFile.IsMap(bytes, count) ? throw SourceFile.IsMap(path) : bytes;
            }
            catch (ChangedFileException) when (attempt < SourceWatch.MostAttempts)
            {
                SourceWatch.Pause(attempt, CancellationToken.None);
            }
        }
    }

    private static byte[] ReadOnce(SafeFileHandle file, long length, out int count)
    {
        var bytes = new byte[length];
        count = 0;
        while (count < bytes.Length && RandomAccess.Read(file, bytes.AsSpan(count), count) is > 0 and var read) count += read;
        return bytes;
    }
}
