using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>
/// Opens files for reading without .NET's advisory lock, which fails if a writer of Postfix holds the file, and reports
/// why a file cannot be opened.
/// </summary>
internal static class UnlockedFile
{
    /// <summary>Opens a file; others may write, rename or delete it meanwhile.</summary>
    /// <param name="path">The file.</param>
    /// <param name="waitsForWriter">Whether to wait at a pipe until another program writes to it.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static SafeFileHandle Open(string path, bool waitsForWriter = true)
    {
        if (OperatingSystem.IsLinux() && LibC.IsSupported) return OpenOnLinux(path, waitsForWriter);
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw NoSuchFile(path);
        }
        catch (UnauthorizedAccessException)
        {
            throw PermissionDenied(path);
        }
    }

    /// <summary>Opens a file that can be read more than once. A named pipe is refused at once, without waiting for its writer.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    /// <exception cref="IOException">It is not a regular file.</exception>
    public static SafeFileHandle OpenRegular(string path)
    {
        var file = Open(path, waitsForWriter: false);
        if (FileStatus.Read(file).IsRegular) return file;
        file.Dispose();
        throw new IOException($"{path}: is not a regular file");
    }

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private static SafeFileHandle OpenOnLinux(string path, bool waitsForWriter)
    {
        var flags = LibC.ReadOnly | LibC.CloseOnExec | (waitsForWriter ? 0 : LibC.NonBlocking);
        while (true)
        {
            var descriptor = LibC.Open(path, flags, 0);
            if (descriptor >= 0) return new SafeFileHandle(descriptor, ownsHandle: true);
            switch (LibC.Error)
            {
                case LibC.Interrupted:
                    continue;
                case LibC.NoEntry:
                    throw NoSuchFile(path);
                case LibC.AccessDenied:
                    throw PermissionDenied(path);
                case var error:
                    throw FileFailure.Create($"open {path}", error);
            }
        }
    }

    private static FileNotFoundException NoSuchFile(string path) => new($"{path}: no such file", path);

    private static UnauthorizedAccessException PermissionDenied(string path) => new($"{path}: permission denied");
}
