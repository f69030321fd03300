using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>Writes to a file at a place.</summary>
internal static class FileWriting
{
    /// <summary>Writes bytes.</summary>
    /// <exception cref="IOException">No space is left, the file may not become so large, or the like.</exception>
    public static void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(file, bytes, offset);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            // .NET's word for EFBIG: RLIMIT_FSIZE, or the limit of the file system.
            throw new IOException("File too large", exception);
        }
    }
}
