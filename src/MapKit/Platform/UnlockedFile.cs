using MapKit.Platform.Locks;
using MapKit.Platform.Paths;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>
/// Opens files for reading without .NET's advisory lock, which fails if a writer of Postfix holds the file, and reports
/// why a file cannot be opened.
/// </summary>
internal static class UnlockedFile
{
    private static ReadOnlySpan<byte> PipePrefix => "pipe:["u8;

    /// <summary>Opens a file; others may write, rename or delete it meanwhile.</summary>
    /// <param name="path">The file.</param>
    /// <param name="waitsForWriter">Whether to wait at a pipe until another program writes to it.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    public static SafeFileHandle Open(string path, bool waitsForWriter = true)
    {
        if (path.Contains('\0', StringComparison.Ordinal)) throw NoSuchFile(path);
        if (LibC.IsSupported) return OpenOnLinux(path, waitsForWriter);
        try
        {
            return File.OpenHandle(FileRoot.PathOf(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
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

    /// <summary>
    /// Opens a file that a configuration, a table or another file names. A file that is not named on the command line never makes the program
    /// wait: a named pipe is refused. The anonymous pipe of a shell (<c>/dev/fd/63</c>) has a writer.
    /// </summary>
    /// <param name="path">The file; a folder opens too, as in Postfix, and cannot be read.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    /// <exception cref="IOException">It is a named pipe or another special file.</exception>
    public static SafeFileHandle OpenNamed(string path)
    {
        var file = Open(path, waitsForWriter: false);
        if (!LibC.IsSupported) return file;
        var status = FileStatus.Read(file);
        if (!status.IsPipe && !status.IsUnsuitableDevice) return file;
        using (file)
        {
            if (status.IsUnsuitableDevice) throw IsDevice(path);
            return IsAnonymous(file) ? Open(path) : throw new NamedPipeException(path);
        }
    }

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private static bool IsAnonymous(SafeFileHandle pipe)
    {
        Span<byte> target = stackalloc byte[PipePrefix.Length];
        return LibC.ReadLink($"/proc/self/fd/{(int)pipe.DangerousGetHandle()}", target, target.Length) == target.Length && target.SequenceEqual(PipePrefix);
    }

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private static SafeFileHandle OpenOnLinux(string path, bool waitsForWriter)
    {
        var flags = LibC.ReadOnly | LibC.CloseOnExec | (waitsForWriter ? 0 : LibC.NonBlocking);
        using var message = waitsForWriter && FileStatus.TryAt(path) is { IsPipe: true } ? MessageOfWait(path) : null;
        while (true)
        {
            var descriptor = LibC.Open(FileRoot.PathOf(path), flags, 0);
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

    /// <summary>Reports the wait for a program that writes to a named pipe, until it is disposed.</summary>
    private static Timer MessageOfWait(string path) => new(
        static path => WaitMessages.Send($"{path}: is a named pipe; waiting for a program that writes to it"), path, LockWait.FirstMessage, LockWait.BetweenMessages);

    /// <summary>The error for a device in place of a file.</summary>
    public static IOException IsDevice(string path) => new($"{path}: is a device, not a file");

    private static FileNotFoundException NoSuchFile(string path) => new(
        LibC.IsSupported && MapPath.LinkTargetOf(path) is { } target ? $"{path}: no such file; it is a symbolic link to {target}" : $"{path}: no such file", path);

    private static UnauthorizedAccessException PermissionDenied(string path) => new($"{path}: Permission denied");
}
