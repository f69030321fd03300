using MapKit.Maps.Replacement;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Operations;

/// <summary>All the bytes of an open source.</summary>
internal static class SourceBytes
{
    /// <summary>Reads them.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="IOException">It is no regular file, cannot be read, or is larger than an array can be.</exception>
    public static byte[] Read(SafeFileHandle file, string path)
    {
        var status = FileStatus.Of(file);
        if (!status.IsRegular) throw new IOException($"{path}: is not a regular file, so it cannot be edited");
        if (status.Length > Array.MaxLength) throw new IOException($"{path}: larger than 2 GB; split the table to edit it");
        var bytes = new byte[status.Length];
        var count = 0;
        while (count < bytes.Length && RandomAccess.Read(file, bytes.AsSpan(count), count) is > 0 and var read) count += read;
        return count == bytes.Length ? bytes : bytes[..count];
    }
}
