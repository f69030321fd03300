using System.IO.Hashing;
using MapKit.Platform;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Operations.Migrate.Applying;

/// <summary>The content of a file and its attributes, so that it can be recognised and restored.</summary>
/// <param name="Checksum">The checksum of its bytes (XXH128), in hexadecimal. A cryptographic one would load OpenSSL.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Mode">Its permission bits.</param>
/// <param name="UserId">Its owner.</param>
/// <param name="GroupId">Its group.</param>
/// <param name="Seconds">Its modification time, whole seconds since 1970.</param>
/// <param name="Nanoseconds">Its modification time, nanoseconds within the second.</param>
internal sealed record FileState(string Checksum, long Length, int Mode, uint UserId, uint GroupId, long Seconds, long Nanoseconds)
{
    private const int ReadAtOnce = 1 << 20;

    /// <summary>Reads the state of a file.</summary>
    /// <param name="path">The file, free of links.</param>
    /// <returns>Null if there is none.</returns>
    /// <exception cref="IOException">It cannot be read, or is not a regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static FileState? Read(string path)
    {
        try
        {
            using var file = UnlockedFile.OpenRegular(path);
            return Read(file);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Reads the state of an open file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static FileState Read(SafeFileHandle file)
    {
        var hash = new XxHash128();
        var buffer = new byte[ReadAtOnce];
        var length = 0L;
        while (RandomAccess.Read(file, buffer, length) is > 0 and var count)
        {
            hash.Append(buffer.AsSpan(0, count));
            length += count;
        }

        var status = FileStatus.Read(file);
        return new FileState(System.Convert.ToHexStringLower(hash.GetCurrentHash()), length, (int)status.Mode, status.UserId, status.GroupId, status.ModifiedSeconds, status.ModifiedNanoseconds);
    }

    /// <summary>Whether the bytes are the same.</summary>
    public bool HasContentOf(FileState? other) => other is not null && Length == other.Length && Checksum == other.Checksum;

    /// <summary>Whether bytes, owner and permissions are the same.</summary>
    public bool IsSameFile(FileState? other) => HasContentOf(other) && Mode == other!.Mode && UserId == other.UserId && GroupId == other.GroupId;

    /// <summary>Whether the modification times are the same.</summary>
    public bool HasTimeOf(FileState other) => Seconds == other.Seconds && Nanoseconds == other.Nanoseconds;
}
