using System.Runtime.Versioning;
using MapKit.Platform;
using MapKit.Platform.Locks;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Maps.Replacement;

/// <summary>
/// A new file beside a map, with a name that the next run recognises (<see cref="TemporaryName"/>), and a lock that
/// distinguishes it from a file of a killed run.
/// </summary>
internal static class TemporaryFile
{
    private const int MostAttempts = 16;

    /// <summary>Creates an empty file, mode 0600.</summary>
    /// <param name="target">The map, free of links.</param>
    /// <param name="identity">The identity to use; it owns the file.</param>
    /// <param name="deleteOnClose">For systems on which an open file cannot be removed: it is deleted when it is closed.</param>
    /// <exception cref="IOException">It cannot be created.</exception>
    public static (SafeFileHandle File, string Path) Create(string target, FileSystemIdentity identity, bool deleteOnClose = false) => identity.Run(() =>
    {
        var folder = Path.GetDirectoryName(target)!;
        var name = Path.GetFileName(target);
        for (var attempt = 1; ; attempt++)
        {
            var path = Path.Join(folder, TemporaryName.New(name));
            var file = LibC.IsSupported ? TryCreate(path, folder, attempt == MostAttempts) : CreatePortably(path, deleteOnClose);
            if (file is not null) return (file, path);
        }
    });

    /// <summary>Checks that a file could be created beside a map, and creates none.</summary>
    /// <param name="target">The map, free of links.</param>
    /// <param name="identity">The identity to use.</param>
    /// <exception cref="IOException">It could not be created.</exception>
    /// <exception cref="UnauthorizedAccessException">As <see cref="IOException"/>, for lack of permission.</exception>
    [SupportedOSPlatform("linux")]
    public static void CheckFolderOf(string target, FileSystemIdentity identity) => identity.Run(() =>
    {
        var folder = Path.GetDirectoryName(target)!;
        if (LibC.Access(LibC.CurrentFolder, folder, LibC.MayWriteInFolder, LibC.WithEffectiveIdentity) != 0) throw CannotCreateIn(folder);
    });

    [SupportedOSPlatform("linux")]
    private static Exception CannotCreateIn(string folder) => FileFailure.Create($"create a file in {folder}", LibC.Error);

    [SupportedOSPlatform("linux")]
    private static SafeFileHandle? TryCreate(string path, string folder, bool isLast)
    {
        var flags = LibC.ReadWrite | LibC.Create | LibC.Exclusive | LibC.NoFollow | LibC.CloseOnExec;
        int descriptor;
        do
        {
            descriptor = LibC.Open(path, flags, (uint)FilePermissions.OwnerOnly);
        }
        while (LibC.WasInterrupted(descriptor));

        if (descriptor < 0)
        {
            return LibC.Error == LibC.Exists && !isLast ? null : throw CannotCreateIn(folder);
        }

        var file = new SafeFileHandle(descriptor, ownsHandle: true);

        // Before the lock was taken another run may have removed the file as abandoned.
        if (FileLock.TryExclusive(file, path) && FileStatus.Read(file).Links > 0) return file;
        file.Dispose();
        return isLast ? throw new IOException($"cannot create a file in {folder}: another program removes it") : null;
    }

    private static SafeFileHandle CreatePortably(string path, bool deleteOnClose)
    {
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, deleteOnClose ? FileOptions.DeleteOnClose : FileOptions.None);
        FilePermissions.Set(file, FilePermissions.OwnerOnly, path);
        return file;
    }
}
