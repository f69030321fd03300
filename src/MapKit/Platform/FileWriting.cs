using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>Writes to a file at an offset.</summary>
internal static class FileWriting
{
    /// <summary>Writes bytes.</summary>
    /// <exception cref="IOException">The disk is full, the file size limit is exceeded, or another error occurred.</exception>
    public static void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(file, bytes, offset);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            // .NET's exception for EFBIG: RLIMIT_FSIZE, or the limit of the file system.
            throw new IOException("File too large", exception);
        }
    }
}
