using Microsoft.Win32.SafeHandles;

namespace MapKit.Operations;

/// <summary>All the bytes of an open source.</summary>
internal static class SourceBytes
{
    private const int FirstPiece = 1 << 16;

    /// <summary>Reads them.</summary>
    /// <param name="file">The file, from its beginning; a pipe as far as it goes.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="IOException">They cannot be read, or are more than an array can hold.</exception>
    public static byte[] Read(SafeFileHandle file, string path)
    {
        var length = RandomAccess.GetLength(file);
        if (length >= Array.MaxLength) throw new IOException($"{path}: larger than 2 GB; split the table to edit it");
        var bytes = new byte[Math.Max((int)length + 1, FirstPiece)];
        var count = 0;
        while (RandomAccess.Read(file, bytes.AsSpan(count), count) is > 0 and var read)
        {
            count += read;
            if (count < bytes.Length) continue;
            if (count == Array.MaxLength) throw new IOException($"{path}: larger than 2 GB; split the table to edit it");
            Array.Resize(ref bytes, (int)Math.Min(count * 2L, Array.MaxLength));
        }

        return bytes[..count];
    }
}
