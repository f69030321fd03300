using System.Diagnostics.CodeAnalysis;
using System.Runtime.Versioning;

namespace MapKit.Platform;

/// <summary>Checks that a file exists, without opening it. A folder that may not be searched is an error, not a missing file.</summary>
internal static class FilePresence
{
    /// <summary>Whether a path leads to a file of any kind.</summary>
    /// <exception cref="UnauthorizedAccessException">A folder of the path may not be searched.</exception>
    /// <exception cref="IOException">The check failed.</exception>
    public static bool Exists(string path) => Find(path, out _);

    /// <summary>Whether a path leads to a file that is not a folder; also false if this cannot be determined.</summary>
    public static bool FileExists([NotNullWhen(true)] string? path) =>
        LibC.IsSupported ? !string.IsNullOrEmpty(path) && FileStatus.TryAt(path) is { IsFolder: false } : path is not null && File.Exists(FileRoot.PathOf(path));

    /// <summary>Whether a path leads to a regular file, not a folder, pipe or device; also false if this cannot be determined.</summary>
    public static bool IsRegularFile([NotNullWhen(true)] string? path) =>
        LibC.IsSupported ? !string.IsNullOrEmpty(path) && FileStatus.TryAt(path) is { IsRegular: true } : path is not null && File.Exists(FileRoot.PathOf(path));

    /// <summary>Whether a path leads to a folder; also false if this cannot be determined.</summary>
    public static bool FolderExists([NotNullWhen(true)] string? path) =>
        LibC.IsSupported ? !string.IsNullOrEmpty(path) && FileStatus.TryAt(path) is { IsFolder: true } : path is not null && Directory.Exists(FileRoot.PathOf(path));

    /// <summary>Whether a path leads to an empty file, not to a pipe or device, which have no size.</summary>
    public static bool IsEmptyFile(string path) =>
        LibC.IsSupported ? FileStatus.TryAt(path) is { IsRegular: true, Length: 0 } : Find(path) is { Length: 0 };

    /// <summary>Size and modification time of a file; null if there is no such file.</summary>
    public static (long Length, DateTime LastWriteTimeUtc)? Find(string path)
    {
        if (LibC.IsSupported) return FileStatus.TryAt(path) is { IsFolder: false } status ? (status.Length, status.LastWriteTimeUtc) : null;
        return new FileInfo(FileRoot.PathOf(path)) is { Exists: true } file ? (file.Length, file.LastWriteTimeUtc) : null;
    }

    /// <summary>The modification time of a file; the minimum if there is no such file.</summary>
    public static DateTime LastWriteTimeUtc(string path) => Find(path)?.LastWriteTimeUtc ?? DateTime.MinValue;

    /// <summary>The permission bits of a file.</summary>
    [UnsupportedOSPlatform("windows")]
    public static UnixFileMode Mode(string path) =>
        LibC.IsSupported ? FileStatus.At(path).Mode : File.GetUnixFileMode(FileRoot.PathOf(path));

    /// <summary>Whether a path leads to a file that can be read from its start to its end: not a folder, a pipe or a device.</summary>
    /// <param name="path">The path.</param>
    /// <param name="expected">What should be there, for messages.</param>
    /// <exception cref="UnauthorizedAccessException">A folder of the path may not be searched.</exception>
    /// <exception cref="IOException">The check failed, or the path is not a regular file.</exception>
    public static bool RegularFileExists(string path, string expected)
    {
        if (!Find(path, out var isRegular)) return false;
        if (FolderExists(path)) throw new IOException($"{path}: is a directory, not a {expected}");
        return isRegular ? true : throw new IOException($"{path}: not a regular file, so it cannot be a {expected}");
    }

    private static bool Find(string path, out bool isRegular)
    {
        if (LibC.IsSupported) return FindOnLinux(path, out isRegular);
        isRegular = true;
        try
        {
            _ = File.GetAttributes(FileRoot.PathOf(path));
            return true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new UnauthorizedAccessException($"{path}: Permission denied", exception);
        }
    }

    [SupportedOSPlatform("linux")]
    private static bool FindOnLinux(string path, out bool isRegular)
    {
        isRegular = false;
        try
        {
            isRegular = FileStatus.At(path).IsRegular;
            return true;
        }
        catch (IOException exception) when (exception.HResult is LibC.NoEntry or LibC.NotFolder)
        {
            return false;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new UnauthorizedAccessException($"{path}: Permission denied", exception);
        }
        catch (IOException exception)
        {
            throw new IOException($"{path}: {FileFailure.ReasonOf(exception)}", exception);
        }
    }
}
